"""1xx, second part: why, about whom, which data and to whom, Art. 30(1)(b)-(d)."""

from collections.abc import Iterator
from typing import Any

from ropa.findings import Confidence, Severity
from ropa.law.words import phrases
from ropa.model.activity import Activity
from ropa.model.party import Recipient
from ropa.model.record import Record
from ropa.rules.answers import (
    WORD,
    answered_none,
    entries,
    has_words,
    in_every_language,
    in_sets,
    is_left_open,
    is_short,
    is_vague,
    normal,
    stated,
    texts,
    words_of,
)
from ropa.rules.rule import Miss, miss, miss_in_definition, rule

ERROR, WARNING = Severity.ERROR, Severity.WARNING
LIKELY = Confidence.LIKELY


@rule(
    "ROPA108", "purpose-missing", ERROR, "GDPR Art. 30(1)(b)", role="controller",
    fix="State why the data are processed, not what is done with them.",
    silent="Any purpose in words will do here; whether it says enough is asked by another rule.",
)  # fmt: skip
def purpose_missing(activity: Activity) -> Iterator[Miss]:
    """No purpose is stated.

    The record holds the purposes of the processing.
    """
    if not stated(activity.purposes):
        yield miss("purposes")


@rule(
    "ROPA109", "purpose-vague", WARNING, "GDPR Art. 30(1)(b), 5(1)(b)", role="controller",
    confidence=LIKELY,
    fix="Say what is aimed at, and for whom: “answer customers' questions about invoices”.",
    silent="Short purposes that say what for (payroll, bookkeeping, recruitment) are accepted, "
    "and so is any purpose of more than two words of its own.",
)  # fmt: skip
def purpose_vague(activity: Activity) -> Iterator[Miss]:
    """The purpose “{words}” does not let a reader judge whether the data are necessary for it.

    Purposes are specified and explicit. A title, the name of the activity or a general word is not
    a purpose. Read from word lists: a hint, not a judgement, and none where a `note` says more.
    """
    own = {normal(text) for text in texts(activity.name)}

    def says_too_little(text: str) -> bool:
        vague = is_vague(text, "purpose")
        if not vague and text not in own:
            return False
        allowed = not phrases("purpose_allowed").isdisjoint(WORD.findall(text))
        return not allowed and (vague or is_short(text))

    for index, purpose, words in entries(activity.purposes):
        if not has_words(purpose.note) and in_every_language(words, says_too_little):
            yield miss("purposes", index, words=words)


@rule(
    "ROPA110", "data-subjects-missing", ERROR, "GDPR Art. 30(1)(c)", role="controller",
    fix="List the categories of data subjects: customers, employees, applicants, …",
    silent="Silent where the data sets state the data subjects, each for itself.",
)  # fmt: skip
def data_subjects_missing(activity: Activity) -> Iterator[Miss]:
    """No category of data subjects is stated.

    The record describes the categories of data subjects.
    """
    if not stated(activity.data_subjects) and not in_sets(activity, "data_subjects"):
        yield miss("data_subjects")


def _is_anybody(text: str) -> bool:
    return is_vague(text, "data_subjects")


def _is_left_open(text: str) -> bool:
    return is_left_open(text, "data_subjects")


def _is_any_data(text: str) -> bool:
    return is_vague(text, "personal_data") or is_left_open(text, "personal_data")


@rule(
    "ROPA111", "data-subjects-vague", WARNING, "GDPR Art. 30(1)(c)", role="controller",
    confidence=LIKELY,
    fix="Name the groups that are known.",
    silent="A word beside the vague one that names a group is enough.",
)  # fmt: skip
def data_subjects_vague(activity: Activity) -> Iterator[Miss]:
    """“{words}” does not say which categories of data subjects.

    A catch-all is only an answer together with the groups that are known. Read from word lists: a
    hint, not a judgement, and none where `when` or `note` says who they are.
    """
    subjects = list(entries(activity.data_subjects))
    bare = [(i, w) for i, s, w in subjects if not has_words(s.when) and not has_words(s.note)]
    anybody = [index for index, words in bare if in_every_language(words, _is_anybody)]
    for index, words in bare:
        alone = index in anybody and len(anybody) == len(subjects)
        if alone or in_every_language(words, _is_left_open):
            yield miss("data_subjects", index, words=words)


@rule(
    "ROPA112", "data-categories-missing", ERROR, "GDPR Art. 30(1)(c)", role="controller",
    fix="List the categories of personal data.",
    silent="Silent where the data sets state the data, each for itself.",
)  # fmt: skip
def data_categories_missing(activity: Activity) -> Iterator[Miss]:
    """No category of personal data is stated.

    The record describes the categories of personal data.
    """
    if not stated(activity.personal_data) and not in_sets(activity, "personal_data"):
        yield miss("personal_data")


