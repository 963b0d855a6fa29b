"""The model register is complete and clean; and whatever is taken out of it, is missed.

Each thing that Art. 30 asks is cut out of the text of `registers/model`, as its author would, and the
rules are asked again: the right one speaks, at the right line, and no other without reason.
"""

from pathlib import Path

import pytest
from asked import MODEL, ask, ask_with
from cutting import stretch, value_at, without

from ropa.reading import read_registers
from ropa.reports.lines import Line
from ropa.source.source import Route, Source

(READING,) = read_registers([MODEL])
SOURCES = {Path(source.path).name: source for source in READING.tree.sources}
HEAD = SOURCES["register.ropa.yaml"]

# What Art. 30 asks of an activity, by role: the keys that answer it, and who misses them.
FIELDS = {
    "controller": {
        ("purposes",): "ROPA108",
        ("data_subjects",): "ROPA110",
        ("personal_data",): "ROPA112",
        ("recipients", "processors"): "ROPA115",
        ("transfers",): "ROPA117",
        ("retention",): "ROPA120",
        ("security_measures",): "ROPA121",
    },
    "processor": {
        ("on_behalf_of",): "ROPA202",
        ("processing",): "ROPA203",
        ("transfers",): "ROPA204",
        ("security_measures",): "ROPA206",
    },
}
# What else follows: definitions that nothing points to any more, and `for` that names what is gone.
# A recipient outside the EEA to which no transfer is stated any more lacks its ground.
FOLLOWS = {"ROPA902", "ROPA601"}

ACTIVITIES = [
    (name, index, activity)
    for name, source in SOURCES.items()
    for index, activity in enumerate(source.data.get("activities", []))
]
CASES = [
    pytest.param(name, index, keys, rule, id=f"{activity['id']}-{keys[0]}")
    for name, index, activity in ACTIVITIES
    for keys, rule in FIELDS[activity.get("role", "controller")].items()
]


def where(lines: list[Line], *rules: str) -> list[tuple[str, str, int]]:
    return [(ln.rule, Path(ln.file).name, ln.span.line) for ln in lines if ln.rule in rules]


# --- (a) ----------------------------------------------------------------------------------------


def test_the_model_is_clean():
    assert ask(MODEL) == []


def test_the_model_shows_what_the_law_asks():
    """Otherwise there would be nothing to cut."""
    roles = [activity.get("role", "controller") for _, _, activity in ACTIVITIES]
    assert roles.count("controller") >= 10
    assert roles.count("processor") >= 2
    for name, index, activity in ACTIVITIES:
        for keys in FIELDS[activity.get("role", "controller")]:
            assert any(key in activity for key in keys), (name, index, keys)


# --- (b) what an activity states ----------------------------------------------------------------


@pytest.mark.parametrize(("name", "index", "keys", "rule"), CASES)
def test_what_is_cut_out_of_an_activity_is_missed(tmp_path, name, index, keys, rule):
    source = SOURCES[name]
    above = "activities", index
    present = [key for key in keys if key in source.data["activities"][index]]
    lines = ask_with(tmp_path, {name: without(source, *((*above, key) for key in present))})
    assert where(lines, rule) == [(rule, name, source.locate(above).line)]
    assert {line.rule for line in lines} - {rule} <= FOLLOWS
    (missed,) = [line for line in lines if line.rule == rule]
    assert missed.activity == source.data["activities"][index]["id"]
    assert missed.register == "model"


@pytest.mark.parametrize("key", ["recipients", "processors"])
def test_either_names_the_recipients(tmp_path, key):
    """A processor is a recipient too, Art. 4(9)."""
    text = HEAD.text.replace("    recipients: none\n", f"    {key}: [auditor]\n", 1)
    assert text != HEAD.text
    assert ask_with(tmp_path, {HEAD_NAME: text}) == []


# --- (c) the head -------------------------------------------------------------------------------

HEAD_NAME = "register.ropa.yaml"
MINE = ("organisations", "modellbolaget")
SISTER = ("organisations", "modellbolaget-norge")
CUSTOMER = ("organisations", "exempel-bygg")
ANNIVERSARY = [a["id"] for a in HEAD.data["activities"]].index("anniversary-event")

HEAD_CASES = [
    ((*MINE, "name"), "ROPA101", MINE),
    ((*MINE, "contact"), "ROPA102", MINE),
    ((*SISTER, "name"), "ROPA101", SISTER),
    ((*SISTER, "contact"), "ROPA102", SISTER),
    ((*CUSTOMER, "name"), "ROPA202", CUSTOMER),
    ((*CUSTOMER, "contact"), "ROPA202", CUSTOMER),
    (("dpo",), "ROPA106", ()),
    (("dpo", "name"), "ROPA107", ("dpo",)),
    (("dpo", "contact"), "ROPA107", ("dpo",)),
    (("joint",), "ROPA103", ("activities", ANNIVERSARY, "controllers")),
]


