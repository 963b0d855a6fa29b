"""How answers are written in a cell, and what a reader's text is read as."""

from pathlib import Path

import pytest

from ropa import read
from ropa.forms.entry import Unreadable
from ropa.forms.forms import Forms
from ropa.forms.labels import Labels
from ropa.forms.shape import Kind, Shape, shapes
from ropa.model.activity import Activity, DataSet
from ropa.model.party import Organisation, Recipient
from ropa.source.edit import Insert, Remove, Set
from ropa.words.words import Words

ROOT = Path(__file__).parent.parent
FIELDS = shapes(Activity)


@pytest.fixture(scope="module")
def forms():
    (reading,) = read(ROOT / "registers" / "model")
    return Forms(reading.record, Words("en", "en"))


@pytest.mark.parametrize(
    ("field", "raw", "text"),
    [
        ("name", {"sv": "Nyhetsbrev", "en": "Newsletter"}, "Newsletter"),
        ("notes", "– a\n  b: =1", "– a\n  b: =1"),
        ("purposes", "One", "One"),
        ("purposes", [{"name": "One", "note": "a\n\nb"}, "Two"], "One\n– Remark: a\n\n  b\nTwo"),
        ("personal_data", ["contact", "Free text"], "Contact details\nFree text"),
        ("legal_basis", "6(1)(f)", "Legitimate interests (Art. 6(1)(f))"),
        ("legal_basis", ["Avtal"], "Avtal"),
        ("legal_basis", [{"basis": "contract", "text": "Avtal"}], "Contract (Art. 6(1)(b))\n– In words: Avtal"),
        (
            "legal_basis",
            [{"basis": "contract", "assessment": {"reference": "LIA-4", "date": "2026-01-15"}}],
            "Contract (Art. 6(1)(b))\n– Balancing test: LIA-4\n– Balancing test, date: 2026-01-15",
        ),
        ("retention", [{"period": "P7Y", "for": ["contact", "a"]}], "Period: 7 years\n– Concerns: Contact details; a"),
        ("transfers", ["US"], "Country: United States"),
        ("dpia", {"required": "true", "date": "2026-01-01"}, "Required: Yes\n– Date: 2026-01-01"),
        ("children", "false", "No"),
        ("recipients", "none", "None"),
        ("recipients", {"none": "because"}, "None: because"),
        ("recipients", {"unknown": "who?", "owner": "HR", "due": "2026-12-01"}, "Open question: who?\n– Ask: HR\n– Due: 2026-12-01"),
        ("recipients", {"not_applicable": "no"}, "Not applicable: no"),
        ("recipients", None, ""),
        ("systems", [{"name": "CRM", "x-cost": "4711", "x-deep": ["a"]}], "CRM\n– x-cost: 4711"),
    ],
)  # fmt: skip
def test_an_answer_in_a_cell(forms, field, raw, text):
    entries = forms.entries(FIELDS[field], raw)
    assert forms.text(FIELDS[field], entries) == text
    assert forms.read(FIELDS[field], text, entries) == entries
    assert forms.editable(FIELDS[field], raw)


@pytest.mark.parametrize(
    ("field", "typed", "text"),
    [
        ("purposes", "One \r\n-  REMARK :  a\n\n", "One\n– Remark: a"),
        ("purposes", "One\n• Anmärkning: a", "One\n– Remark: a"),
        ("legal_basis", "art. 6.1 f", "Legitimate interests (Art. 6(1)(f))"),
        ("legal_basis", "Legal obligation", "Legal obligation (Art. 6(1)(c))"),
        ("cookies", "consent", "With consent"),
        ("retention", "Long\n– Period: p7y", None),
        ("retention", "Long\n– Period: 1 Year 6 months", "Long\n– Period: 1 year 6 months"),
        ("transfers", "country: us", "Country: United States"),
        ("personal_data", "contact", "Contact details"),
        ("recipients", "none", "None"),
        ("children", "YES", "Yes"),
    ],
)
def test_what_a_reader_types(forms, field, typed, text):
    shape = FIELDS[field]
    if text is None:
        with pytest.raises(Unreadable):
            forms.read(shape, typed)
    else:
        assert forms.text(shape, forms.read(shape, typed)) == text


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("purposes", "One\n– Nothing: a", "label"),
        ("purposes", "One\n– Remark: a\n– Remark: b", "twice"),
        ("purposes", "One\nNone", "answer-in-list"),
        ("cookies", "often", "choice"),
        ("children", "perhaps", "truth"),
        ("children", "Yes\nNo", "one"),
        ("controllers", "Nobody AB", "name"),
        ("transfers", "Country: Atlantis", "country"),
        ("special_conditions", "9(2)(z)", "choice"),
        ("dpia", "yes", "label"),
        ("links", "Title: A", "format"),
        *[("reviewed", typed, "date") for typed in ("2026-3-1", "1 mars 2026", "01/03/2026")],
        ("retention", "Long\n– Period: 7 dogs", "period"),
    ],
)
def test_what_is_not_read_is_refused(forms, field, typed, reason):
    with pytest.raises(Unreadable) as refused:
        forms.read(FIELDS[field], typed)
    assert refused.value.reason == reason


