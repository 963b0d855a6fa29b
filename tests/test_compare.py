"""Laws of comparing: nothing differs from itself, backwards mirrors forwards, order says nothing."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ropa import compare, read
from ropa.changes.facts import MIRROR

ROOT = Path(__file__).parent.parent

NAMES = st.sampled_from(
    ["Names", "Namess", "Names, addresses", "Addresses", "Letters to customers"]
)
IDS = st.sampled_from(["mail", "cloud", "bank"])
COUNTRIES = st.sampled_from(["SE", "US", "CH"])
ANSWERS = st.sampled_from(["none", "unknown", {"unknown": "ask"}, {"none": "because"}])


def several(entry):
    """A list, an answer in place of one, or nothing."""
    return st.one_of(st.none(), ANSWERS, st.lists(entry, max_size=3))


ITEMS = st.one_of(NAMES, st.fixed_dictionaries({"name": NAMES}, optional={"note": NAMES}))
RECIPIENTS = st.one_of(
    IDS, NAMES, st.fixed_dictionaries({"name": NAMES}, optional={"country": COUNTRIES})
)
BASES = st.one_of(
    st.sampled_from(["consent", "contract", "6(1)(f)"]),
    st.fixed_dictionaries({"basis": st.just("consent")}, optional={"for": st.lists(NAMES)}),
)
LIMITS = st.one_of(
    st.sampled_from(["2 years", "3 years after contract-end", "as long as needed"]),
    st.fixed_dictionaries({"text": NAMES}, optional={"period": st.just("P1Y"), "note": NAMES}),
)
ANSWERED = {
    "purposes": several(ITEMS),
    "data_subjects": several(ITEMS),
    "personal_data": several(ITEMS),
    "legal_basis": several(BASES),
    "recipients": several(RECIPIENTS),
    "processors": several(RECIPIENTS),
    "transfers": several(st.one_of(COUNTRIES, st.fixed_dictionaries({"recipient": IDS}))),
    "retention": several(LIMITS),
    "security_measures": several(ITEMS),
}
ACTIVITY = st.fixed_dictionaries({}, optional={**ANSWERED, "name": NAMES, "x-note": NAMES})
DEFINITION = st.fixed_dictionaries(
    {"name": NAMES}, optional={"country": COUNTRIES, "sub_processors": st.lists(IDS, max_size=2)}
)
REGISTERS = st.fixed_dictionaries(
    {
        "ropa": st.just(1),
        "activities": st.dictionaries(st.sampled_from(["a", "b", "c"]), ACTIVITY, max_size=3).map(
            lambda by_id: [{"id": key, **rest} for key, rest in by_id.items()]
        ),
    },
    optional={
        "defaults": st.fixed_dictionaries({}, optional=ANSWERED),
        "recipients": st.dictionaries(IDS, DEFINITION, max_size=3),
        "title": NAMES,
    },
)


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    path = tmp_path_factory.mktemp("registers") / "one.ropa.yaml"

    def reading(data):
        path.write_text(json.dumps(data))
        (found,) = read(path)
        return found

    return reading


def facts(changes):
    return sorted(
        (c.kind, c.activity or "", c.field, c.activities, str(c.old), str(c.new)) for c in changes
    )


def mirrored(changes):
    """What the same changes are in the other direction; a new id keeps the old one's place."""
    return sorted(
        (MIRROR[c.kind], c.activity or "", c.field, c.activities, str(c.new), str(c.old))
        for c in changes
    )


def by_old_ids(changes, *facts):
    """The same without the ids of what is known under another id on the other side."""
    ids = {c_id for c in changes if c.kind == "renamed" for c_id in (c.before, c.after)}

    def told(value):
        for each in ids:
            value = "an id" if value == each else value.replace(repr(each), "an id")
        return value

    return [sorted((kind, told(old), told(new)) for kind, *_, old, new in side) for side in facts]


