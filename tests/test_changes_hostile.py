"""Reports of changes with texts that would steer whoever reads them; of very many; marks and folds."""

import json
import re
import time
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from reported import commands
from test_change_reports import diff
from test_cli import GOOD
from test_reports_hostile import HOSTILE as TEXTS

from ropa.changes.significance import Level
from ropa.pages.changes import changes_page
from ropa.pages.changes_comment import MOST, SHOWN
from ropa.reports.change_lines import ChangeLine, by_level
from ropa.reports.change_report import ChangeReport
from ropa.safe import UNSEEN
from ropa.source.source import Span
from ropa.source.tree import Location
from ropa.views import CHANGE_VIEWS
from ropa.words.words import Words

HOSTILE = [
    *TEXTS, "</details>", "<details>", "</summary>", "~~x~~", "- [x] done", "@some-team/of-all",
    "<del>x</del>", "\x1b[31mred", "one | two | three", "``` \n::error::x",
]  # fmt: skip
FIELDS = (
    "activity",
    "activity_name",
    "register",
    "message",
    "because",
    "follow_up",
    "before",
    "now",
)
LISTED = ("because", "follow_up", "before", "now", "names")
WORDS = Words("en")
OURS = re.compile(r'<br>|<!-- -->|<span>|</span>|<a id="[\w%-]+">|</a>')

every_field = pytest.mark.parametrize("field", FIELDS)
every_text = pytest.mark.parametrize("text", HOSTILE, ids=ascii)


def line(number: int = 0, **changes) -> ChangeLine:
    """A change; the levels take turns."""
    place = Location("registers/a.ropa.yaml", Span(number + 1, 3, number + 1, 9))
    made = ChangeLine(
        "legal-basis-swapped", list(Level)[number % 4], "a", f"activity-{number}",
        f"Activity {number}", (f"activity-{number}",), "legal_basis", "consent", "contract",
        f"The legal basis moves from consent to contract {number}.", "GDPR Art. 7(3)",
        ("it concerns children",), (f"Update the privacy notice {number}.",), place, place,
        "Legal basis", ("Consent",), ("Contract",), (f"Activity {number}",), place,
    )  # fmt: skip
    return replace(made, **changes)


def report(*lines: ChangeLine) -> ChangeReport:
    return ChangeReport(by_level(lines), "old", "new")


def hostile(field: str, text: str) -> ChangeReport:
    """A critical and a minor change with this text."""
    given = {field: (text,) if field in LISTED else text}
    if field == "activity_name":
        given["names"] = (text,)
    return report(line(0, **given), line(2, **given))


def shown(format: str, made: ChangeReport) -> str:
    return CHANGE_VIEWS[format](made, WORDS).decode()


# --- what a text cannot do ------------------------------------------------------------------------


@every_field
@every_text
def test_no_text_is_more_than_a_text_in_a_log(field, text):
    made = hostile(field, text)
    plain = shown("text", made)
    assert not UNSEEN.search(plain)
    assert commands(plain) == []
    assert len(plain.splitlines()) == 2 + len(made.to_do)
    github = shown("github", made)
    assert not UNSEEN.search(github)
    read = commands(github)
    assert [name for name, _, _ in read] == ["error", "notice"]
    assert {key for _, properties, _ in read for key in properties} == {
        "file", "line", "col", "title",
    }  # fmt: skip
    assert commands(shown("json", made)) == []
    assert json.loads(shown("json", made))["changes"]


@every_field
@every_text
def test_no_text_breaks_the_comment_or_calls_anybody(field, text):
    markdown = shown("md", hostile(field, text))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    kinds = [token.type for token in tokens]
    assert kinds.count("table_open") == 2
    assert kinds.count("tr_open") == 4
    assert kinds.count("td_open") == 8
    blocks = [token.content.strip() for token in tokens if token.type == "html_block"]
    assert blocks == ["<details>\n<summary>1 minor</summary>", "</details>"]
    inner = [child for token in tokens for child in token.children or []]
    assert {child.type for child in inner} <= {
        "text", "html_inline", "strong_open", "strong_close", "em_open", "em_close", "softbreak",
    }  # fmt: skip
    raw = [child.content for child in inner if child.type == "html_inline"]
    assert all(OURS.fullmatch(one) for one in raw)
    boxes = [one for one in markdown.splitlines() if one.startswith("- [")]
    assert all(one.startswith("- [ ] ") for one in boxes)
    assert len(boxes) == (1 if field == "follow_up" else 2)
    assert not re.search(r"(?<![A-Za-z0-9_`])@[A-Za-z0-9]", markdown)


