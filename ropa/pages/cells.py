"""Parts of a register as lines of text, in the chosen language."""

from collections.abc import Callable, Iterator
from typing import Any

from ropa.model.activity import (
    AutomatedDecisions,
    DataCategory,
    DataSource,
    Dpia,
    Exemption,
    LegalBasis,
    Link,
    Purpose,
    Retention,
    SpecialCondition,
)
from ropa.model.part import Item, NoneStated, NotApplicable, Part, See, Unknown
from ropa.model.party import Contact, Joint, Organisation, Person, Principal, Recipient, Transfer
from ropa.model.record import Record
from ropa.model.vocabulary import BASIS_ARTICLES, MECHANISM_ARTICLES
from ropa.pages.page import Cell, Line, Tone
from ropa.words.terms import term
from ropa.words.words import Words

Shown = Iterator[Line]


def aside(text: str) -> Shown:
    """A remark below an entry, if there is one."""
    if text:
        yield Line(text, Tone.ASIDE)


class Cells:
    """Turns the values of one record into cells, in one language."""

    def __init__(self, record: Record, words: Words) -> None:
        self.record = record
        self.words = words

    # --- whole answers --------------------------------------------------------------------------

    def answer(self, value: Any, show: Callable[[Any], Shown]) -> Cell:
        """A value, each entry of a list, or what is answered in place of one; empty where absent."""
        if value is None:
            return ()
        if isinstance(value, (NoneStated, Unknown, NotApplicable, See)):
            return tuple(self._no_value(value))
        entries = value if isinstance(value, tuple) else (value,)
        return tuple(line for entry in entries for line in show(entry))

    def _no_value(self, value: Part) -> Shown:
        w = self.words
        match value:
            case NoneStated():
                yield Line(w("None"))
                yield from aside(w.text(value.none))
            case NotApplicable():
                yield Line(w("Not applicable"))
                yield from aside(w.text(value.not_applicable))
            case See():
                yield Line(w("See {activity}", activity=value.see), target=value.see)
            case Unknown():
                text = w.text(value.unknown)
                question = w("Open question: {text}", text="") if text else w("Open question")
                yield Line((question.strip() + " " + text).strip(), Tone.QUESTION)
                if value.owner:
                    yield from aside(w("To be answered by {owner}", owner=w.text(value.owner)))
                if value.due:
                    yield from aside(w("Due {date}", date=w.date(value.due)))

    def listed(self, value: Any) -> str:
        """The names of a list on one line, without remarks."""
        return ", ".join(line.text for line in self.answer(value, self.name_of))

    # --- entries --------------------------------------------------------------------------------

    def text(self, value: Any) -> Shown:
        """A text of the register."""
        yield Line(self.words.text(value))

    def name_of(self, entry: Any) -> Shown:
        """The words of an entry alone: a name, or the term for a closed word."""
        match entry:
            case LegalBasis():
                yield Line(self.words.text(entry.text) or term(self.words, "basis", entry.basis))
            case Retention():
                yield Line(self.words.text(entry.text) or self._period(entry))
            case Recipient() | DataCategory() | Item():
                yield Line(self._defined_name(entry))
            case _:
                yield Line(self.words.text(getattr(entry, "name", None)))

    def _defined_name(self, entry: Item) -> str:
        """An entry's name, or the name of what its id points to."""
        return self.words.text(self._defined(entry).name)

    def _defined(self, entry: Item) -> Item:
        register = self.record.register
        sections = (
            (Recipient, register.recipients),
            (DataCategory, register.data_categories),
            (Item, {**register.systems, **register.security_measures}),
        )
        for kind, section in sections:
            if isinstance(entry, kind) and isinstance(entry.name, str):
                return section.get(entry.name, entry)  # type: ignore[attr-defined, no-any-return]
        return entry

    def item(self, entry: Item) -> Shown:
        """An entry of a list with its remarks."""
        w = self.words
        defined = self._defined(entry)
        yield Line(w.text(defined.name))
        for source in dict.fromkeys((id(entry), id(defined))):
            part = entry if source == id(entry) else defined
            if part.when:
                yield from aside(w("When: {condition}", condition=w.text(part.when)))
            yield from aside(w.text(part.note))
            yield from self.extensions(part)

    def data_category(self, entry: DataCategory) -> Shown:
        """A category of personal data, and whether it is a special one."""
        yield from self.item(entry)
        w = self.words
        defined = self._defined(entry)
        special = entry.special or getattr(defined, "special", None)
        if special:
            article = "Art. 10" if special == "criminal" else "Art. 9(1)"
            yield from aside(f"{term(w, 'special', special)} ({w(article)})")
        if entry.national_id or getattr(defined, "national_id", None):
            yield from aside(w("National identification number (Art. 87)"))
        yield from aside(w.text(entry.ground or getattr(defined, "ground", None)))

    def measure(self, entry: Item) -> Shown:
        """A security measure, and the part of Art. 32(1) that it belongs to."""
        yield from self.item(entry)
        article = getattr(entry, "article", None) or getattr(self._defined(entry), "article", None)
        if article:
            yield from aside(self.words("Art. {article}", article=article))

    def purpose(self, entry: Purpose) -> Shown:
        """A purpose, and what is said of marketing and further use."""
        yield from self.item(entry)
        w = self.words
        if entry.direct_marketing:
            yield from aside(w("Direct marketing"))
        if entry.objection:
            yield from aside(w("Objection: {how}", how=w.text(entry.objection)))
        for line in self.answer(entry.further_use, self._further_use):
            yield Line(w("Further use: {text}", text="").strip() + " " + line.text, Tone.ASIDE)

    def _further_use(self, use: Any) -> Shown:
        yield Line(self.words.text(use.compatible_because))

    def legal_basis(self, entry: LegalBasis) -> Shown:
        """A legal basis with its article, its words, and what it covers."""
        w = self.words
        name = w.text(entry.text) or term(w, "basis", entry.basis)
        if entry.basis:
            article = w("Art. {article}", article=BASIS_ARTICLES[entry.basis])
            official = term(w, "basis", entry.basis)
            same = name.casefold() == official.casefold()
            yield Line(f"{name} ({article})" if same else f"{name} ({official}, {article})")
        else:
            yield Line(name)
        for label, value in (
            (w("Law"), entry.law),
            (w("Interest"), entry.interest),
            (w("Withdrawal"), entry.withdrawal),
            (w("Evidence"), entry.evidence),
            (w("Parties"), entry.parties),
        ):
            if value:
                yield from aside(f"{label}: {w.text(value)}")
        for line in self.answer(entry.assessment, self._assessment):
            yield Line(f"{w('Balancing test')}: {line.text}", Tone.ASIDE)
        yield from self._covers(entry)

    def _assessment(self, value: Any) -> Shown:
        w = self.words
        parts = w.text(value.reference), value.date and w.date(value.date), w.text(value.outcome)
        yield Line(", ".join(part for part in parts if part))

    def _covers(self, entry: Any) -> Shown:
        """What an entry covers, and its remarks."""
        w = self.words
        if entry.for_:
            categories = self.record.register.data_categories
            names = [
                w.text(categories[f].name) if isinstance(f, str) and f in categories else w.text(f)
                for f in entry.for_
            ]
            yield from aside(w("For: {what}", what="").strip() + " " + ", ".join(names))
        if getattr(entry, "when", None):
            yield from aside(w("When: {condition}", condition=w.text(entry.when)))
        yield from aside(w.text(entry.note))
        yield from self.extensions(entry)

    def special_condition(self, entry: SpecialCondition) -> Shown:
        """A condition of Art. 9(2) or 10, and the law it rests on."""
        w = self.words
        yield Line(w("Art. {article}", article=entry.condition))
        yield from aside(w.text(entry.law))
        yield from aside(w.text(entry.evidence))
        yield from self._covers(entry)

    def source(self, entry: DataSource) -> Shown:
        """Where the data come from."""
        w = self.words
        text = w.text(entry.from_)
        yield Line(term(w, "source", text))
        if entry.notice_given:
            yield from aside(w("Data subjects told: {how}", how=w.text(entry.notice_given)))
        yield from aside(w.text(entry.note))

    def recipient(self, entry: Recipient) -> Shown:
        """A recipient: name, role and country."""
        w = self.words
        defined = self.record.defined(entry)
        kind = term(w, "kind", entry.kind or defined.kind)
        code = entry.country or defined.country
        detail = ", ".join(part for part in (kind, w.country(code) if code else "") if part)
        lines = list(self.item(entry))
        name = f"{lines[0].text} ({detail})" if detail else lines[0].text
        target = "recipients" if defined is not entry else ""
        yield Line(name, target=target)
        yield from lines[1:]

    def transfer(self, entry: Transfer) -> Shown:
        """A transfer: to whom and where, and what it rests on."""
        w = self.words
        known = self.record.register.recipients.get(entry.recipient or "")
        code = entry.country or (known.country if known else None)
        where = w.country(code) if code else w.text(entry.organisation)
        whom = w.text(known.name) if known else w.text(entry.name) or entry.recipient or ""
        yield Line(": ".join(part for part in (where, whom) if part))
        basis = entry
        if not entry.mechanism and known and known.transfer:
            basis = known.transfer
        yield from self.mechanism(basis)
        if basis is not entry:
            yield from aside(w.text(entry.note))
        if entry.when:
            yield from aside(w("When: {condition}", condition=w.text(entry.when)))

    def mechanism(self, entry: Transfer) -> Shown:
        """What a transfer rests on, and the details that the record holds of it."""
        w = self.words
        if entry.mechanism:
            article = MECHANISM_ARTICLES.get(entry.mechanism)
            name = term(w, "mechanism", entry.mechanism)
            cited = w("Art. {article}", article=_second_subparagraph(article, w)) if article else ""
            yield Line(f"{name} ({cited})" if cited else name, Tone.ASIDE)
        for label, value in (
            (w("Module"), w.text(entry.module)),
            (w("Date"), entry.date and w.date(entry.date)),
            (w("Approval"), w.text(entry.approval)),
            (w("Transfer impact assessment"), w.text(entry.tia)),
            (w("Certified"), self._yes(entry.certified)),
            (w("Checked"), entry.checked and w.date(entry.checked)),
            (w("If that falls"), term(w, "mechanism", entry.fallback)),
            (w("Assessment"), w.text(entry.assessment)),
            (w("Safeguards"), w.text(entry.safeguards)),
            (w("Authority informed"), entry.authority_informed and w.date(entry.authority_informed)),
            (w("Data subjects informed"), entry.subjects_informed and w.date(entry.subjects_informed)),
        ):
            if value:
                yield from aside(f"{label}: {value}")
        yield from aside(w.text(entry.note))
        yield from self.extensions(entry)

    def retention(self, entry: Retention) -> Shown:
        """A time limit for erasure: its words, then what they mean."""
        w = self.words
        meaning = self._period(entry)
        text = w.text(entry.text)
        yield Line(text or meaning)
        if text:
            yield from aside(meaning)
        if entry.phase:
            yield from aside(term(w, "phase", entry.phase))
        if entry.ground:
            yield from aside(w("Ground: {text}", text=w.text(entry.ground)))
        if entry.then:
            yield from aside(term(w, "then", entry.then))
        if entry.applies_to:
            yield from aside(w("For all the data"))
        yield from self._covers(entry)

    def _period(self, entry: Retention) -> str:
        """The period in words: `7 years from the end of the financial year, …`."""
        from ropa.words.durations import duration

        w = self.words
        parts = []
        if entry.period:
            parts.append(duration(entry.period, w))
        if entry.after:
            after = term(w, "after", w.text(entry.after))
            parts.append(w("from {event}", event=after) if parts else w("Until {event}", event=after))
        text = " ".join(parts)
        if entry.rounded_to:
            text += ", " + term(w, "rounded", entry.rounded_to)
        if entry.maximum:
            text += ", " + w("at most {period}", period=duration(entry.maximum, w))
        return text.removeprefix(", ")

    def principal(self, entry: Principal) -> Shown:
        """A controller that a processor acts for, or the list of them."""
        w = self.words
        if entry.organisation:
            organisation = self.record.register.organisations.get(entry.organisation)
            yield from self.organisation(organisation) if organisation else iter(
                [Line(entry.organisation)]
            )
        if entry.source:
            yield Line(w.text(entry.source))
            if entry.date:
                yield from aside(w("As of {date}", date=w.date(entry.date)))
            if entry.count is not None:
                yield from aside(w.count("{number} controller", "{number} controllers", entry.count))
        yield from aside(w.text(entry.note))

    def organisation(self, entry: Organisation) -> Shown:
        """An organisation with its number, country and contact details."""
        w = self.words
        yield Line(w.text(entry.name))
        if entry.registration_number:
            yield from aside(w("Registration number {number}", number=entry.registration_number))
        if entry.type:
            yield from aside(term(w, "type", entry.type))
        if entry.country:
            yield from aside(w.country(entry.country))
        yield from self.contact(entry.contact)
        for label, answer in ((w("Representative"), entry.representative), (w("DPO"), entry.dpo)):
            for line in self.answer(answer, self.person):
                yield Line(f"{label}: {line.text}", Tone.ASIDE)
        yield from self.extensions(entry)

    def person(self, entry: Person) -> Shown:
        """A data protection officer or representative."""
        yield Line(self.words.text(entry.name))
        yield from self.contact(entry.contact)
        yield from aside(self.words.text(entry.mandate))

    def contact(self, entry: Contact | None) -> Shown:
        """Contact details, a line each."""
        if entry:
            yield from aside(self.words.text(entry.address))
            if entry.email:
                yield Line(entry.email, Tone.ASIDE, url=f"mailto:{entry.email}")
            yield from aside(entry.phone or "")
            if entry.website:
                yield Line(entry.website, Tone.ASIDE, url=entry.website)

    def joint(self, entry: Joint) -> Shown:
        """Joint controllership."""
        w = self.words
        for key in entry.with_ or ():
            organisation = self.record.register.organisations.get(key)
            yield Line(w.text(organisation.name) if organisation else key)
        for label, value in (
            (w("Arrangement"), entry.arrangement),
            (w("Essence available at"), entry.essence_available_at),
            (w("Contact point"), entry.contact_point),
        ):
            if value:
                yield Line(f"{label}: {w.text(value)}")

    def controller(self, key: str) -> Shown:
        """A controller of an activity by name."""
        organisation = self.record.register.organisations.get(key)
        yield Line(self.words.text(organisation.name) if organisation else key)

    def automated(self, entry: AutomatedDecisions) -> Shown:
        """Automated decisions."""
        w = self.words
        yield from self.text(entry.logic)
        if entry.ground:
            yield from aside(w("Art. {article}", article=entry.ground))
        for value in (entry.safeguards, entry.significance):
            yield from aside(w.text(value))

    def dpia(self, entry: Dpia) -> Shown:
        """The impact assessment."""
        w = self.words
        if entry.required is not None:
            yield Line(w("Required") if entry.required else w("Not required"))
        for value in (entry.reason, entry.reference, entry.date and w.date(entry.date)):
            yield from aside(w.text(value))
        if entry.criteria:
            criteria = ", ".join(w.text(c) for c in entry.criteria)
            yield from aside(w("Criteria: {list}", list="").strip() + " " + criteria)

    def exemption(self, entry: Exemption) -> Shown:
        """A claimed exemption."""
        w = self.words
        yield from self.text(entry.reason)
        if entry.occasional is not None:
            yield from aside(f"{w('Occasional')}: {self._yes(entry.occasional)}")
        if entry.risk:
            yield from aside(w("Risk: {text}", text=w.text(entry.risk)))

    def link(self, entry: Link) -> Shown:
        """A document."""
        yield Line(self.words.text(entry.title) or entry.url, url=entry.url)

    def truth(self, value: bool) -> Shown:
        """Yes or no."""
        yield Line(self._yes(value))

    def _yes(self, value: bool | None) -> str:
        return "" if value is None else self.words("Yes") if value else self.words("No")

    def closed(self, context: str) -> Callable[[str], Shown]:
        """How to show a closed word."""

        def show(word: str) -> Shown:
            yield Line(term(self.words, context, word))

        return show

    def extensions(self, part: Part) -> Shown:
        """The keys that begin with `x-`, word for word."""
        for key, value in part.extensions.items():
            yield from aside(f"{key}: {flat(value)}")


def _second_subparagraph(article: str, words: Words) -> str:
    """`49(1)-2` as it is cited."""
    plain, _, second = article.partition("-")
    return f"{plain} {words('second subparagraph')}" if second else plain


def flat(value: Any) -> str:
    """Any data of the register on one line."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {flat(entry)}" for key, entry in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(flat(entry) for entry in value)
    return "" if value is None else str(value)


def written(value: Any) -> Cell:
    """Data of the register word for word: a line for each entry of a list."""
    if isinstance(value, list):
        return tuple(Line(flat(entry)) for entry in value)
    return (Line(flat(value)),)
