"""Where changes go: every format of diff as it is printed and written, in every language."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from edits import REGISTER, edits
from jsonschema import Draft7Validator
from test_cli import GOOD, ROOT, _on_a_terminal, ropa
from test_reports import NO_CI

from ropa import judge, read
from ropa.changes.circumstances import CIRCUMSTANCES
from ropa.changes.duties import DUTIES
from ropa.changes.significance import ROWS, Level
from ropa.model import activity, lawfulness, part, party, record, register
from ropa.model.part import Part
from ropa.model.plain import keys
from ropa.pages.changes import QUESTIONS
from ropa.reports.change_lines import change_lines
from ropa.views import CHANGE_VIEWS
from ropa.words.extract import english
from ropa.words.labels import LABELS
from ropa.words.languages import languages
from ropa.words.words import Words

HERE = Path(__file__).parent / "reports"
PAIR = "before.ropa.yaml", "after.ropa.yaml"
ENDINGS = {"text": "txt", "json": "json", "github": "txt", "md": "md", "html": "html"}
DAY = "--today", "2026-11-22"
MODEL = activity, lawfulness, part, party, record, register

every_format = pytest.mark.parametrize("format", ENDINGS)
every_language = pytest.mark.parametrize("language", languages())


def diff(*args, cwd=HERE, env=None, **options):
    """`ropa diff` on a certain day, in a repository whose root is `cwd`."""
    env = {**NO_CI, "CI_PROJECT_DIR": str(cwd), **(env or {})}
    return ropa("diff", *args, *DAY, cwd=cwd, env=env, **options)


@pytest.fixture
def write(tmp_path):
    def write(name: str, text: str):
        path = tmp_path / f"{name}.ropa.yaml"
        path.write_text(text, "utf-8")
        return path

    return write


# --- what is kept ---------------------------------------------------------------------------------


def kept(format: str, language: str) -> Path:
    return HERE / f"changes.{language}.{format}.{ENDINGS[format]}"


@every_language
@every_format
def test_the_report_that_is_kept_is_what_is_printed_and_what_is_written(format, language, tmp_path):
    file = kept(format, language)
    out, report = tmp_path / "out", tmp_path / "report"
    said = "--format", format, "--lang", language
    done = diff(*PAIR, *said, "--report", f"{format}={report}", text=False)
    assert done.returncode == 0
    if os.environ.get("ROPA_UPDATE"):
        file.write_bytes(done.stdout)
    assert done.stdout.decode() == file.read_text("utf-8")
    assert diff(*PAIR, *said, "-o", out, text=False).stdout == b""
    assert out.read_bytes() == report.read_bytes() == done.stdout
    assert b"\r" not in done.stdout


@every_format
def test_the_same_bytes_in_any_environment(format):
    worlds = (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "HOME": "/"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "de_DE.UTF-8", "COLUMNS": "20"},
    )
    said = "--format", format, "--lang", "sv"
    one, two = (diff(*PAIR, *said, env=world, text=False).stdout for world in worlds)
    assert one
    assert one == two


def test_formats_are_those_that_are_offered():
    assert "--format" in ropa("diff", "--help").stdout
    assert set(CHANGE_VIEWS) == {*ENDINGS, "xlsx"}


def test_the_order_is_that_of_the_levels():
    ranks = [
        Level(change["significance"]).rank
        for change in json.loads(kept("json", "en").read_text("utf-8"))["changes"]
    ]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 2


def test_the_language_changes_sentences_and_no_shape():
    english, swedish = (
        json.loads(kept("json", language).read_text("utf-8")) for language in ("en", "sv")
    )
    told = ("message", "because", "follow_up")
    assert english["summary"] == swedish["summary"]
    for one, other in zip(english["changes"], swedish["changes"], strict=True):
        assert {k: v for k, v in one.items() if k not in told} == {
            k: v for k, v in other.items() if k not in told
        }


# --- JSON -----------------------------------------------------------------------------------------


def _schema() -> Draft7Validator:
    return Draft7Validator(json.loads(ropa("schema", "changes").stdout))


@pytest.mark.parametrize("file", ["changes.en.json.json", "changes.sv.json.json"])
def test_json_is_as_its_schema_says(file):
    data = json.loads((HERE / file).read_text("utf-8"))
    _schema().validate(data)
    assert data["changes"]
    assert data["to_do"]


def test_json_of_registers_that_came_and_went_is_as_its_schema_says(folders):
    _schema().validate(json.loads(diff(*folders, "--format", "json").stdout))


def test_json_has_the_shape_that_outsiders_rely_on(write):
    old, new = write("old", GOOD), write("new", GOOD.replace("name: Payroll", "name: Wages"))
    done = diff(old, new, "--format", "json")
    data = json.loads(done.stdout)
    assert done.returncode == 0
    assert (data["format_version"], data["old"], data["new"]) == (1, str(old), str(new))
    assert data["summary"] == {"changes": 1, "critical": 0, "major": 0, "minor": 0, "editorial": 1}
    (change,) = data["changes"]
    assert (change["activity"], change["field"]) == ("payroll", "name")
    assert (change["old"], change["new"]) == ("Payroll", "Wages")
    assert change["activities"] == ["payroll"]
    assert change["old_location"] == {"file": str(old), "line": 6, "column": 11}
    assert change["new_location"] == {"file": str(new), "line": 6, "column": 11}


# --- levels and exit codes ------------------------------------------------------------------------

CRITICAL = GOOD.replace("legal_basis: [contract]", "legal_basis: [consent]")


@pytest.mark.parametrize(
    ("fail_on", "old", "new", "code"),
    [
        (None, CRITICAL, GOOD, 0),
        ("critical", CRITICAL, GOOD, 1),
        ("minor", CRITICAL, GOOD, 1),
        ("critical", GOOD, GOOD.replace("2 years", "5 years"), 0),
        ("major", GOOD, GOOD.replace("2 years", "5 years"), 1),
        ("major", GOOD, GOOD.replace("created: 2026-01-01", "created: 2026-01-02"), 0),
        ("minor", GOOD, GOOD.replace("created: 2026-01-01", "created: 2026-01-02"), 0),
        ("minor", GOOD, GOOD, 0),
        ("editorial", GOOD, GOOD, 2),
    ],
)
@pytest.mark.parametrize("format", ["text", "json", "github"])
def test_the_exit_code_is_that_of_the_gravest_change(write, fail_on, old, new, code, format):
    told = ["--fail-on", fail_on] if fail_on else []
    done = diff(write("old", old), write("new", new), "--format", format, *told)
    assert done.returncode == code


def test_the_days_of_both_sides_can_be_told(write):
    arguments = write("old", GOOD), write("new", CRITICAL)
    assert diff(*arguments, "--then", "2026-01-01").returncode == 0
    assert ropa("diff", *arguments, "--then", "yesterday").returncode == 2


# --- text -----------------------------------------------------------------------------------------


def test_text_is_a_line_at_the_new_place_and_then_what_to_do(write):
    old, new = write("old", CRITICAL), write("new", GOOD)
    done = diff(old, new)
    first, *rest = done.stdout.splitlines()
    moved = "The legal basis moves from consent to contract."
    assert first == f"{new}:10:19: critical payroll: {moved} [GDPR Art. 7(3), 5(1)(a)]"
    assert rest
    assert all(line.startswith("To do: ") and line.endswith(": Payroll") for line in rest)
    assert done.stderr == f"{old} → {new}: 1 change: 1 critical.\n"


def test_nothing_changed_is_said(write):
    path = write("same", GOOD)
    done = diff(path, path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"{path} → {path}: Nothing changed.\n"
    assert diff(path, path, "--format", "md").stdout == (
        f"# Changes\n\nNothing changed from {path} to {path}.\n"
    )
    assert diff(path, path, "--format", "github").stdout == ""


def test_a_terminal_gets_the_levels_in_colour_unless_it_wants_none(write):
    arguments = ["diff", str(write("old", CRITICAL)), str(write("new", GOOD)), *DAY]
    plain = {**NO_CI, "NO_COLOR": "1"}
    coloured = {**NO_CI, "NO_COLOR": "", "FORCE_COLOR": ""}
    assert "\x1b[1;31mcritical\x1b[0m" in _on_a_terminal(arguments, coloured)
    assert "\x1b[3" not in _on_a_terminal(arguments, plain)
    assert diff(*arguments[1:3]).stdout.splitlines()[0] in _on_a_terminal(arguments, plain).replace(
        "\x1b[1m", ""
    ).replace("\x1b[0m", "")


def test_a_long_line_is_never_wrapped(write):
    name = "A very long name of a recipient " * 30
    new = GOOD.replace("recipients: none", f"recipients: [{{name: {name.strip()}}}]")
    done = diff(write("old", GOOD), write("new", new), env={"COLUMNS": "40"})
    assert all(
        line.split(":")[0] in ("To do", str(write("new", new))) for line in done.stdout.splitlines()
    )


def test_what_is_different_about_long_texts_is_quoted(write):
    long = "Sent to those who have asked for it in the shop, at the fair, or by letter, as long as they {}"
    old, new = (
        GOOD.replace("[Employees]", f'[{{name: E, note: "{long.format(word)}"}}]')
        for word in ("want it", "are customers")
    )
    done = diff(write("old", old), write("new", new))
    assert "want it”" in done.stdout
    assert "are customers”" in done.stdout


# --- registers ------------------------------------------------------------------------------------


@pytest.fixture
def folders(tmp_path):
    """Two folders: one register went, one came, one stayed."""
    for side, names in (("old", "ab"), ("new", "bc")):
        (tmp_path / side).mkdir()
        for name in names:
            (tmp_path / side / f"{name}.ropa.yaml").write_text(GOOD)
    return tmp_path / "old", tmp_path / "new"


def test_folders_of_registers_are_paired_by_name(tmp_path):
    for side in ("old", "new"):
        shutil.copytree(ROOT / "registers", tmp_path / side)
    path = tmp_path / "new" / "softmore" / "register.ropa.yaml"
    path.write_text(path.read_text("utf-8").replace("[Leverera varan/tjänsten]", "[Sälja]", 1))
    done = diff(tmp_path / "old", tmp_path / "new")
    assert done.returncode == 0
    assert "Sälja" in done.stdout
    assert {line.partition(":")[0] for line in done.stdout.splitlines()} <= {
        "To do", str(path), str(path).replace("/new/", "/old/")
    }  # fmt: skip


def test_a_register_added_or_removed_is_one_change(folders):
    old, new = folders
    has = "It has 1 activity."
    done = diff(*folders)
    assert done.returncode == 0
    assert [line for line in done.stdout.splitlines() if not line.startswith("To do")] == [
        f"{old}/a.ropa.yaml:1:1: major a: The register is no longer there. [GDPR Art. 30(1)]",
        f"{new}/c.ropa.yaml:1:1: major c: The register is new. {has} [GDPR Art. 30(1)]",
    ]
    gone, come = json.loads(diff(*folders, "--format", "json").stdout)["changes"]
    assert (gone["change"], gone["register"]) == ("register-removed", "a")
    assert (come["change"], come["register"]) == ("register-added", "c")
    assert {gone["activity"], gone["field"], come["activity"], come["field"]} == {None}
    assert (gone["new_location"], come["old_location"]) == (None, None)
    first, _, *_ = diff(*folders, "--format", "github").stdout.splitlines()
    assert first.startswith("::warning title=major register-removed::a: The register")


@pytest.mark.parametrize(
    ("said", "level", "because"),
    [
        ("children: true", "critical", "it concerns children"),
        ("personal_data: [{name: Illness, special: health}]", "critical", "special categories"),
        ("automated_decisions: {logic: A score, ground: 22(2)(a)}", "critical", "automated"),
        ("transfers: [{country: IN, mechanism: scc-commission}]", "critical", "third country"),
        ("children: true\n    status: retired", "major", ""),
        ("children: false", "major", ""),
    ],
)
def test_a_register_that_comes_weighs_what_its_activities_do(tmp_path, said, level, because):
    """As an activity that comes does; what has ended weighs no more. One that goes weighs as it did."""
    for side in ("old", "new"):
        (tmp_path / side).mkdir()
        (tmp_path / side / "b.ropa.yaml").write_text(GOOD)
    activities = f"  - id: one\n    name: One\n  - id: two\n    name: Two\n    {said}\n"
    (tmp_path / "new" / "c.ropa.yaml").write_text(f"ropa: 1\nactivities:\n{activities}")
    there, back = ("old", "new"), ("new", "old")
    for sides, code, weighs in (there, "added", level), (back, "removed", "major"):
        paths = [tmp_path / side for side in sides]
        (one,) = json.loads(diff(*paths, "--format", "json").stdout)["changes"]
        assert (one["change"], one["significance"]) == (f"register-{code}", weighs)
        assert because in " ".join(one["because"]) or code == "removed"
        assert ("It has 2 activities." in one["message"]) == (code == "added")
    done = diff(tmp_path / "old", tmp_path / "new", "--fail-on", "critical")
    assert done.returncode == (level == "critical")


# --- words ----------------------------------------------------------------------------------------


def _parts(kind: type[Part] = Part):
    for below in kind.__subclasses__():
        if below.__module__.startswith("ropa.model"):
            yield below
        yield from _parts(below)


def test_every_key_of_the_model_has_a_label():
    assert all(module.__name__.startswith("ropa.model") for module in MODEL)
    names = {key for kind in _parts() for _, key in keys(kind)}
    assert len(names) > 120
    assert names - {*LABELS, *QUESTIONS} == set()
    assert {*LABELS} - names == set()


def test_every_text_of_the_table_can_be_translated():
    found = {text.text for text in english() if text.context is None}
    told = {row.sentence for row in ROWS} | {*DUTIES.values()}
    told |= {text for text, _ in CIRCUMSTANCES.values()}
    assert told - {""} <= found


@pytest.fixture(scope="module")
def told_of_edits(tmp_path_factory):
    """All lines of all edits of the small register, there and back, in a language."""
    path = tmp_path_factory.mktemp("edits") / REGISTER.name
    pairs = []
    (old,) = read(REGISTER)
    for edit in edits():
        path.write_text(edit.made(), "utf-8")
        (new,) = read(path)
        pairs += [(one, other, judge(one, other)) for one, other in ((old, new), (new, old))]

    def lines(language: str):
        for one, other, judged in pairs:
            yield from change_lines(one, other, judged, Words(language, "en"), QUESTIONS)

    return lines


@every_language
def test_every_edit_is_told_in_a_whole_sentence(told_of_edits, language):
    lines = list(told_of_edits(language))
    assert len(lines) > 200
    for line in lines:
        assert re.fullmatch(r"\S.*\S[.]", line.message, re.DOTALL), line.message
        assert not re.search(r"\{\w+\}|[“”] *”|\0|  ", line.message), line.message
        assert line.citation.startswith(("GDPR Art. ", "Directive "))
        assert all(re.fullmatch(r"\S.*\.", duty) for duty in line.follow_up)
        assert line.old_location or line.new_location or not line.activity


def test_ids_are_told_by_the_names_that_they_stand_for(told_of_edits):
    told = {(line.change, line.message) for line in told_of_edits("en")}
    assert any("Security measure no longer stated: “Encryption”" in one for _, one in told)
    assert ("controller-removed", "No longer a controller: Example Partner AB.") in told


def test_a_sentence_names_what_something_changed_in(told_of_edits):
    lost = [line for line in told_of_edits("en") if line.change == "certification-lost"]
    assert lost
    assert all("Example Analysis Inc." in line.message for line in lost)


# --- whom it concerns -----------------------------------------------------------------------------

SIX = GOOD.replace("name: Payroll", "name: One")
SIX += "".join(
    f"""  - {{id: a{n}, name: Activity {n}, purposes: [P], data_subjects: [Staff], personal_data: [Names],
     legal_basis: [contract], recipients: none, transfers: none, retention: 1 year}}
