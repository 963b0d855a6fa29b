"""The history of a register in git: every change on its day, and nothing left out in silence."""

import json
import os
import re
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from repositories import GOOD, Repo
from test_cli import ropa
from test_history import year  # noqa: F401  a fixture

from ropa.words.languages import languages

HERE = Path(__file__).parent / "reports"
ENDINGS = {"text": "txt", "md": "md", "json": "json"}
LONGER = GOOD.replace("2 years", "3 years")
WAGES = "--activity", "wages"
LONGEST = GOOD.replace("2 years", "4 years")
BROKEN = GOOD.replace("activities:", "activities: [")
COMMENTED = "# only a comment\n" + GOOD
FILE = "registers/a.ropa.yaml"


@pytest.fixture
def repo(tmp_path):
    return Repo(tmp_path / "repo")


def log(repo, *args, code=0):
    """What `ropa changelog` answers; it ends with `code`."""
    done = ropa("changelog", *args, cwd=repo.folder)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


def data(repo, *args):
    found = json.loads(log(repo, *args, "--format", "json").stdout)
    schema = json.loads(ropa("schema", "changelog").stdout)
    Draft7Validator.check_schema(schema)
    Draft7Validator(schema).validate(found)
    return found


def told(repo, *args):
    """Subject and codes of each commit, the newest first."""
    return [
        (entry["subject"], [change["change"] for change in entry["changes"]])
        for entry in data(repo, *args)["commits"]
    ]


# --- the year ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("format", ENDINGS)
def test_the_year_is_told_as_it_was_read(year, format, language):  # noqa: F811
    done = log(year, "--format", format, "--lang", language)
    kept = HERE / f"changelog.{language}.{format}.{ENDINGS[format]}"
    if os.environ.get("ROPA_UPDATE"):
        kept.write_text(done.stdout, "utf-8")
    assert done.stdout == kept.read_text("utf-8")


def test_the_year_says_of_each_commit_what_diff_says(year):  # noqa: F811
    entries = data(year, "--level", "editorial", "--reverse")["commits"]
    for number, entry in enumerate(entries[1:]):
        diff = ropa("diff", f"v{number}", f"v{number + 1}", "--format", "json", cwd=year.folder)
        assert entry["changes"] == json.loads(diff.stdout)["changes"], entry["subject"]


def test_html_is_a_page_and_a_file_has_what_is_printed(year, tmp_path):  # noqa: F811
    page = log(year, "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert "Molnleverantören flyttar till USA" in page
    done = log(year, "--format", "html", "--output", tmp_path / "log.html")
    assert (tmp_path / "log.html").read_text("utf-8") == page
    assert done.stdout == ""


def test_same_input_same_bytes_on_any_day_for_any_user(year):  # noqa: F811
    once, again = (
        ropa("changelog", cwd=year.folder, env={"TZ": zone, "USER": zone, "LANG": "C"})
        for zone in ("UTC", "Pacific/Auckland")
    )
    assert once.stdout == again.stdout
    assert "Test" not in once.stdout
    assert "a.example" not in once.stdout


def test_every_command_shows_the_record_as_it_was(repo, tmp_path):
    repo.commit({FILE: GOOD}, "One")
    repo.commit({FILE: LONGER}, "Two")
    for entry, years in zip(data(repo)["commits"], ("3 years", "2 years"), strict=True):
        done = ropa(*entry["command"].split()[1:], "-o", tmp_path, cwd=repo.folder)
        assert done.returncode == 0, done.stderr
        assert years in (tmp_path / "a.md").read_text("utf-8")


# --- which stretch, which registers -----------------------------------------------------------------


def test_a_stretch_begins_after_its_first_commit(repo):
    for subject, text in (("One", GOOD), ("Two", LONGER), ("Three", LONGEST)):
        repo.commit({FILE: text}, subject)
    longer = ["retention-lengthened"]
    assert told(repo) == [("Three", longer), ("Two", longer), ("One", ["register-added"])]
    assert told(repo, "--reverse") == told(repo)[::-1]
    assert told(repo, "HEAD~1") == told(repo, "HEAD~1..") == [("Three", longer)]
    assert told(repo, "HEAD~2..HEAD~1") == [("Two", longer)]
    assert told(repo, "HEAD..") == []


def test_paths_are_registers_and_stand_in_the_commands(repo):
    repo.commit({"a.ropa.yaml": GOOD, "b c.ropa.yaml": GOOD}, "Both")
    repo.commit({"a.ropa.yaml": LONGER}, "A")
    repo.commit({"b c.ropa.yaml": LONGER}, "B")
    assert [subject for subject, _ in told(repo, "b c.ropa.yaml")] == ["B", "Both"]
    assert data(repo, "b c")["commits"][0]["command"].endswith(" 'b c'")
    assert [subject for subject, _ in told(repo, ".")] == ["B", "A", "Both"]
    assert "    major a: payroll: Kept longer" in log(repo, "--", ".").stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--", "gone"], "gone: there is no register in this history"),
        (["gone"], "gone: there is no such revision in this repository"),
        (["HEAD...HEAD"], "HEAD...HEAD: a history has one beginning: say HEAD..HEAD"),
        (["HEAD", "HEAD"], "HEAD, HEAD: say HEAD..HEAD"),
        (["--activity", "payrol"], "that id in this history; did you mean payroll?"),
        (["--output", "x.ropa.yaml"], "that is the name of a register"),
    ],
)
def test_what_cannot_be_told_is_said(repo, args, message):
    repo.commit({FILE: GOOD})
    done = log(repo, *args, code=2)
    assert message in done.stderr
    assert done.stdout == ""


