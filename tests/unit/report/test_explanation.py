"""Explanations that go on in called functions."""

from __future__ import annotations

from goloupe.escape.results import NO_POS, Explanation, Reason, Step, StepKind, Verdict
from goloupe.report.explanation import SHOWN_CALLS, ExplanationText


def call(depth: int, last: int) -> Explanation:
    """The explanation of a parameter of f0, which passes it to f1, and so on."""
    inside = call(depth + 1, last) if depth < last else None
    step = Step(StepKind.NOTE, NO_POS, f"f{depth + 1}(p)", "call parameter", f"m.f{depth + 1}", 0, inside=inside)
    reason, detail = (Reason.CALLEE_LEAKS, f"m.f{depth + 1}") if inside else (Reason.GLOBAL, "kept")
    return Explanation(NO_POS, "p", f"m.f{depth}", "param", Verdict.HEAP, reason, detail, [step], None, "{heap}", 0)


def render(explanation: Explanation) -> str:
    return "".join(ExplanationText(str).render([explanation]))


def test_called_functions_follow() -> None:
    text = render(call(0, 2))
    assert text.index("In m.f1, parameter p goes to the heap: ") < text.index(
        "In m.f2, parameter p goes to the heap: stored in a package variable"
    )
    assert "And so on" not in text


def test_long_paths_are_cut_short() -> None:
    text = render(call(0, SHOWN_CALLS + 3))
    assert text.count("parameter p goes to the heap") == SHOWN_CALLS
    assert (
        f"And so on, through m.f{SHOWN_CALLS + 1}, m.f{SHOWN_CALLS + 2}, m.f{SHOWN_CALLS + 3}: in the end it is stored in a package" in text
    )
