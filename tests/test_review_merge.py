"""The merge of a reviewed workbook: what is taken, kept, asked and refused, and where it lands."""

from dataclasses import replace
from pathlib import Path

import pytest

from ropa.forms.slots import slots
from ropa.reading import read_registers
from ropa.review.merge import differences, merge
from ropa.review.outcome import State
from ropa.review.reviewed import Cell, Reviewed, ReviewedRow
from ropa.review.rows import proposed
from ropa.review.sides import NoBase, Wishes
from ropa.source.edit import edit
from ropa.words.words import Words

REGISTER = """\
ropa: 1
title: Record of a glass-blower
language: en
controllers: [glass]
organisations:
  glass: {name: Glass Ltd, country: SE}
defaults:
  transfers: none
recipients:
  post: {name: The Post, kind: processor, country: SE}
  bank: {name: The Bank, kind: controller, country: SE}
activities:
  - id: orders
    name: Orders   # what is sold
    purposes: [Sell glass, Send it]
    data_subjects: [Customers]
    recipients: [post, bank]
    retention:
      - {text: 7 years, ground: Bookkeeping}
    owner: Sales
  - id: courses
    name: Courses
    purposes: [Teach]
    data_subjects: {see: orders}
    recipients: [post]
"""


class Case:
    """A register, and the workbook made of it, to be edited on both sides."""

    def __init__(self, folder, text=REGISTER):
        self.path = folder / "glass.ropa.yaml"
        self.path.write_text(text, encoding="utf-8")
        self.words = Words("en", "en")
        made = slots(self.reading(), self.words)
        self.base = {key: slot.text for key, slot in made.items()}
        self.locked = {key: slot.locked for key, slot in made.items() if slot.locked}
        self.theirs = dict(self.base)
        self.added = []

    def reading(self):
        return read_registers([self.path])[0]

    def reviewed(self, **more):
        rows = {}
        for (sheet, row, field), text in self.theirs.items():
            cells = rows.setdefault((sheet, row), {})
            cells[field] = Cell(text, f"'{sheet}'!{row}.{field}")
        listed = [ReviewedRow(*key, n, cells) for n, (key, cells) in enumerate(rows.items(), 2)]
        for number, (sheet, cells) in enumerate(self.added, 900):
            told = {
                field: Cell(text, f"'{sheet}'!{field}{number}") for field, text in cells.items()
            }
            listed.append(ReviewedRow(sheet, "", number, told))
        titles = {sheet: sheet for sheet, _, _ in self.base}
        empty = Reviewed(
            "glass", "", "en", True, self.base, self.locked, tuple(listed), (), (), titles, {}
        )
        return replace(empty, **more)

    def drop(self, row):
        self.theirs = {key: text for key, text in self.theirs.items() if key[1] != row}

    def ours(self, old, new):
        text = self.path.read_text("utf-8")
        assert text.count(old) == 1
        self.path.write_text(text.replace(old, new), encoding="utf-8")

    def merge(self, **wishes):
        return merge(self.reviewed(), self.reading(), self.words, Wishes(**wishes))

    def items(self, **wishes):
        return {(i.sheet, i.row, i.field): i for i in self.merge(**wishes).items}

    def write(self, **wishes):
        """Merge and write; the items and the lines that differ."""
        before = self.path.read_text("utf-8")
        outcome = self.merge(**wishes)
        assert not outcome.open, outcome.open
        for path, edits in outcome.edits.items():
            Path(path).write_bytes(edit(Path(path).read_bytes(), path, edits).content)
        after = self.path.read_text("utf-8")
        gone = [line for line in before.splitlines() if line not in after.splitlines()]
        come = [line for line in after.splitlines() if line not in before.splitlines()]
        return outcome, gone, come

    def states(self, **wishes):
        return [(item.state, item.why) for item in self.merge(**wishes).items]


@pytest.fixture
def case(tmp_path):
    return Case(tmp_path)


PURPOSES = "controller", "orders", "purposes"
OWNER = "keeping", "orders", "owner"
RETENTION = "controller", "orders", "retention"


def test_an_untouched_workbook_changes_nothing(case):
    outcome = case.merge()
    assert (outcome.items, outcome.edits) == ((), {})


def test_what_only_they_changed_is_taken(case):
    case.theirs[OWNER] = "Shop"
    outcome, gone, come = case.write()
    assert [(i.state, i.theirs, i.base) for i in outcome.items] == [(State.TAKEN, "Shop", "Sales")]
    assert (gone, come) == (["    owner: Sales"], ["    owner: Shop"])
    assert case.states() == [(State.SAME, "")]


def test_what_only_we_changed_is_kept(case):
    case.ours("owner: Sales", "owner: Shop")
    assert case.states() == [(State.KEPT, "")]


def test_both_the_same(case):
    case.ours("owner: Sales", "owner: Shop")
    case.theirs[OWNER] = "Shop"
    assert case.states() == [(State.SAME, "")]


