"""Nothing is lost and nothing is made up: a register that states every field, in every format."""

import csv
import io
import re
from pathlib import Path

import pytest
from booked import texts_of
from ruamel.yaml import YAML

import ropa
from ropa.model import activity, lawfulness, party, register
from ropa.model.part import Part
from ropa.pages.register import register_page
from ropa.words.words import Words

EVERY_FIELD = Path(__file__).parent / "every_field.ropa.yaml"
WORD = re.compile(r"word-\d+|\d{4}-01-01")
FORMATS = ("md", "html", "xlsx", "json", "csv")
HEAD = "ropa: 1\nlanguage: en\n"
ACTIVITY = """
activities:
  - id: a
    name: A
    purposes: [Payment of salaries]
    data_subjects: [Employees]
    personal_data: [Salary]
    legal_basis: [contract]
    transfers: none
    retention: [P7Y]
"""


def reading_of(path: Path, text: str):
    file = path / "x.ropa.yaml"
    file.write_text(HEAD + text, "utf-8")
    (reading,) = ropa.read(file)
    assert reading.findings == (), reading.findings
    return reading


def shown(reading, form: str) -> str:
    file = ropa.render(reading, form, language="en")
    if form == "xlsx":
        return "\n".join(text for _, _, text in texts_of(file))
    return file.decode()


def page(reading):
    return register_page(reading, ropa.validate(reading), Words("en", "en"))


def section(reading, key: str):
    return next(s for s in page(reading).sections if s.id == key)


def rows(reading, key: str) -> list[list[list[str]]]:
    (table,) = section(reading, key).blocks
    return [[[line.text for line in cell] for cell in row] for row in table.rows]


def fields(reading, key: str) -> dict[str, list[str]]:
    blocks = [b for b in section(reading, key).blocks if hasattr(b, "fields")]
    return {f.label: [line.text for line in f.cell] for b in blocks for f in b.fields}


def gaps(reading, at: int = 0) -> dict[str, tuple[str, str]]:
    """The rows of a table of the verdict: what is missing, and what is vague."""
    tables = [b for b in section(reading, "_verdict").blocks if hasattr(b, "rows")]
    return {
        row[0][0].text: tuple("; ".join(line.text for line in cell) for cell in row[2:])
        for row in tables[at].rows
    }


# --- every field -----------------------------------------------------------------------------------


def test_the_register_states_every_field_of_every_part():
    def keys(data):
        if isinstance(data, list):
            return set().union(*map(keys, data))
        if isinstance(data, dict):
            return {str(key) for key in data}.union(*map(keys, data.values()))
        return set()

    parts = [
        value
        for module in (activity, lawfulness, party, register)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Part)
    ]
    stated = keys(YAML(typ="safe").load(EVERY_FIELD))
    assert {f.alias or n for p in parts for n, f in p.model_fields.items()} <= stated


@pytest.mark.parametrize("form", FORMATS)
def test_every_word_is_shown(form):
    (reading,) = ropa.read(EVERY_FIELD)
    assert reading.findings == ()
    source = EVERY_FIELD.read_text("utf-8")
    if form == "csv":  # a row an activity: what is said of the register is not in it
        source = source[source.index("\nactivities:") :]
    words = WORD.findall(source)
    assert len(words) == len(set(words)) > 200
    text = shown(reading, form)
    assert [word for word in words if not re.search(rf"{word}\b", text)] == []


# --- recipients ------------------------------------------------------------------------------------

MAIL = "recipients:\n  mail: {name: Mail Ltd, country: SE, contract: C-1}\n"


def test_what_an_inline_recipient_says_is_in_the_lists(tmp_path):
    entry = "{name: Foo Inc, country: US, transfer: {mechanism: scc-commission, tia: TIA-77}}"
    reading = reading_of(tmp_path, f"{ACTIVITY}    recipients: [{entry}]\n")
    assert rows(reading, "_recipients") == [[["Foo Inc"], ["United States"], ["A"]]]
    ((whom, basis, where),) = rows(reading, "_transfers")
    assert whom == ["United States: Foo Inc"]
    assert "Transfer impact assessment: TIA-77" in basis
    assert where == ["A"]


def test_an_entry_that_adds_to_its_definition_is_listed_with_what_it_adds(tmp_path):
    entries = "[{name: mail, contract: C-99, country: US, note: old mail}]"
    reading = reading_of(tmp_path, f"{MAIL}{ACTIVITY}    recipients: {entries}\n")
    assert rows(reading, "_recipients") == [
        [["Mail Ltd"], ["Sweden"], ["C-1"], []],
        [["Mail Ltd"], ["United States"], ["C-99"], ["A"]],
    ]


