"""Findings: what goloupe has to say about a program, under codes that do not change.

A verdict of the escape analysis is a fact; a *finding* is a fact that a user may want to act on. Every heap verdict is one, under the code
of the rule that decided it (``GL1xxx``), and so is every directive in the source that does not hold or is not well formed (``GL0xxx``), and
whatever goes wrong in a run that exploration has found (``GL2xxx``).

    codes        the codes: number, title, severity, and the page that explains each
    finding      the Finding itself
    collect      from the results of the escape analysis to findings
    suppress     the directives in the source: //goloupe:noescape and //goloupe:ignore
    baseline     yesterday's findings, so that only new ones count today

Codes are stable: a number is never given to another meaning. What identifies a finding from one day to the next is its code, its
function and the text of its expression, never its line, so that code may move without anything becoming new.
"""

from goloupe.findings.codes import CODES, Code, Severity, code_for, code_for_bug
from goloupe.findings.collect import collect
from goloupe.findings.finding import Finding

__all__ = ["CODES", "Code", "Finding", "Severity", "code_for", "code_for_bug", "collect"]
