"""The baseline: it accepts what was there before, tells since when, and only shrinks."""

import json
from pathlib import Path

import pytest
from test_cli import BAD, GOOD, ropa

ARGS = ("--today=2026-11-22", "--select=ROPA1")
EVERY = ("--fail-on", "note")
WORSE = BAD.replace("    transfers: none\n", "")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "a.ropa.yaml"
    path.write_text(BAD)
    return path


@pytest.fixture
def baseline(tmp_path: Path) -> Path:
    return tmp_path / "baseline.json"


def write(register: Path, baseline: Path, *args: str):
    return ropa("validate", register, *(args or ARGS), "--baseline", baseline, "--write-baseline")


def entries(baseline: Path) -> list[dict[str, str]]:
    return json.loads(baseline.read_text("utf-8"))["entries"]


@pytest.mark.parametrize("name", ["softmore", "expisoft", "model"])
def test_after_writing_it_nothing_counts(name, baseline):
    path = f"registers/{name}"
    written = write(path, baseline, *EVERY)
    assert written.returncode == 0, written.stderr
    done = ropa("validate", path, *EVERY, "--baseline", baseline, "--format", "json")
    assert done.returncode == 0, done.stdout
    report = json.loads(done.stdout)
    assert report["summary"]["suppressed"] == len(report["findings"]) == len(entries(baseline))
    shown = ropa("validate", path, *EVERY, "--baseline", baseline, "--no-ignores")
    alone = ropa("validate", path, *EVERY)
    assert (shown.stdout, shown.returncode) == (alone.stdout, alone.returncode)


def test_it_is_sorted_and_the_same_on_every_run(baseline, tmp_path):
    write("registers/softmore", baseline, *ARGS)
    first = baseline.read_bytes()
    write("registers/softmore", baseline, "--today=2030-01-01", "--select=ROPA1")
    assert baseline.read_bytes() == first
    rows = [(e["register"], e["rule"], ",".join(e["activities"])) for e in entries(baseline)]
    assert rows == sorted(rows)


def test_an_entry_says_what_it_accepts(register, baseline):
    write(register, baseline)
    told = json.loads(ropa("validate", register, *ARGS, "--format", "json").stdout)["findings"][0]
    assert entries(baseline) == [{
        "fingerprint": told["fingerprint"], "rule": "ROPA115", "register": "a",
        "activities": ["payroll"], "field": "activities[0].recipients", "first_seen": "2026-11-22",
    }]  # fmt: skip


def test_it_says_since_when(register, baseline):
    write(register, baseline)
    args = "validate", register, "--today=2028-01-01", "--baseline", baseline, "--format", "json"
    (found,) = (f for f in json.loads(ropa(*args).stdout)["findings"] if f["rule"] == "ROPA115")
    assert found["suppressed"] == {
        "kind": "baseline", "reason": "", "until": None, "since": "2026-11-22",
    }  # fmt: skip
    ropa("render", register, "--baseline", baseline, "--lang=en", "-o", register.parent / "out")
    text = (register.parent / "out/a.md").read_text("utf-8")
    assert "Accepted findings" in text
    assert "Since 2026-11-22" in text


def test_what_moves_is_still_accepted(register, baseline):
    write(register, baseline)
    register.write_text(f"# moved\n\n{BAD}")
    assert ropa("validate", register, *ARGS, *EVERY, "--baseline", baseline).returncode == 0


def test_what_is_new_counts(register, baseline):
    write(register, baseline)
    register.write_text(WORSE)
    done = ropa("validate", register, *ARGS, *EVERY, "--baseline", baseline)
    assert (done.returncode, "ROPA117" in done.stdout, "ROPA115" in done.stdout) == (1, True, False)


def test_it_only_shrinks(register, baseline):
    write(register, baseline)
    before = baseline.read_bytes()
    register.write_text(WORSE)
    done = write(register, baseline)
    assert (done.returncode, done.stdout) == (2, "")
    assert "a baseline only shrinks" in done.stderr
    assert "delete the file" in done.stderr
    assert baseline.read_bytes() == before


