"""Reports of texts that would steer whoever reads them, of very many findings, and the summary of CI."""

import gzip
import json
import time
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt
from reported import COMMENT, checked_sarif, commands, line, report
from test_cli import BAD, ropa
from test_reports import NO_CI

from ropa.findings import Severity, Suppression
from ropa.pages.summary import ROWS, summary_page
from ropa.renderers import RENDERERS
from ropa.reports import REPORTS
from ropa.safe import UNSEEN, safe_line
from ropa.source.files import shown
from ropa.words.words import Words

HOSTILE = [
    "a\nb", "a\r\n::error::b", "::stop-commands::x", " ::add-mask::x", "%0A::add-mask::x", "%25",
    "##[add-mask]x", "###[group]", "##vso[task.setvariable variable=x]y", "a,line=9:c=d", "]]>", "<!--",
    "\x1b]8;;https://evil.example\x07x\x1b]8;;\x07", "\x9b31m", "\u202egnp.exe", "\U000e0041", "\ud800",
    "\ufffe\uffff", "a|b", "| --- |", "@everyone", "#1", "<script>alert(1)</script>", "&amp;", '"', "'",
    "`x`", "[x](javascript:x)", "![x](https://evil.example/x.png)", "${{ github.token }}", "{file}", "\\",
]  # fmt: skip
FIELDS = ("activity", "message", "fix", "register", "field", "file", "citation", "reason")

every_format = pytest.mark.parametrize("format", REPORTS)
every_field = pytest.mark.parametrize("field", FIELDS)
every_text = pytest.mark.parametrize("text", HOSTILE, ids=ascii)


def hostile(field: str, text: str):
    """An error with this text, and one that is suppressed."""
    suppressed = replace(COMMENT, reason=text) if field == "reason" else COMMENT
    text = shown(Path(text)) if field == "file" else text
    given = {} if field == "reason" else {field: text}
    given = {"severity": Severity.ERROR, "activity": "one", **given}
    return report(line(3, **given), line(4, suppressed=suppressed, **given))


@every_format
@every_field
@every_text
def test_no_text_is_more_than_a_text(format, field, text):
    output = REPORTS[format](hostile(field, text), Words("en"))
    output.encode()
    assert not UNSEEN.search(output)
    read = commands(output)
    if format != "github":
        assert read == []
        assert len(output.splitlines()) == 1 or format not in ("text", "concise")
        CHECK.get(format, lambda *_: None)(output, field, text)
        return
    ((name, properties, data),) = read
    assert len(output.splitlines()) == 1
    assert name == "error"
    assert set(properties) == {"file", "line", "col", "endLine", "title"}
    assert properties["line"] == "4"
    if field in ("message", "fix"):
        assert safe_line(text) in data


def _json(output, field, text):
    one, suppressed = json.loads(output)["findings"]
    given = suppressed["suppressed"]["reason"] if field == "reason" else one[field]
    assert given == text or field == "file"


def _sarif(output, field, text):
    if text == "\ud800":  # JSON can say it, what checks the schema cannot take it
        output = output.replace("\\ud800", "?")
    one, suppressed = checked_sarif(output)["results"]
    if field == "message":
        assert text.replace("\ud800", "?") in one["message"]["text"]
    if field == "reason":
        (how,) = suppressed["suppressions"]
        assert how["justification"] == text.replace("\ud800", "?")


def _junit(output, field, text):
    root = ET.fromstring(output)
    assert len(list(root.iter("failure"))) == 1
    assert {element.tag for element in root.iter()} <= {
        "testsuites", "testsuite", "testcase", "failure", "skipped", "system-out",
    }  # fmt: skip


def _gitlab(output, field, text):
    (entry,) = json.loads(output)
    if field == "message":
        assert text in entry["description"]


CHECK = {"json": _json, "sarif": _sarif, "junit": _junit, "gitlab": _gitlab}


# --- very many findings --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many():
    return report(*map(line, range(30_000)))


