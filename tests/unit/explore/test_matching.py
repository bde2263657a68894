"""Which tests -run names, and what is said of values that are no expressions: recorded from package regexp and package testing."""

from __future__ import annotations

import pytest

from goloupe.explore.goregexp import compiled
from goloupe.explore.matching import BadPattern, split, wanted
from goloupe.explore.unicodetables import Tables
from goloupe.frontend.toolchain import find_toolchain

TABLES = Tables(str(find_toolchain(None).goroot))
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
    ("\\p{Foo}", "invalid character class range: `\\p{Foo}`"),
    ("[\\p{Foo}]", "invalid character class range: `\\p{Foo}`"),
    ("\\p{", "invalid character class range: `\\p{`"),
    ("\\p", "invalid character class range: `\\p`"),
    ("\\C", "invalid escape sequence: `\\C`"),
    ("\\é", "invalid escape sequence: `\\é`"),
    ("[\\b]", "invalid escape sequence: `\\b`"),
    ("a|{2}", "missing argument to repetition operator: `{2}`"),
    ("(?i)*", "missing argument to repetition operator: `*`"),
    ("[]", "missing closing ]: `[]`"),
    ("[^]", "missing closing ]: `[^]`"),
]
RIGHT = ["a+?", "(?<n>a)", "(?P<n>a)", "(?i)a", "(?i:a)", "\\z", "[[:alpha:]]", "\\pL", "(?P<1a>b)", "a{,2}", "\\Qa.b\\E", "(?s-i:a)"]


@pytest.mark.parametrize(("pattern", "said"), WRONG)
def test_what_package_regexp_refuses(pattern: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"^error parsing regexp: ") as caught:
        compiled(pattern, TABLES)
    assert str(caught.value) == f"error parsing regexp: {said}"


@pytest.mark.parametrize("pattern", RIGHT)
def test_what_it_takes(pattern: str) -> None:
    compiled(pattern, TABLES)


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
        ("(?U)^a+b", "aab", True),
        ("(?U:a+)B", "ab", False),
        # Flags hold up to the end of the group, also beyond a bar.
        ("a(?i)b|c", "AB", False),
        ("a(?i)b|c", "C", True),
        ("(a(?i)b|c)C", "aBC", True),
        ("(a(?i)b|c)C", "aBc", False),
        ("(?i)a(?-i)b", "Ab", True),
        ("(?i)a(?-i)b", "AB", False),
        (r"^\p{Lu}", "Ä", True),
        (r"\p{Greek}", "TestΩ", True),
        (r"\p{Greek}", "TestO", False),
        (r"^\P{Greek}+$", "TestΩ", False),
        (r"^\p{^Greek}+$", "TestO", True),
        (r"[\p{Greek}\d]$", "Test1", True),
        (r"[^\p{Greek}]$", "Ω", False),
        (r"\p{Letter}1", "日1", True),
        (r"\P{Any}", "a", False),
        ("[[:^alpha:]]", "ab", False),
        (r"\x{3a9}", "Ω", True),
        (r"\101$", "TestA", True),
        # These are of ASCII alone.
        (r"\d", "٣", False),
        (r"\w", "é", False),
        (r"[\W]", "é", True),
        (r"\D", "1", False),
        ("a{,2}", "aa", False),
        ("a{,2}", "a{,2}", True),
        ("^*a", "a", True),
        (r"^\B$", "", True),
        (r"(?i)k", "\u212a", True),
    ],
)
def test_what_is_written_differently(pattern: str, name: str, found: bool) -> None:
    assert bool(compiled(pattern, TABLES).search(name)) == found


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
    assert wanted(pattern, "").filter("TestA") == passed


def test_what_is_said() -> None:
    with pytest.raises(BadPattern) as caught:
        wanted('a/"[', "")
    assert str(caught.value) == 'invalid regexp for element 1 of -run ("\\"["): error parsing regexp: missing closing ]: `[`'
    with pytest.raises(BadPattern, match=r"^invalid regexp for alternation 1 of element 0 of -run "):
        wanted("a|(", "")
