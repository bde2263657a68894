"""Underlining places in source lines."""

from pathlib import Path

import pytest

from goloupe.report import excerpt
from goloupe.report.excerpt import WIDEST, Sources, extent, underline


def marked(line: str, expr: str, at: str) -> str:
    """Return the part of a line that is underlined for an expression at the first occurrence of ``at``."""
    source = line.encode()
    col = source.index(at.encode()) + 1
    return source[col - 1 : col - 1 + extent(source, col, expr)].decode()


@pytest.mark.parametrize(
    ("line", "expr", "at", "want"),
    [
        ("return &T{1, f(2)}, nil", "&T{...}", "&T", "&T{1, f(2)}"),
        ("x := []int{1, 2}", "[]int{...}", "[]int", "[]int{1, 2}"),
        ('m := map[string]T{"}": 1}', "map[string]T{...}", "map", 'map[string]T{"}": 1}'),
        ("p := new(T)", "new(T)", "new", "new(T)"),
        ("b := make([]byte, n)", "make([]byte, n)", "make", "make([]byte, n)"),
        ("go func() { f() }()", "func literal", "func", "func"),
        ('fmt.Println("a b", x)', '"a b"', '"a', '"a b"'),
        ("fmt.Println(x)", "... argument", "(", "("),
        ("s := a + b", "a + b", "+", "+"),
        ("value := 1", "value", "value", "value"),
        ("f(g(x))", "g(x)", "(x", "("),
        ("t := &T{", "&T{...}", "&T", "&T{"),
        ("größe := 1", "größe", "größe", "größe"),
    ],
)
def test_extent(line: str, expr: str, at: str, want: str) -> None:
    assert marked(line, expr, at) == want


def test_extent_behind_the_end_of_the_line() -> None:
    assert extent(b"x", 9, "x") == 1


def test_tabs_and_wide_characters() -> None:
    text, below = underline('\tf("世", x)'.encode(), [(11, 1)])
    assert text == '    f("世", x)'
    assert below.index("^") == 4 + len('f("') + 2 + len('", ')


def test_control_characters_cannot_move_the_cursor() -> None:
    text, _ = underline(b"a\x1b[31mb\x00\xff", [(1, 1)])
    assert "\x1b" not in text
    assert "\x00" not in text
    assert text == "a\ufffd[31mb\ufffd\ufffd"


def test_long_lines_are_cut_around_the_place() -> None:
    line = b"x" * 5000 + b"HERE" + b"x" * 5000
    text, below = underline(line, [(5001, 4)])
    assert len(text) <= WIDEST + 2
    assert text[below.index("^") :].startswith("HERE")
    assert text.startswith("…")
    assert text.endswith("…")


@pytest.mark.parametrize("col", [1, 2, 700, 5000, 5001, 19_990, 20_000, 20_001])
@pytest.mark.parametrize("unit", ["abcd ", "ä本\t\N{COMBINING ACUTE ACCENT}", "\udcff\udc80"])
def test_very_long_lines_are_not_looked_at_as_a_whole(unit: str, col: int, monkeypatch: pytest.MonkeyPatch) -> None:
    bytes_of = unit.encode("utf-8", "surrogateescape")
    line = bytes_of * (20_000 // len(bytes_of))
    while 0 < col <= len(line) and line[col - 1] & 0xC0 == 0x80 and unit.isprintable():
        col -= 1
    places = [(col, 3), (col + 6, 1), (col + 9000, 5)]
    quick = underline(line, places)
    monkeypatch.setattr(excerpt, "_LONG", 10**9)
    assert quick == underline(line, places)


def test_sources(tmp_path: Path) -> None:
    file = tmp_path / "x.go"
    file.write_bytes(b"one\r\ntwo\n")
    sources = Sources()
    assert [sources.line(str(file), n) for n in (0, 1, 2, 3, 4)] == [None, b"one", b"two", b"", None]
    assert sources.line(str(tmp_path / "none.go"), 1) is None
    assert sources.line("", 1) is None


@pytest.mark.parametrize(
    ("line", "places"),
    [
        (b"\treturn &T{1}", [(9, 5)]),
        (b"a\tb\tc", [(1, 1), (3, 1), (5, 1)]),
        (b"a\tb", [(2, 1)]),
        (b"short", [(99, 3)]),
        (b"short", [(3, 99)]),
        (b"", [(1, 1)]),
        (b"x := 1  ", [(1, 1)]),
    ],
)
def test_the_quick_way_gives_the_same(line: bytes, places: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    import goloupe.report.excerpt as excerpt

    quick = underline(line, places)
    monkeypatch.setattr(excerpt, "_PLAIN", __import__("re").compile(rb"(?!)"))
    assert underline(line, places) == quick
