"""Laws of telling where data go: no destination is passed over, none is told twice."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa import compare, read
from ropa.changes.flows import flows
from ropa.changes.judge import judge
from ropa.changes.significance import Level

TODAY = date(2026, 11, 22)
ARRIVES = {
    "transfer-adequate",
    "transfer-safeguarded",
    "transfer-derogation",
    "transfer-unfounded",
    "transfer-unstated",
    "transfer-without-decision",
}
IDS = st.sampled_from(["mail", "cloud", "bank"])
MECHANISMS = st.sampled_from(
    ["adequacy", "scc-commission", "bcr", "derogation-consent", "not-a-transfer"]
)
COUNTRIES = st.sampled_from(["SE", "DE", "US", "CH", "IN"])
KINDS = st.sampled_from(["processor", "controller", "authority", "internal"])
MORE = {"mechanism": MECHANISMS, "tia": st.just("TIA"), "certified": st.booleans()}
TRANSFER = st.fixed_dictionaries({}, optional=MORE)
LISTED = st.one_of(
    st.fixed_dictionaries({"country": COUNTRIES}, optional=MORE),
    st.fixed_dictionaries({"recipient": IDS}, optional={"country": COUNTRIES, **MORE}),
)
INLINE = st.fixed_dictionaries(
    {"name": st.sampled_from(["Printers", "Advisers"])},
    optional={"country": COUNTRIES, "kind": KINDS, "transfer": TRANSFER},
)
RECIPIENTS = st.one_of(IDS, INLINE)


def supplier(*below):
    """A recipient that the register defines, and whom it may engage."""
    return st.fixed_dictionaries(
        {"name": st.sampled_from(["Mail AB", "Cloud Inc.", "Bank plc"])},
        optional={
            "country": COUNTRIES,
            "kind": KINDS,
            "transfer": TRANSFER,
            "sub_processors": st.lists(st.one_of(INLINE, *map(st.just, below)), max_size=2),
            "contract": st.just("DPA"),
        },
    )


def several(entry):
    return st.one_of(
        st.none(), st.sampled_from(["none", "unknown"]), st.lists(entry, min_size=1, max_size=2)
    )


ANSWERED = {
    "recipients": several(RECIPIENTS),
    "processors": several(RECIPIENTS),
    "transfers": several(LISTED),
    "systems": st.lists(st.just("shop"), max_size=1),
    "data_sets": st.lists(
        st.fixed_dictionaries(
            {"name": st.just("Set"), "recipients": st.lists(RECIPIENTS, max_size=2)}
        ),
        max_size=1,
    ),
}
REGISTERS = st.fixed_dictionaries(
    {
        "ropa": st.just(1),
        "language": st.just("en"),
        "activities": st.lists(
            st.fixed_dictionaries({}, optional={**ANSWERED, "role": st.just("processor")}),
            min_size=2,
            max_size=2,
        ).map(lambda some: [{"id": key, **one} for key, one in zip("ab", some, strict=True)]),
        "recipients": st.fixed_dictionaries(
            {"mail": supplier("bank", "cloud"), "bank": supplier("cloud")},
            optional={"cloud": supplier()},
        ),
        "systems": st.fixed_dictionaries(
            {
                "shop": st.fixed_dictionaries(
                    {"name": st.just("Shop")}, optional={"location": COUNTRIES, "recipient": IDS}
                )
            }
        ),
    },
    optional={"defaults": st.fixed_dictionaries({}, optional=ANSWERED)},
)


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    path = tmp_path_factory.mktemp("registers") / "one.ropa.yaml"

    def record(data):
        path.write_text(json.dumps(data))
        (found,) = read(path)
        return found

    return record


def places(reading):
    """Of each activity, where its data go."""
    held = reading.record
    return {a.id: {flow.place for flow in flows(a, held).values()} for a in held.activities}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(REGISTERS, REGISTERS)
def test_every_new_destination_is_told_once_and_every_change_is_told(record, left, right):
    old, new = record(left), record(right)
    changes = compare(old, new)
    told = judge(old.record, new.record, changes, TODAY, TODAY)
    before, after = places(old), places(new)
    for each, now in after.items():
        arrived = [
            one.facts["country"]
            for one in told
            if one.row.code in ARRIVES and "new_mechanism" not in one.facts
            if each in one.activities
        ]
        assert len(arrived) == len(set(arrived)), arrived
        assert now - before[each] <= set(arrived) <= now
        gone = {
            one.facts["country"]
            for one in told
            if one.row.code == "transfer-removed" and each in one.activities
        }
        assert gone <= before[each] - now


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(REGISTERS)
def test_of_the_same_nothing_is_told(record, data):
    one, other = record(data), record(data)
    assert judge(one.record, other.record, compare(one, other), TODAY, TODAY) == []


THIRD = st.sampled_from(["US", "CH", "GB", "IN", "BO"])
SAID = st.one_of(st.none(), st.sampled_from(["adequacy", "scc-commission", "derogation-consent"]))


@settings(max_examples=80, deadline=None)
@given(THIRD, THIRD, SAID, SAID, st.booleans())
def test_a_supplier_that_moves_is_told_once_for_all_who_list_it(
    record, left, right, listed, own, bare
):
    """What a list says of one country covers no other; what the supplier says of itself does."""
    entry = {"recipient": "mail", "country": left, **({"mechanism": listed} if listed else {})}
    lists = [{"transfers": [entry]}, {"transfers": [entry]}, {} if bare else {"transfers": [entry]}]
    activities = [
        {"id": key, "recipients": ["mail"], **one} for key, one in zip("abc", lists, strict=True)
    ]

    def where(country):
        supplier = {"name": "Mail AB", "kind": "processor", "country": country}
        supplier |= {"transfer": {"mechanism": own}} if own else {}
        register = {"ropa": 1, "language": "en", "recipients": {"mail": supplier}}
        return record({**register, "activities": activities})

    old, new = where(left), where(right)
    told = judge(old.record, new.record, compare(old, new), TODAY, TODAY)
    if left == right:
        assert told == []
        return
    assert sorted(each for one in told for each in one.activities) == ["a", "b", "c"]
    (moved,) = (one for one in told if one.row.code == "recipient-moved")
    decided = {None: ("CH", "GB"), "adequacy": ("CH", "GB", "US")}.get(own, ())
    grounded = own == "scc-commission" or right in decided
    assert (moved.level is Level.CRITICAL) == (not grounded)
    assert ("ground-transfer" in moved.duties) == (not grounded)
