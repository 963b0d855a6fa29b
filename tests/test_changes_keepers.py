"""Controllers of a register that does not list them: the organisations that it names."""

import pytest
from test_changes import codes, judged

HEAD = "ropa: 1\norganisations:\n"
ONE = "  one: {name: Example One AB, registration_number: 556000-0011}\n"
TWO = "  two: {name: Example Two AB, registration_number: 556000-0012}\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (ONE, ONE + TWO, ["controller-added"]),
        (ONE + TWO, ONE, ["controller-removed"]),
        (ONE, TWO, ["controller-replaced"]),
        (ONE, ONE.replace("one:", "other:"), ["id-changed"]),
    ],
)
def test_who_keeps_the_record_is_told_once(tmp_path, old, new, expected):
    before, after = tmp_path / "a.ropa.yaml", tmp_path / "b.ropa.yaml"
    before.write_text(HEAD + old, "utf-8")
    after.write_text(HEAD + new, "utf-8")
    assert [code for code, _ in codes(judged(before, after))] == expected
