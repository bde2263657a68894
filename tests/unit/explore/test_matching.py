"""Which tests -run names, and what is said of values that are no expressions: recorded from package regexp and package testing."""

from __future__ import annotations

import pytest

from goloupe.explore.matching import BadPattern, compiled, split, wanted

WRONG = [
    ("[", "missing closing ]: `[`"),
    ("[a", "missing closing ]: `[a`"),
    ("a[b", "missing closing ]: `[b`"),
    ("(", "missing closing ): `(`"),
    ("a(b", "missing closing ): `a(b`"),
    ("a)", "unexpected ): `a)`"),
    (")", "unexpected ): `)`"),
    ("*", "missing argument to repetition operator: `*`"),
    ("*a", "missing argument to repetition operator: `*`"),
    ("+", "missing argument to repetition operator: `+`"),
    ("a|*", "missing argument to repetition operator: `*`"),
    ("a**", "invalid nested repetition operator: `**`"),
    ("a*+", "invalid nested repetition operator: `*+`"),
    ("a??*", "invalid nested repetition operator: `??*`"),
    ("a{2}{3}", "invalid nested repetition operator: `{2}{3}`"),
    ("a\\", "trailing backslash at end of expression: ``"),
    ("\\q", "invalid escape sequence: `\\q`"),
    ("a\\8", "invalid escape sequence: `\\8`"),
    ("\\1", "invalid escape sequence: `\\1`"),
    ("[z-a]", "invalid character class range: `z-a`"),
    ("(?=x)", "invalid or unsupported Perl syntax: `(?=`"),
    ("(?!x)", "invalid or unsupported Perl syntax: `(?!`"),
    ("(?<=x)", "invalid named capture: `(?<=x)`"),
    ("(?P<n", "invalid named capture: `(?P<n`"),
    ("(?P=n)", "invalid or unsupported Perl syntax: `(?P`"),
    ("(?#c)", "invalid or unsupported Perl syntax: `(?#`"),
    ("(?x)a", "invalid or unsupported Perl syntax: `(?x`"),
    ("a\\Z", "invalid escape sequence: `\\Z`"),
    ("[[:foo:]]", "invalid character class range: `[:foo:]`"),
    ("x{1001}", "invalid repeat count: `{1001}`"),
    ("x{2,1}", "invalid repeat count: `{2,1}`"),
    ("(?", "invalid or unsupported Perl syntax: `(?`"),
    ("(?<", "invalid or unsupported Perl syntax: `(?<`"),
    ("(?y)", "invalid or unsupported Perl syntax: `(?y`"),
    ("[]", "missing closing ]: `[]`"),
    ("[^]", "missing closing ]: `[^]`"),
]
RIGHT = ["a+?", "(?<n>a)", "(?P<n>a)", "(?i)a", "(?i:a)", "\\z", "[[:alpha:]]", "\\pL", "(?P<1a>b)", "a{,2}", "\\Qa.b\\E", "(?s-i:a)"]


@pytest.mark.parametrize(("pattern", "said"), WRONG)
def test_what_package_regexp_refuses(pattern: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"^error parsing regexp: ") as caught:
        compiled(pattern)
    assert str(caught.value) == f"error parsing regexp: {said}"


@pytest.mark.parametrize("pattern", RIGHT)
def test_what_it_takes(pattern: str) -> None:
    compiled(pattern)


@pytest.mark.parametrize(
    ("pattern", "name", "found"),
    [
        ("[[:upper:]]b", "TestXb", True),
        ("[[:upper:]]b", "Testxb", False),
        (r"\Qa.b\E$", "a.b", True),
        (r"\Qa.b\E$", "axb", False),
        (r"^Test\z", "Test", True),
        ("(?i)test", "TEST", True),
        (r"\pL\d", "é1", True),
        ("(?P<n>a)b", "ab", True),
    ],
)
def test_what_is_written_differently(pattern: str, name: str, found: bool) -> None:
    assert bool(compiled(pattern).search(name)) == found


def test_elements() -> None:
    assert split("A/b|C") == [["A", "b"], ["C"]]
    assert split("(A/b|C)[/|]/x") == [["(A/b|C)[/|]", "x"]]
    assert split(r"a\/b") == [[r"a\/b"]]


@pytest.mark.parametrize(
    ("pattern", "passed"),
    [
        ("", "^TestA$"),
        ("A", "^TestA$"),
        ("B", None),
        ("A/x", "^TestA$/x"),
        ("A/x/y|T/z", "^TestA$/x/y|^TestA$/z"),
        ("A/x|A", "^TestA$"),
        ("B/x|A/y", "^TestA$/y"),
    ],
)
def test_what_package_testing_is_told(pattern: str, passed: str | None) -> None:
    assert wanted(pattern).filter("TestA") == passed


def test_what_is_said() -> None:
    with pytest.raises(BadPattern) as caught:
        wanted('a/"[')
    assert str(caught.value) == 'invalid regexp for element 1 of -run ("\\"["): error parsing regexp: missing closing ]: `[`'
    with pytest.raises(BadPattern, match=r"^invalid regexp for alternation 1 of element 0 of -run "):
        wanted("a|(")
