"""How the files of a register become one, and what is said of each in its place."""

import re
from pathlib import Path

import pytest
from laid import Files, write

from ropa.findings import Finding, Severity
from ropa.reading import Reading, read_registers
from ropa.reports.report import Report
from ropa.reports.text import closing_line
from ropa.source.tree import Location, Tree
from ropa.source.yaml import read_yaml
from ropa.words.words import Words

HEAD = "ropa: 1\ntitle: T\n"
ACTIVITY = "activities:\n  - id: {}\n    name: N\n"


# --- several files, one register -------------------------------------------------------------------


def tree(files: Files) -> Tree:
    return Tree([read_yaml(text.encode(), name) for name, text in files.items()])


def places(clashes: Tree) -> list[tuple[str, str, int, int]]:
    return [(c.reason, c.location.file, *c.location.span[:2]) for c in clashes.clashes]


MERGED = {
    "head": "ropa: 1\ntitle: T\nrecipients: {a: {name: A}}\nactivities:\n- id: one\n",
    "b": "ropa: 1\nactivities:\n- id: two\n  name: N\nx-b: 1\n",
    "c": "# only a comment\n",
    "d": "systems: {s: {name: S}}\nrecipients:\n  r:\n    name: R\nactivities: [{id: three}]\n",
}


def test_files_are_merged() -> None:
    merged = tree(MERGED)
    assert merged.clashes == []
    assert merged.data == {
        "ropa": "1",
        "title": "T",
        "recipients": {"a": {"name": "A"}, "r": {"name": "R"}},
        "activities": [{"id": "one"}, {"id": "two", "name": "N"}, {"id": "three"}],
        "x-b": "1",
        "systems": {"s": {"name": "S"}},
    }


PLACES = {
    ("activities", 0, "id"): ("head", 5, 7),
    ("activities", 1, "name"): ("b", 4, 9),
    ("activities", 1, "purposes"): ("b", 3, 3),
    ("activities", 2): ("d", 5, 14),
    ("activities", 9): ("head", 5, 1),
    ("recipients", "a"): ("head", 3, 17),
    ("recipients", "r", "name"): ("d", 4, 11),
    ("systems", "s"): ("d", 1, 14),
    ("x-b",): ("b", 5, 6),
    ("dpo",): ("head", 1, 1),
    (): ("head", 1, 1),
}


@pytest.mark.parametrize("route", PLACES, ids=str)
def test_a_route_leads_to_the_right_file(route: tuple[str | int, ...]) -> None:
    location = tree(MERGED).locate(route)
    assert (location.file, *location.span[:2]) == PLACES[route]


def test_what_cannot_be_taken_in_clashes_at_its_place() -> None:
    clashing = tree(
        {
            "head": "ropa: 1\nrecipients: {a: {name: A}}\nsystems: x\n",
            "b": "ropa: 2\n  # said\nrecipients:\n  b: {name: B}\n  a: {name: C}\n",
            "c": "title: T\nlanguage:\ndefaults: {role: processor}\nsystems: {s: {name: S}}\n",
            "d": "- a list\n",
        }
    )
    assert places(clashing) == [
        ("said-elsewhere", "b", 1, 1),
        ("said-elsewhere", "b", 5, 3),
        ("not-in-further-file", "c", 1, 1),
        ("not-in-further-file", "c", 3, 1),
        ("said-elsewhere", "c", 4, 1),
        ("not-a-register", "d", 1, 3),
    ]
    assert clashing.data["recipients"] == {"a": {"name": "A"}, "b": {"name": "B"}}


@pytest.mark.parametrize("empty", ["activities:", "activities: []", "title: T"])
def test_a_head_may_leave_its_lists_to_further_files(empty: str) -> None:
    merged = tree(
        {"head": f"ropa: 1\n{empty}\nsystems:\n", "b": "activities: [{id: a}]\nsystems: {}"}
    )
    assert merged.clashes == []
    assert merged.data["activities"] == [{"id": "a"}]
    assert merged.data["systems"] == {}