def test_both_changed_is_a_conflict_with_both_places(case):
    case.ours("owner: Sales", "owner: Shop")
    case.theirs[OWNER] = "Office"
    outcome = case.merge()
    (item,) = outcome.items
    assert (item.state, item.why) == (State.CONFLICT, "both-changed")
    assert item.address == "'keeping'!orders.owner"
    assert (item.location.file, item.location.span.line) == (case.path.as_posix(), 20)
    assert not outcome.edits
    assert case.states(prefer="yaml") == [(State.KEPT, "preferred")]
    assert case.write(prefer="excel")[2] == ["    owner: Office"]


def test_changes_of_different_entries_merge(case):
    case.ours("[Sell glass, Send it]", "[Sell art glass, Send it]")
    case.theirs[PURPOSES] = "Sell glass\nSend it\nRepair it"
    assert case.write()[2] == ["    purposes: [Sell art glass, Send it, Repair it]"]


def test_changes_of_different_details_merge(case):
    case.ours("ground: Bookkeeping", "ground: Bookkeeping Act")
    case.theirs[RETENTION] += "\n– Remark: from the sale"
    (line,) = case.write()[2]
    assert "ground: Bookkeeping Act" in line
    assert "note: from the sale" in line


def test_the_same_entry_is_a_conflict(case):
    case.ours("[Sell glass, Send it]", "[Sell art glass, Send it]")
    case.theirs[PURPOSES] = "Sell window glass\nSend it\nRepair it"
    assert case.states() == [(State.CONFLICT, "both-changed")]
    assert case.write(prefer="yaml")[2] == ["    purposes: [Sell art glass, Send it, Repair it]"]


def test_what_cannot_be_read_is_refused_with_its_address(case):
    case.theirs["keeping", "orders", "reviewed"] = "soon"
    for wishes in ({}, {"prefer": "yaml"}):
        (item,) = case.merge(**wishes).items
        assert (item.state, item.address) == (State.REFUSED, "'keeping'!orders.reviewed")
        assert item.why


def test_an_activity_that_is_gone(case):
    case.path.write_text(REGISTER.partition("  - id: courses")[0], encoding="utf-8")
    case.theirs["keeping", "courses", "owner"] = "School"
    assert case.items()["keeping", "courses", "owner"].why == "row-gone"
    case.drop("courses")
    items = case.merge().items
    assert [(i.state, i.what) for i in items] == [(State.SAME, "row-removed")]


def test_a_missing_row_is_a_proposal(case):
    case.drop("courses")
    (item,) = case.merge().items
    assert (item.state, item.what, item.row_as) == (State.PROPOSED, "row-removed", "Courses")
    outcome, gone, come = case.write(allow_delete=True)
    assert outcome.items[0].state is State.TAKEN
    assert come == []
    assert "  - id: courses" in gone
    assert [a["id"] for a in case.reading().tree.data["activities"]] == ["orders"]


SETS = """\
    data_sets:
      - {personal_data: [Names], retention: 1 year}
      - {personal_data: [Marks], retention: 2 years}
"""


def test_data_sets_go_with_their_activity_or_alone(tmp_path):
    case = Case(tmp_path, REGISTER + SETS)
    case.drop("courses/1")
    assert case.states() == [(State.PROPOSED, "")]
    assert case.write(allow_delete=True)[1] == [SETS.splitlines()[1]]
    case = Case(tmp_path, REGISTER + SETS)
    for row in ("courses", "courses/1", "courses/2"):
        case.drop(row)
    assert [i.sheet for i in case.merge(allow_delete=True).items] == ["controller"]


def test_a_data_set_that_stands_elsewhere_by_now(tmp_path):
    case = Case(tmp_path, REGISTER + SETS)
    more = "      - {personal_data: [Photographs], retention: 1 year}\n"
    case.ours("    data_sets:\n", f"    data_sets:\n{more}")
    case.theirs["sets", "courses/1", "retention"] = "3 years"
    assert (State.CONFLICT, "row-moved") in case.states()
    assert not case.merge().edits


@pytest.mark.parametrize("prefer", [None, "excel"])
@pytest.mark.parametrize("moved", ["another before it", "two changed places"])
def test_a_data_set_that_is_gone_and_stands_elsewhere_by_now(tmp_path, prefer, moved):
    case = Case(tmp_path, REGISTER + SETS)
    head, first, second = SETS.splitlines(keepends=True)
    more = "      - {personal_data: [Photographs], retention: 1 year}\n"
    ours = {"another before it": more + first + second, "two changed places": second + first}
    case.ours(head + first + second, head + ours[moved])
    case.drop("courses/1")
    assert (State.CONFLICT, "row-moved") in case.states(allow_delete=True, prefer=prefer)
    assert not case.merge(allow_delete=True, prefer=prefer).edits


RECIPIENTS = "controller", "orders", "recipients"


def test_two_definitions_do_not_get_one_name(case):
    case.theirs[RECIPIENTS] = "Carrier\nCarrier"
    assert case.states() == [(State.REFUSED, "twice")]
    assert case.states(sharing="for-all") == [(State.REFUSED, "twice")]


