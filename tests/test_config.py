"""The configuration: where it is found, what it says, and what it may not do."""

import json
import os
from pathlib import Path

import pytest
from test_cli import BAD, GOOD, ropa

KEYS = {
    "registers": '["records"]', "profile": '"minimal"', "fail-on": '"never"', "select": '["ROPA1"]',
    "ignore": '["ROPA116"]', "baseline": '"base.json"', "lang": '"sv"',
}  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a register that lacks something, in records/."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "records").mkdir()
    (tmp_path / "records/a.ropa.yaml").write_text(BAD)
    return tmp_path


def configure(folder: Path, *rows: str, name: str = "ropa.toml") -> Path:
    path = folder / name
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


RECORDS = 'registers = ["records"]'


# --- where it is found --------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "head"), [("ropa.toml", ""), ("pyproject.toml", "[tool.ropa]")])
@pytest.mark.parametrize("below", ["", "src/deep"])
def test_it_is_searched_upwards_to_the_root_of_the_repository(repository, name, head, below):
    configure(repository, head, RECORDS, name=name)
    (repository / below).mkdir(parents=True, exist_ok=True)
    done = ropa("validate", cwd=repository / below)
    assert done.returncode == 1
    up = "../../" if below else ""
    assert done.stdout.startswith(f"{up}records/a.ropa.yaml:")


def test_it_is_not_searched_above_the_root(repository):
    configure(repository, RECORDS)
    inner = repository / "inner"
    (inner / ".git").mkdir(parents=True)
    done = ropa("validate", cwd=inner)
    assert (done.returncode, "registers: there is no such" in done.stderr) == (2, True)


def test_without_a_repository_only_here(tmp_path):
    configure(tmp_path, RECORDS)
    (tmp_path / "below").mkdir()
    assert "registers: there" in ropa("validate", cwd=tmp_path / "below").stderr
    assert "records: there" in ropa("validate", cwd=tmp_path).stderr


def test_the_nearest_holds_and_ropa_toml_before_pyproject(repository):
    configure(repository, 'fail-on = "never"', RECORDS)
    configure(repository, "[tool.ropa]", 'registers = ["elsewhere"]', name="pyproject.toml")
    assert ropa("validate", cwd=repository).returncode == 0
    configure(repository / "records", 'registers = ["."]')
    assert ropa("validate", cwd=repository / "records").returncode == 1
    configure(repository / "records", "[tool.other]", "x = 'ropa'", name="pyproject.toml")
    (repository / "records/ropa.toml").unlink()
    assert ropa("validate", cwd=repository / "records").returncode == 0


def test_another_or_none_can_be_read(repository):
    configure(repository, 'registers = ["nothing-there"]')
    other = configure(
        repository / "records", 'registers = ["."]', 'fail-on = "never"', name="other.toml"
    )
    assert ropa("validate", "--config", other, cwd=repository).returncode == 0
    assert ropa("validate", "--isolated", "records", cwd=repository).returncode == 1
    assert ropa("validate", "--config", "no.toml", "records", cwd=repository).returncode == 2


# --- what it says -------------------------------------------------------------------------------


def test_every_key_is_obeyed_and_the_command_line_wins(repository):
    rows = [f"{key} = {value}" for key, value in KEYS.items()]
    (repository / "base.json").write_text('{"format_version": 1, "entries": []}')
    configure(repository, *rows)
    done = ropa("validate", "--format", "json", cwd=repository)
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert report["gate"]["profile"] == "minimal"
    assert {"ROPA116", "ROPA201"} <= set(report["gate"]["switched_off"])
    assert "mottagare" in done.stdout
    told = ropa(
        "validate", "records", "--format", "json", "--fail-on", "error", "--profile", "strict",
        "--select", "ROPA115", "--ignore", "ROPA9", "--lang", "en", cwd=repository,
    )  # fmt: skip
    report = json.loads(told.stdout)
    assert (told.returncode, report["gate"]["profile"]) == (1, "strict")
    assert "ROPA115" not in report["gate"]["switched_off"]
    assert "recipients" in report["findings"][0]["message"]


def test_paths_are_those_of_its_folder(repository):
    configure(repository, RECORDS, 'baseline = "base.json"', 'select = ["ROPA1"]')
    done = ropa("validate", "--write-baseline", cwd=repository / "records")
    assert done.returncode == 0, done.stderr
    assert "wrote ../base.json" in done.stderr
    assert ropa("validate", cwd=repository).returncode == 0