def test_what_is_gone_is_told_and_dropped(register, baseline):
    register.write_text(WORSE)
    write(register, baseline)
    register.write_text(BAD)
    stale = "1 entry of the baseline is not found any more; --write-baseline drops it."
    assert stale in ropa("validate", register, *ARGS, "--baseline", baseline).stderr
    assert write(register, baseline).returncode == 0
    assert [entry["rule"] for entry in entries(baseline)] == ["ROPA115"]
    assert "entry" not in ropa("validate", register, *ARGS, "--baseline", baseline).stderr


def test_what_a_run_does_not_judge_is_kept(register, baseline, tmp_path):
    other = tmp_path / "b.ropa.yaml"
    other.write_text(BAD)
    register.write_text(WORSE)
    write(tmp_path, baseline, "--select=ROPA1")
    assert len(entries(baseline)) == 4 - 1
    register.write_text(GOOD)
    other.write_text(GOOD)
    for args in (["--select=ROPA115"], ["--select=ROPA1", "--ignore=ROPA117"]):
        done = ropa("validate", register, *args, "--baseline", baseline)
        assert "1 entry of the baseline" in done.stderr
    register.write_text(GOOD + "    purpose: x\n")  # not whole: nothing is concluded
    assert "baseline" not in ropa("validate", register, "--baseline", baseline).stderr
    write(register, baseline, "--select=ROPA1")
    assert len(entries(baseline)) == 3
    register.write_text(GOOD)
    write(register, baseline, "--select=ROPA1")
    assert [entry["register"] for entry in entries(baseline)] == ["b"]


def test_reading_is_never_accepted(register, baseline):
    register.write_text(BAD + "    purpose: x # ropa: ignore[] because\n")
    done = write(register, baseline, *EVERY)
    assert done.returncode == 1
    assert "ROPA010" in done.stdout
    assert not any(entry["rule"].startswith("ROPA0") for entry in entries(baseline))


def test_two_registers_of_one_name_are_not_told_apart(register, baseline, tmp_path):
    write(register, baseline)
    twin = tmp_path / "elsewhere" / register.name
    twin.parent.mkdir()
    twin.write_text(BAD)
    for more in ([], ["--write-baseline"]):
        done = ropa("validate", register, twin, *ARGS, "--baseline", baseline, *more)
        assert (done.returncode, done.stdout) == (2, "")
        assert "two registers are called 'a'" in done.stderr
    assert ropa("validate", register, twin, *ARGS).stdout.count("ROPA115") == 2


def test_a_register_is_no_baseline(register, tmp_path):
    new = tmp_path / "new.ropa.yaml"
    assert write(register, new).returncode == 2
    assert not new.exists()


def test_a_comment_goes_first(register, baseline):
    register.write_text(BAD.replace("payroll\n", "payroll # ropa: ignore[ROPA115] because\n"))
    write(register, baseline)
    assert entries(baseline) == []


ENTRY = {"fingerprint": "x", "rule": "ROPA115", "register": "a", "activities": [], "field": None,
         "first_seen": "2026-01-01"}  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"format_version": 2, "entries": []}',
        b'{"format_version": 1}', b'{"format_version": 1, "entries": [1]}',
        *(json.dumps({"format_version": 1, "entries": [{**ENTRY, **wrong}]}).encode()
          for wrong in ({"first_seen": "today"}, {"first_seen": 1}, {"rule": 1}, {"field": [1]}, {"more": 1},
                        {"activities": "a"}, {"activities": [1]})),
    ],
)  # fmt: skip
@pytest.mark.parametrize("more", [[], ["--write-baseline"]])
def test_what_is_no_baseline_is_refused_and_left_alone(content, more, register, baseline):
    baseline.write_bytes(content)
    done = ropa("validate", register, "--baseline", baseline, *more)
    assert (done.returncode, done.stdout) == (2, "")
    assert "baseline.json" in done.stderr
    assert "Traceback" not in done.stderr
    assert baseline.read_bytes() == content


