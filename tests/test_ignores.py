"""Findings accepted by a comment: what is one, what it is about, and what it changes."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_cli import BAD, GOOD, ropa

from ropa.findings import Finding
from ropa.gate.gate import Gate
from ropa.gate.ignores import ignores
from ropa.reading import Reading, read_registers
from ropa.source.yaml import read_pure, read_yaml

TODAY = date(2026, 11, 22)


def read(path: Path, text: str) -> Reading:
    path.write_text(text, "utf-8")
    (reading,) = read_registers([path])
    return reading


def identity(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.variant, finding.route, finding.location


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return tmp_path / "a.ropa.yaml"


# --- what is a comment, and what it is about ----------------------------------------------------

TEXT = """\
# ropa: ignore[ROPA001] head

a: |  # ropa: ignore[ROPA002] at the head of a block
  text # ropa: ignore[ROPA999] no comment

  # ropa: ignore[ROPA999] no comment either

# ropa: ignore[ROPA003] above
# something else

# ropa: ignore[ROPA004] above too
b: "x # ropa: ignore[ROPA999]
  y" # ropa:ignore[ROPA005] after a quoted text
'c # ropa: ignore[ROPA999]': plain#ropa:ignore[ROPA999]
d: >-
  folded
  # ropa: ignore[ROPA999] inside
# ropa: ignore[ROPA006] after a folded text
e: [x, # a remark # ropa: ignore[ROPA007] within a list # ropa: ignore[ROPA008] and another
  "y # ropa: ignore[ROPA999]"] # `# ropa: ignore[ROPA999]` is how it is written