def test_render_obeys_it(repository):
    configure(repository, RECORDS, 'ignore = ["ROPA116"]', 'lang = "en"')
    assert ropa("render", "-o", "out", cwd=repository).returncode == 0
    text = (repository / "out/a.md").read_text("utf-8")
    assert "Not asked: 1 rule (ROPA116)." in text
    assert ropa("render", "-o", "out", "--isolated", "records", cwd=repository).returncode == 0
    assert "Not asked" not in (repository / "out/a.md").read_text("utf-8")


def test_no_report_is_written_over_it(repository):
    path = configure(repository, RECORDS, 'baseline = "base.json"')
    (repository / "base.json").write_text('{"format_version": 1, "entries": []}')
    for name in ("ropa.toml", "base.json"):
        done = ropa("validate", "--report", f"json={name}", cwd=repository)
        assert (done.returncode, "is read by this run" in done.stderr) == (2, True)
    assert path.read_text("utf-8").startswith(RECORDS)


# --- what it may not be -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("regsters = []", "did you mean registers?"),
        ("fail_on = 'error'", "did you mean fail-on?"),
        ("profile = 'strikt'", "did you mean strict?"),
        ("fail-on = 'warnings'", "did you mean warning?"),
        ("fail-on = 1", "fail-on: a text is needed"),
        ("select = 'ROPA4'", "select: a list of texts is needed"),
        ("select = [1]", "select: a list of texts is needed"),
        ("ignore = ['ROPA010']", "cannot be switched off"),
        ("ignore = ['retention-vage']", "did you mean ROPA"),
        ("lang = 'xx'", "not 'xx'"),
        ("registers = ['../elsewhere']", "leads out of the repository"),
        ("registers = ['/etc']", "leads out of the repository"),
        ("baseline = '../base.json'", "leads out of the repository"),
        ("baseline = 'nothing.json'", "nothing.json: No such file"),
        ('baseline = "\\u0000"', "leads out of the repository"),
        ("[tool.ropa]", "there is no key 'tool'"),
        ("profile =", "is not TOML"),
        ("a = " + "[" * 100_000, "is not TOML"),
        ("# " + "x" * 4_000_000, "is larger than 4 MB"),
    ],
)
def test_a_mistake_exits_2_and_names_what_was_meant(repository, row, told):
    configure(repository, row)
    done = ropa("validate", "records", cwd=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("table", ["[tool]\nropa = 1", "tool = 'ropa'\n[", "[tool.ropa]\nx = 1"])
def test_a_mistake_in_pyproject_is_one_too(repository, table):
    configure(repository, table, name="pyproject.toml")
    assert ropa("validate", "records", cwd=repository).returncode == 2


def test_what_is_not_ours_in_pyproject_is_left_alone(repository):
    configure(repository, "tool = 1", name="pyproject.toml")
    assert ropa("validate", "records", cwd=repository).returncode == 1


def test_bytes_that_are_no_text_are_refused(repository):
    (repository / "ropa.toml").write_bytes(b"profile = '\xff'")
    done = ropa("validate", "records", cwd=repository)
    assert (done.returncode, "ropa.toml: is not UTF-8" in done.stderr) == (2, True)


@pytest.mark.parametrize("name", ["ropa.toml", "pyproject.toml"])
def test_a_link_that_leads_out_is_not_read(repository, tmp_path_factory, name):
    secret = tmp_path_factory.mktemp("outside") / "secret.toml"
    secret.write_text("password = 'ropa'")
    (repository / name).symlink_to(secret)
    done = ropa("validate", "records", cwd=repository)
    assert (done.returncode, "leads out" in done.stderr) == (2, True)
    assert "password" not in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_does_not_hang_it(repository):
    os.mkfifo(repository / "ropa.toml")
    assert ropa("validate", "records", cwd=repository, timeout=30).returncode == 1
    done = ropa("validate", "records", "--config", "ropa.toml", cwd=repository, timeout=30)
    assert (done.returncode, "not a regular file" in done.stderr) == (2, True)


def test_a_register_is_read_as_before(repository):
    (repository / "records/a.ropa.yaml").write_text(GOOD)
    assert ropa("validate", "records", "--select", "ROPA1", cwd=repository).returncode == 0
