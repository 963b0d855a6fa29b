"""Each format of findings as those who read it say that it must be: schemas, keys, limits."""

import json
import shutil
import subprocess
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from reported import BASELINE, COMMENT, checked_sarif, commands, line
from test_cli import ropa
from test_reports import REGISTER, kept, shown

from ropa.findings import Confidence, Severity
from ropa.reports import REPORTS
from ropa.reports.families import FAMILIES, family
from ropa.reports.report import Checked, Report
from ropa.rules import CATALOGUE
from ropa.words.words import Words

# --- JSON ----------------------------------------------------------------------------------------


def test_json_fits_its_schema():
    done = ropa("schema", "findings")
    schema = json.loads(done.stdout)
    jsonschema.Draft7Validator.check_schema(schema)
    for text in (kept("json"), shown("json", line(0), line(1, suppressed=COMMENT, activity=None))):
        jsonschema.validate(json.loads(text), schema)
    _same_keys(json.loads(kept("json"))["findings"][0], schema["definitions"]["finding"])
    _same_keys(json.loads(kept("json")), schema)


def _same_keys(data: dict, schema: dict) -> None:
    assert list(data) == list(schema["properties"]) == schema["required"]


def test_json_says_who_suppressed_and_how_many():
    data = json.loads(
        shown("json", line(0), line(1, suppressed=COMMENT), line(3, suppressed=BASELINE))
    )
    assert (data["summary"]["errors"], data["summary"]["suppressed"]) == (1, 2)
    assert [finding["suppressed"] for finding in data["findings"]] == [
        None,
        {"kind": "comment", "reason": COMMENT.reason, "until": "2027-03-01", "since": None},
        {"kind": "baseline", "reason": "", "until": None, "since": "2026-01-31"},
    ]


# --- SARIF ---------------------------------------------------------------------------------------


def test_sarif_is_sarif_of_which_github_takes_every_result():
    run = checked_sarif(kept("sarif"))
    (suppressed,) = [result for result in run["results"] if "suppressions" in result]
    (how,) = suppressed["suppressions"]
    assert (how["kind"], how["justification"]) == ("inSource", "the board decides on it in spring")


def test_sarif_marks_what_the_baseline_has():
    results = checked_sarif(shown("sarif", line(0), line(1, suppressed=BASELINE)))["results"]
    assert [result["baselineState"] for result in results] == ["new", "unchanged"]
    assert results[1]["suppressions"] == [{"kind": "external"}]
    assert "baselineState" not in checked_sarif(shown("sarif", line(0)))["results"][0]


def test_sarif_says_how_sure_a_rule_is():
    rules = checked_sarif(shown("sarif", *map(line, range(len(CATALOGUE)))))["tool"]["driver"][
        "rules"
    ]
    sure = {
        Confidence.CERTAIN: "very-high",
        Confidence.LIKELY: "high",
        Confidence.POSSIBLE: "medium",
    }
    assert [rule["properties"]["precision"] for rule in rules] == [
        sure[CATALOGUE[rule["id"]].confidence] for rule in rules
    ]


@pytest.mark.skipif(
    not shutil.which("sarif-multitool-linux"),
    reason="the npm package @microsoft/sarif-multitool-linux is not on the path",
)
@pytest.mark.parametrize("several", [False, True])
def test_the_validator_of_microsoft_finds_nothing(several, tmp_path):
    lines = [line(n, suppressed=(None, COMMENT, BASELINE)[n % 3]) for n in range(300)]
    file, out = tmp_path / "a.sarif", tmp_path / "out.sarif"
    file.write_text(shown("sarif", *lines) if several else kept("sarif"), "utf-8")
    command = ["sarif-multitool-linux", "validate", file, "--rule-kind", "Ghas", "--output", out]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = json.loads(out.read_text("utf-8-sig"))["runs"][0]["results"]
    assert [result["message"] for result in found] == []


# --- JUnit ---------------------------------------------------------------------------------------


def test_every_family_has_a_title():
    assert {family(code) for code in CATALOGUE} <= FAMILIES.keys()


def test_a_clean_register_has_cases_that_pass():
    clean = Report(checked=[Checked("a", {"payroll": "controller", "hosting": "processor"})])
    (suite,) = ET.fromstring(REPORTS["junit"](clean, Words("en")))
    assert suite.get("failures") == suite.get("errors") == suite.get("skipped") == "0"
    assert int(suite.get("tests")) == len(suite) > 10
    assert not [case for case in suite if len(case)]
    asked = {(case.get("classname"), case.get("name")) for case in suite}
    assert len(asked) == len(suite)
    assert ("a.payroll", FAMILIES["3"][1]) in asked
    assert ("a.hosting", FAMILIES["3"][1]) not in asked  # not asked of a processor


def test_junit_tells_failures_notes_and_what_is_skipped():
    one = line(1, activity="x", severity=Severity.WARNING)
    note = line(2, activity="y", severity=Severity.NOTE)
    accepted = line(3, activity="z", suppressed=COMMENT)
    root = ET.fromstring(shown("junit", one, note, accepted))
    cases = {case.get("classname"): case for case in root.iter("testcase") if len(case)}
    failure = cases["a.x"].find("failure")
    assert failure.get("type") == "warning"
    assert f"{one.file}:{one.span.line}:" in failure.text
    assert cases["a.y"].find("failure") is None
    assert note.fix in cases["a.y"].find("system-out").text
    assert COMMENT.reason in cases["a.z"].find("skipped").get("message")
    for suite in (root, *root):
        counts = [suite.get(key) for key in ("failures", "errors", "skipped")]
        assert counts == ["1", "0", "1"]
        assert suite.get("tests") == str(len(list(suite.iter("testcase"))))


# --- GitHub and GitLab ---------------------------------------------------------------------------


def test_github_reads_what_was_found():
    found = json.loads(kept("json"))["findings"]
    counting = [finding for finding in found if not finding["suppressed"]]
    read = commands(kept("github"))
    assert len(read) == len(counting) == len(kept("github").splitlines())
    assert read[0][0] == "error"
    for name, properties, data in read:
        line = int(properties["line"])
        (finding,) = [
            f
            for f in counting
            if f"{f['rule']} {f['name']}" == properties["title"] and f["line"] == line
        ]
        assert name == {"note": "notice"}.get(finding["severity"], finding["severity"])
        assert properties["file"] == REGISTER
        assert data.endswith(f"\n{finding['fix']}")


def test_gitlab_has_the_keys_that_it_asks_for():
    entries = json.loads(shown("gitlab", line(0), line(1), line(2), line(0), line(0)))
    for entry in entries:
        assert list(entry) == ["description", "check_name", "fingerprint", "severity", "location"]
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["lines"]["begin"] >= 1
    assert len({entry["fingerprint"] for entry in entries}) == 5
    assert shown("gitlab") == "[]\n"
