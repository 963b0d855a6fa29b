"""The contract of the command line: exit codes, streams, and what a user sees when things go wrong."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROPA = [sys.executable, "-m", "ropa"]

GOOD = """\
ropa: 1
organisations: {a: {name: A AB, contact: {email: a@a.example}}}
dpo: {none: Not required under Art. 37(1)}
activities:
  - id: payroll
    name: Payroll
    purposes: [Pay wages to employees]
    data_subjects: [Employees]
    personal_data: [Bank account]
    legal_basis: [contract]
    recipients: none
    transfers: none
    retention: 2 years after the end of the financial year
    security_measures: [Access by role]
    dpia: {none: No criterion is met}
    created: 2026-01-01
"""
BAD = GOOD.replace("    recipients: none\n", "")


def ropa(*args: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None, **options):
    """Run the program as a user does."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    command = [*ROPA, *map(str, args)]
    options = {"capture_output": True, "text": True, "timeout": 60, **options}
    return subprocess.run(command, cwd=cwd, env=environment, check=False, **options)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.ropa.yaml"
    path.write_text(GOOD)
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.ropa.yaml"
    path.write_text(BAD)
    return path


def test_a_clean_register_exits_0_and_says_what_was_checked(good):
    done = ropa("validate", good)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        "Checked 1 activity in 1 register (1 file): 0 errors, 0 warnings, 0 notes.\n"
    )


def test_an_error_exits_1_with_file_line_and_column(bad):
    done = ropa("validate", bad)
    assert done.returncode == 1
    assert done.stdout.startswith(f"{bad}:5:5: error ROPA115 payroll: ")
    assert "GDPR Art. 30(1)(d)" in done.stdout


@pytest.mark.parametrize(
    ("fail_on", "code"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)]
)
def test_fail_on_decides_from_which_severity_on_it_fails(good, fail_on, code):
    good.write_text(GOOD.replace("    transfers: none\n", ""))
    assert ropa("validate", good, "--fail-on", fail_on).returncode == code


@pytest.mark.parametrize(
    "args",
    [
        ["validate", "nothing-there"],
        ["validate", "--fail-on", "sometimes"],
        ["validate", "--no-such-option"],
        ["validate", "--limit", "file=big"],
        ["validate", "--lang", "xx"],
        ["render", "nothing-there"],
        ["diff", "nothing-there", "nor-here"],
        ["diff", "only-one"],
        ["no-such-command"],
    ],
)
def test_what_cannot_be_done_exits_2_with_a_message(args, tmp_path):
    done = ropa(*args, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_without_a_path_the_registers_are_in_registers(tmp_path):
    assert ropa("validate", cwd=tmp_path).returncode == 2
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "a.ropa.yaml").write_text(GOOD)
    assert ropa("validate", cwd=tmp_path).returncode == 0


def test_json_has_the_shape_that_outsiders_rely_on(bad):
    done = ropa("validate", bad, "--format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert list(report) == ["format_version", "tool", "summary", "gate", "findings"]
    assert report["format_version"] == 1
    assert report["summary"] == {
        "registers": 1, "files": 1, "activities": 1,
        "errors": 1, "warnings": 0, "notes": 0, "suppressed": 0,
    }  # fmt: skip
    (finding,) = report["findings"]
    assert list(finding) == [
        "rule", "name", "severity", "confidence", "message", "fix", "citation", "register",
        "activity", "field", "file", "line", "column", "end_line", "end_column", "fingerprint", "suppressed",
    ]  # fmt: skip
    assert (finding["rule"], finding["name"]) == ("ROPA115", "recipients-missing")
    assert (finding["activity"], finding["field"]) == ("payroll", "activities[0].recipients")
    assert (finding["line"], finding["column"], finding["end_line"]) == (5, 5, 5)
    assert finding["citation"] == "GDPR Art. 30(1)(d)"


def test_a_fingerprint_follows_a_finding_that_moves(bad):
    before = json.loads(ropa("validate", bad, "--format", "json").stdout)["findings"][0]
    bad.write_text("# a comment\n\n" + BAD)
    after = json.loads(ropa("validate", bad, "--format", "json").stdout)["findings"][0]
    assert after["line"] == before["line"] + 2
    assert after["fingerprint"] == before["fingerprint"]


def test_other_files_are_still_checked_beside_a_broken_one(bad, tmp_path):
    (tmp_path / "broken.ropa.yaml").write_text("activities: [\n")
    done = ropa("validate", tmp_path)
    assert done.returncode == 1
    assert "broken.ropa.yaml" in done.stdout
    assert "ROPA115 payroll" in done.stdout


def test_a_pipe_gets_neither_colour_nor_folded_lines(bad):
    done = ropa("validate", bad, env={"COLUMNS": "20", "FORCE_COLOR": "1"})
    assert "\x1b" not in done.stdout
    assert len(done.stdout.splitlines()) == 1


def _on_a_terminal(args: list[str], env: dict[str, str]) -> str:
    """What the program writes to a terminal."""
    master, slave = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **env}
    process = subprocess.Popen(
        [*ROPA, *args], stdout=slave, stderr=subprocess.DEVNULL, env=environment, cwd=ROOT
    )
    os.close(slave)
    seen = b""
    while True:
        try:
            chunk = os.read(master, 4096)
        except OSError:  # Linux says EIO when the other end is gone
            break
        if not chunk:
            break
        seen += chunk
    process.wait(30)
    os.close(master)
    return seen.decode().replace("\r\n", "\n")


