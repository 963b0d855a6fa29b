"""The facts of a comparison: every change of a value is one; another way to say the same is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import GOOD, ROOT

from ropa import compare, read

MODEL = ROOT / "registers" / "model"


def changes(old, new):
    """The changes between two paths, as kind, activity and field."""
    (before,), (after,) = read(old), read(new)
    return [(c.kind, c.activity, ".".join(map(str, c.field))) for c in compare(before, after)]


@pytest.fixture
def write(tmp_path):
    def write(name: str, text: str):
        path = tmp_path / f"{name}.ropa.yaml"
        path.write_text(text, "utf-8")
        return path

    return write


def test_a_register_does_not_differ_from_itself():
    for register in (ROOT / "registers").iterdir():
        for reading in read(register):
            assert compare(reading, reading) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("transfers: none", "transfers: [US]", ("changed", "payroll", "transfers")),
        ("    transfers: none\n", "", ("removed", "payroll", "transfers")),
        ("recipients: none", "recipients: [Bank]", ("changed", "payroll", "recipients")),
        ("[Employees]", "[Employees, Consultants]", ("added", "payroll", "data_subjects")),
        ("A AB", "B AB", ("changed", None, "organisations.a.name")),
        ("    name: Payroll", "    name: Wages", ("changed", "payroll", "name")),
        ("    name: Payroll", "    name: Payroll\n    owner: HR", ("added", "payroll", "owner")),
        ("    name: Payroll", "    name: Payroll\n    x-a: 1", ("added", "payroll", "x-a")),
        ("Not required", "Not needed", ("changed", None, "dpo.none")),
        ("id: payroll", "id: wages", ("renamed", "wages", "id")),
    ],
)
def test_each_change_is_seen_where_it_is(write, old, new, expected):
    found = changes(write("old", GOOD), write("new", GOOD.replace(old, new)))
    assert found == [expected]


def test_an_entry_that_gives_way_to_another_went_and_the_other_came(write):
    new = GOOD.replace("[contract]", "[consent]")
    assert sorted(changes(write("old", GOOD), write("new", new))) == [
        ("added", "payroll", "legal_basis"),
        ("removed", "payroll", "legal_basis"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("purposes: [Pay wages to employees]", "purposes:\n      - Pay wages to employees"),
        ("purposes: [Pay wages to employees]", "purposes: Pay wages to employees"),
        ("purposes: [Pay wages to employees]", "purposes: [{name: 'Pay wages to employees'}]"),
        ("legal_basis: [contract]", "legal_basis: [6(1)(b)]"),
        ("    name: Payroll\n", '    # a comment\n    name: "Payroll"\n'),
        ("ropa: 1\n", "ropa: 1\nrecipients:\n"),
    ],
)
def test_another_way_to_say_the_same_is_no_change(write, old, new):
    changed = GOOD.replace(old, new)
    assert changed != GOOD
    assert changes(write("old", GOOD), write("new", changed)) == []


def test_order_is_no_change(write):
    more = GOOD.replace("[Employees]", "[Employees, Consultants]")
    other = GOOD.replace("[Employees]", "[Consultants, Employees]")
    lines = other.splitlines(keepends=True)
    moved = "".join([*lines[:6], *lines[9:], *lines[6:9]])
    assert changes(write("old", more), write("new", moved)) == []


LISTS = """\
    purposes: [Pay wages to employees, {name: Report, note: monthly}]
    legal_basis: [{basis: contract, for: [a, b]}, {basis: consent, for: [c]}]
    retention: [{text: Long, period: P7Y}]
    x-plan: {steps: [1, {two: [2, 3]}]}
