"""Writing: the old file or the new one, whole, whatever fails and whenever."""

import errno
import os

import pytest
from faults import Failing, attempts, contents, lay

from ropa.source.write import write


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT])
@pytest.mark.parametrize("existed", [True, False])
def test_whichever_call_fails_nothing_is_torn(tmp_path, code, existed):
    path = tmp_path / "register.md"
    old = {"register.md": b"old"} if existed else {}
    lay(tmp_path, old)
    for attempt in attempts(lambda: write(path, b"new" * 1000), Failing, code):
        if attempt.error is not None:
            assert (attempt.error.errno, attempt.error.filename) == (code, str(path))
        assert contents(tmp_path) == (old if attempt.error else {"register.md": b"new" * 1000})
        lay(tmp_path, old)
    assert attempt.number > 7


def test_an_interruption_leaves_no_trace(tmp_path, monkeypatch):
    def interrupt(*args):
        raise KeyboardInterrupt

    path = tmp_path / "register.md"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(path, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["register.md"]
    assert path.read_bytes() == b"old"


def test_the_mode_of_the_old_file_stays(tmp_path):
    path = tmp_path / "register.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path):
    old = os.umask(0o027)
    try:
        write(tmp_path / "deep" / "register.md", b"new")
    finally:
        os.umask(old)
    assert (tmp_path / "deep" / "register.md").stat().st_mode & 0o777 == 0o640