def test_without_commits_there_is_no_history(repo):
    assert "has no commits yet" in log(repo, code=2).stderr


def test_a_shallow_clone_says_how_to_get_the_rest(repo, tmp_path):
    repo.commit({FILE: GOOD}, "One")
    repo.commit({FILE: LONGER}, "Two")
    clone = repo.clone(tmp_path / "clone", "--depth", "1")
    assert "git fetch --unshallow" in log(clone, code=2).stderr


# --- commits that change nothing, or little ---------------------------------------------------------


def test_what_changes_nothing_of_the_record_is_counted_and_listed(repo):
    repo.commit({FILE: GOOD}, "One")
    silent = repo.commit({FILE: COMMENTED}, "Comment", "2026-02-01T12:00:00+0000")
    repo.commit({"registers/README.md": "no register"}, "Read me")
    done = log(repo)
    assert "Comment" not in done.stdout
    last = f"2026-02-01 {silent[:12]}.\n"
    assert done.stdout.endswith(
        f"1 commit changed the files, and nothing of what the record says: {last}"
    )
    assert data(repo)["summary"] | {"commits": 2, "unchanged": 1} == data(repo)["summary"]
    assert [subject for subject, _ in told(repo)] == ["Comment", "One"]


def test_a_register_that_is_split_into_a_folder_says_the_same(repo):
    repo.commit({FILE: GOOD}, "One")
    head, _, activities = GOOD.partition("activities:")
    (repo.folder / FILE).unlink()
    parts = {"register": head, "payroll": "activities:" + activities}
    repo.commit({f"registers/a/{name}.ropa.yaml": text for name, text in parts.items()}, "Split")
    for paths in ([], ["registers/a"]):
        assert told(repo, *paths) == [("Split", []), ("One", ["register-added"])]


def test_changes_of_less_weight_are_counted(repo):
    repo.commit({FILE: GOOD}, "One")
    longer = LONGER.replace("Bank account", "Bank accounts")
    repo.commit({FILE: longer}, "Two")
    light = repo.commit({FILE: longer.replace("Payroll", "Pay roll")}, "Three")
    done = log(repo, "--level", "major").stdout
    assert "Three" not in done
    assert f"only changes of less weight than “major”: 2026-01-01 {light[:12]}." in done
    assert [e["not_shown"] for e in data(repo, "--level", "critical")["commits"]][1] >= 1
    assert [e["not_shown"] for e in data(repo, "--level", "editorial")["commits"]] == [0, 0, 0]


# --- registers that come, go and cannot be read -----------------------------------------------------


def test_registers_come_go_and_get_another_name(repo):
    repo.commit({FILE: GOOD, "registers/b.ropa.yaml": GOOD}, "Both")
    (repo.folder / FILE).unlink()
    repo.commit({}, "A is gone")
    repo.git("mv", "registers/b.ropa.yaml", "registers/c.ropa.yaml")
    repo.commit({}, "B is C")
    (repo.folder / "registers/c.ropa.yaml").unlink()
    repo.commit({}, "All gone")
    assert told(repo) == [
        ("All gone", ["register-removed"]),
        ("B is C", []),
        ("A is gone", ["register-removed"]),
        ("Both", ["register-added", "register-added"]),
    ]
    assert data(repo)["commits"][0]["command"] is None


def test_what_cannot_be_read_is_said_and_the_comparison_goes_on(repo):
    first = repo.commit({FILE: GOOD}, "One")
    repo.commit({FILE: BROKEN}, "Broken")
    repo.commit({FILE: BROKEN + "\n"}, "Still broken")
    repo.commit({FILE: LONGER}, "Mended")
    mended, still, broken, _ = data(repo)["commits"]
    last = [{"register": "a", "last_read": first}]
    assert broken["unread"] == still["unread"] == mended["compared_with"] == last
    assert broken["command"] is still["command"] is None
    assert [c["change"] for c in mended["changes"]] == ["retention-lengthened"]
    text = log(repo).stdout
    assert f"a could not be read whole. The comparison goes on from {first[:12]}." in text
    assert f"a was compared with {first[:12]}, the last version before that could be read." in text


