"""Which tests run in parallel, by who calls t.Parallel for them."""

from __future__ import annotations

from pathlib import Path

from goloupe.explore.exploration import Programs

MODULE = {
    "go.mod": "module par\n\ngo 1.27\n",
    "util/util.go": """package util

import "testing"

func Setup(tb testing.TB) { tb.Helper() }

func Par(t *testing.T, n int) int {
	t.Helper()
	t.Parallel()
	return n
}
""",
    "p_test.go": """package par

import (
	"testing"

	"par/util"
)

type env struct{ t *testing.T }

func newEnv(t *testing.T) *env {
	e := &env{t: t}
	e.t.Parallel()
	return e
}

func (e *env) run() {}

type suite struct{}

func (suite) begin(t *testing.T, deep int) {
	if deep == 0 {
		t.Parallel()
	} else {
		suite{}.begin(t, deep-1)
	}
}

func parallel(t *testing.T) { t.Parallel() }

func deeper(t *testing.T) { parallel(t) }

func generic[T any](t *testing.T, v T) T { t.Parallel(); return v }

func through(x interface{ Parallel() }) { x.Parallel() }

func later(f func()) { f() }

type wrapped struct{ *testing.T }

type other interface{ Parallel(n int) }

func runs(o other) { o.Parallel(1) }

func TestValue(t *testing.T)      { p := t.Parallel; p() }
func TestHanded(t *testing.T)     { later(t.Parallel) }
func TestInterface(t *testing.T)  { through(t) }
func TestExpression(t *testing.T) { f := (*testing.T).Parallel; f(t) }
func TestPromoted(t *testing.T)   { through(wrapped{t}) }
func TestOther(t *testing.T)      { runs(nil) }
func TestHere(x *testing.T)    { x.Parallel() }
func TestHelper(t *testing.T)  { deeper(t) }
func TestPackage(t *testing.T) { _ = util.Par(t, 3) }
func TestMethod(t *testing.T)  { suite{}.begin(t, 3) }
func TestMaker(t *testing.T)   { newEnv(t).run() }
func TestGeneric(t *testing.T) { generic(t, map[string]util.T{}) }
func TestNot(t *testing.T)     { util.Setup(t) }
func TestSubtests(t *testing.T) {
	// t.Parallel()
	t.Run("x", parallel)
	t.Run("y", func(t *testing.T) { parallel(t) })
}
""",
    "util/t.go": "package util\n\ntype T struct{}\n",
    "x_test.go": 'package par_test\n\nimport (\n\t"testing"\n\n\t"par/util"\n)\n\nfunc TestOutside(t *testing.T) { util.Par(t, 1) }\n',
}


def test_helpers_are_followed(tmp_path: Path) -> None:
    for name, text in MODULE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    found = Programs((".",), tmp_path).targets(None)
    together = [target for target in found if target.asked is not None]
    names = ["Value", "Handed", "Interface", "Expression", "Promoted", "Here", "Helper", "Package", "Method", "Maker", "Generic", "Outside"]
    assert [target.pattern.split("|") for target in together] == [[f"^Test{name}$" for name in names]]
    assert {target.test for target in found} >= {"TestNot", "TestOther", "TestSubtests"}