@pytest.mark.parametrize("wrong", ["activities: x", "activities: {a: b}"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_list_that_is_none_is_told_of_once(wrong: str, turned: bool) -> None:
    texts = (wrong, "activities: [{id: a}]")
    one, other = texts[::-1] if turned else texts
    merged = tree({"head": f"ropa: 1\n{one}\n", "b": other})
    assert [clash.reason for clash in merged.clashes] == ["said-elsewhere"]


# --- what is said of them --------------------------------------------------------------------------


def said(reading: Reading) -> list[tuple[str, str, int, int]]:
    """What reading found, with its place, in the order of places."""
    return sorted(
        (f.variant, p.file, *p.span[:2]) for f in reading.findings for p in [at(reading, f)]
    )


def at(reading: Reading, finding: Finding) -> Location:
    return finding.location or reading.tree.locate(finding.route, key=finding.at_key)


@pytest.mark.usefixtures("folder")
def test_a_broken_further_file_hides_no_other() -> None:
    write(
        {
            "r/register.ropa.yaml": HEAD + ACTIVITY.format("one"),
            "r/b.ropa.yaml": "activities: [",
            "r/c.ropa.yaml": ACTIVITY.format("TWO"),
            "s.ropa.yaml": HEAD,
        }
    )
    broken, whole = read_registers([Path("r"), Path("s")])
    assert said(broken) == [("id", "r/c.ropa.yaml", 2, 9), ("syntax", "r/b.ropa.yaml", 1, 14)]
    assert [activity.id for activity in broken.record.activities] == ["one"]
    assert (broken.whole, whole.whole) == (False, True)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("further", ["", "# nothing", ACTIVITY.format("a"), "x-a: 1"])
def test_without_a_head_nothing_is_concluded(further: str) -> None:
    write({"r/register.ropa.yaml": HEAD + "\tx", "r/b.ropa.yaml": further})
    (reading,) = read_registers([Path("r")])
    assert said(reading) == [("syntax", "r/register.ropa.yaml", 3, 1)]
    assert (reading.whole, reading.record.activities) == (False, ())


@pytest.mark.usefixtures("folder")
def test_without_a_head_the_further_files_are_still_read() -> None:
    further = {"r/b.ropa.yaml": "- list", "r/c.ropa.yaml": ACTIVITY.format("B") + "title: T\n"}
    write({"r/register.ropa.yaml": "a: &a [*a]", **further})
    (reading,) = read_registers([Path("r")])
    assert said(reading) == [
        ("alias-recursive", "r/register.ropa.yaml", 1, 8),
        ("id", "r/c.ropa.yaml", 2, 9),
        ("not-a-register", "r/b.ropa.yaml", 1, 3),
        ("not-in-further-file", "r/c.ropa.yaml", 4, 1),
    ]


@pytest.mark.usefixtures("folder")
def test_the_same_id_in_two_files_names_the_first() -> None:
    write(
        {"r/register.ropa.yaml": HEAD + ACTIVITY.format("a"), "r/b.ropa.yaml": ACTIVITY.format("a")}
    )
    (reading,) = read_registers([Path("r")])
    assert said(reading) == [("duplicate-id", "r/b.ropa.yaml", 2, 9)]
    assert reading.findings[0].facts["first"] == "r/register.ropa.yaml:4"


# Each error is marked at the end of its line: its column and its reason.
MANY_ERRORS = """\
ropa: 2                                    # 7 choice
titel: T                                   # 1 unknown-key
language: [sv]                             # 11 word
updated: 2026-02-30                        # 10 date
employees: many                            # 12 count
title: {svenska: T}                        # 8 language
jurisdiction: Sverige                      # 15 country
organisations:
  Ett AB: {name: A}                        # 3 id
  function-b: {contact: {email: b}}        # 33 email
  c: C AB                                  # 6 not-a-mapping
defaults: {id: x, status: aktiv}           # 12 unknown-key, 27 choice
activities:
  - id: a
    name: [N]                              # 11 text
    links: [{url: "javascript:alert(1)"}]  # 19 url
    retention: {period: 7 years}           # 25 period
    legal_basis: [{basis: concent}]        # 27 choice
    purposes: {none: x, becuase: y}        # 25 unknown-key
    dpia: {required: no}                   # 22 truth
    recipients: [{kind: group}]            # 18 missing-key
  - name: no id                            # 5 missing-key
  - a word                                 # 5 not-a-mapping
  - id: B                                  # 9 id
  -
  - {id: c, status: active}
  - {id: c}                                # 10 duplicate-id
"""


@pytest.mark.usefixtures("folder")
def test_all_errors_are_reported_at_once_each_in_its_place() -> None:
    expected = {
        (number, int(column), reason)
        for number, line in enumerate(MANY_ERRORS.splitlines(), start=1)
        for column, reason in re.findall(r"(\d+) ([a-z-]+)", line.partition("#")[2])
    }
    expected.add((14, 3, "not-a-mapping"))  # the empty entry has no place: where the list begins
    write({"a.ropa.yaml": MANY_ERRORS})
    (reading,) = read_registers([Path("a")])
    assert {(line, column, reason) for reason, _, line, column in said(reading)} == expected
    assert len(reading.findings) == len(expected)


@pytest.mark.usefixtures("folder")
def test_suggestions() -> None:
    write({"a.ropa.yaml": MANY_ERRORS})
    (reading,) = read_registers([Path("a")])
    suggestions = [finding.facts.get("suggestion") for finding in reading.findings]
    assert {s for s in suggestions if s} == {"title", "active", "consent"}


@pytest.mark.usefixtures("folder")
def test_files_that_are_not_read_are_told_of() -> None:
    write({"r/register.ropa.yaml": HEAD, "r/more.ropa.yml": "x", "out.ropa.yaml": HEAD})
    Path("r/link.ropa.yaml").symlink_to(Path("out.ropa.yaml").resolve())
    (reading,) = read_registers([Path("r")])
    assert said(reading) == [
        ("link-outside", "r/link.ropa.yaml", 1, 1), ("other-suffix", "r/more.ropa.yml", 1, 1),
    ]  # fmt: skip
    assert {finding.severity for finding in reading.findings} == {Severity.WARNING}
    assert not reading.whole


@pytest.mark.usefixtures("folder")
def test_an_activity_that_is_not_read_is_not_counted_as_checked() -> None:
    write({"a.ropa.yaml": HEAD + ACTIVITY.format("a") + "  - id: B\n"})
    report, words = Report(), Words("en")
    for reading in read_registers([Path("a")]):
        report.add(reading, reading.findings, words)
    assert (report.activities, report.unchecked) == (1, 1)
    assert "Checked 1 activity, 1 not checked in 1 register" in closing_line(report, words)