def test_a_terminal_gets_the_source_line_and_a_caret(bad):
    seen = _on_a_terminal(["validate", str(bad)], {"NO_COLOR": "1"})
    assert " 5 |   - id: payroll\n" in seen
    assert "   |     ^^^^^^^^^^^\n" in seen
    assert "recipients: none" in seen  # what to do


def test_the_caret_counts_the_columns_of_wide_characters(tmp_path):
    path = tmp_path / "wide.ropa.yaml"
    path.write_text(BAD.replace("[Employees]", "[北京, TBD]"), "utf-8")
    lines = _on_a_terminal(["validate", str(path)], {"NO_COLOR": "1"}).split("\n")
    (at,) = (n for n, line in enumerate(lines) if "北京, TBD]" in line and " | " in line)
    shown = lines[at].replace("北京", "wide")
    assert lines[at + 1].index("^^^") == shown.index("TBD")


def test_no_color_is_obeyed_on_a_terminal(bad):
    environment = dict.fromkeys(("NO_COLOR", "FORCE_COLOR"), "")
    assert "\x1b[" in _on_a_terminal(["validate", str(bad)], environment)
    assert "\x1b[3" not in _on_a_terminal(["validate", str(bad)], {"NO_COLOR": "1"})


def test_a_closed_pipe_is_no_verdict_and_no_noise(tmp_path):
    path = tmp_path / "big.ropa.yaml"
    path.write_text("ropa: 1\nactivities:\n" + "".join(f"  - id: a{n}\n" for n in range(3000)))
    process = subprocess.Popen(
        [*ROPA, "validate", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    said = process.stderr.read()
    assert (process.wait(60), said) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is not on this system")
@pytest.mark.parametrize("format", ["text", "json"])
def test_a_full_disk_exits_2_and_says_so(bad, format):
    with open("/dev/full", "w") as full:
        done = ropa(
            "validate", bad, "--format", format,
            capture_output=False, stdout=full, stderr=subprocess.PIPE,
        )  # fmt: skip
    assert done.returncode == 2
    assert "no space left" in done.stderr


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="/proc is not on this system")
@pytest.mark.skipif(
    find_spec("_ruamel_yaml") is None, reason="without the C parser nothing is mapped"
)
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_with_its_code_and_without_a_trace(number, code, tmp_path):
    path = tmp_path / "slow.ropa.yaml"
    path.write_text("ropa: 1\nactivities:\n" + "".join(f"  - id: a{n}\n" for n in range(200_000)))
    process = subprocess.Popen(
        [*ROPA, "validate", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    deadline = time.monotonic() + 30
    while not _has_loaded_the_yaml_library(process.pid):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.005)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code
    assert b"Traceback" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals between processes")
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_signal_ends_it_also_where_python_swallows_what_it_raises(name, code, bad, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, time, weakref\n"
        "import ropa.model.record as record\n"
        "class Thing: pass\n"
        "def resolve(*args):\n"
        "    thing = Thing()\n"
        f"    watch = weakref.ref(thing, lambda _: os.kill(os.getpid(), signal.{name}))\n"
        "    del thing\n"
        "    while True: time.sleep(0.01)\n"
        "record.resolve = resolve\n"
    )
    done = ropa("validate", bad, env={"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"})
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")


def _has_loaded_the_yaml_library(pid: int) -> bool:
    """Is the YAML parser mapped? It is loaded for the first file, so the work has begun."""
    return "_ruamel_yaml" in Path(f"/proc/{pid}/maps").read_text()


def test_a_bug_exits_3_and_asks_for_a_report(good, tmp_path):
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "sitecustomize.py").write_text(
        "import ropa.model.record\n"
        "def resolve(*args): raise KeyError('planted')\n"
        "ropa.model.record.resolve = resolve\n"
    )
    done = ropa("validate", good, env={"PYTHONPATH": f"{broken}{os.pathsep}{ROOT}"})
    assert done.returncode == 3
    assert "bug in ropa" in done.stderr
    assert "Traceback" not in done.stderr
    assert str(ROOT) not in done.stderr


def test_any_stream_encoding_will_do(bad):
    bad.write_text(BAD.replace("Payroll", "Lön – 給料"))
    for encoding in ("ascii", "cp1252", "utf-8"):
        done = ropa("validate", bad, env={"PYTHONIOENCODING": encoding}, text=False)
        assert done.returncode == 1, done.stderr


def test_findings_speak_swedish(bad):
    done = ropa("validate", bad, "--lang", "sv")
    assert "mottagare" in done.stdout
    assert "art. 30.1 d" in done.stdout


@pytest.mark.parametrize("command", [[], ["validate"], ["render"], ["diff"], ["schema"]])
def test_help_says_what_it_does(command):
    done = ropa(*command, "--help")
    assert done.returncode == 0
    assert "Usage:" in done.stdout


def test_version():
    assert ropa("--version").stdout == "ropa 0.1.0\n"