def place_after(source: Source, cut: Route, place: Route) -> int:
    """The line of `place` once the lines of `cut` are gone."""
    first, end = stretch(source, cut)
    line = source.locate(place).line
    if place == cut[:-1] and next(iter(value_at(source, place))) == cut[-1]:
        return first  # what was the second key has moved up to where the first one was
    return line - (end - first) if line >= end else line


@pytest.mark.parametrize(
    ("cut", "rule", "place"), HEAD_CASES, ids=[".".join(c[0]) for c in HEAD_CASES]
)
def test_what_is_cut_out_of_the_head_is_missed(tmp_path, cut, rule, place):
    lines = ask_with(tmp_path, {HEAD_NAME: without(HEAD, cut)})
    assert where(lines, rule) == [(rule, HEAD_NAME, place_after(HEAD, cut, place))]
    assert {line.rule for line in lines} == {rule}


@pytest.mark.parametrize("instead", ["", "none", "unknown", "{none: TBD}", '{not_applicable: ""}'])
def test_the_data_protection_officer_is_an_answer_with_a_reason(tmp_path, instead):
    lines = ask_with(tmp_path, {HEAD_NAME: without(HEAD, ("dpo",), instead=instead)})
    assert where(lines, "ROPA106") == [("ROPA106", HEAD_NAME, HEAD.locate(("dpo",), key=True).line)]
    assert len(lines) == 1


def test_a_representative_is_asked_for_outside_the_area(tmp_path):
    text = HEAD.text.replace("    country: SE\n", "    country: GB\n", 1)
    lines = ask_with(tmp_path, {HEAD_NAME: text})
    place = HEAD.locate((*MINE, "country")).line
    assert where(lines, "ROPA105") == [("ROPA105", HEAD_NAME, place)]
    assert len(lines) == 1


def test_without_its_controllers_the_record_names_nobody(tmp_path):
    lines = ask_with(tmp_path, {HEAD_NAME: without(HEAD, ("organisations",))})
    assert where(lines, "ROPA101") == [("ROPA101", HEAD_NAME, HEAD.locate(()).line)]
    assert {line.rule for line in lines} == {"ROPA101", "ROPA104", "ROPA902"}


def test_without_activities_the_register_is_empty(tmp_path):
    model = tmp_path / "model"
    model.mkdir()
    text = without(HEAD, ("activities",))
    (model / HEAD_NAME).write_text(text, "utf-8")
    lines = ask(model)
    assert {line.rule for line in lines} == {
        "ROPA104", "ROPA802", "ROPA902", "ROPA907", "ROPA908",
    }  # fmt: skip
    assert where(lines, "ROPA908") == [("ROPA908", HEAD_NAME, HEAD.locate(()).line)]


# --- (d) what is written and says nothing -------------------------------------------------------

SAYS_NOTHING = {"emptied": "", "empty list": "[]", "placeholder": "[TBD]", "unknown": "unknown"}
FIELD_CASES = [
    pytest.param(role, keys, rule, id=f"{role}-{keys[0]}")
    for role, fields in FIELDS.items()
    for keys, rule in fields.items()
]


@pytest.mark.parametrize("instead", SAYS_NOTHING.values(), ids=SAYS_NOTHING)
@pytest.mark.parametrize(("role", "keys", "rule"), FIELD_CASES)
def test_what_says_nothing_is_missed_in_every_activity(tmp_path, role, keys, rule, instead):
    """In all activities of the role at once: each is missed where it is written, and nowhere else."""
    if keys == ("on_behalf_of",) and instead == "[TBD]":
        instead = "[{source: TBD, date: 2026-01-01}]"  # a plain word is an id there
    name = HEAD_NAME if role == "controller" else "processor.ropa.yaml"
    source = SOURCES[name]
    routes = [
        ("activities", index, key)
        for index, activity in enumerate(source.data["activities"])
        for key in keys
        if key in activity
    ]
    text = without(source, *routes, instead=instead)
    written = [
        number
        for number, row in enumerate(text.splitlines(), 1)
        if row == f"    {keys[0]}: {instead}".rstrip()
    ]
    lines = ask_with(tmp_path, {name: text})
    assert [line.span.line for line in lines if line.rule == rule] == written
    assert len(routes) == len(written)
    kept_a_place = [line.span.line for line in lines if line.rule == "ROPA901"]
    assert kept_a_place == (written if "TBD" in instead else [])
    assert {line.rule for line in lines} - {rule, "ROPA901"} <= FOLLOWS
