"""Writing: the old file or the new one, whole, whatever fails and whenever."""

import errno
import os
import tempfile
from pathlib import Path

import pytest

from ropa.source.write import write

CALLS = ("mkstemp", "write", "fsync", "chmod", "replace")


class Fault:
    """Makes the n-th of the watched calls fail."""

    def __init__(self, monkeypatch, number: int, code: int) -> None:
        self.left = number
        self.code = code
        for owner, name in (
            (tempfile, "mkstemp"), (os, "fsync"), (Path, "chmod"), (Path, "replace"), (os, "fdopen"),
        ):  # fmt: skip
            monkeypatch.setattr(owner, name, self._watched(getattr(owner, name)))

    def _watched(self, call):
        def watched(*args, **kwargs):
            self.left -= 1
            if self.left == 0:
                raise OSError(self.code, os.strerror(self.code))
            return call(*args, **kwargs)

        return watched


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT])
@pytest.mark.parametrize("existed", [True, False])
def test_whichever_call_fails_nothing_is_torn(tmp_path, code, existed):
    path = tmp_path / "register.md"
    for number in range(1, 20):
        if existed:
            path.write_bytes(b"old")
        with pytest.MonkeyPatch.context() as patch:
            fault = Fault(patch, number, code)
            try:
                write(path, b"new" * 1000)
            except OSError as error:
                said = error.errno, error.filename
                assert said == (code, str(path))
                assert (path.read_bytes() == b"old") if existed else not path.exists()
            else:
                assert path.read_bytes() == b"new" * 1000
                assert fault.left > 0
                break
        assert [p.name for p in tmp_path.iterdir()] == (["register.md"] if existed else [])
    else:
        pytest.fail("it never came to an end")
    assert number > len(CALLS) - 1


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