@rule(
    "ROPA113", "data-categories-vague", WARNING, "GDPR Art. 30(1)(c), 5(1)(c)", role="controller",
    confidence=LIKELY,
    fix="Name the categories, or for unstructured content what it typically holds.",
    silent="Examples in brackets after a named category may be left open. What customers write "
    "in free text is named by what it typically holds.",
)  # fmt: skip
def data_categories_vague(activity: Activity, record: Record) -> Iterator[Miss]:
    """“{words}” does not say which categories of personal data.

    Whether data are limited to what is necessary cannot be seen from a catch-all. Read from word
    lists: a hint, not a judgement, and none where a `note` says more.
    """
    categories = record.register.data_categories
    for index, data, words in entries(activity.personal_data):
        defined = categories.get(data.name) if isinstance(data.name, str) else None
        meant = defined or data
        if has_words(meant.note) or not in_every_language(meant.name, _is_any_data):
            continue
        if defined:
            yield miss_in_definition("data_categories", data.name, "name", words=defined.name)
        else:
            yield miss("personal_data", index, words=words)


@rule(
    "ROPA114", "data-subject-coupling-missing", Severity.NOTE, "GDPR Art. 30(1)(c)-(d)", role="controller",
    fix="Pair them under `data_sets`, or confirm with `applies_to: all`.",
    silent="Silent with one category of data or of data subjects, with data sets, and with "
    "`applies_to: all`.",
)  # fmt: skip
def data_subject_coupling_missing(activity: Activity) -> Iterator[Miss]:
    """Several categories of data and of data subjects, and not which data concern whom.

    Good practice: the Danish authority (guidance of 2020) asks for a clear link between the
    categories of data and those of data subjects and recipients.
    """
    if activity.data_sets or activity.applies_to:
        return
    if _are_several(activity.data_subjects) and _are_several(activity.personal_data):
        yield miss("personal_data")


def _are_several(value: Any) -> bool:
    """Does a list name more than one category? A placeholder names none."""
    return type(value) is tuple and sum(has_words(words_of(entry)) for entry in value) > 1


@rule(
    "ROPA115", "recipients-missing", ERROR, "GDPR Art. 30(1)(d)", role="controller",
    fix="List the recipients or their categories, or answer `recipients: none`.",
    silent="`none` is an answer: own staff are no recipients. Processors that are stated are "
    "recipients too, Art. 4(9).",
)  # fmt: skip
def recipients_missing(activity: Activity) -> Iterator[Miss]:
    """Nothing is said of recipients.

    The record holds the categories of recipients to whom the data have been or will be disclosed.
    Processors are recipients (Art. 4(9)), the controller's own staff are not. `none` is an answer.
    """
    answered = answered_none(activity.recipients) or stated(activity.recipients)
    if not answered and not stated(activity.processors) and not in_sets(activity, "recipients"):
        yield miss("recipients")


def _is_anyone(recipient: Recipient) -> bool:
    return not has_words(recipient.note) and in_every_language(
        recipient.name, lambda text: is_vague(text, "recipients")
    )


@rule(
    "ROPA116", "recipients-vague", WARNING, "GDPR Art. 30(1)(d)", role="controller",
    confidence=LIKELY,
    fix="Say in what role and sector they are, and name them where they are known.",
    silent="Categories of recipients are enough for the record, if they name the trade or the "
    "role.",
)  # fmt: skip
def recipients_vague(activity: Activity, record: Record) -> Iterator[Miss]:
    """“{words}” does not say what kind of recipients.

    A category is lawful in the record; “third parties” is none. On access the recipients
    themselves are named (Art. 15(1)(c); CJEU C-154/21, not verified). Read from word lists: a hint, where no
    recipient of the activity says more.
    """
    for _, recipient in record.receivers(activity):
        if not _is_anyone(recipient):
            return
    for (field, index), recipient in record.receivers(activity):
        entry = getattr(activity, str(field))[index]
        if entry is recipient:
            yield miss(field, index, words=recipient.name)
        else:
            yield miss_in_definition("recipients", entry.name, "name", words=recipient.name)


FAMILY = (
    purpose_missing,
    purpose_vague,
    data_subjects_missing,
    data_subjects_vague,
    data_categories_missing,
    data_categories_vague,
    data_subject_coupling_missing,
    recipients_missing,
    recipients_vague,
)