def test_a_definition_that_both_sides_name_anew(case):
    case.theirs[RECIPIENTS] = "Carrier\nThe Bank"
    case.ours("name: The Post", "name: Royal Mail")

    def state(**wishes):
        item = case.items(sharing="for-all", **wishes)[RECIPIENTS]
        return item.state, item.why

    assert state() == (State.CONFLICT, "both-changed")
    assert not case.merge(sharing="for-all").edits
    assert state(prefer="yaml") == (State.KEPT, "preferred")
    assert not case.merge(sharing="for-all", prefer="yaml").edits
    come = case.write(sharing="for-all", prefer="excel")[2]
    assert come == ["  post: {name: Carrier, kind: processor, country: SE}"]


def test_a_missing_row_that_has_changed_since(case):
    case.ours("purposes: [Teach]", "purposes: [Teach adults]")
    case.drop("courses")
    assert (State.CONFLICT, "row-changed") in case.states(allow_delete=True)


def test_a_missing_row_that_others_see(case):
    case.drop("orders")
    (item,) = case.merge(allow_delete=True).items
    assert (item.state, item.why, item.facts) == (
        State.REFUSED, "still-referred", {"by": ("courses",)},
    )  # fmt: skip


def test_a_definition_in_use_is_not_removed(case):
    case.drop("bank")
    (item,) = case.merge(allow_delete=True).items
    assert (item.state, item.facts) == (State.REFUSED, {"by": ("orders",)})


def test_a_removed_row_and_an_edit_inside(case):
    case.theirs["keeping", "courses", "owner"] = "School"
    case.theirs = {k: t for k, t in case.theirs.items() if k[:2] != ("controller", "courses")}
    states = case.states(allow_delete=True)
    assert (State.CONFLICT, "two-cells") in states
    assert not case.merge(allow_delete=True).edits


def test_a_new_row_is_a_new_activity(case):
    case.added.append(("controller", {"name": "Åka & köra", "purposes": "Drive"}))
    outcome, _, come = case.write()
    assert outcome.items[-1].facts == {"id": "aka-kora"}
    assert come == ["  - id: aka-kora", "    name: Åka & köra", "    purposes: [Drive]"]
    assert [(i.state, i.what) for i in case.merge().items] == [(State.SAME, "row-added")]


def test_a_new_row_that_is_there_with_other_answers(case):
    case.added.append(("controller", {"name": "Driving", "purposes": "Drive"}))
    case.write()
    case.ours("Drive", "Drive a lorry")
    assert case.states() == [(State.CONFLICT, "row-there")]


def test_new_rows_of_one_name_have_two_ids(case):
    case.added += [("controller", {"name": "Driving"}), ("processor", {"name": "Driving"})]
    outcome, _, come = case.write()
    assert [i.facts["id"] for i in outcome.items] == ["driving", "driving-2"]
    assert "    role: processor" in come
    assert [s for s, _ in case.states()] == [State.SAME, State.SAME]


def test_new_rows_that_are_refused(case):
    case.added += [
        ("controller", {"purposes": "Drive"}),
        ("duties", {"name": "Driving"}),
        ("controller", {"name": "Reading", "retention": "7 years\n– Wrong: 3"}),
    ]
    items = case.merge().items
    assert {i.state for i in items} == {State.REFUSED}
    assert {i.why for i in items} >= {"row-without-name", "no-rows-here"}
    assert [i.address for i in items if i.field == "retention"] == ["'controller'!retention902"]


def test_a_new_definition_and_its_use(case):
    case.added.append(("recipients", {"name": "The Cooper", "country": "Sweden"}))
    _, _, come = case.write()
    (line,) = [line for line in come if "cooper" in line]
    assert "name: The Cooper" in "".join(come)
    assert line.strip().startswith("the-cooper:")
    assert [s for s, _ in case.states()] == [State.SAME]


def test_without_a_base(case):
    lost = case.reviewed(carried=False, base={}, locked={})
    with pytest.raises(NoBase):
        merge(lost, case.reading(), case.words, Wishes())
    assert merge(lost, case.reading(), case.words, Wishes(base=case.reading())).items == ()
    case.theirs[OWNER] = "Shop"
    lost = case.reviewed(carried=False, base={}, locked={})
    two_way = merge(lost, case.reading(), case.words, Wishes(two_way=True))
    assert [(i.state, i.theirs) for i in two_way.items] == [(State.TAKEN, "Shop")]
    assert [i.theirs for i in differences(lost, case.reading(), case.words)] == ["Shop"]


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("Direktmarknadsföring", "direktmarknadsforing"),
        ("Straße 7", "strasse-7"),
        ("Łódź", "lodz"),
        ("  (a) — b ", "a-b"),
        ("营销", "activity"),
    ],
)
def test_ids_are_made_of_names(name, row):
    assert proposed(name, "activity") == row
