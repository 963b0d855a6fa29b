"""Writing the files of a register together: what is refused, what is kept, what is waited for."""

import os
import signal
import stat
import threading

import pytest
from faults import Calls, Dying, attempts, contents, lay

from ropa.source import calls
from ropa.source.journal import NAME, planned
from ropa.source.not_written import ChangedOnDisk, NotWritten
from ropa.source.recover import recover
from ropa.source.write import WAITS, write
from ropa.source.write_all import write_all

OLD = {"a.ropa.yaml": b"old a\n", "deep/b.ropa.yaml": b"old b\r\n"}
NEW = {"a.ropa.yaml": b"new a\n", "deep/b.ropa.yaml": b"new b\r\n"}


@pytest.fixture
def folder(tmp_path):
    lay(tmp_path, OLD)
    return tmp_path


def apply(folder):
    write_all(folder, {folder / name: (OLD[name], NEW[name]) for name in OLD})


def test_all_files_are_written_and_nothing_is_left(folder):
    apply(folder)
    assert contents(folder) == NEW
    assert recover(folder) is None


def test_nothing_to_write_touches_nothing(tmp_path):
    write_all(tmp_path / "is not there", {})
    assert contents(tmp_path) == {}


def test_modes_stay(folder):
    modes = dict(zip(OLD, (0o640, 0o755), strict=True))
    for name, mode in modes.items():
        (folder / name).chmod(mode)
    apply(folder)
    assert {n: stat.S_IMODE((folder / n).stat().st_mode) for n in OLD} == modes


@pytest.mark.parametrize("name", OLD)
@pytest.mark.parametrize("change", [b"", b"theirs", OLD["a.ropa.yaml"] + b"#", None])
def test_a_file_that_changed_meanwhile_is_not_overwritten(folder, name, change):
    if change is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(change)
    before = contents(folder)
    with pytest.raises(ChangedOnDisk, match="since it was read; nothing was written") as caught:
        apply(folder)
    assert caught.value.filename == str(folder / name)
    assert caught.value.state == "old"
    assert contents(folder) == before


@pytest.mark.parametrize("name", OLD)
def test_a_file_that_changes_at_the_last_moment_is_not_overwritten(folder, name, monkeypatch):
    wait = calls.sync_folder

    def changed(path):
        (folder / name).write_bytes(b"theirs")
        wait(path)

    monkeypatch.setattr(calls, "sync_folder", changed)
    with pytest.raises(ChangedOnDisk):
        apply(folder)
    assert contents(folder) == {**OLD, name: b"theirs"}


@pytest.mark.parametrize("inside", [True, False])
def test_a_link_is_not_written_through(folder, tmp_path_factory, inside):
    there = folder / "c.txt" if inside else tmp_path_factory.mktemp("other") / "c.txt"
    (folder / "a.ropa.yaml").rename(there)
    (folder / "a.ropa.yaml").symlink_to(there)
    before = contents(folder)
    with pytest.raises(NotWritten, match="symbolic link") as caught:
        apply(folder)
    assert caught.value.state == "old"
    assert caught.value.filename == str(folder / "a.ropa.yaml")
    assert contents(folder) == before


def test_a_file_outside_the_folder_is_a_mistake_of_the_caller(folder):
    with pytest.raises(ValueError, match="subpath"):
        write_all(folder / "deep", {folder / "a.ropa.yaml": (b"old a\n", b"")})
    assert contents(folder) == OLD


# --- another program, another run, a signal ------------------------------------------------------


class Excel(Calls):
    """Another program has a file open for so many tries, as Windows tells it."""

    def __init__(self, patch, tries):
        self.tries, self.waited = tries, []
        super().__init__(patch)
        patch.setattr(calls, "wait", self.waited.append)

    def fault(self, number, name):
        if name != "replace" or self.tries == 0:
            return None
        self.tries -= 1
        error = PermissionError(13, "Permission denied")
        error.winerror = 32
        return error


@pytest.mark.parametrize("tries", range(len(WAITS) + 1))
def test_a_file_that_another_program_holds_is_waited_for(folder, monkeypatch, tries):
    excel = Excel(monkeypatch, tries)
    apply(folder)
    assert contents(folder) == NEW
    assert excel.waited == list(WAITS[:tries])


def test_a_file_that_is_never_let_go_is_left_as_it_is(folder, monkeypatch):
    excel = Excel(monkeypatch, len(WAITS) + 1)
    with pytest.raises(NotWritten, match="close it there and try again; nothing was written"):
        apply(folder)
    assert contents(folder) == OLD
    assert sum(excel.waited) == pytest.approx(2)


def test_one_file_that_is_never_let_go_is_named(folder, monkeypatch):
    Excel(monkeypatch, len(WAITS) + 1)
    with pytest.raises(OSError, match="close it there") as caught:
        write(folder / "a.ropa.yaml", b"new")
    assert caught.value.filename == str(folder / "a.ropa.yaml")
    assert contents(folder) == OLD