def test_a_baseline_that_is_not_there_is_refused(register, baseline):
    assert ropa("validate", register, "--baseline", baseline).returncode == 2
    assert ropa("validate", register, "--baseline", register).returncode == 2
    assert ropa("validate", register, "--baseline", register.parent).returncode == 2
    for more in ((), ("--baseline", baseline, "--no-ignores")):
        assert ropa("validate", register, "--write-baseline", *more).returncode == 2
    assert not baseline.exists()


def test_the_closing_line_letter_for_letter(register, baseline):
    register.write_text(WORSE)
    write(register, baseline)
    register.write_text(BAD)
    args = "validate", register, "--today=2026-11-22", "--select=ROPA115,ROPA117"
    off = ["--baseline", baseline, "--format=json"]
    codes = json.loads(ropa(*args, *off).stdout)["gate"]["switched_off"]
    said = ropa(*args, "--baseline", baseline).stderr
    checked, rest = said.split(" Not asked: ")
    assert checked == (
        "Checked 1 activity in 1 register (1 file): 0 errors, 0 warnings, 0 notes, 1 suppressed."
    )
    assert rest.startswith(f"{len(codes)} rules (ROPA101, ROPA102, ")
    assert rest.endswith(
        " 1 entry of the baseline is not found any more; --write-baseline drops it.\n"
    )


# --- what is found once for several activities ----------------------------------------------------

HEAD, ACTIVITY = GOOD.split("activities:\n")
SILENT = ACTIVITY.replace("    dpia: {none: No criterion is met}\n", "")
DPIA = ("--today=2026-11-22", "--select=ROPA701", *EVERY)


def several(*names: str, assessed: str = "") -> str:
    """A register of activities of which only `assessed` says that no assessment is required."""
    texts = ((ACTIVITY if name == assessed else SILENT).replace("payroll", name) for name in names)
    return f"{HEAD}activities:\n{''.join(texts)}"


def test_what_is_said_once_is_accepted_for_those_that_were_there(register, baseline):
    register.write_text(several("a", "b"))
    write(register, baseline, *DPIA)
    (entry,) = entries(baseline)
    assert entry["activities"] == ["a", "b"]
    assert ropa("validate", register, *DPIA, "--baseline", baseline).returncode == 0
    register.write_text(several("a", "b", "c"))
    assert ropa("validate", register, *DPIA, "--baseline", baseline).returncode == 1


def test_what_is_mended_in_one_stays_accepted_in_the_others(register, baseline):
    register.write_text(several("a", "b", "c"))
    write(register, baseline, *DPIA)
    register.write_text(several("a", "b", "c", assessed="b"))
    assert ropa("validate", register, *DPIA, "--baseline", baseline).returncode == 0
    assert write(register, baseline, *DPIA).returncode == 0
    assert [entry["activities"] for entry in entries(baseline)] == [["a"], ["c"]]


def test_a_default_that_says_too_little_is_new_for_a_new_activity(register, baseline):
    defaults = "defaults:\n  data_subjects: [Others]\n"
    text = several("a", "b", assessed="a").replace("    data_subjects: [Employees]\n", "")
    register.write_text(text.replace("activities:", f"{defaults}activities:"))
    args = ("--today=2026-11-22", "--select=ROPA111", *EVERY)
    write(register, baseline, *args)
    assert ropa("validate", register, *args, "--baseline", baseline).returncode == 0
    another = SILENT.replace("payroll", "c").replace("    data_subjects: [Employees]\n", "")
    register.write_text(register.read_text() + another)
    assert ropa("validate", register, *args, "--baseline", baseline).returncode == 1