"""
RICH = "".join(
    line for line in GOOD.replace("ropa: 1\n", "ropa: 1\nlanguage: en\n").splitlines(keepends=True)
    if not line.strip().startswith(("purposes", "legal_basis", "retention"))
) + LISTS  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("for: [a, b]", "for: [b, a]"),
        ("{basis: contract, for: [a, b]}, {basis: consent, for: [c]}",
         "{for: [c], basis: consent}, {for: [b, a], basis: contract}"),
        ("Pay wages to employees, {name: Report, note: monthly}",
         "{note: monthly, name: Report}, Pay wages to employees"),
        ("[1, {two: [2, 3]}]", "[{two: [3, 2]}, 1]"),
        ("    name: Payroll", "    role: controller\n    name: Payroll"),
        ("period: P7Y", "period: P7Y, phase: active"),
        ("    name: Payroll", "    name: {en: Payroll}"),
        ("[Pay wages to employees,", "[{en: Pay wages to employees},"),
        ("note: monthly", "note: {en: monthly}"),
        ("for: [a, b]", "for: [{en: b}, a]"),
        ("Not required under Art. 37(1)", "{en: Not required under Art. 37(1)}"),
        ("name: A AB", "name: {en: A AB}"),
    ],
)  # fmt: skip
def test_order_and_spelling_are_no_change_at_any_depth(write, old, new):
    before = RICH
    after = before.replace(old, new)
    assert after != before
    assert changes(write("old", before), write("new", after)) == []
    assert changes(write("new", after), write("old", before)) == []


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("for: [a, b]", "for: [a, b, b]", "legal_basis.for"),
        ("for: [a, b]", "for: [a]", "legal_basis.for"),
        ("    name: Payroll", "    role: processor\n    name: Payroll", "role"),
        ("    name: Payroll", "    status: active\n    name: Payroll", "status"),
        ("    name: Payroll", "    name: {sv: Payroll}", "name"),
        ("    name: Payroll", "    name: {en: Payroll, sv: Lön}", "name"),
        ("period: P7Y", "period: P7Y, phase: archive", "retention.phase"),
        ("[1, {two: [2, 3]}]", "[1, {two: [2, 4]}]", "x-plan.steps"),
        ("steps:", "steps: {en: A}\n      more:", "x-plan.steps"),
    ],
)
def test_what_says_something_else_is_a_change(write, old, new, field):
    after = RICH.replace("{steps: [1, {two: [2, 3]}]}", "\n      steps: [1, {two: [2, 3]}]")
    after = after.replace(old, new)
    found = changes(write("old", RICH), write("new", after))
    assert ("payroll", field) in [found[1:] for found in found]


def test_a_text_in_a_language_points_to_no_definition(write):
    defined = RICH.replace("activities:", "recipients: {bank: {name: A Bank}}\nactivities:")
    old = defined.replace("recipients: none", "recipients: [bank]")
    new = defined.replace("recipients: none", "recipients: [{en: bank}]")
    found = changes(write("old", old), write("new", new))
    assert {(activity, field.split(".")[0]) for _, activity, field in found} == {
        ("payroll", "recipients")
    }


def test_texts_stay_the_same_when_the_language_is_said(write):
    old = GOOD.replace("    name: Payroll", "    name: {en: Payroll}")
    new = GOOD.replace("ropa: 1", "ropa: 1\nlanguage: en")
    assert changes(write("old", old), write("new", new)) == [("added", None, "language")]


def test_a_changed_list_names_what_came_and_what_went(write):
    old, new = (
        RICH.replace("recipients: none", f"recipients: [{entries}]")
        for entries in ("Bank, {name: Tax, country: SE}", "US cloud, Bank")
    )
    (before,), (after,) = read(write("old", old)), read(write("new", new))
    found = [(change.kind, change.old, change.new) for change in compare(before, after)]
    assert sorted(found, key=str) == [
        ("added", None, "US cloud"),
        ("removed", {"name": "Tax", "country": "SE"}, None),
    ]


def test_a_default_counts_as_said_by_the_activity(write):
    inherited = GOOD.replace("    transfers: none\n", "").replace(
        "activities:", "defaults: {transfers: none}\nactivities:"
    )
    assert changes(write("old", GOOD), write("new", inherited)) == []


def test_a_changed_default_is_one_change_that_names_its_activities(write):
    two = GOOD.replace("    transfers: none\n", "") + "  - id: other\n"
    before = two.replace("activities:", "defaults: {transfers: none}\nactivities:")
    after = two.replace("activities:", "defaults: {transfers: [US]}\nactivities:")
    (old,), (new,) = read(write("old", before)), read(write("new", after))
    (change,) = compare(old, new)
    assert (change.activity, change.field) == (None, ("defaults", "transfers"))
    assert change.activities == ("payroll", "other")


def test_splitting_a_register_into_a_folder_is_no_change(tmp_path, write):
    folder = tmp_path / "split"
    folder.mkdir()
    head, activities = GOOD.split("activities:\n")
    (folder / "register.ropa.yaml").write_text(head)
    (folder / "more.ropa.yaml").write_text("activities:\n" + activities)
    assert changes(write("old", GOOD), folder) == []
    assert changes(folder, write("old", GOOD)) == []


FIELDS = ("purposes", "data_subjects", "personal_data", "recipients", "transfers", "retention")


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["none", "unknown", "[A, B]", "C"])),
    st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["none", "unknown", "[A, B]", "C"])),
)
def test_backwards_is_the_mirror_of_forwards(tmp_path_factory, left, right):
    folder = tmp_path_factory.mktemp("mirror")
    paths = []
    for name, fields in (("old", left), ("new", right)):
        path = folder / f"{name}.ropa.yaml"
        lines = "".join(f"    {key}: {value}\n" for key, value in fields.items())
        path.write_text("ropa: 1\nactivities:\n  - id: a\n" + lines)
        paths.append(path)
    (old,), (new,) = read(paths[0]), read(paths[1])
    there = {(c.kind, c.field, str(c.old), str(c.new)) for c in compare(old, new)}
    mirror = {"added": "removed", "removed": "added", "changed": "changed"}
    back = {(mirror[c.kind], c.field, str(c.new), str(c.old)) for c in compare(new, old)}
    assert there == back


VALUES = ("A", "none", "[A, B]", "[B, A]", "[B, A, A]", "{en: A}", "[{name: {en: B}, note: x}, A]")
RICHER = ("purposes", "data_subjects", "recipients", "systems")


def _with(fields) -> str:
    lines = "".join(f"    {key}: {value}\n" for key, value in fields.items())
    return "ropa: 1\nlanguage: en\nactivities:\n  - id: a\n" + lines


@settings(max_examples=80, deadline=None)
@given(*[st.dictionaries(st.sampled_from(RICHER), st.sampled_from(VALUES))] * 2)
def test_what_came_forwards_went_backwards(tmp_path_factory, left, right):
    folder = tmp_path_factory.mktemp("mirror")
    for name, fields in (("old", left), ("new", right)):
        (folder / f"{name}.ropa.yaml").write_text(_with(fields))
    (old,), (new,) = read(folder / "old.ropa.yaml"), read(folder / "new.ropa.yaml")
    there, back = compare(old, new), compare(new, old)
    assert compare(old, old) == []

    mirror = {"added": "removed", "removed": "added"}

    def seen(changes, one, other):
        return sorted(
            (c.field, str(c.kind), str(getattr(c, one)), str(getattr(c, other))) for c in changes
        )

    turned = [(f, mirror.get(k, k), o, n) for f, k, o, n in seen(back, "new", "old")]
    assert seen(there, "old", "new") == sorted(turned)
