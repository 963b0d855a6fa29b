"""Findings as JUnit XML: a suite for each register, a case for each activity and family of rules.

So a run without findings shows what was checked. Errors and warnings are failures; a note is told in
the output of its case; where all that was found is suppressed, the case is skipped, with the reason.
"""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from ropa.findings import Severity
from ropa.reports.families import FAMILIES, family
from ropa.reports.lines import Line
from ropa.reports.report import Checked, Report
from ropa.reports.text import plain_line
from ropa.rules.rule import Rule
from ropa.safe import log_line
from ropa.words.words import Words

Case = tuple[str | None, str]
"""An activity, or None for the register, and a family of rules."""

UNFIT = re.compile("[\ufffe\uffff]")
"""What XML cannot hold, beside what is made visible anyway."""


def junit_text(report: Report, words: Words) -> str:
    """The report as JUnit XML."""
    cases: dict[str, dict[Case, list[Line]]] = {}
    rules = report.gate.rules()
    for checked in report.checked:
        cases.setdefault(checked.register, {}).update(_asked(checked, rules))
    for line in report.lines:
        of_register = cases.setdefault(line.register, {})
        of_register.setdefault((line.activity, family(line.rule)), []).append(line)
    root = ET.Element("testsuites", name="ropa")
    for register, of_register in cases.items():
        suite = ET.SubElement(root, "testsuite", name=_fit(register))
        suite.extend(_case(register, case, found, words) for case, found in of_register.items())
        _count(suite, list(suite))
    _count(root, list(root.iter("testcase")))
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode").replace("##", "#&#35;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _asked(checked: Checked, rules: Sequence[Rule]) -> dict[Case, list[Line]]:
    """What was asked of a register and its activities, with nothing found yet."""
    of_record = {family(rule.code) for rule in rules if rule.subject == "record"}
    cases: dict[Case, list[Line]] = {(None, asked): [] for asked in ("0", *sorted(of_record))}
    by_role = {
        role: sorted(
            {family(r.code) for r in rules if r.subject != "record" and r.role in (None, role)}
        )
        for role in set(checked.activities.values())
    }
    for activity, role in checked.activities.items():
        cases |= {(activity, asked): [] for asked in by_role[role]}
    return cases


def _case(register: str, case: Case, found: list[Line], words: Words) -> ET.Element:
    activity, asked = case
    owner = f"{register}.{activity}" if activity else register
    element = ET.Element("testcase", classname=_fit(owner), name=FAMILIES[asked][1])
    open_lines = [line for line in found if line.suppressed is None]
    failures = [line for line in open_lines if line.severity is not Severity.NOTE]
    suppressed = [line for line in found if line.suppressed]
    if failures:
        worst = min(failures, key=lambda line: line.severity.rank)
        element.set("file", _fit(worst.file))
        element.set("line", str(worst.span.line))
        failure = ET.SubElement(element, "failure", type=worst.severity.value)
        failure.set("message", _fit(f"{worst.rule} {worst.message}"))
        failure.text = _told(failures, words)
    elif suppressed and len(suppressed) == len(found):
        ET.SubElement(element, "skipped", message=_reasons(suppressed))
    others = [line for line in found if line not in failures]
    if others:
        ET.SubElement(element, "system-out").text = _told(others, words)
    return element


def _told(lines: list[Line], words: Words) -> str:
    """Each finding with its place, what to do, and why it does not count where it does not."""
    told = []
    for line in lines:
        told += [_fit(plain_line(line, words)), _fit(line.fix)]
        if line.suppressed:
            told.append(_reasons([line]))
    return "\n".join(told)


def _reasons(lines: list[Line]) -> str:
    reasons = (f"{line.rule}: {s.reason or s.kind}" for line in lines if (s := line.suppressed))
    return _fit("; ".join(dict.fromkeys(reasons)))


def _fit(text: str) -> str:
    """A text on one line as XML can hold it."""
    return UNFIT.sub("", log_line(text))


def _count(element: ET.Element, cases: list[ET.Element]) -> None:
    """How many cases there are, fail and are skipped."""
    element.set("tests", str(len(cases)))
    element.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    element.set("errors", "0")
    element.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
