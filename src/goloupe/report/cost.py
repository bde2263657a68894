"""What a value costs on the heap, in words."""

from __future__ import annotations

from goloupe.escape.results import Site

PAGE = 8192
LARGEST_CLASS = 32 << 10
"""Larger values get whole pages."""


def amount(count: int) -> str:
    """Return a number of bytes: "24 B", "1,152 B", "64 KiB", "1 MiB"."""
    if count >= 1 << 20 and count % (1 << 20) == 0:
        return f"{count >> 20} MiB"
    if count >= 1 << 13 and count % (1 << 10) == 0:
        return f"{count >> 10} KiB"
    return f"{count:,} B"


def taken(site: Site) -> int:
    """Return how many bytes the allocator hands out for a value; 0 if that is not known, or nothing."""
    if site.bytes <= 0:
        return 0
    if site.size_class > 0:
        return site.size_class
    return -(-site.bytes // PAGE) * PAGE


def cost(site: Site) -> str:
    """Return the cost of a value on the heap."""
    if site.bytes < 0:
        return "size known at run time"
    if site.bytes == 0:
        return "0 B"
    if site.size_class <= 0 or site.bytes > LARGEST_CLASS:
        pages = taken(site) // PAGE
        return f"{amount(site.bytes)} ({pages} page{'s' if pages != 1 else ''})"
    if site.size_class == site.bytes:
        return amount(site.bytes)
    return f"{amount(site.bytes)} (size class {site.size_class})"
