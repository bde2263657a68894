"""Explanations: the path from a value to what outlives it, step by step, with the source beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from goloupe.escape.results import Explanation, Pos, Step, StepKind, Verdict
from goloupe.findings import code_for
from goloupe.findings.finding import describe_reason, readable
from goloupe.report.cost import cost
from goloupe.report.excerpt import Sources, extent, underline
from goloupe.report.style import PLAIN, Style

STEP_WORDS = {
    "spill": "gets storage of its own",
    "assign": "assigned",
    "assign-pair": "assigned",
    "assign-pair-dot-type": "assigned, by a type assertion",
    "assign-pair-mapr": "assigned, from a map",
    "assign-pair-receive": "assigned, from a channel",
    "return": "returned",
    "call parameter": "passed to a call",
    "address-of": "its address is taken",
    "interface-converted": "put into an interface",
    "dot": "part of it is taken",
    "dot of pointer": "reached through a pointer",
    "indirection": "read through a pointer",
    "fixed-array-index-of": "an element of it is taken",
    "slice": "sliced",
    "range": "ranged over",
    "range-deref": "ranged over",
    "switch case": "bound by a type switch",
    "slice-literal-element": "an element of the slice",
    "array literal element": "an element of the array",
    "struct literal element": "a field of the struct",
    "map literal key": "a key of the map",
    "map literal value": "a value of the map",
    "key of map put": "a key that is stored in a map",
    "captured by a closure": "captured by a function literal",
    "reference": "by reference",
    "appendee slice": "appended to",
    "appended slice...": "its elements are appended",
    "copied slice": "its elements are copied",
    "send": "sent on a channel",
    "callee operand": "called",
    "slice-to-array": "converted to an array",
    "too large for stack": "too large for the stack",
    "too aligned for stack": "needs more alignment than the stack gives",
    "non-constant size": "its size is not known at compile time",
    "zero-sized element": "its elements have no size",
}
"""What the compiler calls a step, in words."""


SHOWN_CALLS = 4
"""Called functions that are shown with their source; further ones are named."""


class ExplanationText:
    """Renders explanations."""

    def __init__(self, place: Callable[[Pos], str], style: Style = PLAIN) -> None:
        self.place = place
        self.style = style
        self.sources = Sources()

    def render(self, explanations: Iterable[Explanation]) -> Iterator[str]:
        """Return the text of each explanation."""
        for i, explanation in enumerate(explanations):
            yield ("\n" if i else "") + self._one(explanation)

    def _one(self, e: Explanation) -> str:
        if e.kind == "param":
            return self._parameter(e)
        if e.verdict is not Verdict.HEAP:
            zero = e.site is not None and e.site.zero_copy
            why = "it shares the string's memory" if zero else "nothing that outlives the function keeps its address"
            return f"{self.place(e.pos)}: {e.expr} {self.style.stack('stays on the stack')}: {why}.\n" + self._source([(e.pos, e.expr)])
        head = f"{self.place(e.pos)}: {e.expr} {self.style.heap('goes to the heap')}"
        why = f"{describe_reason(e.reason, e.detail)}.  {self.style.code(code_for(e.reason).name)}"
        return f"{head}: {why}\n{self._cost(e)}\n{self._path(e)}{self._calls(e)}{self._end(e)}"

    def _parameter(self, e: Explanation) -> str:
        where = "the heap" if e.destination == "{heap}" else f"result {e.destination}"
        what = e.expr if e.derefs <= 0 else f"what {e.expr} points to" + (f" ({e.derefs} steps away)" if e.derefs > 1 else "")
        head = f"{self.place(e.pos)}: parameter {e.expr}: {what} {self.style.warning('leaks')} to {where}"
        result = " if the result is" if where != "the heap" else ""
        return f"{head}, so callers must keep it on the heap{result}.\n\n{self._path(e)}{self._calls(e)}{self._end(e)}"

    def _cost(self, e: Explanation) -> str:
        if e.site is None:
            return ""
        loop = ", each time round the loop" if e.site.in_loop else ""
        return f"  costs {cost(e.site)}{loop}\n"

    # -- the path -----------------------------------------------------------------------------------------------------

    def _path(self, e: Explanation) -> str:
        """Return the steps: after the ones of each flow, what the flow comes to."""
        out: list[str] = []
        flow: Step | None = None
        notes: list[Step] = []

        def finish() -> None:
            out.append(self._steps(notes))
            if flow is not None:
                out.append(f"{' ' * 8}{self.style.warning('⇒')} {flow_words(flow)}\n")
            notes.clear()

        for step in e.steps:
            if step.kind is StepKind.NOTE:
                notes.append(step)
                continue
            if flow is not None or notes:
                finish()
            flow = None
            if step.kind is StepKind.FLOW:
                flow = step
            else:
                out.append(f"{' ' * 8}{self.place(step.pos)}: {step.text}{f' ({step.why})' if step.why else ''}\n")
        finish()
        return "".join(out)

    def _calls(self, e: Explanation) -> str:
        """Return how the path goes on in the function that it ends in, and in the one that calls, and so on."""
        out: list[str] = []
        rest: list[Explanation] = []
        inner = _inside(e)
        while inner is not None:
            if len(out) < SHOWN_CALLS:
                where = "the heap" if inner.destination == "{heap}" else f"result {readable(inner.destination)}"
                why = describe_reason(inner.reason, inner.detail)
                out.append(f"\n  In {inner.function}, parameter {inner.expr} goes to {where}: {why}.\n{self._path(inner)}")
            else:
                rest.append(inner)
            inner = _inside(inner)
        if rest:
            names = ", ".join(dict.fromkeys(r.function for r in rest))
            out.append(f"\n  And so on, through {names}: in the end it is {describe_reason(rest[-1].reason, rest[-1].detail)}.\n")
        return "".join(out)

    def _steps(self, steps: Sequence[Step]) -> str:
        """Return steps, with each source line only once for those that follow each other on it."""
        out: list[str] = []
        group: list[Step] = []
        for step in [*steps, None]:
            if group and (step is None or (step.pos.file, step.pos.line) != (group[0].pos.file, group[0].pos.line)):
                out.append(self._source([(s.pos, s.text) for s in group]))
                bar = self.style.dim("│")
                out += [f"{' ' * 8}{bar} :{s.pos.col:<3} {s.text}: {step_words(s)}\n" for s in group]
                group = []
            if step is not None:
                group.append(step)
        return "".join(out)

    def _source(self, places: Sequence[tuple[Pos, str]]) -> str:
        pos = places[0][0]
        source = self.sources.line(pos.file, pos.line)
        if source is None:
            return f"{' ' * 8}{self.place(pos)}\n"
        text, below = underline(source, [(p.col, extent(source, p.col, expr)) for p, expr in places if p.col > 0])
        bar = self.style.dim("│")
        where = self.style.dim(self.place(Pos(pos.file, pos.line, 0)))
        marks = f"{' ' * 8}{bar} {self.style.heap(below)}\n" if below else ""
        return f"{' ' * 8}{bar} {where}\n{pos.line:>7} {bar} {text}\n{marks}"

    def _end(self, e: Explanation) -> str:
        if not e.suggestion:
            return ""
        return f"\n  To keep it on the stack: {e.suggestion}\n" if e.kind == "site" else f"\n  {e.suggestion}\n"


def _inside(e: Explanation) -> Explanation | None:
    """Return why the last known function on a path lets its parameter go on."""
    return next((step.inside for step in reversed(e.steps) if step.inside is not None), None)


def step_words(step: Step) -> str:
    """Return what a step does, in words."""
    if step.why == "call parameter" and step.callee:
        return f"passed to {step.callee}"
    return STEP_WORDS.get(step.why, step.why)


def flow_words(step: Step) -> str:
    """Return what a flow means: "~r0 ← &x" is "~r0 holds the address of x"."""
    for arrow in (" ← ", " = "):
        to, found, source = step.text.partition(arrow)
        if found:
            break
    else:
        return step.text
    target = readable(to)
    if source.startswith("&"):
        return f"{target} holds the address of {readable(source[1:])}"
    stars = len(source) - len(source.lstrip("*"))
    if stars:
        return f"{target} gets what {readable(source[stars:])} points to" + (f", {stars} steps away" if stars > 1 else "")
    return f"{target} gets {readable(source)}"


def nothing_there(place: str, near: Sequence[str]) -> str:
    """Say that there is nothing to explain, and where there is."""
    text = f"{place}: no value that needs storage, and no parameter that leaks.\n"
    return text + (f"Near it: {', '.join(near)}.\n" if near else "")