"""
    for n in range(2, 7)
)


def _told(write, old: str, new: str, format: str = "text") -> str:
    return diff(write("old", old), write("new", new), "--format", format).stdout


def test_all_activities_are_counted_and_some_are_named(write):
    children = "defaults:\n  children: {}\n"
    old, new = (SIX + children.format(word) for word in ("false", "true"))
    assert "Concerned: all 6 activities. [GDPR" in _told(write, old, new)
    assert ": all 6 activities\n" in _told(write, old, new)
    comment = _told(write, old, new, "md")
    assert "| All 6 activities |" in comment
    assert "Concerned" not in comment
    fewer = new.replace("id: a6,", "id: a6, children: false,")
    assert "Concerned: One, Activity 2, Activity 3 and 2 more. [GDPR" in _told(write, old, fewer)


def test_what_reaches_most_activities_comes_first_within_a_level(write):
    children = "defaults:\n  children: {}\n"
    old, new = (SIX + children.format(word) for word in ("false", "true"))
    new = new.replace("legal_basis: [contract]", "legal_basis: [consent]", 1)
    first, second, *_ = _told(write, old, new).splitlines()
    assert "It now concerns children." in first
    assert "critical payroll: The legal basis" in second


def test_a_comment_for_mail_and_chat_has_no_html_but_what_folds(write):
    comment = _told(write, CRITICAL, GOOD, "md")
    assert "<" not in comment.replace("<details>", "").replace("</details>", "").replace(
        "<summary>", ""
    ).replace("</summary>", "")
    assert "](#)" not in comment


def test_a_move_of_the_gate_names_the_activity(write):
    new = GOOD.replace("2 years", "2 years  # ropa: ignore[ROPA403] Agreed in June")
    comment = _told(write, GOOD, new, "md")
    assert "| Major | Payroll | The gate is weaker." in comment
    assert "in Payroll, with no last day" in comment


def test_what_an_entry_says_twice_is_said_once(write):
    basis = "legal_basis: [{basis: contract, text: Contract}]"
    bases = basis.replace("[{", "[{basis: consent, text: Consent, withdrawal: By mail}, {")
    said = GOOD.replace("legal_basis: [contract]", bases)
    page = _told(write, said, said.replace(bases, basis), "html")
    assert "Consent; Withdrawal: By mail" in page.replace("<del>", "").replace("</del>", "")
    assert "Legal basis: Consent" not in page


def test_a_period_in_figures_is_not_said_again_beside_its_text(write):
    limit = 'retention: [{text: "%s years after the end", period: P%sY, after: contract-end}]'
    old, new = (re.sub("retention: .*", limit % (n, n), GOOD) for n in "25")
    page = re.sub("<[^>]+>|Removed: |Added: ", "", _told(write, old, new, "html"))
    assert "5 years after the end" in page
    assert page.count("5 years") == page.count("5 years after the end")
