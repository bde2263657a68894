"""What of a package's tests is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from goloupe.explore.matching import wanted
from goloupe.explore.omitted import Omitted

TEXT = """package m

func Example() {
\t// OUTPUT:
}

func Examples() {
\t// Output: is none, by its name
}

func ExampleShort() {}

func FuzzA(f *testing.F) {}

func Fuzzy(f *testing.F) {}

func TestA(t *testing.T) { t.Parallel() }

func TestB(t *testing.T) {
\t// t.Parallel()
\tt.Run("", func(t *testing.T) {
\t\tt.Parallel()
\t})
}

func TestC(t *testing.T) {
\tt.Parallel()
}
"""
BESIDE = "tests that run in parallel were explored each on its own"


@pytest.mark.parametrize(
    ("more", "run", "notes"),
    [
        ("", "", ["1 example and 1 fuzz test are not explored"]),
        ("", "^Example", ["1 example is not explored"]),
        ("", "Test", []),
        ("\nfunc TestD(x *testing.T) {\n\tx.Parallel()\n}\n", "TestC", [BESIDE]),
        ("\nfunc TestD(x *testing.T) {\n\tx.Parallel()\n}\n", "TestB", []),
    ],
)
def test_what_is_left_out(tmp_path: Path, more: str, run: str, notes: list[str]) -> None:
    (tmp_path / "m_test.go").write_text(TEXT + more)
    (tmp_path / "m.go").write_text(TEXT)
    omitted = Omitted()
    omitted.look([str(tmp_path / name) for name in ("m.go", "m_test.go", "gone_test.go")], wanted(run, ""))
    assert omitted.notes == notes
