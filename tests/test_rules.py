"""Every rule, by the registers in `rules/`: documents in which each guilty line is marked.

A mark is a comment at the end of the guilty line: the codes found there, and why after a colon:

    purposes: [TBD]    # ROPA108 ROPA901: a placeholder counts as empty

A document is about its own family of rules (the first digit) and about what the format finds:
their findings and the marks are compared exactly. Other codes may be marked too, and then hold.

Where the guilty line cannot carry a comment (the first line of a long text), the line above it says
`# ROPA121 below`. A line that is nothing but a comment is no mark. What is not marked is good, so
`# good` and `# boundary` need no assertion.
"""

import re
from pathlib import Path

import pytest
from asked import HERE, ask, findings

from ropa.examples import MARK
from ropa.examples import marks as marks_in
from ropa.findings import Severity
from ropa.reading import read_registers
from ropa.rules import CATALOGUE, RULES
from ropa.rules.rule import Rule
from ropa.source.files import Limits
from ropa.words.words import HOLE, Words

FILES = sorted((HERE / "rules").glob("*.ropa.yaml"))
CODE = re.compile(r"ROPA\d{3}")
WEIGHTS = {"E": Severity.ERROR, "W": Severity.WARNING, "W!": Severity.WARNING, "I": Severity.NOTE}

by_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.split(".")[0])
by_rule = pytest.mark.parametrize("rule", CATALOGUE.values(), ids=lambda rule: rule.code)


def text_of(path: Path) -> str:
    """The text of a register, one that is not UTF-8 as well."""
    return path.read_bytes().decode("utf-8", "replace")


def marks(path: Path) -> set[tuple[int, str]]:
    """Line and code of every mark."""
    return marks_in(text_of(path))


@by_file
def test_marked_lines_are_the_guilty_lines(path):
    lines = ask(path)
    assert {line.file for line in lines} <= {path.as_posix()}
    marked = marks(path)
    own = path.name[4], "0"
    about = {code for _, code in marked} | {code for code in CATALOGUE if code[4] in own}
    found = {(line.span.line, line.rule) for line in lines if line.rule in about}
    assert found == marked


@by_file
def test_every_code_in_a_comment_is_a_mark_or_prose(path):
    """A slip in a mark must not hide it: codes at the end of a line that has data are marks."""
    marked = [code for _, code in marks(path)]
    for line in text_of(path).splitlines():
        before, _, comment = line.partition(" # ")
        if before.strip() and not before.lstrip().startswith("#") and CODE.match(comment):
            assert MARK.match(line.lstrip()), line
            assert CODE.match(comment)[0] in marked


# --- the rules of the catalogue -----------------------------------------------------------------


def expected() -> dict[str, tuple[str, Severity]]:
    """Name and weight of every rule, as the law notes have them."""
    rows = (HERE / "catalogue.txt").read_text("utf-8").splitlines()
    parts = [row.split() for row in rows if CODE.match(row)]
    return {code: (name, WEIGHTS[weight]) for code, weight, name in parts}


def test_rules_are_those_of_the_catalogue():
    table = expected()
    for rule in RULES:
        assert table[rule.code] == (rule.name, rule.severity)


def test_what_goes_to_lawfulness_is_what_the_catalogue_marks():
    rows = (HERE / "catalogue.txt").read_text("utf-8").splitlines()
    marked = {row.split()[0] for row in rows if CODE.match(row) and row.split()[1] == "W!"}
    assert len(marked) == 7
    assert {rule.code for rule in RULES if rule.lawfulness} == marked


