"""Values that several take from one place: asked about, changed for all, or here alone."""

from test_review_merge import REGISTER, Case

from ropa.review.outcome import State

TRANSFERS = "controller", "orders", "transfers"
SUBJECTS = "controller", "courses", "data_subjects"
RECIPIENTS = "controller", "orders", "recipients"
ANCHORED = """\
ropa: 1
language: en
activities:
  - id: one
    name: One
    purposes: &aims [Teach, Learn]   # both
  - id: two
    name: Two
    purposes: *aims
"""


def items(case, **wishes):
    return [(i.state, i.why, i.sharers) for i in case.merge(**wishes).items]


def test_a_default_is_asked_about(tmp_path):
    case = Case(tmp_path)
    case.theirs[TRANSFERS] = "None: all is in Sweden"
    assert items(case) == [(State.QUESTION, "shared", ("orders", "courses"))]
    assert not case.merge().edits


def test_a_default_for_all(tmp_path):
    case = Case(tmp_path)
    case.theirs[TRANSFERS] = "None: all is in Sweden"
    _, gone, come = case.write(sharing="for-all")
    assert gone == ["  transfers: none"]
    assert "none: all is in Sweden" in "".join(come)
    assert [a.transfers.none for a in case.reading().record.activities] == ["all is in Sweden"] * 2


def test_a_default_only_here(tmp_path):
    case = Case(tmp_path)
    case.theirs[TRANSFERS] = "None: all is in Sweden"
    _, gone, _ = case.write(sharing="only-here")
    assert gone == []
    told = [a.transfers.none for a in case.reading().record.activities]
    assert told == ["all is in Sweden", None]


def test_a_default_cannot_be_emptied_here_alone(tmp_path):
    case = Case(tmp_path)
    case.theirs[TRANSFERS] = ""
    assert items(case, sharing="only-here")[0][:2] == (State.REFUSED, "default-instead")


def test_the_sheet_of_common_answers_is_for_all(tmp_path):
    case = Case(tmp_path)
    case.theirs["common", "transfers", "answer"] = "None: all is in Sweden"
    assert items(case) == [(State.TAKEN, "", ("orders", "courses"))]
    case.theirs[TRANSFERS] = "None: all is in Sweden"
    assert {s for s, _, _ in items(case, sharing="for-all")} == {State.TAKEN}
    case.theirs[TRANSFERS] = "None: all is in Norway"
    assert {(s, w) for s, w, _ in items(case, sharing="for-all")} == {(State.CONFLICT, "two-cells")}


def test_what_is_seen_elsewhere(tmp_path):
    case = Case(tmp_path)
    case.theirs[SUBJECTS] = "Customers\nPupils"
    assert items(case) == [(State.QUESTION, "shared", ("orders", "courses"))]
    _, gone, come = case.write(sharing="only-here")
    assert gone == ["    data_subjects: {see: orders}"]
    assert "Pupils" in "".join(come)
    orders, courses = case.reading().record.activities
    assert [len(orders.data_subjects), len(courses.data_subjects)] == [1, 2]


def test_what_others_see_from_here(tmp_path):
    case = Case(tmp_path)
    case.theirs["controller", "orders", "data_subjects"] = "Buyers"
    assert items(case) == [(State.QUESTION, "shared", ("orders", "courses"))]
    assert items(case, sharing="only-here")[0][:2] == (State.REFUSED, "anchor-needed")
    assert case.write(sharing="for-all")[2] == ["    data_subjects: [Buyers]"]


def test_an_alias(tmp_path):
    case = Case(tmp_path, ANCHORED)
    case.theirs["controller", "two", "purposes"] = "Teach\nLearn\nPlay"
    assert items(case) == [(State.QUESTION, "shared", ("one", "two"))]
    _, gone, come = case.write(sharing="only-here")
    assert gone == ["    purposes: *aims"]
    assert "Play" in "".join(come)
    one, two = case.reading().record.activities
    assert [len(one.purposes), len(two.purposes)] == [2, 3]


