"""What of a package's test files is run."""

from __future__ import annotations

from pathlib import Path

from goloupe.explore.testfiles import TestFiles

TEXT = """package m

func Example() {
\t// OUTPUT:
}

func Examples() {
\t// Output: is none, by its name
}

func ExampleShort() {}

func ExampleSilent() {
\tprintln(1)
}

func FuzzA(f *testing.F) {}

func TestA(t *testing.T) {}

func TestB(t *testing.T) {
\t// Output: is none of a test
}
"""


def test_functions_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "m_test.go").write_text(TEXT)
    (tmp_path / "m.go").write_text(TEXT.replace("Example()", "ExampleElsewhere()").replace("TestA", "TestD"))
    files = TestFiles.of([str(tmp_path / name) for name in ("m.go", "m_test.go", "gone_test.go")])
    assert files == TestFiles({"Example"})
    names = ("Example", "Examples", "ExampleShort", "FuzzA", "Fuzzy", "TestA", "TestMain", "Testing", "TestB", "Other")
    assert [name for name in names if files.runs(name)] == ["Example", "FuzzA", "TestA", "TestB"]
