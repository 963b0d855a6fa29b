"""Time limits: what holds for the reading of any text."""

from hypothesis import given
from hypothesis import strategies as st

from ropa.model.activity import Retention
from ropa.model.vocabulary import TRIGGERS
from ropa.retention.entry import spelled_out
from ropa.retention.grammar import read_text
from ropa.retention.lists import LANGUAGES, phrases
from ropa.retention.term import KINDS, NOTES

UNITS = {
    "en": {"Y": "years", "M": "months", "W": "weeks", "D": "days"},
    "sv": {"Y": "år", "M": "månader", "W": "veckor", "D": "dagar"},
    "de": {"Y": "Jahre", "M": "Monate", "W": "Wochen", "D": "Tage"},
    "da": {"Y": "år", "M": "måneder", "W": "uger", "D": "dage"},
    "nb": {"Y": "år", "M": "måneder", "W": "uker", "D": "dager"},
    "fi": {"Y": "vuotta", "M": "kuukautta", "W": "viikkoa", "D": "päivää"},
    "fr": {"Y": "ans", "M": "mois", "W": "semaines", "D": "jours"},
}  # fmt: skip
FILLERS = ["", "data ", "Kunddata: ", "kept, ", "A. "]
COUNTS, LETTERS, TONGUES = st.integers(2, 400), st.sampled_from("YMWD"), st.sampled_from(LANGUAGES)

TEXTS = [
    ("sv", "Avtalstiden + 1 år"), ("sv", "Under avtalstiden, max 12 mån"), ("en", "90 days"),
    ("sv", "7 år enligt bokföringslagen"), ("en", "3-5 years after last contact"),
    ("de", "3 Jahre nach Vertragsende"), ("fi", "Kolme vuotta viimeisestä tilauksesta"),
    ("en", "Until the contract ends"), ("sv", "till dess att samtycke återkallas"),
]  # fmt: skip


@given(st.text(max_size=300), st.sampled_from([None, *LANGUAGES, "sv-FI", "xx"]))
def test_any_text_is_read_without_error(text, language):
    term = read_text(text, language)
    assert term.text == text
    assert term.kind in KINDS
    assert set(term.notes) <= set(NOTES)
    assert term.trigger in (None, *TRIGGERS)
    spelled_out(Retention(text=text), language)


@given(st.sampled_from(TEXTS), st.sampled_from(["\N{NO-BREAK SPACE}", "  ", "\n\t"]))
def test_white_space_and_case_do_not_matter(example, space):
    language, text = example
    one = read_text(text, language)
    other = read_text(f" {text.upper().replace(' ', space)} ", language)
    assert (one.kind, one.period, one.trigger, one.maximum) == (
        other.kind, other.period, other.trigger, other.maximum,
    )  # fmt: skip


@given(COUNTS, LETTERS, TONGUES)
def test_units_are_kept_as_written_and_read_alike(count, letter, language):
    term = read_text(f"{count} {UNITS[language][letter]}", language)
    assert term.period == f"P{count}{letter}"


@given(COUNTS, LETTERS, TONGUES, st.sampled_from(FILLERS), st.data())
def test_what_is_denied_is_never_a_plain_period(count, letter, language, filler, data):
    denial = data.draw(st.sampled_from(phrases("not", language)))
    period = f"{count} {UNITS[language][letter]}"
    for text in (f"{filler}{denial} {period}", f"{filler}{period}, {denial}"):
        term = read_text(text, language)
        assert term.period is None, text
        shown = spelled_out(Retention(text=text), language)
        assert shown.period is None, text


@given(COUNTS, LETTERS, TONGUES, st.sampled_from(FILLERS), st.data())
def test_at_most_is_a_maximum_and_shown_as_one(count, letter, language, filler, data):
    kind = st.sampled_from(["before_maximum", "within", "less_than"])
    bound = data.draw(st.sampled_from(phrases(data.draw(kind), language)))
    text = f"{filler}{bound} {count} {UNITS[language][letter]}"
    term = read_text(text, language)
    assert (term.period, term.maximum) in (
        (None, f"P{count}{letter}"),
        ("P0D", f"P{count}{letter}"),
    )
    shown = spelled_out(Retention(text=text), language)
    assert shown.maximum in (None, f"P{count}{letter}")
    assert shown.period is None


@given(COUNTS, LETTERS, TONGUES, st.data())
def test_bounds_behind_a_period_are_read(count, letter, language, data):
    for side in ("maximum", "minimum"):
        bound = data.draw(st.sampled_from(phrases(f"behind_{side}", language)))
        term = read_text(f"{count} {UNITS[language][letter]} {bound}", language)
        assert getattr(term, side) == f"P{count}{letter}", bound
        assert term.period is None


@given(COUNTS, LETTERS, TONGUES, st.data())
def test_words_that_change_the_sense_are_never_left_out(count, letter, language, data):
    kind = data.draw(st.sampled_from(["twist", "roughly", "default_only"]))
    words = [word for word in phrases(kind, language) if "_" not in word]
    if not words:
        return
    text = f"{data.draw(st.sampled_from(words))} {count} {UNITS[language][letter]}"
    shown = spelled_out(Retention(text=text), language)
    assert (shown.period, shown.minimum, shown.maximum, shown.after) == (None,) * 4, text


@given(COUNTS, LETTERS, TONGUES, st.data())
def test_a_period_before_an_event_is_not_read(count, letter, language, data):
    word = data.draw(st.sampled_from(phrases("ahead_of", language)))
    term = read_text(f"{count} {UNITS[language][letter]} {word} x", language)
    assert (term.period, term.understood) == (None, False), word
