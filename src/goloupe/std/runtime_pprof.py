"""Package runtime/pprof: the profiles of goroutines, and of those that have leaked (see `goloupe.leak`).

Labels belong to the goroutine that set them; those that it starts have none of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from goloupe.leak.profile import detect
from goloupe.runtime.dump import LEAKED
from goloupe.runtime.value import Slice
from goloupe.std import bound, override
from goloupe.std.goroutines import stacks
from goloupe.std.library import Library
from goloupe.std.runtime import go_frames, positions

_COUNT = "pprof.leaked"
ASKED: Final = (("runtime.goroutineProfileWithLabels", "mprof.go", 1248), ("runtime.pprof_goroutineProfileWithLabels", "mprof.go", 1239))
"""What is above the function of this package that asks."""


@bound("runtime/pprof.runtime_goroutineLeakGC")
def goroutine_leak_gc(lib: Library) -> Callable[[], None]:
    """Find the goroutines that have leaked; dumps mark them from now on."""

    def call() -> None:
        lib.state[_COUNT] = detect(lib.rt)

    return call


@bound("runtime/pprof.runtime_goroutineleakcount")
def goroutine_leak_count(lib: Library) -> Callable[[], int]:
    """How many there were when they were looked for last."""
    return lambda: lib.state.get(_COUNT, 0)


@bound("runtime/pprof.pprof_goroutineProfileWithLabels")
def goroutine_profile(lib: Library) -> Callable[[Slice, Slice], tuple[int, bool]]:
    """The stacks of all goroutines."""

    def call(p: Slice, labels: Slice) -> tuple[int, bool]:
        return _fill(lib, p, labels, lib.rt.num_goroutine(), go_frames(lib), None)

    return call


@bound("runtime/pprof.pprof_goroutineLeakProfileWithLabels")
def goroutine_leak_profile(lib: Library) -> Callable[[Slice, Slice], tuple[int, bool]]:
    """The stacks of those that were found to have leaked."""

    def call(p: Slice, labels: Slice) -> tuple[int, bool]:
        leaked = [n for n in lib.rt.values.get(LEAKED, ()) if n in lib.rt.allgs]
        return _fill(lib, p, labels, len(leaked), go_frames(lib), leaked)

    return call


def _fill(lib: Library, p: Slice, labels: Slice, n: int, own: Iterable[Any], only: Iterable[int] | None) -> tuple[int, bool]:
    """Write the records if there is room for all."""
    if p.len < n:
        return n, False
    for i, (goid, pcs) in enumerate(stacks(lib, own, ASKED, only)):
        p.arr[p.off + i].f_Stack = Slice(pcs, 0, len(pcs), len(pcs))
        if labels.len:
            labels.arr[labels.off + i] = lib.rt.allgs[goid].labels
    return n, True


@bound("runtime/pprof.runtime_setProfLabel")
def set_labels(lib: Library) -> Callable[[Any], None]:
    """Set the labels of the goroutine."""

    def call(labels: Any) -> None:
        lib.rt.curg.labels = labels

    return call


@bound("runtime/pprof.runtime_getProfLabel")
def get_labels(lib: Library) -> Callable[[], Any]:
    """The labels of the goroutine."""
    return lambda: lib.rt.curg.labels


@override("runtime/pprof.runtime_expandFinalInlineFrame")
def expand(pcs: Slice) -> Slice:
    """Each frame has a counter of its own."""
    return pcs


@bound("runtime/pprof.runtime_FrameStartLine")
def frame_start_line(lib: Library) -> Callable[[Any], int]:
    """The line at which a frame's function begins, as far as it is known: that of the first counter that was asked for."""
    return lambda f: positions(lib).by_func[id(f.f_Func)].line if f.f_Func is not None else 0


@override("runtime/pprof.runtime_FrameSymbolName")
def frame_symbol_name(f: Any) -> Any:
    """The name of a frame's function."""
    return f.f_Function
