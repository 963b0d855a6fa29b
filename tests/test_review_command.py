"""`ropa review` where the workbook, the register or the terminal is not what one expects."""

import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from faults import contents, lay
from openpyxl import load_workbook
from reviewed_files import members, packed
from reviewing import Book
from test_cli import ropa as typed
from test_review_faults import FOLDER, NEW, OLD, book, desk, run  # noqa: F401
from test_review_hostile import FILES, HEAVY, TABLE

import ropa.review.apply
from ropa.workbooks.carried import SHEET

MEMORY, SECONDS = 1 << 30, 10
APPLY = ["review", "apply", "anna.xlsx"]


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def bounded(*args: str) -> subprocess.CompletedProcess:
    """The command with a bound on its memory and its time."""
    return subprocess.run(
        [sys.executable, "-m", "ropa", *args],
        capture_output=True, text=True, encoding="utf-8", preexec_fn=_limited, check=False,
    )  # fmt: skip


def changed(change) -> None:
    """The workbook with something else done to it."""
    workbook = load_workbook("anna.xlsx")
    change(workbook)
    workbook.save("anna.xlsx")


# --- workbooks ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in FILES if name != "another"])
@pytest.mark.parametrize("command", ["apply", "status"])
def test_a_hostile_workbook_is_a_message(desk, name, command):  # noqa: F811
    Path("anna.xlsx").write_bytes(FILES[name][0]())
    done = bounded("review", command, "anna.xlsx")
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert re.fullmatch(r"ropa: anna\.xlsx: [^\n]+\.\n", done.stderr), done.stderr
    assert contents(FOLDER) == OLD


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_workbook_takes_no_more_than_it_may(desk, name):  # noqa: F811
    parts = members(Path("anna.xlsx").read_bytes())
    inside = HEAVY[name]() + b"</sheetData>"
    heavy = {**parts, TABLE: parts[TABLE].replace(b"</sheetData>", inside, 1)}
    assert heavy != parts
    Path("anna.xlsx").write_bytes(packed(heavy))
    done = bounded(*APPLY, "--write", "--allow-delete")
    assert done.returncode in (1, 2), done.stderr
    assert "anna.xlsx" in done.stderr or "refused: " in done.stdout or "open" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(FOLDER) == OLD


def test_a_workbook_of_a_later_version_is_not_read(desk):  # noqa: F811
    def later(workbook):
        row = next(r for r in workbook[SHEET].iter_rows() if r[1].value == "format")
        row[2].value = "99"

    changed(later)
    done = run()
    assert (done.exit_code, contents(FOLDER)) == (2, OLD)
    assert done.stderr.startswith("ropa: anna.xlsx: ")
    assert "later version" in done.stderr


def test_a_workbook_of_another_register_is_not_applied(desk):  # noqa: F811
    Path("registers/acme").rename("registers/other")
    lay(Path("registers/other"), {**OLD, "b.ropa.yaml": OLD["b.ropa.yaml"] + b"# another\n"})
    done = run("registers/other")
    assert done.exit_code == 2
    assert "the workbook is of the register acme; registers/other has other" in done.stderr


def test_the_workbook_is_only_read(desk):  # noqa: F811
    before = Path("anna.xlsx").read_bytes(), Path("anna.xlsx").stat().st_mtime_ns
    Path("anna.xlsx").chmod(0o444)
    assert run().exit_code == 0
    assert (Path("anna.xlsx").read_bytes(), Path("anna.xlsx").stat().st_mtime_ns) == before


def test_notices_have_a_code_for_programs(desk):  # noqa: F811
    lay(FOLDER, {**OLD, "b.ropa.yaml": OLD["b.ropa.yaml"] + b"# later\n"})
    done = typed(*APPLY, "--format", "json", cwd=desk)
    (notice,) = json.loads(done.stdout)["notices"]
    assert notice["code"] == "register-changed"
    assert notice["message"].endswith(".")


# --- the register ---------------------------------------------------------------------------------


def test_a_dry_run_leaves_no_trace(desk):  # noqa: F811
    def now() -> dict[Path, tuple[int, int, int]]:
        found = {path: path.stat() for path in Path().rglob("*")}
        return {path: (one.st_ino, one.st_mtime_ns, one.st_size) for path, one in found.items()}

    before = now()
    for command in ("apply", "status"):
        assert typed("review", command, "anna.xlsx", cwd=desk).returncode == 0
    assert now() == before


