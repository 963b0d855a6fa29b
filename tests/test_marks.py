"""Which words of two texts differ: the parts are the texts, and what is common is in both."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.pages.marks import Mark, marked

TEXTS = st.text(st.sampled_from("ab ,.\n-é\u0301_=\U0001f600"), max_size=12)


def _shown(marks):
    """What changed in brackets."""
    return "".join(f"[{mark.text}]" if mark.changed else mark.text for mark in marks)


@pytest.mark.parametrize(
    ("old", "new", "went", "came"),
    [
        ("3 years after the end", "10 years after the end",
         "[3] years after the end", "[10] years after the end"),
        ("Name, e-mail", "Name, e-post", "Name, [e-mail]", "Name, [e-post]"),
        ("Until 2026-01-31", "Until 2027-01-31", "Until [2026-01-31]", "Until [2027-01-31]"),
        ("Name, phone.", "Name.", "Name[, phone].", "Name."),
        ("A, B", "A; B", "A[, ]B", "A[; ]B"),
        ("Pay salaries, and keep books", "Pay salaries and pensions, and keep books",
         "Pay salaries, and keep books", "Pay salaries[ and pensions], and keep books"),
        ("Consent", "Contract", "[Consent]", "[Contract]"),
        ("", "New", "", "[New]"),
        ("Gone", "", "[Gone]", ""),
        ("Same", "Same", "Same", "Same"),
        ("", "", "", ""),
    ],
)  # fmt: skip
def test_the_words_that_differ(old, new, went, came):
    assert tuple(map(_shown, marked(old, new))) == (went, came)


def test_texts_that_share_a_word_are_other_texts():
    old, new = marked("Consent of the guardian", "Statutory duties under the law on accounting")
    assert [len(old), len(new)] == [1, 1]


@given(TEXTS, TEXTS)
def test_the_parts_are_the_texts(old, new):
    went, came = marked(old, new)
    assert "".join(mark.text for mark in went) == old
    assert "".join(mark.text for mark in came) == new
    kept = ["".join(mark.text for mark in side if not mark.changed) for side in (went, came)]
    assert kept[0] == kept[1]
    assert any(mark.changed for mark in (*went, *came)) == (old != new)
    for side in (went, came):
        assert all(mark.text for mark in side)
        assert all(one.changed != other.changed for one, other in pairwise(side))


def test_a_huge_text_is_marked_at_once():
    """Ten thousand words in common in another order: only the ends are compared."""
    words = [f"w{number % 7}" for number in range(10_000)]
    same = " ".join(["First", *(f"s{number}" for number in range(20_000))])
    old, new = f"{same} {' '.join(words)}", f"{same} {' '.join(reversed(words))}"
    started = time.process_time()
    went, came = marked(old, new)
    assert time.process_time() - started < 2
    assert went[0] == came[0] == Mark(f"{same} ", changed=False)
    assert [len(went), len(came)] == [2, 2]