def test_codes_and_names_are_unique_well_formed_and_in_order():
    codes = list(CATALOGUE)
    assert codes == sorted(codes)
    assert [rule.code for rule in RULES] == sorted({rule.code for rule in RULES})
    assert all(re.fullmatch(r"ROPA[0-9]{3}", code) for code in codes)
    names = [rule.name for rule in CATALOGUE.values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", name) for name in names)


@by_rule
def test_every_rule_speaks_and_is_silent_in_its_registers(rule):
    own = [path for path in FILES if path.name.startswith(rule.code)]
    assert any(code == rule.code for path in own for _, code in marks(path))
    assert any(re.search(r"# (good|boundary)\b|\bgood\b", text_of(path)) for path in own)
    if rule.subject != "activity":
        return
    (reading,) = read_registers([HERE / "rules" / f"{rule.code}.ropa.yaml"])
    guilty = {i for f in findings(reading) if f.rule == rule.code for i in f.activities}
    kept_as = {None: ("controller", "processor")}.get(rule.role, (rule.role,))
    asked = {a.id for a in reading.record.activities if (a.role or "controller") in kept_as}
    assert guilty
    assert asked - guilty


def letters(citation: str, paragraph: int) -> set[str]:
    """The letters of Art. 30(`paragraph`) that a citation names: `30(1)(c)-(d)` are two."""
    found = set()
    for listed in re.findall(rf"30\({paragraph}\)((?:(?:, |-)?\([a-g]\))+)", citation):
        for first, last in re.findall(r"\(([a-g])\)(?:-\(([a-g])\))?", listed):
            found |= {chr(c) for c in range(ord(first), ord(last or first) + 1)}
    return found


@pytest.mark.parametrize(("paragraph", "all_of_it"), [(1, "abcdefg"), (2, "abcd")])
def test_every_letter_of_article_30_is_asked_for(paragraph, all_of_it):
    cited = set().union(*(letters(rule.citation, paragraph) for rule in RULES))
    assert cited == set(all_of_it)


def sentences(rule: Rule) -> list[str]:
    """What a rule says, in all its variants."""
    return [rule.message, *rule.variants.values()]


@by_rule
def test_every_rule_says_what_why_and_what_to_do(rule):
    assert rule.citation
    for sentence in (*sentences(rule), rule.why, rule.fix):
        assert sentence.strip().endswith((".", "…", ")"))
        assert "\n" not in sentence
        assert "  " not in sentence
        holes = HOLE.findall(sentence)
        assert all(name.isidentifier() for name in holes), "a brace that is no placeholder"


@by_rule
def test_no_rule_calls_processing_unlawful(rule):
    """A record that is incomplete does not make the processing unlawful (CJEU C-60/22)."""
    for sentence in (*sentences(rule), rule.why, rule.fix):
        assert not re.search(r"illegal|unlawful|against the law|prohibited|infring", sentence)


# --- their sentences, with what they found ------------------------------------------------------


@by_file
def test_facts_fill_the_sentences(path):
    (reading,) = read_registers([path])
    words = Words("en")
    for finding in findings(reading):
        rule = CATALOGUE[finding.rule]
        for sentence in (rule.sentence(finding.variant), rule.fix):
            holes = set(HOLE.findall(sentence))
            assert holes <= set(finding.facts)
        message = words.message(finding)
        assert message
        assert not re.search(r"\{\w+\}", message + words.fix(finding))


def test_every_variant_is_shown_by_a_register():
    shown = set()
    for path in FILES:
        (reading,) = read_registers([path])
        shown |= {(finding.rule, finding.variant) for finding in findings(reading)}
    takes_more_than_a_file = {"file-size", "run-size", "run-files", "not-a-file"}
    takes_several_files = {
        "said-elsewhere", "not-in-further-file", "link-outside", "other-suffix",
    }  # fmt: skip
    takes_another_day = {"old"}
    elsewhere = takes_more_than_a_file | takes_several_files | takes_another_day
    for rule in CATALOGUE.values():
        for variant in set(rule.variants) - elsewhere:
            assert (rule.code, variant) in shown, (rule.code, variant)


@pytest.mark.parametrize(
    ("limits", "variant"),
    [
        (Limits(file=100), "file-size"),
        (Limits(run=100), "run-size"),
        (Limits(files=0), "run-files"),
    ],
)
def test_limits_of_a_run(limits, variant):
    (reading,) = read_registers([HERE / "rules" / "ROPA101.ropa.yaml"], limits)
    assert [(f.rule, f.variant) for f in reading.findings] == [("ROPA005", variant)]
    assert not reading.whole
    assert Words("en").message(reading.findings[0]).endswith(".")


def test_clashes_of_a_folder(tmp_path):
    text = (HERE / "rules" / "ROPA116.ropa.yaml").read_text("utf-8")
    (tmp_path / "register.ropa.yaml").write_text(text, "utf-8")
    more = "title: Another title\nemployees: 4\nrecipients:\n  airline: {name: Another airline}\n"
    (tmp_path / "suppliers.ropa.yaml").write_text(more, "utf-8")
    lines = [line for line in ask(tmp_path) if line.rule < "ROPA1"]
    assert [(line.rule, line.span.line, line.span.column) for line in lines] == [
        ("ROPA004", 1, 1),
        ("ROPA010", 2, 1),
        ("ROPA004", 4, 3),
    ]
    assert {Path(line.file).name for line in lines} == {"suppliers.ropa.yaml"}


def test_messages_quote_the_register_as_written():
    lines = ask(HERE / "rules" / "ROPA113.ropa.yaml")
    assert lines[0].message.startswith("“Övriga uppgifter” does not say")
    assert lines[0].message.endswith("2 activities take this from here.")


def test_what_several_take_from_one_place_is_one_finding(tmp_path):
    """Defaults and `see` alike; the activity that it stands in is one of those concerned."""
    text = (HERE / "rules" / "ROPA112.ropa.yaml").read_text("utf-8")
    path = tmp_path / "a.ropa.yaml"
    path.write_text(text.replace("{see: stays}", "{see: photographs}"), "utf-8")
    (reading,) = read_registers([path])
    found = [f.activities for f in findings(reading) if f.rule == "ROPA112"]
    assert ("photographs", "insurance") in found
    assert len(found) == 4


def test_a_processors_record_cites_its_own_paragraph():
    (reading,) = read_registers([HERE / "rules" / "ROPA204.ropa.yaml"])
    cites = {f.facts["key"]: f.citation for f in findings(reading) if f.rule == "ROPA204"}
    assert cites == {
        "dpo": "GDPR Art. 30(2)(a), 37",
        "representative": "GDPR Art. 30(2)(a), 27",
        "transfers": "GDPR Art. 30(2)(c)",
    }


def test_a_recipient_outside_the_eea_is_named_with_its_country():
    messages = [line.message for line in ask(HERE / "rules" / "ROPA601.ropa.yaml")]
    rest = "and what the transfer rests on is not stated."
    assert f"Example Statistics Inc. is outside the EEA (United States), {rest}" in messages
    assert f"Data go outside the EEA (India), {rest}" in messages


def test_a_misspelt_basis_has_a_suggestion():
    lines = ask(HERE / "rules" / "ROPA301.ropa.yaml")
    found = [(line.activity, line.message.partition("Did")[2]) for line in lines]
    assert [meant for meant in found if meant[1]] == [("gift-cards", " you mean `contract`?")]