# ropa: ignored
# ropa: ignore[ROPA009] below everything
"""
ABOUT = {
    "ROPA001": 3, "ROPA002": 3, "ROPA003": 12, "ROPA004": 12, "ROPA005": 13, "ROPA006": 19,
    "ROPA007": 19, "ROPA008": 19, "ROPA009": 22,
}  # fmt: skip


@pytest.mark.parametrize("parse", [lambda text: read_yaml(text.encode(), "x"), lambda text: read_pure(text, "x")])  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_comments_are_found_and_texts_are_not(parse, end):
    source = parse(TEXT) if end == "\n" else read_yaml(TEXT.replace("\n", end).encode(), "x")
    assert {one.codes[0]: one.line for one in ignores(source)} == ABOUT


@pytest.mark.parametrize(
    ("comment", "codes", "reason", "until"),
    [
        ("[ROPA402] why", ["ROPA402"], "why", None),
        (" [ROPA402 , ROPA501,ROPA402] why", ["ROPA402", "ROPA501"], "why", None),
        ("[ROPA402] why until 2027-03-01", ["ROPA402"], "why", date(2027, 3, 1)),
        ("[ROPA402] why (until 2027-03-01).", ["ROPA402"], "why", date(2027, 3, 1)),
        ("[ROPA402] until 2027-03-01: why", ["ROPA402"], "why", date(2027, 3, 1)),
        ("[ROPA402] see #12, until we know", ["ROPA402"], "see #12, until we know", None),
    ],
)
def test_codes_reason_and_last_day(comment, codes, reason, until):
    (one,) = ignores(read_pure(f"a: b # ropa: ignore{comment}\n", "x"))
    assert (list(one.codes), one.until, one.malformed) == (codes, until, False)
    assert one.reason.strip(" ().") == reason


@pytest.mark.parametrize(
    "comment", ["", " ROPA402 why", "[] why", "[ ,] why", "(ROPA402) why", "[ROPA402 why",
                "[ROPA402] why until 2027", "[ROPA402] why until 2027-13-01", "-line[ROPA402] why",
                "[ROPA402] why until March 2027", "[ROPA402] until the summer 2027, why"],
)  # fmt: skip
def test_what_is_malformed_accepts_nothing(comment):
    (one,) = ignores(read_pure(f"a: b # ropa: ignore{comment}\n", "x"))
    assert one.malformed
    assert not one.holds(TODAY)


@pytest.mark.parametrize(
    "text", ["# ropa: ignore[" + "a," * 100_000, "# ropa: ignore" + " #" * 100_000, "# ropa: ignore" + "[" * 100_000,
             "# ropa: ignore[ROPA402] until " * 20_000, "# ropa: ignore[R] x\n" * 50_000, " " * 200_000 + "# ropa: ignore"],
)  # fmt: skip
def test_hostile_comments_take_no_time(text):
    assert ignores(read_yaml((text + "\na: b\n").encode(), "x"))


# --- what it changes ----------------------------------------------------------------------------

LINES = BAD.replace("[Employees]", "[Various people]").splitlines()
COMMENTS = st.builds(
    "# ropa: ignore[{}] {}{}".format,
    st.sampled_from(["ROPA115", "ROPA110, ROPA111", "ROPA701", "ROPA010", "ROPA999", "x", ""]),
    st.sampled_from(["a reason", "", "TBD"]),
    st.sampled_from(["", " until 2027-01-01", " until 2020-01-01", " until x"]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(placed=st.dictionaries(st.integers(0, len(LINES) - 1), COMMENTS, max_size=4))
def test_ignoring_changes_the_state_of_findings_and_never_their_set(tmp_path, placed):
    lines = [f"{line} {placed[n]}" if n in placed else line for n, line in enumerate(LINES)]
    path = tmp_path / "a.ropa.yaml"
    plain = read(path, "\n".join(LINES) + "\n")
    commented = read(path, "\n".join(lines) + "\n")
    bare = Gate(TODAY).findings(plain)
    accepted, all_of_them = (
        Gate(TODAY, ignores=ignores).findings(commented) for ignores in (True, False)
    )
    assert [identity(f) for f in accepted] == [identity(f) for f in all_of_them]
    assert not any(f.suppressed for f in all_of_them)
    of_comments = ("ROPA015", "ROPA803")
    kept = [identity(f) for f in accepted if f.rule not in of_comments]
    assert kept == [identity(f) for f in bare if f.rule not in of_comments]


def found(register: Path, text: str, **gate) -> list[tuple[str, str, bool]]:
    findings = Gate(TODAY, **gate).findings(read(register, text))
    return [(f.rule, f.variant, f.suppressed is not None) for f in findings if f.rule in ASKED]


ASKED = ("ROPA015", "ROPA115", "ROPA803")


def ignored(rest: str) -> str:
    return BAD.replace("- id: payroll", f"- id: payroll # ropa: ignore[ROPA115] {rest}")


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        ("because", [("ROPA115", "", True)]),
        ("because until 2026-11-22", [("ROPA115", "", True)]),
        ("because until 2026-11-21", [("ROPA115", "", False), ("ROPA803", "ignore", False)]),
        ("", [("ROPA115", "", False), ("ROPA015", "reasonless", False)]),
        ("until 2027-01-01", [("ROPA115", "", False), ("ROPA015", "reasonless", False)]),
        ("until soon-ish 2", [("ROPA115", "", True)]),
    ],
)
def test_a_reason_and_a_day_to_come_accept(rest, told, register):
    assert found(register, ignored(rest)) == told


def test_above_the_line_is_as_good(register):
    text = BAD.replace("  - id", "  # ropa: ignore[ROPA115] because\n\n  # more\n  - id")
    assert found(register, text) == [("ROPA115", "", True)]


def test_unused_is_said_only_of_what_was_asked(register):
    text = GOOD.replace("- id: payroll", "- id: payroll # ropa: ignore[ROPA115] because")
    assert found(register, text) == [("ROPA015", "unused", False)]
    assert found(register, text, ignore=("ROPA115",)) == []
    assert found(register, text, select=("ROPA116",)) == []
    assert found(register, text + "    purpose: x\n") == []  # what could not be read may need it


def test_what_keeps_a_register_from_being_read_is_never_accepted(register):
    text = GOOD + "    purpose: x # ropa: ignore[ROPA010] because\n"
    (told,) = (f for f in Gate(TODAY).findings(read(register, text)) if f.rule == "ROPA010")
    assert told.suppressed is None
    assert ("ROPA015", "not-ignorable", False) in found(register, text)


# --- a run --------------------------------------------------------------------------------------


def test_what_is_accepted_does_not_count_and_is_counted(register):
    register.write_text(ignored("the list is being made until 2027-03-01"))
    args = "validate", register, "--today=2026-11-22", "--select=ROPA115"
    done = ropa(*args)
    assert (done.returncode, done.stdout) == (0, "")
    assert ": 0 errors, 0 warnings, 0 notes, 1 suppressed." in done.stderr
    assert ropa(*args, "--no-ignores").returncode == 1
    assert ropa(*args, "--fail-on", "note").returncode == 0
    report = json.loads(ropa(*args, "--format", "json").stdout)
    (finding,) = report["findings"]
    assert (report["summary"]["errors"], report["summary"]["suppressed"]) == (0, 1)
    assert finding["suppressed"] == {
        "kind": "comment", "reason": "the list is being made", "until": "2027-03-01", "since": None,
    }  # fmt: skip
    assert "suppressed" not in ropa(*args, "--no-ignores").stderr


@pytest.mark.parametrize("lang", ["en", "sv"])
def test_every_rendering_lists_what_is_accepted(register, tmp_path, lang):
    register.write_text(ignored("the list is being made until 2027-03-01"))
    args = "-f", "md,html,xlsx,json", "--lang", lang
    assert ropa("render", register, "-o", tmp_path / "out", *args).returncode == 0
    from booked import texts_of

    workbook = list(texts_of((tmp_path / "out/a.xlsx").read_bytes()))
    shown = {
        form: (tmp_path / f"out/a.{form}").read_text("utf-8") for form in ("md", "html", "json")
    }
    shown["xlsx"] = "\n".join(text for _, _, text in workbook)
    for text in shown.values():
        assert "the list is being made" in text
        assert "2027-03-01" in text
        assert "ROPA115" in text
    if lang == "en":
        assert "Accepted findings" in {sheet for sheet, _, _ in workbook}
        assert "Not stated, Art. 30(1)(d)" in shown["md"]  # accepted, and still not stated


def test_in_the_file_of_a_folder(tmp_path):
    (tmp_path / "register.ropa.yaml").write_text(GOOD)
    activity = BAD.split("activities:\n")[1].replace("payroll", "other # ropa: ignore[ROPA115] why")
    (tmp_path / "more.ropa.yaml").write_text(f"ropa: 1\nactivities:\n{activity}")
    (reading,) = read_registers([tmp_path])
    (told,) = (f for f in Gate(TODAY).findings(reading) if f.rule == "ROPA115")
    assert told.suppressed
    assert told.suppressed.place
    assert Path(told.suppressed.place.file).name == "more.ropa.yaml"