@settings(max_examples=150, deadline=None)
@given(REGISTERS, REGISTERS)
def test_backwards_is_the_mirror_of_forwards(reading, left, right):
    old, new = reading(left), reading(right)
    assert compare(old, old) == compare(new, new) == []
    there, back = compare(old, new), compare(new, old)
    if any(change.kind == "renamed" for change in there):
        one, other = by_old_ids(there, facts(there), mirrored(back))
        assert one == other
        return
    there_, back_ = facts(there), mirrored(back)
    assert [fact[:3] + fact[4:] for fact in there_] == [fact[:3] + fact[4:] for fact in back_]
    assert [set(fact[3]) for fact in there_] == [set(fact[3]) for fact in back_]


def shuffled(data, random):
    """The same data in another order, but for the order of activities' own keys' values."""
    if isinstance(data, dict):
        keys = list(data)
        random.shuffle(keys)
        return {key: shuffled(data[key], random) for key in keys}
    if isinstance(data, list):
        entries = [shuffled(entry, random) for entry in data]
        random.shuffle(entries)
        return entries
    return data


@settings(max_examples=80, deadline=None)
@given(REGISTERS, st.randoms())
def test_order_is_no_change(reading, data, random):
    assert compare(reading(data), reading(shuffled(data, random))) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["own", "default", "data set", "below", "none"]), min_size=1))
def test_a_suppliers_country_is_reported_once_with_all_that_it_reaches(reading, ways):
    answers = {
        "own": {"processors": ["cloud"]},
        "default": {},
        "data set": {"recipients": "none", "data_sets": [{"name": "X", "recipients": ["cloud"]}]},
        "below": {"recipients": ["mail"]},
        "none": {"recipients": "none"},
    }
    activities = [
        {"id": f"a{number}", "purposes": [f"Purpose {number}"], **answers[way]}
        for number, way in enumerate(ways)
    ]

    def register(country):
        cloud = {"name": "Cloud Inc.", "country": country}
        mail = {"name": "Mail AB", "sub_processors": ["cloud"]}
        return {
            "ropa": 1, "defaults": {"recipients": ["cloud"]}, "activities": activities,
            "recipients": {"cloud": cloud, "mail": mail},
        }  # fmt: skip

    (change,) = compare(reading(register("SE")), reading(register("US")))
    assert change.field == ("recipients", "cloud", "country")
    reached = [f"a{number}" for number, way in enumerate(ways) if way != "none"]
    # An activity that has data sets, or processors, has the default recipients beside them.
    assert list(change.activities) == reached


@pytest.mark.parametrize("whole", read(ROOT / "registers"), ids=lambda reading: reading.name)
def test_splitting_a_register_into_a_folder_and_back_is_no_change(tmp_path, whole):
    folder = tmp_path / "split"
    folder.mkdir()
    data = dict(whole.tree.data)
    activities = data.pop("activities")
    further = {k: data.pop(k) for k in ("recipients", "systems", "data_categories") if k in data}
    (folder / "register.ropa.yaml").write_text(json.dumps(data))
    (folder / "lists.ropa.yaml").write_text(json.dumps(further))
    for number, activity in enumerate(activities):
        text = json.dumps({"activities": [activity]}, indent=1)
        (folder / f"{number:03}.ropa.yaml").write_text(text)
    one = tmp_path / "one.ropa.yaml"
    one.write_text(json.dumps({**data, **further, "activities": activities}))
    (split,), (single,) = read(folder), read(one)
    assert split.whole
    for left in (whole, split, single):
        for right in (whole, split, single):
            assert compare(left, right) == []


def test_suppliers_that_engage_each_other_in_a_circle_are_compared(reading):
    def register(**recipients):
        return reading({"ropa": 1, "recipients": recipients, "activities": [{"id": "a"}]})

    mail = {"name": "Mail AB"}
    bank = {"name": "Mail AB", "country": "SE"}
    old = register(mail=mail, bank={**bank, "contract": "DPA", "sub_processors": ["bank"]})
    new = register(
        mail=mail,
        bank={**bank, "kind": "processor", "sub_processors": ["cloud"]},
        cloud={"name": "Mail AB", "sub_processors": ["cloud"]},
    )
    there, back = compare(old, new), compare(new, old)
    assert {change.field for change in there} >= {("recipients", "cloud")}
    one, other = by_old_ids(there, facts(there), mirrored(back))
    assert one == other