def test_github_takes_all_of_a_sarif_file_that_is_not_all(many):
    output = REPORTS["sarif"](many, Words("en"))
    data = json.loads(output)
    (run,) = data["runs"]
    results = run["results"]
    assert len(results) == 25_000
    levels = [result["level"] for result in results]
    assert levels == ["error"] * 10_000 + ["warning"] * 10_000 + ["note"] * 5_000
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is True
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("5000 further findings are left out")
    assert len(gzip.compress(output.encode())) < 10_000_000


def test_what_counts_goes_before_what_is_suppressed(many):
    suppressed = [replace(found, suppressed=Suppression("comment")) for found in many.lines]
    lines = [*suppressed[:25_000], *many.lines[:10]]
    (run,) = json.loads(REPORTS["sarif"](report(*lines), Words("en")))["runs"]
    assert not any("suppressions" in result for result in run["results"][:10])
    assert all("suppressions" in result for result in run["results"][10:])


def test_github_shows_ten_of_each_level_and_the_log_the_rest(many):
    output = REPORTS["github"](many, Words("en"))
    names = [name for name, _, _ in commands(output)]
    assert names == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert len(output.splitlines()) == 30_000
    assert all(text.startswith("::") for text in output.splitlines()[:30])


def test_gitlab_keeps_every_one(many):
    entries = json.loads(REPORTS["gitlab"](many, Words("en")))
    assert len({entry["fingerprint"] for entry in entries}) == 30_000


@every_format
def test_ten_times_as_many_take_about_ten_times_as_long(format, many):
    def seconds(lines) -> float:
        start = time.process_time()
        REPORTS[format](report(*lines), Words("en"))
        return time.process_time() - start

    few = max(seconds(many.lines[:2_500]), 0.01)
    assert seconds(many.lines[:25_000]) < 40 * few


# --- the summary of a step -----------------------------------------------------------------------


@every_field
@every_text
def test_no_text_breaks_the_table_of_the_summary_or_calls_anybody(field, text):
    page = summary_page(hostile(field, text), Words("en"))
    markdown = RENDERERS["md"](page).decode()
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    kinds = [token.type for token in tokens]
    assert kinds.count("table_open") == 1
    assert kinds.count("tr_open") == 2
    assert kinds.count("td_open") == 5
    inner = [child for token in tokens for child in token.children or []]
    raw = {child.content for child in inner if child.type == "html_inline"}
    assert raw <= {"<br>", "<!-- -->", "<span>", "</span>", '<a id="_findings">', "</a>"}
    links = [child.attrGet("href") for child in inner if child.type == "link_open"]
    assert links == []
    assert "@everyone" not in markdown.replace("@<!-- -->", "")


def in_ci(tmp_path, *args):
    (tmp_path / "a.ropa.yaml").write_text(BAD)
    env = {**NO_CI, "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    return ropa("validate", "a.ropa.yaml", "--format", "github", *args, cwd=tmp_path, env=env)


def test_the_summary_is_added_to_what_is_there(tmp_path):
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    assert in_ci(tmp_path).returncode == 1
    told = summary.read_text("utf-8")
    assert told.startswith("before\n")
    assert "Checked 1 activity in 1 register" in told
    assert "| Error |" in told
    assert "| ROPA115<br>" in told


def test_other_formats_leave_the_summary_alone(tmp_path):
    in_ci(tmp_path, "--format", "text")
    assert not (tmp_path / "summary.md").exists()


def test_the_summary_stays_below_the_limit(tmp_path):
    summary = tmp_path / "summary.md"
    for size in (999_500, 1_100_000):
        summary.write_bytes(b"x" * size)
        assert in_ci(tmp_path).returncode == 1
        assert summary.stat().st_size <= max(size, 1_000_000)


def test_a_summary_that_cannot_be_written_takes_nothing_from_the_verdict(tmp_path):
    (tmp_path / "summary.md").mkdir()
    done = in_ci(tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("::error ")
    assert "the summary was not written" in done.stderr


def test_the_summary_has_the_gravest_and_counts_the_rest(many):
    markdown = RENDERERS["md"](summary_page(many, Words("en"))).decode()
    assert markdown.count("\n| Error |") == ROWS
    assert f"{30_000 - ROWS} further findings." in markdown
