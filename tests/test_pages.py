"""Pages: nothing that the register says is lost, and what is said once is shown once."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from rendered import ROOT, page_of
from ruamel.yaml import YAML

import ropa
from ropa.model import activity, party, register
from ropa.model.part import Part
from ropa.pages.page import Fields, Page, Table, Tone
from ropa.pages.register import register_page
from ropa.reading import read_registers
from ropa.words.words import Words

EVERY_FIELD = Path(__file__).parent / "every_field.ropa.yaml"
REGISTERS = sorted(
    path.relative_to(ROOT / "registers").as_posix()
    for path in [*(ROOT / "registers").glob("*/*.ropa.yaml")]
    if path.parent.name != "model"
)


def texts(page: Page) -> Iterator[str]:
    """Every text of a page, in order."""
    yield page.title
    for section in page.sections:
        yield section.heading
        for block in section.blocks:
            if isinstance(block, Fields):
                for field in block.fields:
                    yield field.label
                    yield from (line.text for line in field.cell)
            elif isinstance(block, Table):
                yield from (line.text for row in block.rows for cell in row for line in cell)
            else:
                yield from (line.text for line in block.lines)


def section(page: Page, key: str) -> list[str]:
    found = [s for s in page.sections if s.id == key]
    return list(texts(Page("", "", "", tuple(found))))


def parts() -> Iterator[type[Part]]:
    for module in (activity, party, register):
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Part):
                yield value


def keys(data: object) -> set[str]:
    if isinstance(data, list):
        return set().union(*map(keys, data))
    if isinstance(data, dict):
        return {str(key) for key in data}.union(*map(keys, data.values()))
    return set()


def prose(data: object) -> Iterator[str]:
    """The texts of a register: what has a space in it is neither an id nor a closed word."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for value in data:
            yield from prose(value)
    elif isinstance(data, str) and " " in data:
        yield data


# --- nothing is lost ----------------------------------------------------------------------------


def test_every_text_of_every_field_is_shown():
    source = EVERY_FIELD.read_text("utf-8")
    (reading,) = read_registers([EVERY_FIELD])
    assert reading.findings == ()
    shown = " ".join(texts(register_page(reading, [], Words("en", "en"))))
    words = re.findall(r"word-\d+", source)
    assert len(words) > 190
    assert [word for word in words if not re.search(rf"{word}\b", shown)] == []


def test_every_field_is_in_that_register():
    data = YAML(typ="safe").load(EVERY_FIELD)
    fields = {f.alias or name for part in parts() for name, f in part.model_fields.items()}
    dates = {f.alias or name for part in parts() for name, f in part.model_fields.items()
             if date in getattr(f.annotation, "__args__", ())}  # fmt: skip
    closed = {"cookies", "status", "role", "fallback", "certified", "maximum", "rounded_to",
              "then", "phase", "occasional", "see"}  # fmt: skip
    assert fields - keys(data) - dates - closed == set()


@pytest.mark.parametrize("name", REGISTERS)
def test_every_sentence_of_a_real_register_is_shown_whole(name):
    path = ROOT / "registers" / name
    shown = "\n".join(texts(page_of(name)))
    assert [text for text in prose(YAML(typ="safe").load(path)) if text not in shown] == []


def test_a_joint_controller_has_its_contact_details():
    assert "personvern@modellbolaget.example" in section(page_of("model"), "anniversary-event")


# --- what is said once is shown once ------------------------------------------------------------


def test_a_long_default_is_referred_to():
    page = page_of("softmore")
    quote = "Softmore arbetar ständigt med"
    assert sum(text.startswith(quote) for text in texts(page)) == 1
    assert any(text.startswith(quote) for text in section(page, "_common"))
    assert "See common answers" in section(page, "demo")
    assert "Open question, see common answers" in section(page, "demo")


def test_a_short_default_is_said_by_each_activity():
    page = page_of("model")
    assert "Children" in section(page, "payroll")
    assert not section(page, "_common")[1:]


def test_a_finding_about_the_defaults_is_not_repeated():
    page = page_of("softmore")
    message = "No security measure is described in concrete terms."
    assert sum(message in text for text in texts(page)) == 2  # with the answer, and in the list
    assert not [text for text in section(page, "demo") if "ROPA121" in text]


def test_recipients_of_all_activities_are_not_listed_one_by_one():
    assert section(page_of("softmore"), "_recipients").count("All activities") == 3


def test_sections_have_ids_that_no_activity_can_have():
    ids = [s.id for s in page_of("model").sections if s.level == 2]
    assert len(ids) > 5
    assert not [name for name in ids if re.fullmatch("[a-z0-9][a-z0-9-]*", name)]


def test_gaps_and_questions_are_marked():
    tones = {
        line.tone
        for part in page_of("softmore").sections
        for block in part.blocks
        if isinstance(block, Fields)
        for field in block.fields
        for line in field.cell
    }
    assert {Tone.GAP, Tone.QUESTION, Tone.WARNING} <= tones


def test_a_common_answer_of_processors_cites_their_article(tmp_path):
    long = "Access by role, written to a log that is read every week " * 3
    path = tmp_path / "a.ropa.yaml"
    path.write_text(
        f"ropa: 1\ndefaults: {{security_measures: [{long}, Training]}}\nactivities:\n"
        "  - {id: a, role: processor}\n  - {id: b, role: processor}\n"
        "  - {id: c, role: processor, security_measures: [Encryption]}\n"
    )
    (reading,) = ropa.read(path)
    text = ropa.render(reading, "md", language="en").decode()
    common = text.split('<a id="_common">')[1]
    assert "**Security measures** (Art. 30(2)(d)):\n  - For 2 activities:\n" in common
