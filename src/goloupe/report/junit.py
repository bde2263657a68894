"""JUnit XML, for continuous integration: a suite for each package, a case for each program or test, a failure for each bug."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from goloupe.report.bugs import BugReport, Item, verdict
from goloupe.report.bugtext import found_by
from goloupe.report.confirmed import sentence
from goloupe.report.lanes import render as table

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def render(report: BugReport) -> str:
    """Return the text of the document."""
    root = ET.Element("testsuites", name="goloupe explore")
    suites: dict[str, ET.Element] = {}
    by_target: dict[int, list[Item]] = {}
    for item in report.counted:
        by_target.setdefault(id(item.explored), []).append(item)
    for explored in report.exploration.targets:
        target = explored.target
        suite = suites.get(target.package)
        if suite is None:
            suite = suites[target.package] = ET.SubElement(root, "testsuite", name=target.package)
        case = ET.SubElement(suite, "testcase", classname=target.package, name=target.test or "main", time=f"{explored.result.seconds:.3f}")
        for item in by_target.get(id(explored), ()):
            message = f"{report.place(item)}: {item.finding.message} [{item.finding.code.name}]"
            failure = ET.SubElement(case, "failure", type=item.finding.code.name, message=_clean(message))
            lanes = "".join(table(item.shown.lanes)) if item.shown.lanes is not None else ""
            again = f"goloupe replay {report.again}{item.shown.token}"
            if item.shown.confirmation is not None:
                again += f"\n{sentence(item.shown.confirmation)}"
            failure.text = _clean(f"{found_by(item)}\n\n{lanes}\n{again}\n\n{item.shown.bug.detail}")
        ET.SubElement(case, "system-out").text = _clean(verdict(explored.result))
    for suite in [root, *suites.values()]:
        suite.set("tests", str(len(suite.findall(".//testcase"))))
        suite.set("failures", str(sum(case.find("failure") is not None for case in suite.iter("testcase"))))
        suite.set("time", f"{sum(float(case.get('time', '0')) for case in suite.iter('testcase')):.3f}")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
