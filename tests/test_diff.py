"""What changed: every field with old and new value and both places; another way to say it is none."""

import json
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import GOOD, ROOT, ropa

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
        (
            "legal_basis: [contract]",
            "legal_basis: [consent]",
            ("changed", "payroll", "legal_basis"),
        ),
        ("A AB", "B AB", ("changed", None, "organisations.a.name")),
        ("    name: Payroll", "    name: Wages", ("changed", "payroll", "name")),
        ("    name: Payroll", "    name: Payroll\n    owner: HR", ("added", "payroll", "owner")),
        ("    name: Payroll", "    name: Payroll\n    x-a: 1", ("added", "payroll", "x-a")),
        ("Not required", "Not needed", ("changed", None, "dpo.none")),
        ("id: payroll", "id: wages", ("added", "wages", "")),
    ],
)
def test_each_change_is_seen_where_it_is(write, old, new, expected):
    found = changes(write("old", GOOD), write("new", GOOD.replace(old, new)))
    assert expected in found
    assert len(found) == (2 if old.startswith("id") else 1)


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
        ("for: [a, b]", "for: [a, b, b]", "legal_basis"),
        ("for: [a, b]", "for: [a]", "legal_basis"),
        ("    name: Payroll", "    role: processor\n    name: Payroll", "role"),
        ("    name: Payroll", "    status: active\n    name: Payroll", "status"),
        ("    name: Payroll", "    name: {sv: Payroll}", "name"),
        ("    name: Payroll", "    name: {en: Payroll, sv: Lön}", "name"),
        ("period: P7Y", "period: P7Y, phase: archive", "retention"),
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
    assert changes(write("old", old), write("new", new)) == [("changed", "payroll", "recipients")]


def test_texts_stay_the_same_when_the_language_is_said(write):
    old = GOOD.replace("    name: Payroll", "    name: {en: Payroll}")
    new = GOOD.replace("ropa: 1", "ropa: 1\nlanguage: en")
    assert changes(write("old", old), write("new", new)) == [("added", None, "language")]


def test_a_changed_list_names_what_came_and_what_went(write):
    old, new, fewer = (
        RICH.replace("recipients: none", f"recipients: [{entries}]")
        for entries in ("Bank, {name: Tax, country: SE}", "US cloud, Bank", "Bank")
    )
    (before,), (after,) = read(write("old", old)), read(write("new", new))
    (change,) = compare(before, after)
    assert change.entries_added == ("US cloud",)
    assert change.entries_removed == ({"name": "Tax", "country": "SE"},)
    there = "Recipients: added “US cloud”; removed “Tax; Country: Sweden”."
    done = ropa("diff", write("old", old), write("new", new))
    assert done.stdout.endswith(f"field-changed payroll: {there}\n")
    done = ropa("diff", write("old", old), write("new", new), "--lang", "sv")
    assert "Mottagare: tillagt ”US cloud”; borttaget ”Tax; Land: Sverige”." in done.stdout
    assert "Recipients: removed “Tax" in ropa("diff", write("old", old), write("n", fewer)).stdout
    assert "Recipients: added “Tax" in ropa("diff", write("n", fewer), write("old", old)).stdout


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


def test_json_has_the_shape_that_outsiders_rely_on(write):
    old, new = write("old", GOOD), write("new", GOOD.replace("transfers: none", "transfers: [US]"))
    done = ropa("diff", old, new, "--format", "json")
    data = json.loads(done.stdout)
    assert done.returncode == 0
    assert data["format_version"] == 1
    (change,) = data["changes"]
    assert (change["activity"], change["field"]) == ("payroll", "transfers")
    assert (change["old"], change["new"]) == ("none", [{"country": "US"}])
    assert change["old_location"] == {"file": str(old), "line": 12, "column": 16}
    assert change["new_location"] == {"file": str(new), "line": 12, "column": 16}
    assert change["significance"] is None  # not judged, and so not said


def test_text_stands_at_the_new_place(write):
    old, new = write("old", GOOD), write("new", GOOD.replace("transfers: none", "transfers: [US]"))
    done = ropa("diff", old, new)
    assert done.stdout.startswith(f"{new}:12:16: field-changed payroll: ")
    assert done.stderr.endswith("1 change.\n")


def test_markdown_has_old_and_new_side_by_side(write):
    old, new = write("old", GOOD), write("new", GOOD.replace("[Employees]", "[Members]"))
    done = ropa("diff", old, new, "--format", "md")
    row = next(line for line in done.stdout.splitlines() if "Members" in line)
    assert "Employees" in row


def test_folders_of_registers_are_paired_by_name(tmp_path):
    for side in ("old", "new"):
        shutil.copytree(ROOT / "registers", tmp_path / side)
    path = tmp_path / "new" / "softmore" / "register.ropa.yaml"
    path.write_text(path.read_text("utf-8").replace("[Leverera varan/tjänsten]", "[Sälja]", 1))
    done = ropa("diff", tmp_path / "old", tmp_path / "new")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1
    assert "Sälja" in done.stdout


def test_a_register_added_or_removed_is_a_change(tmp_path, write):
    for side, names in (("old", "ab"), ("new", "bc")):
        (tmp_path / side).mkdir()
        for name in names:
            (tmp_path / side / f"{name}.ropa.yaml").write_text(GOOD)
    arguments = "diff", tmp_path / "old", tmp_path / "new"
    done = ropa(*arguments)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"{tmp_path}/old/a.ropa.yaml:1:1: register-removed a: The register was removed.",
        f"{tmp_path}/new/c.ropa.yaml:1:1: register-added c: The register was added.",
    ]
    gone, come = json.loads(ropa(*arguments, "--format", "json").stdout)["changes"]
    assert (gone["change"], gone["register"]) == ("register-removed", "a")
    assert (come["change"], come["register"]) == ("register-added", "c")
    assert {gone["activity"], gone["field"], come["activity"], come["field"]} == {None}
    assert (gone["new_location"], come["old_location"]) == (None, None)
    page = ropa(*arguments, "--format", "md", "--lang", "sv").stdout
    assert "Registret har tagits bort." in page
    assert "Registret har lagts till." in page


def test_a_diff_in_swedish_is_swedish(write):
    new = (
        RICH.replace("    name: Payroll", "    name: Wages\n    status: retired\n    owner: HR")
        .replace("basis: consent", "basis: legal-obligation")
        .replace("period: P7Y", "period: P8Y")
        .replace("Not required", "Not needed")
        .replace("transfers: none", "transfers: [US]")
    )
    page = ropa(
        "diff", write("old", RICH), write("new", new), "--format", "md", "--lang", "sv"
    ).stdout
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    first = {row.split(" | ")[0].removeprefix("| ") for row in rows} - {"---", "Vad"}
    assert {"Status", "Ansvarig enhet", "Rättslig grund", "Tidsfrister för radering"} <= first
    assert {"Namn", "Överföringar till tredjeländer"} <= first
    for text in ("Rättslig förpliktelse", "8 år", "Land: USA"):
        assert text in page
    for key in ("legal_basis", "legal-obligation", "P8Y", "retired", "transfers"):
        assert key not in page


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

    def seen(changes, *sides):
        return {(c.field, *(str(getattr(c, f"entries_{side}")) for side in sides)) for c in changes}

    assert seen(there, "added", "removed") == seen(back, "removed", "added")
    for change in there:
        lists = isinstance(change.old, list) and isinstance(change.new, list)
        assert lists == bool(change.entries_added or change.entries_removed)
