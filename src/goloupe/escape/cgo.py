"""Names that cgo made, as people wrote them.

cgo turns ``C.uint`` into ``_Ctype_uint`` and ``C.f`` into ``_Cfunc_f`` before the compiler sees the file.  Since Go 1.27 the go command
turns the names back in what the compiler prints (cmd/go/internal/work, cgoTypeSigRe); so do we.
"""

from __future__ import annotations

import re

from goloupe.escape.results import Explanation, PackageResult
from goloupe.escape.versions import Rules

_MADE = re.compile(r"\b_C2?(type|func|var|macro)_\B")


def made_names(files: list[str], rules: Rules) -> bool:
    """Whether there may be made names in messages about ``files``."""
    return rules.cgo_source_names and "_cgo_gotypes.go" in files


def source_name(text: str) -> str:
    """A text with the names that people wrote."""
    return _MADE.sub("C.", text)


def explained_by_source_names(explanation: Explanation) -> Explanation:
    """Replace made names in an explanation."""
    explanation.expr = source_name(explanation.expr)
    explanation.detail = source_name(explanation.detail)
    explanation.destination = source_name(explanation.destination)
    for step in explanation.steps:
        step.text = source_name(step.text)
    return explanation


def source_names(result: PackageResult, files: list[str], rules: Rules) -> PackageResult:
    """Replace made names in all texts of ``result``, if cgo wrote one of ``files``."""
    if not made_names(files, rules):
        return result
    result.lines = [line._replace(text=source_name(line.text)) if "_C" in line.text else line for line in result.lines]
    for function in result.functions:
        for site in function.sites:
            site.expr = source_name(site.expr)
            site.detail = source_name(site.detail)
    return result
