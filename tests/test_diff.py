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
