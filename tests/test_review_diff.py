"""The diff of a review: whatever changes, it leads from the old file to the new one."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ropa.review.diff import unified

LINES = st.lists(st.sampled_from([*"abcdefgh", "", "x y"]), max_size=24)


def patched(old: list[str], diff: str) -> list[str]:
    """What a diff makes of lines; each line that it takes or keeps must be there."""
    new, at = [], 0
    for line in diff.split("\n")[3:-1]:
        if found := re.fullmatch(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", line):
            start = int(found[1]) - (found[2] != "0")
            new += old[at:start]
            at = start
            assert len(new) == int(found[3]) - (found[4] != "0")
        elif line[0] in " -":
            assert old[at] == line[1:]
            new += [line[1:]] if line[0] == " " else []
            at += 1
        else:
            new.append(line[1:])
    return new + old[at:]


@given(LINES, LINES)
def test_the_diff_leads_from_the_old_file_to_the_new(old, new):
    before, after = ("".join(f"{line}\n" for line in lines).encode() for lines in (old, new))
    assert patched(old, unified("r.yaml", before, after) or "\n\n\n") == new


def test_one_line_of_very_many_is_one_hunk():
    old = [text for n in range(9000) for text in (f"- id: a{n}", "  name: same", "  owner: same")]
    new = list(old)
    new[13_501] = "  name: other"
    before, after = ("\n".join(lines).encode() for lines in (old, new))
    diff = unified("r.yaml", before, after)
    assert diff.count("@@ -") == 1
    assert len(diff.splitlines()) == 3 + 1 + 3 + 2 + 3