class Elements(HTMLParser):
    """The elements of an HTML file with the names of their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.shape: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "col"):
            self.shape.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@every_field
@every_text
def test_no_text_makes_an_element(field, text):
    """But the marks of what changed: how many there are depends on the words."""

    def elements(given: str) -> list[tuple[str, tuple[str, ...]]]:
        found = Elements(shown("html", hostile(field, given))).shape
        return [one for one in found if one[0] not in ("ins", "del", "span")]

    assert elements(text) == elements("harmless")


# --- marks ----------------------------------------------------------------------------------------


def test_words_that_changed_are_marked_and_said_to_whom_cannot_see():
    made = report(line(before=("Kept for two years, then erased",), now=("Kept for five years",)))
    html = shown("html", made)
    assert '<del><span class="unseen">Removed: </span>two</del>' in html
    assert '<ins><span class="unseen">Added: </span>five</ins>' in html
    text = Elements(html).text.replace("Removed: ", "").replace("Added: ", "")
    assert "Kept for two years, then erased" in text
    assert "Kept for five years" in text


def test_an_entry_that_stays_is_not_marked():
    html = shown("html", report(line(before=("One", "Two"), now=("Two", "Three"))))
    assert "<li>Two</li>" in html
    assert "One</del>" in html
    assert "Three</ins>" in html


def test_long_texts_are_compared_in_time():
    old = " ".join(f"word{number}" for number in range(10_000))
    start = time.process_time()
    html = shown("html", report(line(before=(old,), now=(old.replace("7", "8"),))))
    assert time.process_time() - start < 5
    assert "<ins>" in html


def test_the_page_has_what_follows_before_the_changes():
    page = changes_page(report(*map(line, range(8))), WORDS)
    headings = [section.heading for section in page.sections]
    assert headings[:4] == ["Summary", "To do", "a", "Activity 0"]
    assert headings[4] == "Activity 4"  # the other critical one


# --- very many ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many():
    long = "A very long text of a register, as there are some, with @names and | in it " * 40
    return report(
        *(line(n, activity_name=long, names=(f"{n} {long}",) * 5) for n in range(5_000)),
        *(line(0, message=f"{n}: {'<x> ' * 150}") for n in range(500)),
    )


def test_a_comment_has_room_whatever_comes(many):
    markdown = shown("md", many)
    assert len(markdown) < MOST
    assert markdown.startswith("# Changes: 1750 critical, 1250 major, 1250 minor, 1250 editorial\n")
    assert re.search(r"^\d+ more are not shown\.$", markdown, re.MULTILINE)


def test_a_comment_reads_on_one_screen():
    folded = re.compile(r"<details>.*?</details>\n", re.DOTALL)
    markdown = shown("md", report(*map(line, range(400))))
    at_once = folded.sub("", markdown).splitlines()
    assert sum(one.startswith("| **Critical** |") for one in at_once) == SHOWN
    assert sum(one.startswith("- [ ] ") for one in at_once) == SHOWN
    assert len(at_once) < 45
    assert "<summary>188 more critical or major changes</summary>" in markdown
    assert "<summary>100 minor, 100 editorial</summary>" in markdown


def test_what_is_said_of_many_activities_is_one_row():
    same = [line(0, activity=f"a{n}", activity_name=f"A{n}") for n in range(30)]
    markdown = shown("md", report(*same))
    assert markdown.count("| **Critical** |") == 1
    assert "| A0, A1, A2 and 27 more |" in markdown


def test_github_shows_ten_of_each_level_and_the_log_the_rest(many):
    output = shown("github", many)
    names = [name for name, _, _ in commands(output)]
    assert names == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert sum(not one.startswith("To do") for one in output.splitlines()) == 5_500


def test_what_is_gone_is_shown_at_what_is_written_nearest(tmp_path):
    old, new = tmp_path / "old.ropa.yaml", tmp_path / "new.ropa.yaml"
    old.write_text(GOOD)
    new.write_text(GOOD.replace("    legal_basis: [contract]\n", ""))
    read = commands(diff(old, new, "--format", "github", cwd=tmp_path).stdout)
    assert [(where["file"], where["line"]) for _, where, _ in read] == [("new.ropa.yaml", "5")]


def test_the_comment_is_added_to_the_summary_of_a_step(tmp_path):
    old, new = tmp_path / "old.ropa.yaml", tmp_path / "new.ropa.yaml"
    old.write_text(GOOD)
    new.write_text(GOOD.replace("[contract]", "[consent]"))
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    env = {"GITHUB_STEP_SUMMARY": str(summary)}
    diff(old, new, env=env, cwd=tmp_path)
    assert summary.read_text("utf-8") == "before\n"
    diff(old, new, "--format", "github", env=env, cwd=tmp_path)
    told = summary.read_text("utf-8")
    assert told.startswith("before\n# Changes: ")
    assert "- [ ] " in told