def test_a_remark_or_the_same_again_makes_no_other_recipient(tmp_path):
    entries = "[{name: mail, country: SE, note: old mail}]"
    reading = reading_of(tmp_path, f"{MAIL}{ACTIVITY}    recipients: {entries}\n")
    assert rows(reading, "_recipients") == [[["Mail Ltd"], ["Sweden"], ["C-1"], ["A"]]]
    assert "old mail" in fields(reading, "a")["Recipients"]


def test_different_recipients_of_one_name_stay_apart(tmp_path):
    entries = "[{name: Foo, country: US}, {name: Foo, country: NO}, {name: Foo, country: US}]"
    reading = reading_of(tmp_path, f"{ACTIVITY}    recipients: {entries}\n")
    listed = rows(reading, "_recipients")
    assert [row[1] for row in listed] == [["United States"], ["Norway"]]


def test_the_recipients_of_a_data_set_are_listed(tmp_path):
    sets = "{personal_data: [x], recipients: [{name: Foo, contract: C-5}]}"
    reading = reading_of(tmp_path, f"{ACTIVITY}    data_sets: [{sets}]\n")
    assert rows(reading, "_recipients") == [[["Foo"], ["C-5"], ["A"]]]


def test_a_sub_processor_that_points_back_ends(tmp_path):
    loop = "recipients:\n  r: {name: R, sub_processors: [{name: r, contract: C-7}]}\n"
    reading = reading_of(tmp_path, f"{loop}{ACTIVITY}    processors: [r]\n")
    for form in FORMATS:
        assert "R" in shown(reading, form)
    assert "C-7" in shown(reading, "md")


def test_a_plain_word_that_is_a_recipient_is_a_transfer_to_it(tmp_path):
    known = "recipients:\n  r: {name: Foo Inc, country: US, transfer: {mechanism: bcr, tia: T-1}}\n"
    text = ACTIVITY.replace("transfers: none", "transfers: [r]")
    reading = reading_of(tmp_path, f"{known}{text}    recipients: [r]\n")
    assert fields(reading, "a")["Transfers to third countries"][0] == "United States: Foo Inc"
    assert "Transfer impact assessment: T-1" in fields(reading, "a")["Transfers to third countries"]


def test_data_subjects_are_not_taken_for_systems(tmp_path):
    text = ACTIVITY.replace("[Employees]", "[crm]")
    reading = reading_of(tmp_path, "systems: {crm: {name: The system}}\n" + text)
    assert fields(reading, "a")["Categories of data subjects"] == ["crm"]


def test_no_is_an_answer_that_is_shown(tmp_path):
    known = "data_categories: {d: {name: Number, national_id: true}}\n"
    text = ACTIVITY.replace("[Salary]", "[{name: d, national_id: false}]")
    text = text.replace("[Payment of salaries]", "[{name: Pay, direct_marketing: false}]")
    told = fields(reading_of(tmp_path, known + text), "a")
    assert told["Purposes"] == ["Pay", "Direct marketing: No"]
    assert told["Categories of personal data"] == [
        "Number",
        "National identification number (Art. 87): No",
    ]


# --- gaps ------------------------------------------------------------------------------------------

OFFICER = "dpo: {name: Ann, contact: {phone: '1'}}"


def organisations(*named: str) -> str:
    return "organisations:\n" + "".join(f"  {key}\n" for key in named)


def test_an_officer_of_the_organisation_is_no_gap(tmp_path):
    one = "one: {name: One, country: SE, contact: {phone: '1'}, " + OFFICER + "}"
    reading = reading_of(tmp_path, organisations(one) + ACTIVITY)
    assert "Data protection officer" not in fields(reading, "_keeper")
    bare = reading_of(tmp_path, organisations(one.replace(f", {OFFICER}", "")) + ACTIVITY)
    assert fields(bare, "_keeper")["Data protection officer"] == ["Not stated, Art. 30(1)(a)"]


def test_whether_controllers_are_joint_is_a_gap_of_the_register(tmp_path):
    two = [f"{key}: {{name: {key}, contact: {{phone: '1'}}}}" for key in ("one", "two")]
    reading = reading_of(tmp_path, organisations(*two) + ACTIVITY)
    assert fields(reading, "_keeper")["Joint controllership"] == [
        "Not stated, Art. 30(1)(a), 26(1)"
    ]
    answered = reading_of(tmp_path, organisations(*two) + "joint: none\n" + ACTIVITY)
    assert fields(answered, "_keeper")["Joint controllership"] == ["None"]