def test_a_run_at_work_is_left_alone(folder, monkeypatch):
    seen = []
    replace = calls.replace

    def meanwhile(source, target):
        for other in (apply, recover):
            with pytest.raises(NotWritten, match="another run of ropa is writing here") as caught:
                other(folder)
            seen.append(caught.value.filename)
        replace(source, target)

    monkeypatch.setattr(calls, "replace", meanwhile)
    apply(folder)
    assert contents(folder) == NEW
    assert seen == [str(folder / NAME)] * 4


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("moment", ["create", "read", "replace", "remove"])
def test_a_signal_waits_until_all_is_written(folder, monkeypatch, number, moment):
    came = []
    call = getattr(calls, moment)

    def with_signal(*args):
        signal.raise_signal(number)
        assert not came
        return call(*args)

    monkeypatch.setattr(calls, moment, with_signal)
    before = signal.signal(number, lambda *_: came.append(1))
    try:
        apply(folder)
        assert came == [1]
        assert signal.getsignal(number) is not before
    finally:
        signal.signal(number, before)
    assert contents(folder) == NEW


def test_it_writes_from_any_thread(folder):
    thread = threading.Thread(target=apply, args=(folder,))
    thread.start()
    thread.join()
    assert contents(folder) == NEW


# --- what a killed run leaves --------------------------------------------------------------------


def half(folder):
    """Leave what a run leaves that is killed between two files."""
    for attempt in attempts(lambda: apply(folder), Dying):
        if attempt.calls[: attempt.number].count("replace") == 2:
            return
        lay(folder, OLD)


def test_what_was_changed_after_a_kill_is_not_thrown_away(folder):
    half(folder)
    (folder / "deep/b.ropa.yaml").write_bytes(b"theirs")
    before = contents(folder)
    assert before["a.ropa.yaml"] == NEW["a.ropa.yaml"]
    with pytest.raises(NotWritten, match="was changed after ropa was interrupted") as caught:
        recover(folder)
    assert caught.value.filename == str(folder / "deep/b.ropa.yaml")
    assert contents(folder) == before


def test_what_was_restored_after_a_kill_is_only_cleared_away(folder):
    half(folder)
    for name, content in {**OLD, "deep/b.ropa.yaml": b"theirs"}.items():
        (folder / name).write_bytes(content)
    assert recover(folder) == "old"
    assert contents(folder) == {**OLD, "deep/b.ropa.yaml": b"theirs"}


def planted(folder, *, path="a.ropa.yaml", token="0123abcd"):
    (folder / path).parent.mkdir(exist_ok=True)
    plan = planned(folder, {folder / path: (b"evil", OLD["a.ropa.yaml"])}, token)
    (folder / NAME).write_bytes(plan.text())


@pytest.mark.parametrize(
    "wrong", [{"path": "../a.ropa.yaml"}, {"path": "link/a.ropa.yaml"}, {"token": "../../x"}]
)
def test_a_journal_that_somebody_planted_reaches_nothing_outside(folder, tmp_path_factory, wrong):
    other = tmp_path_factory.mktemp("other")
    (other / "a.ropa.yaml").write_bytes(OLD["a.ropa.yaml"])
    (folder / "link").symlink_to(other)
    planted(folder, **wrong)
    before = contents(folder)
    with pytest.raises(NotWritten, match="is not as ropa writes it"):
        recover(folder)
    assert contents(folder) == before
    assert contents(other) == {"a.ropa.yaml": OLD["a.ropa.yaml"]}


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]\n", b"\xff" * 100, b"{}\n" + b"0" * 64 + b"\n"]
)
def test_a_journal_that_was_not_written_whole_is_only_removed(folder, content):
    (folder / NAME).write_bytes(content)
    assert recover(folder) == "old"
    assert contents(folder) == OLD


def test_a_journal_that_is_a_link_is_not_followed(folder):
    (folder / NAME).symlink_to(folder / "a.ropa.yaml")
    with pytest.raises(OSError, match="symbolic links") as caught:
        recover(folder)
    assert caught.value.filename == str(folder / NAME)
    assert {n: (folder / n).read_bytes() for n in OLD} == OLD


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_a_name_that_is_no_text_is_recovered_too(tmp_path):
    name = os.fsdecode(b"b\xe4.ropa.yaml")
    lay(tmp_path, {"a.ropa.yaml": b"old", name: b"old"})
    changes = {tmp_path / n: (b"old", b"new") for n in ("a.ropa.yaml", name)}
    for attempt in attempts(lambda: write_all(tmp_path, changes), Dying):
        recover(tmp_path)
        now = set(contents(tmp_path).values())
        assert now in ([{b"old"}, {b"new"}] if attempt.error else [{b"new"}])
        lay(tmp_path, {"a.ropa.yaml": b"old", name: b"old"})