def test_an_anchor(tmp_path):
    case = Case(tmp_path, ANCHORED)
    case.theirs["controller", "one", "purposes"] = "Teach\nLearn\nPlay"
    assert items(case, sharing="only-here")[0][:2] == (State.REFUSED, "anchor-needed")
    case.theirs["controller", "two", "purposes"] = "Teach\nLearn\nPlay"
    outcome, _, come = case.write(sharing="for-all")
    assert come == ["    purposes: &aims [Teach, Learn, Play]   # both"]
    assert [i.state for i in outcome.items] == [State.TAKEN] * 2


def test_another_name_for_a_definition(tmp_path):
    case = Case(tmp_path)
    case.theirs[RECIPIENTS] = "The Parcel Post\nThe Bank"
    assert items(case) == [(State.QUESTION, "definition-renamed", ("orders", "courses"))]
    _, gone, come = case.write(sharing="for-all")
    assert come == ["  post: {name: The Parcel Post, kind: processor, country: SE}"]
    assert len(gone) == 1


def test_other_words_here_alone(tmp_path):
    case = Case(tmp_path)
    case.theirs[RECIPIENTS] = "The Parcel Post\nThe Bank"
    _, _, come = case.write(sharing="only-here")
    assert come == ["    recipients: [The Parcel Post, bank]"]


def test_a_definition_is_for_all_and_names_who_uses_it(tmp_path):
    case = Case(tmp_path)
    case.theirs["recipients", "post", "name"] = "The Parcel Post"
    case.theirs[RECIPIENTS] = "The Parcel Post\nThe Bank\nThe Cooper"
    outcome, _, come = case.write()
    assert {i.state for i in outcome.items} == {State.TAKEN}
    assert "    recipients: [post, bank, The Cooper]" in come
    assert ("orders", "courses") in [i.sharers for i in outcome.items]


def test_a_definition_that_we_renamed_is_known_by_its_old_name(tmp_path):
    case = Case(tmp_path)
    case.ours("name: The Post", "name: Parcels")
    case.theirs[RECIPIENTS] = "The Post\nThe Bank\nThe Cooper"
    _, _, come = case.write()
    assert come == ["    recipients: [post, bank, The Cooper]"]


def test_nothing_is_asked_of_what_is_not_shared(tmp_path):
    case = Case(tmp_path, REGISTER)
    case.theirs["controller", "courses", "purposes"] = "Teach children"
    assert items(case) == [(State.TAKEN, "", ())]


CHAINED = (
    ANCHORED
    + """\
  - id: three
    name: Three
    purposes: {see: one}
"""
)


def test_all_who_share_are_named_whichever_way_they_do(tmp_path):
    case = Case(tmp_path, CHAINED)
    for row in ("one", "two"):
        case.theirs["controller", row, "purposes"] = "Teach\nPlay"
        ((state, why, sharers),) = items(case)
        assert (state, why, set(sharers)) == (State.QUESTION, "shared", {"one", "two", "three"})
        del case.theirs["controller", row, "purposes"]


def test_who_sees_an_activity_uses_its_definitions(tmp_path):
    case = Case(tmp_path, CHAINED.replace("purposes: {see: one}", "recipients: {see: one}").replace(
        "    name: One\n", "    name: One\n    recipients: [bank]\n"
    ) + "recipients:\n  bank: {name: The Bank}\n")  # fmt: skip
    case.theirs["recipients", "bank", "name"] = "The Other Bank"
    assert items(case) == [(State.TAKEN, "", ("one", "three"))]


def test_what_is_changed_here_alone_is_not_said_to_hold_for_others(tmp_path):
    case = Case(tmp_path)
    case.theirs[TRANSFERS] = "None: all is in Sweden"
    assert items(case, sharing="only-here") == [(State.TAKEN, "", ())]
