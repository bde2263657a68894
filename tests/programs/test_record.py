"""What is compared of standard error, and that the corpus is whole."""

from __future__ import annotations

import re

from tests.programs.record import HERE, corpus, normalise, renumbered

PANIC = """\
panic: main.E{a:1} [recovered]
	panic: (main.T) 0x4a4928
[signal SIGSEGV: segmentation violation code=0x1 addr=0x8 pc=0x49a0cd]

goroutine 1 [running]:
main.(*T).f(0x5, {0xc000012345?, 0x3})
	/somewhere/else/main.go:22 +0x4d
main.g[...](...)
	/somewhere/else/main.go:9
main.main.func1(0x1?)
	C:/there/main.go:3 +0x1
created by main.main in goroutine 1
	/somewhere/else/main.go:2 +0x1d
"""

NORMAL = """\
panic: main.E{a:1} [recovered]
	panic: (main.T) ADDR
[signal SIGSEGV: segmentation violation code=0x1 addr=ADDR pc=ADDR]

goroutine 1 [running]:
main.(*T).f()
	main.go:22
main.g[...]()
	main.go:9
main.main.func1()
	main.go:3
created by main.main in goroutine 1
	main.go:2
"""

OVERFLOW = """\
runtime: goroutine stack exceeds 1000000000-byte limit
runtime: sp=0x284a1f560388 stack=[0x284a1f560000, 0x284a3f560000]
fatal error: stack overflow

runtime stack:
runtime.throw({0x47f5ed?, 0x200000001?})
	/go/src/runtime/panic.go:1243 +0x48 fp=0x7ffc8b990798 sp=0x7ffc8b990768 pc=0x476148

goroutine 1 gp=0x2849ff4a41e0 m=0 mp=0x52b800 [running]:
main.f(0x2aaaa41?)
	/tmp/so.go:3 +0x2b fp=0x284a1f560398 sp=0x284a1f560390 pc=0x47db2b
main.f(...)
	/tmp/so.go:3
...44739041 frames elided...
main.main()
	/tmp/so.go:5 +0x17 fp=0x284a1f5603c8 sp=0x284a1f5603b0 pc=0x47db17
runtime.main()
	/go/src/runtime/proc.go:290 +0x3 fp=0x1 sp=0x2 pc=0x3
runtime.goexit({})
	/go/src/runtime/asm_amd64.s:1264 +0x1 fp=0x1ba8a30c9fe8 sp=0x1ba8a30c9fe0 pc=0x47aea1

goroutine 2 gp=0x1ba8a3100000 m=nil [force gc (idle)]:
runtime.gopark(0x0?, 0x0?)
	/go/src/runtime/proc.go:474 +0xca fp=0x1ba8a30c4788 sp=0x1ba8a30c4768 pc=0x47622a
created by runtime.init.6 in goroutine 1
	/go/src/runtime/proc.go:7134 +0x37
"""

NORMAL_OVERFLOW = """\
runtime: goroutine stack exceeds 1000000000-byte limit
runtime: sp=ADDR stack=[ADDR, ADDR]
fatal error: stack overflow

goroutine 1 [running]:
main.f()
	so.go:3
...frames elided...
main.main()
	so.go:5
"""


def test_normalise() -> None:
    assert normalise(PANIC) == NORMAL
    assert normalise(OVERFLOW) == NORMAL_OVERFLOW
    assert normalise("") == ""
    assert normalise("main.f(1)\n") == "main.f(1)\n", "not in a traceback"


def test_normalised_text_is_left_alone() -> None:
    for text in (NORMAL, NORMAL_OVERFLOW, *(p.expected().err for p in corpus() if p.recorded)):
        assert normalise(text) == text


def test_renumbered() -> None:
    assert renumbered("goroutine 18 [x]\ncreated in goroutine 1\n") == renumbered("goroutine 6 [x]\ncreated in goroutine 1\n")
    assert renumbered("goroutine 18 [x]\ngoroutine 1 [y]\n") != renumbered("goroutine 18 [x]\ngoroutine 18 [y]\n")


def test_the_corpus_is_whole() -> None:
    programs = corpus()
    assert {p.name for p in programs if not p.recorded} == set()
    names = {p.name for p in programs}
    strays = {f.name for f in HERE.iterdir() if f.suffix in {".out", ".err", ".code", ".in"} and f.stem not in names}
    assert strays == set()
    for p in programs:
        text = p.path.read_text(encoding="utf-8")
        assert re.match(r"// \S.+\.\n", text), f"{p.name} does not begin with a sentence on what it shows"
        assert 5 <= text.count("\n") <= 200, p.name
