"""Which files make a register."""

import os
from pathlib import Path

import pytest
from laid import write

from ropa.source.files import Limits, NothingThere, Reader, find_registers
from ropa.source.source import Refused
from ropa.source.store import Disk

HEAD = "ropa: 1\ntitle: T\n"


def found(*paths: str) -> dict[str, list[str]]:
    """The registers at the paths: their files by their names."""
    registers = find_registers([Path(path) for path in paths])
    return {register.name: [path.as_posix() for path in register.paths] for register in registers}


# --- which files -----------------------------------------------------------------------------------

TREE = {
    "r/alone.ropa.yaml": HEAD,
    "r/several/register.ropa.yaml": HEAD,
    "r/several/b.ropa.yaml": "",
    "r/several/a.ropa.yaml": "",
    "r/several/more/c.ropa.yaml": "",
    "r/several/inner/register.ropa.yaml": HEAD,
    "r/several/inner/d.ropa.yaml": "",
    "r/deep/down/below.ropa.yaml": HEAD,
    "r/.git/hidden.ropa.yaml": HEAD,
    "r/several/.idea/hidden.ropa.yaml": "",
    "r/several/._a.ropa.yaml": "\0",
    "r/node_modules/x/y.ropa.yaml": HEAD,
    "r/other.yaml": HEAD,
    "r/notes.md": "",
}
INNER = ["r/several/inner/register.ropa.yaml", "r/several/inner/d.ropa.yaml"]
SEVERAL = [
    "r/several/register.ropa.yaml",
    "r/several/a.ropa.yaml",
    "r/several/b.ropa.yaml",
    "r/several/more/c.ropa.yaml",
]
FOUND = {
    "a file": (["r/alone.ropa.yaml"], {"alone": ["r/alone.ropa.yaml"]}),
    "a name without suffix": (["r/alone"], {"alone": ["r/alone.ropa.yaml"]}),
    "any file that is named": (["r/other.yaml"], {"other.yaml": ["r/other.yaml"]}),
    "a head": (["r/several/register.ropa.yaml"], {"several": SEVERAL}),
    "a further file": (["r/several/b.ropa.yaml"], {"several": SEVERAL}),
    "a folder": (["r/several"], {"several": SEVERAL, "inner": INNER}),
    "a folder within a register": (["r/several/inner"], {"inner": INNER}),
    "a folder of a folder": (["r/deep"], {"below": ["r/deep/down/below.ropa.yaml"]}),
    "twice the same": (["r/alone", "r/../r/alone.ropa.yaml"], {"alone": ["r/alone.ropa.yaml"]}),
    "all": (
        ["r"],
        {
            "alone": ["r/alone.ropa.yaml"],
            "below": ["r/deep/down/below.ropa.yaml"],
            "several": SEVERAL,
            "inner": INNER,
        },
    ),
}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("case", FOUND)
def test_find_registers(case: str) -> None:
    write(TREE)
    paths, expected = FOUND[case]
    assert found(*paths) == expected


@pytest.mark.usefixtures("folder")
def test_the_current_folder_may_be_a_register() -> None:
    write({"register.ropa.yaml": HEAD, "a.ropa.yaml": ""})
    name = Path.cwd().name
    assert found(".") == {name: ["register.ropa.yaml", "a.ropa.yaml"]}
    assert found("register.ropa.yaml") == found(".")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("path", "reason"),
    [("gone", "no-such-path"), ("gone/x.ropa.yaml", "no-such-path"), ("empty", "no-register")],
)
def test_nothing_there(path: str, reason: str) -> None:
    write({"empty/readme.md": "", "empty/.hidden/a.ropa.yaml": HEAD})
    with pytest.raises(NothingThere) as caught:
        find_registers([Path(path)])
    assert (caught.value.reason, caught.value.path) == (reason, path)


@pytest.mark.usefixtures("folder")
def test_links_that_lead_out_are_not_followed() -> None:
    write({"out/secret.ropa.yaml": HEAD, "r/a.ropa.yaml": HEAD, "s/register.ropa.yaml": HEAD})
    Path("r/b.ropa.yaml").symlink_to("a.ropa.yaml")
    Path("r/register.ropa.yaml").symlink_to("../out/secret.ropa.yaml")
    Path("r/nowhere.ropa.yaml").symlink_to("nowhere")
    Path("r/folder").symlink_to("../out")
    Path("s/secret.ropa.yaml").symlink_to("../out/secret.ropa.yaml")
    assert found("r") == {"a": ["r/a.ropa.yaml"]}  # b is the same file
    assert found("s") == {"s": ["s/register.ropa.yaml"]}


@pytest.mark.usefixtures("folder")
def test_folders_of_any_depth() -> None:
    deepest = Path()
    for _ in range(1200):
        deepest /= "d"
        deepest.mkdir()
    (deepest / "deep.ropa.yaml").write_text(HEAD)
    try:
        assert list(found(".")) == ["deep"]
    finally:  # what clears up after tests cannot go so deep
        (deepest / "deep.ropa.yaml").unlink()
        os.removedirs(deepest)


@pytest.mark.usefixtures("folder")
def test_a_file_that_grows_while_it_is_read_is_refused() -> None:
    write({"a.ropa.yaml": HEAD})
    size = len(HEAD)

    class AsItWas(Disk):
        def size(self, path: Path) -> int:
            return size - 5

    with pytest.raises(Refused) as caught:
        Reader(Limits(file=size - 1), AsItWas()).read(Path("a.ropa.yaml"))
    assert caught.value.reason == "file-size"
