"""Package internal/stringslite: the string functions that low packages use."""

from __future__ import annotations

from goloupe.std import override


@override("internal/stringslite.IndexByte")
def index_byte(s: bytes, c: int) -> int:
    """Index of the first ``c``, or -1."""
    return s.find(c)


@override("internal/stringslite.Index")
def index(s: bytes, sub: bytes) -> int:
    """Index of the first ``sub``, or -1."""
    return s.find(sub)


@override("internal/stringslite.HasPrefix")
def has_prefix(s: bytes, prefix: bytes) -> bool:
    """Whether ``s`` begins with ``prefix``."""
    return s.startswith(prefix)


@override("internal/stringslite.HasSuffix")
def has_suffix(s: bytes, suffix: bytes) -> bool:
    """Whether ``s`` ends with ``suffix``."""
    return s.endswith(suffix)


@override("internal/stringslite.TrimPrefix")
def trim_prefix(s: bytes, prefix: bytes) -> bytes:
    """Without ``prefix``."""
    return s.removeprefix(prefix)


@override("internal/stringslite.TrimSuffix")
def trim_suffix(s: bytes, suffix: bytes) -> bytes:
    """Without ``suffix``."""
    return s.removesuffix(suffix)


@override("internal/stringslite.Cut")
def cut(s: bytes, sep: bytes) -> tuple[bytes, bytes, bool]:
    """What is before and after the first ``sep``."""
    i = s.find(sep)
    return (s[:i], s[i + len(sep) :], True) if i >= 0 else (s, b"", False)


@override("internal/stringslite.Clone")
def clone(s: bytes) -> bytes:
    """The same text in memory of its own."""
    return bytes(bytearray(s))
