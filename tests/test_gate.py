"""What a run asks, and that it says what it does not ask."""

import json
from datetime import date
from pathlib import Path

import pytest
from test_cli import BAD, GOOD, ropa

import ropa as library
from ropa.findings import Severity
from ropa.gate.gate import Gate
from ropa.gate.mistaken import Mistaken
from ropa.gate.profile import PROFILES, brief
from ropa.rules import CATALOGUE, RULES

TODAY = "--today=2026-11-22"


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.ropa.yaml"
    path.write_text(BAD.replace("[contract]", "[{basis: consent}]"))
    return path


def codes(rules) -> set[str]:
    return {rule.code for rule in rules}


# --- profiles -----------------------------------------------------------------------------------


def test_minimal_asks_for_what_article_30_asks_for():
    for rule in Gate(profile="minimal").rules():
        assert rule.citation.startswith("GDPR Art. 30") or rule.code == "ROPA902"
    statutory = {r.code for r in RULES if r.severity is Severity.ERROR}
    assert statutory <= codes(Gate(profile="minimal").rules())
    assert Gate(profile="minimal").duties_off() == ()


def test_standard_is_the_whole_catalogue():
    assert Gate().rules() == RULES
    assert Gate().switched_off() == ()


def test_strict_raises_what_goes_to_lawfulness_and_nothing_else():
    strict = {rule.code: rule for rule in Gate(profile="strict").rules()}
    for rule in RULES:
        raised = Severity.ERROR if rule.is_raised else rule.severity
        assert strict[rule.code].severity is raised


def test_a_stricter_profile_never_asks_less():
    asked = [codes(Gate(profile=profile).rules()) for profile in PROFILES]
    assert asked[0] < asked[1] <= asked[2]


# --- selection ----------------------------------------------------------------------------------


def test_codes_and_their_beginnings_select():
    assert codes(Gate(select=("ROPA115",)).rules()) == {"ROPA115"}
    family = {code for code in codes(RULES) if code.startswith("ROPA1")}
    assert codes(Gate(select=("ROPA1",)).rules()) == family
    assert codes(Gate(select=("ROPA1",), ignore=("ROPA115",)).rules()) == family - {"ROPA115"}


def test_what_is_selected_is_asked_whatever_the_profile():
    assert codes(Gate(profile="minimal", select=("ROPA301",)).rules()) == {"ROPA301"}


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ({"profile": "strikt"}, "did you mean strict"),
        ({"profile": "all"}, "is not one of minimal, standard, strict"),
        ({"select": ("ROPA11S",)}, "did you mean ROPA1"),
        ({"ignore": ("recipients-missing",)}, "did you mean ROPA115"),
        ({"select": ("ropa115",)}, "did you mean ROPA115"),
        ({"ignore": ("ROPA010",)}, "cannot be switched off"),
        ({"ignore": ("ROPA0",)}, "cannot be switched off"),
        ({"select": ("",)}, "is no rule"),
    ],
)
def test_what_there_is_not_is_refused(told, meant):
    with pytest.raises(Mistaken, match=meant):
        Gate(**told)


def test_reading_cannot_be_switched_off(tmp_path):
    path = tmp_path / "a.ropa.yaml"
    path.write_text(GOOD + "    purpose: [x]\n")
    done = ropa("validate", path, "--select", "ROPA999", "--profile", "minimal")
    assert done.returncode == 2
    done = ropa("validate", path, "--ignore", "ROPA", "--profile", "minimal")
    assert (done.returncode, "ROPA010" in done.stdout) == (1, True)


