"""Names that cgo made, as people wrote them.

cgo turns ``C.uint`` into ``_Ctype_uint`` and ``C.f`` into ``_Cfunc_f`` before the compiler sees the file.  Since Go 1.27 the go command
turns the names back in what the compiler prints (cmd/go/internal/work, cgoTypeSigRe); so do we.
"""

from __future__ import annotations

import re

from goloupe.escape.results import PackageResult
from goloupe.escape.versions import Rules

_MADE = re.compile(r"\b_C2?(type|func|var|macro)_\B")


def source_names(result: PackageResult, files: list[str], rules: Rules) -> PackageResult:
    """Replace made names in all texts of ``result``, if cgo wrote one of ``files``."""
    if not rules.cgo_source_names or "_cgo_gotypes.go" not in files:
        return result
    result.lines = [line._replace(text=_MADE.sub("C.", line.text)) if "_C" in line.text else line for line in result.lines]
    for function in result.functions:
        for site in function.sites:
            site.expr = _MADE.sub("C.", site.expr)
            site.detail = _MADE.sub("C.", site.detail)
    return result