@pytest.mark.parametrize(
    ("written", "text"),
    [('""', []), ('[""]', []), ("[TBD]", ["TBD"]), ("[{name: '???'}]", ["???"])],
)
def test_an_answer_that_says_nothing_is_a_gap_with_its_words(written, text, tmp_path):
    reading = reading_of(tmp_path, ACTIVITY.replace("[Employees]", written))
    gap = [*text, "Not stated, Art. 30(1)(c)"]
    assert fields(reading, "a")["Categories of data subjects"] == gap
    overview = section(reading, "_controller").blocks[0]
    assert gap in [[line.text for line in cell] for cell in overview.rows[0]]


def test_processors_are_recipients(tmp_path):
    reading = reading_of(tmp_path, f"{ACTIVITY}    processors: [Foo]\n")
    assert "Recipients" not in fields(reading, "a")
    bare = reading_of(tmp_path, ACTIVITY)
    assert fields(bare, "a")["Recipients"] == ["Not stated, Art. 30(1)(d)"]


def test_every_open_question_is_in_the_list(tmp_path):
    (reading,) = ropa.read(EVERY_FIELD)
    listed = [row[2][0].removeprefix("Open question: ") for row in rows(reading, "_questions")]
    source = EVERY_FIELD.read_text("utf-8")
    assert sorted(listed) == sorted(re.findall(r"unknown: (word-\d+)", source))


# --- the verdict -----------------------------------------------------------------------------------


def test_the_words_of_the_law_are_too_vague_and_nothing_is_missing(tmp_path):
    said = "    security_measures: [Appropriate technical and organisational measures]\n"
    vague = gaps(reading_of(tmp_path, ACTIVITY + said))["Art. 30(1)(g)"]
    assert vague == ("–", "1 activity")
    assert gaps(reading_of(tmp_path, ACTIVITY))["Art. 30(1)(g)"] == ("1 activity", "–")


def test_every_finding_of_art_30_is_counted_in_a_processors_record(tmp_path):
    text = """
organisations:
  one: {name: One, country: US, contact: {phone: '1'}, dpo: {name: TBD}}
activities:
  - {id: a, role: processor, on_behalf_of: [{source: x, date: 2020-01-01}], processing: [TBD]}
"""
    reading = reading_of(tmp_path, text)
    cited = {f.rule for f in ropa.validate(reading)}
    assert {"ROPA105", "ROPA107", "ROPA203", "ROPA901"} <= cited
    table = gaps(reading)
    assert "The register" in table["Art. 30(2)(a)"][0]
    assert table["Art. 30(2)(b)"][0] == "1 activity"
    assert table["Art. 30"][0] != "–"


# --- the files for other programs ------------------------------------------------------------------


def test_csv_has_all_of_an_activity(tmp_path):
    more = "    role: processor\n    status: active\n    owner: HR\n    reviewed: 2020-02-03\n"
    sets = (
        "    applies_to: all\n    x-own: mine\n    data_sets: [{name: Set, personal_data: [Pay]}]\n"
    )
    reading = reading_of(tmp_path, ACTIVITY + more + sets)
    heads, row = csv.reader(
        io.StringIO(ropa.render(reading, "csv", language="en").decode("utf-8-sig"))
    )
    told = dict(zip(heads, row, strict=True))
    assert told["Role"] == "Processor"
    assert (told["Status"], told["Owner"], told["Last reviewed"]) == ("Active", "HR", "2020-02-03")
    assert told["Data sets"] == "Data set: Set\nCategories of personal data: Pay"
    assert told["Own keys"] == "x-own: mine"
    assert told["Categories of personal data"].startswith(
        "All of it concerns all the data subjects:\n"
    )


# --- time limits -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "shown_as"),
    [
        ("Term of the contract + 1 year", ["Read as: 1 year after the end of the contract"]),
        (
            "2-3 years after the last contact",
            ["Read as: at least 2 years, at most 3 years after the last contact"],
        ),
        (
            "{text: As decided, after: contract-end, maximum: P5Y}",
            ["at most 5 years after the end of the contract"],
        ),
        ('"Until the end of the contract, at most 5 years"', []),
        (
            '"For the term of the contract, at most 5 years"',
            ["Read as: Until the end of the contract, at most 5 years"],
        ),
        ("90 days", []),  # the words say the same
        ("{text: 90 days, period: P3M}", ["3 months"]),  # what is stated goes before what is read
        ("When the moon is blue", ["Not read by the program: the words alone hold"]),
    ],
)
def test_a_time_limit_is_shown_as_it_was_read(tmp_path, written, shown_as):
    text = ACTIVITY.replace("[P7Y]", f"[{written}]")
    cell = fields(reading_of(tmp_path, text), "a")["Time limits for erasure"]
    assert cell[1:] == shown_as
    assert cell[0] in written