AT = ("activities", 3, "f")


@pytest.mark.parametrize(
    ("field", "raw", "typed", "edits"),
    [
        ("purposes", ["a", "b", "c"], "a\nc", [Remove((*AT, 1))]),
        ("purposes", ["a", "b"], "a\nB\nb", [Insert(AT, 1, "B")]),
        ("purposes", ["a", "b"], "a\nb\n– Remark: x", [Set((*AT, 1), {"name": "b", "note": "x"})]),
        ("purposes", "a", "a\nb", [Set(AT, ["a", "b"])]),
        ("purposes", "a", "A", [Set(AT, "A")]),
        ("purposes", ["a"], "", [Remove(AT)]),
        ("purposes", None, "a", [Set(AT, ["a"], ("k",))]),
        ("purposes", "none", "a", [Set(AT, ["a"], ("k",))]),
        ("purposes", [{"sv": "a", "en": "b"}], "c", [Set((*AT, 0, "en"), "c")]),
        ("purposes", [{"name": {"sv": "a", "en": "b"}, "x-l": ["h"]}], "c", [Set((*AT, 0, "name", "en"), "c")]),
        ("personal_data", ["a"], "Contact details", [Set((*AT, 0), "contact")]),
        ("notes", "a", "=1 # \"b\"\n😀", [Set(AT, "=1 # \"b\"\n😀")]),
        ("legal_basis", [{"basis": "contract", "law": "a"}], "Contract (Art. 6(1)(b))", [Remove((*AT, 0, "law"))]),
        (
            "legal_basis", ["Avtal"], "Avtal\n– Law: x",
            [Set((*AT, 0), {"basis": "contract", "text": "Avtal", "law": "x"})],
        ),
        ("recipients", {"none": "a", "x-l": ["h"]}, "None: b", [Set((*AT, "none"), "b")]),
    ],
)  # fmt: skip
def test_the_fewest_edits(forms, field, raw, typed, edits):
    shape = FIELDS[field]
    after = forms.read(shape, typed)
    assert forms.edits(shape, AT, raw, forms.entries(shape, raw), after, ("k",)) == edits


def test_the_end_of_a_block_of_text_stays(forms):
    shape, raw = FIELDS["notes"], "One\ntwo\n"
    before = forms.entries(shape, raw)
    after = forms.read(shape, "One\nthree", before)
    assert forms.edits(shape, AT, raw, before, after) == [Set(AT, "One\nthree\n")]


def test_a_text_that_is_not_shown_is_not_removed_with_the_one_that_is(forms):
    shape, raw = FIELDS["notes"], {"sv": "Hej", "en": "Hello"}
    with pytest.raises(Unreadable, match="hidden"):
        forms.edits(shape, AT, raw, forms.entries(shape, raw), ())


def test_what_is_not_shown_is_not_replaced(forms):
    shape = FIELDS["processors"]
    raw = [{"name": "A", "sub_processors": [{"name": "B", "note": "c"}]}]
    before = forms.entries(shape, raw)
    assert forms.text(shape, before) == "A"
    after = forms.read(shape, "A\n– Sub-processors: C")
    with pytest.raises(Unreadable, match="hidden"):
        forms.edits(shape, AT, raw, before, after)


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("owner", [Activity, DataSet, Recipient, Organisation])
def test_labels_are_told_apart(language, owner):
    for shape in shapes(owner).values():
        if shape.kind is Kind.PART:
            known = Labels(Words(language)).known(shape).all()
            assert len({label.casefold() for label in known}) == len(known), shape.key


@pytest.mark.parametrize("owner", [Activity, DataSet, Recipient, Organisation])
def test_no_label_is_a_key(owner):
    parts = [shape.part for shape in shapes(owner).values() if shape.part]
    for part in parts:
        for key, shape in shapes(part).items():
            assert Labels(Words("sv")).of(part, key) != key, (part.__name__, key)
            parts += [shape.part] if shape.part and shape.part not in parts else []


def test_a_key_of_the_register_is_a_text():
    assert Labels(Words("en")).known(Shape("a", Kind.WORD)).all() == []
