"""Codes: every rule has one, every code has a page."""

import re
from pathlib import Path

import pytest

from goloupe.escape.results import Reason
from goloupe.findings import CODES, Severity, code_for, code_for_bug
from goloupe.findings.codes import read_page

DOCS = Path(__file__).parents[3] / "docs" / "reference"


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.NONE])
def test_every_rule_has_one_code(reason: Reason) -> None:
    owners = [code for code in CODES.values() if reason in code.reasons]
    assert owners == [code_for(reason)]


def test_names_are_numbers_in_order() -> None:
    assert list(CODES) == sorted(CODES)
    assert all(re.fullmatch(r"GL\d{4}", name) for name in CODES)
    assert all(code.name == name for name, code in CODES.items())


def test_directives_and_bugs_are_errors_and_verdicts_are_not() -> None:
    errors = {code.name for code in CODES.values() if code.severity is Severity.ERROR}
    assert errors == {"GL0001", "GL0002", *(code.name for code in CODES.values() if code.bug and code.bug != "lockorder")}
    assert all(code.severity is Severity.NOTE for name, code in CODES.items() if "GL1000" <= name < "GL2000")


def test_every_bug_has_its_code() -> None:
    assert {code_for_bug(code.bug) is code for code in CODES.values() if code.bug} == {True}
    assert code_for_bug("unheard of").name == "GL2099"


@pytest.mark.parametrize("name", list(CODES))
def test_every_code_has_a_page(name: str) -> None:
    page = read_page(name)
    assert page is not None
    assert page.startswith(f"# {name}: {CODES[name].title}\n")


def test_no_page_without_a_code() -> None:
    assert {page.stem for page in DOCS.glob("GL*.md")} == set(CODES)
