"""The two laws of the forms, for any data that the format has, and any text that a reader writes."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from shaped import TEXTS, raws

from ropa import read
from ropa.forms.entry import Unreadable
from ropa.forms.forms import Forms
from ropa.forms.shape import shapes
from ropa.forms.tidy import tidy
from ropa.model.activity import Activity, DataCategory, DataSet, Measure
from ropa.model.party import Organisation, Recipient
from ropa.model.register import System
from ropa.source.edit import applied
from ropa.words.words import Words

REGISTER = """
ropa: 1
language: sv
organisations:
  one: {name: One AB}
  two: {name: {sv: Två AB, en: Two Ltd}}
recipients:
  r1: {name: Example Cloud}
  r2: {name: Same name}
  r3: {name: Same name}
systems: {s1: {name: CRM}}
security_measures: {m1: {name: Kryptering}}
data_categories: {d1: {name: Kontaktuppgifter}, d2: {name: {sv: Hälsa, en: Health}}}
activities: [{id: first, name: Nyhetsbrev}]
"""
PARTS = (Activity, DataSet, Recipient, Organisation, System, Measure, DataCategory)
SHAPES = [shape for part in PARTS for shape in shapes(part).values() if shape.key != "id"]
ANY = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
FIELD = ("activities", 0, "field")


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    path = tmp_path_factory.mktemp("register") / "a.ropa.yaml"
    path.write_text(REGISTER, encoding="utf-8")
    (reading,) = read(path)
    return {language: Forms(reading.record, Words(language, "sv")) for language in ("sv", "en")}


def edited(forms, shape, raw, before, after):
    """The data of a field after its edits: None where it is gone."""
    data = {"activities": [{"field": raw}]} if raw is not None else {"activities": [{}]}
    try:
        edits = forms.edits(shape, FIELD, raw, before, after)
    except Unreadable as refused:
        assume(refused.reason != "hidden")  # it would replace what the cell does not show
        raise
    return applied(data, edits)["activities"][0].get("field"), edits


def kept(raw, new):
    """Are all keys that no cell shows still there?"""
    return hidden(raw) == hidden(new)


def hidden(raw):
    if isinstance(raw, dict):
        own = [raw[k] for k in raw if k.startswith("x-") and not isinstance(raw[k], str)]
        return own + [each for value in raw.values() for each in hidden(value)]
    return []


@ANY
@given(shape=st.sampled_from(SHAPES), data=st.data())
def test_what_a_cell_shows_reads_back(forms, shape, data):
    raw = data.draw(raws(shape))
    form = forms[data.draw(st.sampled_from(("sv", "en")))]
    try:
        entries = form.entries(shape, raw)
    except Unreadable:
        return
    assume(form.editable(shape, raw))
    text = form.text(shape, entries)
    assert text == tidy(text)
    try:
        again = form.read(shape, text, entries)
    except Unreadable as refused:
        assume(refused.reason != "format")  # the data itself is not as the format has it
        raise
    assert again == entries


@ANY
@given(shape=st.sampled_from(SHAPES), data=st.data())
def test_edits_lead_to_what_was_meant_and_nothing_else(forms, shape, data):
    raw, other = data.draw(raws(shape) | st.none()), data.draw(raws(shape) | st.none())
    form = forms[data.draw(st.sampled_from(("sv", "en")))]
    assume(form.editable(shape, raw) and form.editable(shape, other))
    before = form.entries(shape, raw)
    after = form.entries(shape, other)
    if data.draw(st.booleans()) and shape.several and isinstance(other, list):
        after = tuple(data.draw(st.permutations([*before, *after[:2]])))
    try:
        after = form.read(shape, form.text(shape, after), after)
    except Unreadable:
        assume(False)
    new, edits = edited(form, shape, raw, before, after)
    assert form.entries(shape, new) == after
    assert bool(edits) == (before != after)
    if isinstance(raw, list) and isinstance(new, list):
        stay = [each for each, entry in zip(raw, before, strict=True) if entry in after]
        assert all(each in new for each in stay)
    elif isinstance(raw, dict) and isinstance(new, dict):
        assert kept(raw, new)


@ANY
@given(shape=st.sampled_from(SHAPES), data=st.data())
def test_anything_typed_is_read_as_it_stands_or_refused(forms, shape, data):
    form = forms["sv"]
    raw = data.draw(raws(shape))
    assume(form.editable(shape, raw))
    before = form.entries(shape, raw)
    lines = form.text(shape, before).split("\n")
    at = data.draw(st.integers(0, len(lines)))
    lines[at : at + data.draw(st.integers(0, 1))] = [data.draw(TEXTS)]
    try:
        after = form.read(shape, "\n".join(lines), before)
    except Unreadable:
        return
    shown = form.text(shape, after)
    assert form.read(shape, shown, after) == after
    new, _ = edited(form, shape, raw, before, after)
    assert form.entries(shape, new) == after


@pytest.mark.parametrize("path", sorted(Path(__file__).parent.parent.glob("registers/*")))
def test_nearly_every_cell_of_the_registers_can_be_edited(path):
    for reading in read(path):
        form = Forms(reading.record, Words("sv", reading.record.register.language))
        sections = {
            "organisations": Organisation, "recipients": Recipient, "systems": System,
            "security_measures": Measure, "data_categories": DataCategory,
        }  # fmt: skip
        data = reading.tree.data
        owners = [(Activity, a) for a in data["activities"]] + [
            (Activity, data.get("defaults") or {})
        ]
        owners += [(part, d) for s, part in sections.items() for d in (data.get(s) or {}).values()]
        cells = [
            (shapes(part)[key], value)
            for part, owner in owners
            for key, value in owner.items()
            if key in shapes(part) and not (isinstance(value, dict) and "see" in value)
        ]
        locked = [(shape.key, value) for shape, value in cells if not form.editable(shape, value)]
        assert locked == []
