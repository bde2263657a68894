"""Files in variables."""

from pathlib import Path

from goloupe.frontend.results import Embedding
from goloupe.launch import embed
from goloupe.runtime.rtype import T_STRING


def test_listing_has_directories_and_is_sorted_by_directory() -> None:
    files = dict.fromkeys(["b/c.txt", "a.txt", "b/a/x", "b-c/y"], b"")
    # As embed.FS wants it: by the directory, then by the name in it.
    assert embed.listing(files) == ["a.txt", "b/", "b-c/", "b/a/", "b/c.txt", "b-c/y", "b/a/x"]


def test_a_string_has_the_contents(tmp_path: Path) -> None:
    place = tmp_path / "x"
    place.write_bytes(b"one\xff")
    assert embed.value_of(Embedding("v", (("x", str(place)),)), T_STRING) == b"one\xff"