def test_what_changed_on_disk_meanwhile_is_not_overwritten(desk, monkeypatch):  # noqa: F811
    mine = OLD["b.ropa.yaml"] + b"# saved in an editor meanwhile\n"
    write = ropa.review.apply.write

    def late(changes, folder):
        (FOLDER / "b.ropa.yaml").write_bytes(mine)
        write(changes, folder)

    monkeypatch.setattr(ropa.review.apply, "write", late)
    done = run()
    assert (done.exit_code, contents(FOLDER)) == (2, {**OLD, "b.ropa.yaml": mine})
    assert "b.ropa.yaml" in done.stderr
    assert "wrote" not in done.stderr


@pytest.mark.parametrize("prefer", ["yaml", "excel"])
def test_a_preferred_side_decides_conflicts_and_the_rest_is_written(desk, prefer):  # noqa: F811
    ours = OLD["b.ropa.yaml"].replace(b"name: Visits ", b"name: Callers ")
    lay(FOLDER, {**OLD, "b.ropa.yaml": ours})
    assert run().exit_code == 1
    assert contents(FOLDER) == {**OLD, "b.ropa.yaml": ours}
    assert run("--prefer", prefer).exit_code == 0
    assert contents(FOLDER) == {**NEW, **({"b.ropa.yaml": ours} if prefer == "yaml" else {})}


def test_a_shared_value_is_changed_for_all_or_here(desk):  # noqa: F811
    made = Book(Path("anna.xlsx"))
    key = "organisations", "a", "name"
    changed(lambda w: w[made.title(key[0])].__setitem__(made.at(*key), "Acme Ltd"))
    assert run("--for-all").exit_code == 0
    assert b"a: {name: Acme Ltd, contact" in (FOLDER / "register.ropa.yaml").read_bytes()


def test_a_revision_takes_the_place_of_a_base_that_is_gone(desk):  # noqa: F811
    for args in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@a.example", "commit", "-qm", "a"]):  # fmt: skip
        subprocess.run(["git", *args], check=True)
    changed(lambda workbook: workbook.remove(workbook[SHEET]))
    asked = run()
    assert (asked.exit_code, contents(FOLDER)) == (1, OLD)
    assert "--base REV" in asked.stderr
    done = run("--base", "HEAD")
    assert (done.exit_code, contents(FOLDER)) == (0, NEW), done.stderr


# --- the terminal ---------------------------------------------------------------------------------


def test_in_a_terminal_there_is_colour_and_the_words_are_the_same(desk):  # noqa: F811
    import pty

    def printed(**more: str) -> str:
        leader, follower = pty.openpty()
        with subprocess.Popen(
            [sys.executable, "-m", "ropa", *APPLY],
            stdout=follower, stderr=subprocess.DEVNULL,
            env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "200", **more},
        ):  # fmt: skip
            os.close(follower)
            told = b""
            try:
                while part := os.read(leader, 1 << 16):
                    told += part
            except OSError:  # what Linux says where the other end is closed
                pass
        os.close(leader)
        return told.decode().replace("\r\n", "\n")

    coloured, plain = printed(), printed(NO_COLOR="1")
    assert "\x1b[" in coloured
    assert "\x1b[3" not in plain
    assert "\x1b[9" not in plain
    words = re.compile(r"\x1b\[[0-9;]*m|\s+")
    assert words.sub("", coloured) == words.sub("", plain)
    assert words.sub("", plain).startswith(words.sub("", typed(*APPLY, cwd=desk).stdout)[:200])


# --- what stands in place of an answer ------------------------------------------------------------


def test_a_sentence_that_something_is_missing_is_no_answer(desk):  # noqa: F811
    made = Book(Path("anna.xlsx"))
    at, title = made.at("controller", "payroll", "purposes"), made.title("controller")
    lacking = OLD["register.ropa.yaml"].replace(b"    purposes: [Pay wages to employees]\n", b"")
    for typed_in in ("Not stated, Art. 30(1)(b)", "not stated", "See common answers"):
        lay(FOLDER, OLD)
        changed(lambda w, text=typed_in: w[title].__setitem__(at, text))
        assert run().exit_code == 0
        written = (FOLDER / "register.ropa.yaml").read_bytes()
        assert b"purposes" not in written.split(b"activities:")[1]
        assert b"Not stated" not in written
    assert written == lacking.replace(b"name: Payroll ", b"name: Payroll and more ")


def test_a_name_is_not_emptied(desk):  # noqa: F811
    made = Book(Path("anna.xlsx"))
    changed(lambda w: w[made.title("controller")].__setitem__(made.at("controller", "visits", "name"), None))  # fmt: skip
    done = run()
    assert (done.exit_code, contents(FOLDER)) == (1, OLD)
    assert "It has no name." in done.stdout
