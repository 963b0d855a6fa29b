"""Where findings go: every format as it is printed and written, and the schemas that others have of them."""

import json
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from reported import BASELINE, COMMENT, line, report
from test_cli import BAD, ROOT, _on_a_terminal, ropa

from ropa.cli.reports import Format
from ropa.reports import REPORTS
from ropa.words.words import Words

HERE = Path(__file__).parent / "reports"
REGISTER = "small.ropa.yaml"
ENDINGS = {
    "text": "txt", "concise": "txt", "json": "json", "sarif": "sarif", "junit": "xml",
    "github": "txt", "gitlab": "json",
}  # fmt: skip
NO_CI = dict.fromkeys(("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "GITHUB_STEP_SUMMARY"), "")

every_format = pytest.mark.parametrize("format", REPORTS)


def run(*args, cwd=HERE, env=None, **options):
    """`ropa validate` on a certain day, in a repository whose root is `cwd` unless told."""
    return ropa(
        "validate",
        "--isolated",
        "--today",
        "2026-11-22",
        *args,
        cwd=cwd,
        env={**NO_CI, "CI_PROJECT_DIR": str(cwd), **(env or {})},
        **options,
    )


def shown(format: str, *lines) -> str:
    return REPORTS[format](report(*lines), Words("en"))


def test_every_format_is_offered():
    assert [one.value for one in Format] == list(REPORTS)


@every_format
def test_the_report_that_is_kept_is_what_is_printed_and_what_is_written(format, tmp_path):
    file = HERE / f"small.{format}.{ENDINGS[format]}"
    done = run(REGISTER, "--format", format, text=False)
    assert done.returncode == 1
    if os.environ.get("ROPA_UPDATE"):
        file.write_bytes(done.stdout)
    assert done.stdout.decode() == file.read_bytes().decode()
    one, other = tmp_path / "one", tmp_path / "other"
    run(REGISTER, "--report", f"{format}={one}", "--format", format, "-o", other)
    assert one.read_bytes() == other.read_bytes() == done.stdout
    assert not done.stdout.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in done.stdout


def test_several_reports_of_one_run(tmp_path):
    files = {one: tmp_path / one for one in REPORTS}
    done = run(REGISTER, *(f"--report={one}={file}" for one, file in files.items()))
    assert done.returncode == 1
    assert done.stdout == (HERE / "small.text.txt").read_text()
    assert all(file.stat().st_size for file in files.values())
    assert "Checked 2 activities" in done.stderr


def test_with_output_nothing_is_printed(tmp_path):
    done = run(REGISTER, "-o", tmp_path / "out.txt", "--exit-zero")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(f"wrote {tmp_path}/out.txt\nChecked 2 activities")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--report", "sarif"], "FORMAT=FILE"),
        (["--report", "sarif="], "FORMAT=FILE"),
        (["--report", "serif=a"], "is not one of text, concise, json, sarif"),
        (["--report", "json=-"], "goes to a file"),
        (["-o", "-"], "goes to a file"),
        (["--report", "json=there/is/none.json"], "there is no folder there/is"),
        (["--report", "json=a", "--report", "sarif=./a"], "another report goes to it"),
        (["--report", "json=a", "-o", "a"], "another report goes to it"),
        (["--report", "json=."], "is not a file"),
        (["--report", "json=/dev/null"], "is not a file"),
        (["--report", f"json={REGISTER}"], "the name of a register"),
        (["plain.yaml", "--report", "json=./plain.yaml"], "is read by this run"),
    ],
)
def test_what_stands_in_the_way_of_a_report_is_said_first(args, said, tmp_path):
    before = (HERE / REGISTER).read_bytes()
    (tmp_path / REGISTER).write_bytes(before)
    (tmp_path / "plain.yaml").write_bytes(before)
    done = run(REGISTER, *args, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {REGISTER, "plain.yaml"}
    assert all(path.read_bytes() == before for path in tmp_path.iterdir())


def test_concise_is_one_line_on_a_terminal_too():
    seen = _on_a_terminal(
        ["validate", str(HERE / REGISTER), "--format", "concise", "--today", "2026-11-22"], NO_CI
    )
    assert seen.splitlines() == [f"{HERE}/{text}" for text in kept("text").splitlines()]


def kept(format: str) -> str:
    return (HERE / f"small.{format}.{ENDINGS[format]}").read_text("utf-8")


def test_the_language_changes_sentences_and_no_shape():
    for one, keys in (
        ("json", ("rule", "severity", "citation", "field", "fingerprint", "confidence")),
        ("sarif", ("ruleId", "level", "locations", "partialFingerprints", "properties")),
        ("gitlab", ("check_name", "severity", "fingerprint", "location")),
    ):
        swedish = _rows(run(REGISTER, "--format", one, "--lang", "sv").stdout)
        english = _rows(kept(one))
        assert [[row[key] for key in keys] for row in swedish] == [
            [row[key] for key in keys] for row in english
        ]
    cases = ET.fromstring(run(REGISTER, "--format", "junit", "--lang", "sv").stdout).iter(
        "testcase"
    )
    assert [case.get("name") for case in cases] == [
        case.get("name") for case in ET.fromstring(kept("junit")).iter("testcase")
    ]


def _rows(text: str) -> list[dict]:
    """The findings in a format that is JSON."""
    data = json.loads(text)
    if isinstance(data, list):
        return data
    return data["findings"] if "findings" in data else data["runs"][0]["results"]


@every_format
def test_what_is_suppressed_is_marked_or_absent(format):
    text = shown(format, line(0), line(1, suppressed=COMMENT), line(2, suppressed=BASELINE))
    marked = format in ("json", "sarif", "junit")
    assert (COMMENT.reason in text) is marked
    assert (line(2).rule in text) is marked
    assert line(0).message.split("{")[0] in text


def test_paths_are_those_of_the_repository_with_nothing_that_an_address_cannot_have(tmp_path):
    folder = tmp_path / "a b" / "registers å"
    folder.mkdir(parents=True)
    (folder / "c#d%e.ropa.yaml").write_text(BAD)
    env = {"GITHUB_WORKSPACE": str(tmp_path)}
    uri = "a%20b/registers%20%C3%A5/c%23d%25e.ropa.yaml"
    for path in (".", folder):  # from a folder below the root, and with the whole path
        for file in _uris(path, folder, env):
            assert file == {"uri": uri, "uriBaseId": "%SRCROOT%"}
        for entry in json.loads(run(path, "--format", "gitlab", cwd=folder, env=env).stdout):
            assert entry["location"]["path"] == "a b/registers å/c#d%e.ropa.yaml"
    (tmp_path / ".git").mkdir()  # no CI says where the root is
    for file in _uris(".", folder, NO_CI):
        assert file == {"uri": uri, "uriBaseId": "%SRCROOT%"}
    for file in _uris(folder, ROOT, {}):
        assert list(file) == ["uri"]
        assert file["uri"].startswith("file:///")


def _uris(path: Path | str, cwd: Path, env: dict[str, str]) -> list[dict[str, str]]:
    (run_,) = json.loads(run(path, "--format", "sarif", cwd=cwd, env=env).stdout)["runs"]
    assert run_["results"]
    return [
        result["locations"][0]["physicalLocation"]["artifactLocation"] for result in run_["results"]
    ]