# --- a run --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args", [["--select", "ROPA11x"], ["--ignore", "ROPA001"], ["--profile", "lax"],
             ["--today", "yesterday"], ["--write-baseline"], ["--config", "x", "--isolated"]],
)  # fmt: skip
def test_what_cannot_be_asked_exits_2(args, bad):
    done = ropa("validate", bad, *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


CHECKED = "Checked 1 activity in 1 register (1 file): "


@pytest.mark.parametrize(
    ("args", "closing"),
    [
        (["--select=ROPA115"], "1 error, 0 warnings, 0 notes. Not asked: "),
        (["--ignore=ROPA115"], "Not asked: 1 rule (ROPA115). 1 statutory duty is among them (ROPA115)."),
        (["--ignore=ROPA121", "--ignore=ROPA120"], "Not asked: 2 rules (ROPA120, ROPA121).\n"),
        (["--ignore=ROPA2"], "(ROPA2xx). 4 statutory duties are among them (ROPA201, ROPA202, ROPA203, ROPA205).\n"),
        (["--ignore=ROPA115", "--lang=sv"], "ROPA115"),
    ],
)  # fmt: skip
def test_the_closing_line_says_what_was_not_asked(args, closing, bad):
    assert closing in ropa("validate", bad, TODAY, *args).stderr


def test_a_whole_run_says_nothing_of_it(bad):
    assert "Not asked" not in ropa("validate", bad, TODAY).stderr


def test_json_says_what_was_not_asked(bad):
    args = "--format", "json", TODAY, "--profile", "minimal", "--ignore", "ROPA115,ROPA116"
    report = json.loads(ropa("validate", bad, *args).stdout)
    assert report["gate"]["profile"] == "minimal"
    assert report["gate"]["today"] == "2026-11-22"
    off = report["gate"]["switched_off"]
    assert off == sorted(off)
    assert {"ROPA115", "ROPA116", "ROPA301"} <= set(off)
    assert not {finding["rule"] for finding in report["findings"]} & set(off)


@pytest.mark.parametrize(
    ("args", "told"),
    [([], "error"), (["--fail-on", "note"], "note"), (["--fail-on", "never"], "never"),
     (["--exit-zero"], "never"), (["--exit-zero", "--fail-on", "note"], "never")],
)  # fmt: skip
def test_json_and_sarif_say_from_which_severity_on_it_fails(args, told, bad, tmp_path):
    sarif = tmp_path / "a.sarif"
    done = ropa("validate", bad, "--format", "json", "--report", f"sarif={sarif}", TODAY, *args)
    (run,) = json.loads(sarif.read_text("utf-8"))["runs"]
    assert json.loads(done.stdout)["gate"] == run["properties"]["gate"]
    assert run["properties"]["gate"]["fail_on"] == told
    assert done.returncode == (told != "never")


def test_the_configured_severity_is_told_too(bad):
    (bad.parent / "ropa.toml").write_text('fail-on = "warning"\n')
    done = ropa("validate", bad, "--format", "json", cwd=bad.parent)
    assert json.loads(done.stdout)["gate"]["fail_on"] == "warning"


@pytest.mark.parametrize("form", ["md", "html", "xlsx", "json"])
def test_every_rendering_says_what_was_not_asked(form, bad):
    (reading,) = library.read(bad)
    gate = Gate(date(2026, 11, 22), ignore=("ROPA115",))
    whole, less = (library.render(reading, form, language="en", gate=g) for g in (None, gate))
    if form == "xlsx":
        from booked import texts_of

        less = "\n".join(text for _, _, text in texts_of(less)).encode()
    told = b'"switched_off": [\n      "ROPA115"' if form == "json" else b"Not asked: 1 rule"
    assert told in less
    assert told not in whole


def test_what_does_not_count_is_a_gap_all_the_same(bad):
    """A table of gaps that is empty where nobody looked would say more than is known."""
    bad.write_text(bad.read_text().replace("payroll", "payroll # ropa: ignore[ROPA115] later", 1))
    (reading,) = library.read(bad)

    def row(letter: str, **told) -> str:
        gate = Gate(date(2026, 11, 22), **told)
        text = library.render(reading, "md", language="en", gate=gate).decode()
        return next(line for line in text.splitlines() if line.startswith(f"| Art. {letter} "))

    assert row("30(1)(d)").endswith("| Recipients | **1 activity** | – |")
    assert row("30(1)(d)", ignore=("ROPA115",)).endswith("| Not asked: ROPA115 | – |")
    assert row("30(1)(b)", ignore=("ROPA108",)).endswith("| Not asked: ROPA108 | – |")
    assert row("30(1)(b)", ignore=("ROPA109",)).endswith("| – | Not asked: ROPA109 |")
    assert row("30(1)(b)").endswith("| – | – |")


def test_a_rendering_has_no_clock(bad, tmp_path):
    for day in ("2026-11-22", "2031-01-01"):
        ropa("render", bad, "-o", tmp_path / day, "--lang", "en", "--today", day)
    ropa("render", bad, "-o", tmp_path / "none", "--lang", "en")
    assert (tmp_path / "none/bad.md").read_bytes() == (tmp_path / "2026-11-22/bad.md").read_bytes()


def test_strict_makes_a_lawfulness_finding_fail(tmp_path):
    lawful = [rule.code for rule in RULES if rule.is_raised]
    assert len(lawful) == 6  # the seventh is read from words
    folder = Path(__file__).parent / "rules"
    for path in filter(Path.exists, (folder / f"{code}.ropa.yaml" for code in lawful)):
        for profile, weight in (("standard", "warning"), ("strict", "error")):
            done = ropa("validate", path, "--select", path.name[:7], "--profile", profile, TODAY)
            assert f"{weight} {path.name[:7]}" in done.stdout


def test_whole_families_are_named_in_brief():
    assert brief(code for code in codes_in_order() if code.startswith("ROPA2")) == "ROPA2xx"
    assert brief(["ROPA115", "ROPA201"]) == "ROPA115, ROPA201"


def codes_in_order() -> list[str]:
    return [code for code in CATALOGUE if code > "ROPA1"]