def test_a_stretch_that_begins_with_what_cannot_be_read_looks_further_back(repo):
    first = repo.commit({FILE: GOOD}, "One")
    repo.commit({FILE: BROKEN}, "Broken")
    repo.commit({FILE: LONGER}, "Mended")
    (mended,) = data(repo, "HEAD~1..")["commits"]
    assert mended["compared_with"] == [{"register": "a", "last_read": first}]
    assert [c["change"] for c in mended["changes"]] == ["retention-lengthened"]


def test_a_register_that_could_never_be_read_is_new_when_it_can(repo):
    repo.commit({FILE: BROKEN}, "Broken")
    repo.commit({FILE: GOOD}, "Mended")
    mended, broken = data(repo)["commits"]
    assert broken["unread"] == mended["compared_with"] == [{"register": "a", "last_read": None}]
    assert [c["change"] for c in mended["changes"]] == ["register-added"]


def test_what_is_merged_counts_on_the_day_of_the_merge(repo):
    repo.commit({FILE: GOOD}, "One")
    repo.git("checkout", "-q", "-b", "side")
    repo.commit({FILE: LONGER}, "Two")
    repo.commit({FILE: LONGEST}, "Three")
    repo.git("checkout", "-q", "main")
    dates = {"GIT_COMMITTER_DATE": "2026-03-01T12:00:00+0000"}
    repo.git("merge", "-q", "--no-ff", "-m", "Merged", "side", **dates)
    assert told(repo)[0] == ("Merged", ["retention-lengthened"])
    assert [entry["date"] for entry in data(repo)["commits"]] == ["2026-03-01", "2026-01-01"]


def test_registers_behind_a_link_have_their_history(repo):
    repo.commit({"data/a.ropa.yaml": GOOD}, "One")
    (repo.folder / "registers").symlink_to("data")
    repo.commit({}, "Link")
    repo.commit({"data/a.ropa.yaml": LONGER}, "Two")
    assert told(repo) == [("Two", ["retention-lengthened"]), ("Link", ["register-added"])]


# --- one activity -----------------------------------------------------------------------------------


def test_an_activity_has_its_history_whatever_its_id_was(repo):
    other = "  - id: news\n    name: News\n    purposes: [Send news]\n    legal_basis: [consent]\n"
    repo.commit({FILE: GOOD}, "One")
    repo.commit({FILE: LONGER}, "Longer")
    repo.commit({FILE: LONGER + other}, "Another")
    repo.commit({FILE: LONGER.replace("id: payroll", "id: wages") + other}, "Id")
    subjects = [one for one, codes in told(repo, *WAGES, "--level", "editorial") if codes]
    assert subjects == ["Id", "Longer", "One"]
    done = log(repo, *WAGES).stdout
    assert "1 other commit changed nothing of what the record says of wages." in done


# --- the working tree -------------------------------------------------------------------------------


def test_what_is_not_committed_is_said_beside_and_not_told(repo):
    repo.commit({FILE: GOOD}, "One")
    before = log(repo)
    assert "Not committed" not in before.stderr
    repo.write({FILE: LONGER})
    after = log(repo)
    assert after.stdout == before.stdout
    assert "Not committed: 1 change." in after.stderr
    repo.commit({}, "Two")
    assert "Not committed" not in log(repo, "HEAD~1..").stderr


# --- hostile subjects -------------------------------------------------------------------------------

ESCAPED = re.compile(r"\\.")
HOSTILE = (
    "::error::owned",
    "##[error] owned",
    "red \x1b[31m and \u202e turned",
    "<script>alert(1)</script> <img src=x>",
    "| a | b [c](javascript:x) `d` # e",
    "x" * 5000,
)


@pytest.mark.parametrize("subject", HOSTILE, ids=range(len(HOSTILE)))
def test_a_subject_is_text_and_nothing_else(repo, subject):
    repo.commit({FILE: GOOD}, subject)
    text, page, markdown = (log(repo, "--format", form).stdout for form in ("text", "html", "md"))
    for shown in (text, page, markdown):
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "x" * 201 not in shown
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())
    assert "##[" not in text
    for harmful in ("<script>alert", "<img"):
        assert harmful not in page
        assert harmful not in ESCAPED.sub("", markdown)
    assert "](javascript:" not in ESCAPED.sub("", markdown)
    raw = log(repo, "--format", "json").stdout
    assert "\x1b" not in raw
    assert json.loads(raw)["commits"][0]["subject"] == subject


def test_a_commit_without_a_subject_is_told(repo):
    repo.write({FILE: GOOD})
    repo.git("add", "-A")
    repo.git("commit", "-q", "--allow-empty-message", "-m", "")
    assert "(no subject)" in log(repo).stdout
