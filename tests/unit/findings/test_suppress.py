"""Directives in comments: where they are found, what they cover, what they do."""

from pathlib import Path

from goloupe.escape.results import FunctionResult, PackageResult, Pos, Reason, Site, SiteKind, Verdict
from goloupe.findings import Finding, collect, suppress
from goloupe.findings.suppress import Directive

FILE = "/p/p.go"


def function(name: str, line: int, *lines: int, end: int = 0) -> FunctionResult:
    sites = [Site(Pos(FILE, at, 5), "x", SiteKind.MOVED_VARIABLE, Verdict.HEAP, Reason.RESULT, bytes=8) for at in lines]
    return FunctionResult(f"p.{name}", name, Pos(FILE, line, 6), [], sites, end_line=end)


def run(source: str, *functions: FunctionResult) -> tuple[list[Finding], list[Finding], list[Directive]]:
    result = PackageResult("p", list(functions))
    findings = list(collect([result]))
    directives = suppress.directives(result, lambda _file: source)
    return findings, suppress.apply(result, findings, directives), directives


def test_on_its_own_line() -> None:
    findings, extra, _ = run("package p\n\nfunc F() {\n\tx := 1 //goloupe:ignore GL1001 small\n}\n", function("F", 3, 4))
    assert [(f.suppressed, f.justification) for f in findings] == [("ignore", "small")]
    assert extra == []


def test_above_a_line() -> None:
    source = "package p\n\nfunc F() {\n\t//goloupe:ignore GL1001 small\n\t// another comment\n\tx := 1\n\ty := 2\n}\n"
    findings, _, _ = run(source, function("F", 3, 6, 7))
    assert [f.suppressed for f in findings] == ["ignore", ""]


def test_above_a_function() -> None:
    source = '// F is fine.\n//\n//goloupe:noescape\nfunc F() struct{} {\n\ts := "}"\n\t{\n\t}\n\treturn 1\n}\n\nfunc G() {\n\tx\n}\n'
    _, extra, directives = run(source, function("F", 4, 8), function("G", 11, 12))
    assert (directives[0].first_line, directives[0].last_line) == (4, 9)
    assert [(f.code.name, f.pos.line) for f in extra] == [("GL0001", 8)]


def test_end_line_is_believed() -> None:
    source = "//goloupe:noescape\nfunc F() {\n"
    _, _, directives = run(source, function("F", 2, end=40))
    assert directives[0].last_line == 40


def test_one_line_function() -> None:
    _, extra, directives = run("//goloupe:noescape\nfunc F() *int { return new(int) }\n\nfunc G() {}\n", function("F", 2, 2))
    assert (directives[0].first_line, directives[0].last_line) == (2, 2)
    assert [f.code.name for f in extra] == ["GL0001"]


def test_not_in_strings_and_block_comments() -> None:
    strings = 'package p\nvar a = `\n//goloupe:noescape\n`\nvar b = "//goloupe:noescape"\n'
    source = strings + "/*\n//goloupe:noescape\n*/\nvar c = '\"' //goloupe:noescape\n"
    _, _, directives = run(source, function("F", 20))
    assert [d.pos.line for d in directives] == [9]


def test_column_counts_bytes() -> None:
    _, _, directives = run("é := 1 //goloupe:noescape\n", function("F", 1))
    assert directives[0].pos.col == 9


def test_malformed() -> None:
    source = "a //goloupe:noescpae\nb //goloupe:ignore\nc //goloupe:ignore GL1001\nd //goloupe:ignore GL9999 why\ne // goloupe:noescape\n"
    _, extra, _ = run(source, function("F", 1))
    assert [(f.code.name, f.pos.line) for f in extra] == [("GL0002", 1), ("GL0002", 2), ("GL0002", 3), ("GL0002", 4)]
    assert "noescpae" in extra[0].message


def test_unused_ignore() -> None:
    _, extra, _ = run("x //goloupe:ignore GL1001 why\n", function("F", 9))
    assert [f.code.name for f in extra] == ["GL0003"]


def test_a_violation_can_be_ignored() -> None:
    source = "//goloupe:noescape\nfunc F() {\n\tx //goloupe:ignore GL0001 only here\n\ty\n}\n"
    _, extra, _ = run(source, function("F", 2, 3, 4))
    assert [(f.code.name, f.pos.line, f.suppressed) for f in extra] == [("GL0001", 3, "ignore"), ("GL0001", 4, "")]


def test_several_codes() -> None:
    findings, extra, _ = run("x //goloupe:ignore GL1009,GL1001 why\n", function("F", 1, 1))
    assert findings[0].suppressed == "ignore"
    assert extra == []


def test_unreadable_file_has_no_directives() -> None:
    assert suppress.read_source("/nowhere/x.go") == ""


def test_guarded(tmp_path: Path) -> None:
    assert not suppress.guarded(str(tmp_path))
    (tmp_path / "x.txt").write_text("//goloupe:noescape")
    assert not suppress.guarded(str(tmp_path))
    (tmp_path / "x.go").write_text("package x\n\n//goloupe:noescape\nfunc F() {}\n")
    assert suppress.guarded(str(tmp_path))
    assert suppress.guarded(str(tmp_path / "nowhere"))
    root = tmp_path / "go"
    (root / "src" / "runtime").mkdir(parents=True)
    (root / "src" / "x").mkdir()
    (root / "src" / "x" / "x.go").write_text("//goloupe:noescape")
    assert suppress.guarded(str(root / "src" / "x"))
    (root / "VERSION").write_text("go1.27")
    (root / "src" / "runtime" / "runtime2.go").write_text("package runtime")
    suppress._is_goroot.cache_clear()
    assert not suppress.guarded(str(root / "src" / "x"))
