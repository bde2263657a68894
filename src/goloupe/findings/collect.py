"""From the results of the escape analysis to findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goloupe.escape.results import PackageResult, Verdict
from goloupe.findings.codes import code_for
from goloupe.findings.finding import Finding, describe_site


def collect(results: Iterable[PackageResult]) -> Iterator[Finding]:
    """Return a finding for every value on the heap, in the order of the packages, functions and sites."""
    for result in results:
        for function in result.functions:
            for site in function.sites:
                if site.verdict is Verdict.HEAP:
                    yield Finding(
                        code=code_for(site.reason),
                        pos=site.pos,
                        package=result.path,
                        function=function.key,
                        expr=site.expr,
                        message=f"{site.expr} goes to the heap: {describe_site(site)}",
                        site=site,
                    )
