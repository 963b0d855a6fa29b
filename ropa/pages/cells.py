"""The answers of an activity as lines of text, in the chosen language."""

from typing import Any

from ropa.model.activity import (
    AutomatedDecisions,
    DataCategory,
    DataSource,
    Dpia,
    Exemption,
    FurtherUse,
    Link,
    Measure,
    Purpose,
    Retention,
)
from ropa.model.lawfulness import Assessment, Consent, LegalBasis, SpecialCondition
from ropa.model.part import Item
from ropa.model.plain import flat
from ropa.model.register import Notice
from ropa.model.vocabulary import BASIS_ARTICLES, read_basis
from ropa.pages.frame import Shown, aside, written
from ropa.pages.page import Line, Tone
from ropa.pages.time_limits import TimeLimits
from ropa.words.terms import term

__all__ = ["Cells", "flat", "written"]


class Cells(TimeLimits):
    """Turns the values of one record into cells, in one language."""

    # --- names alone ----------------------------------------------------------------------------

    def names(self, value: Any) -> tuple[str, ...]:
        """The words of each entry of a list, without remarks; what stands twice, once."""
        return tuple(dict.fromkeys(name for entry in value if (name := self._name(entry))))

    def _name(self, entry: Any) -> str:
        """The words of an entry: a name, or the term for a closed word."""
        match entry:
            case LegalBasis():
                return self._basis_name(entry)
            case Retention():
                return self.words.text(entry.text) or self.period(entry)
            case Item():
                return self.words.text(self.defined(entry).name)
            case _:
                return self.words.text(getattr(entry, "name", None))

    # --- entries --------------------------------------------------------------------------------

    def data_category(self, entry: DataCategory) -> Shown:
        """A category of personal data, and whether it is a special one."""
        yield from self.item(entry)
        w = self.words
        defined = self.defined(entry)
        special = entry.special or getattr(defined, "special", None)
        for kind in special if isinstance(special, tuple) else ():
            article = self.cite("Art. 10" if kind == "criminal" else "Art. 9(1)")
            yield from aside(f"{term(w, 'special', kind)} ({article})")
        national = entry.national_id
        if national is None:
            national = getattr(defined, "national_id", None)
        yield from self._flag(w("National identification number (Art. 87)"), national)
        yield from aside(w.text(entry.ground or getattr(defined, "ground", None)))

    def _flag(self, label: str, value: bool | None) -> Shown:
        """A remark for yes; for no, where that is said."""
        if value is not None:
            yield from aside(label if value else f"{label}: {self.yes(value)}")

    def measure(self, entry: Measure) -> Shown:
        """A security measure, and the part of Art. 32(1) that it belongs to."""
        name, *remarks = self.item(entry)
        article = entry.article or getattr(self.defined(entry), "article", None)
        if article:
            name = Line(f"{name.text} ({self.cite(f'Art. {article}')})")
        yield name
        yield from remarks

    def system(self, entry: Item) -> Shown:
        """A system; the rest is in the list of systems."""
        known = self.record.register.systems.get(entry.name) if type(entry.name) is str else None
        target = "_systems" if known else ""
        yield Line(self.words.text((known or entry).name), target=target)
        yield from self.remarks(entry)

    def purpose(self, entry: Purpose) -> Shown:
        """A purpose, and what is said of marketing and further use."""
        yield from self.item(entry)
        w = self.words
        yield from self._flag(w("Direct marketing"), entry.direct_marketing)
        if entry.objection:
            yield from aside(w("Objection: {how}", how=w.text(entry.objection)))
        for line in self.answer(entry.further_use, self._further_use):
            yield from aside(w("Further use: {text}", text=line.text))

    def _further_use(self, use: FurtherUse) -> Shown:
        yield Line(self.words.text(use.compatible_because))

    def _basis_name(self, entry: LegalBasis) -> str:
        """The words for a legal basis, and its term where the words do not name it."""
        words, basis = self.words.text(entry.text), term(self.words, "basis", entry.basis)
        if not words or not basis or read_basis(words) == entry.basis:
            return words or basis
        return f"{words} ({basis})"

    def legal_basis(self, entry: LegalBasis) -> Shown:
        """A legal basis with its article, its words, and what it covers."""
        w = self.words
        name = w.text(entry.text) or term(w, "basis", entry.basis)
        if entry.basis:
            article = self.cite(f"Art. {BASIS_ARTICLES[entry.basis]}")
            official = term(w, "basis", entry.basis)
            same = name.casefold() == official.casefold()
            name = f"{name} ({article})" if same else f"{name} ({official}, {article})"
        yield Line(name)
        yield from self.labelled(
            (w("Law"), w.text(entry.law)),
            (w("Interest"), w.text(entry.interest)),
            (w("Withdrawal"), w.text(entry.withdrawal)),
            (w("Evidence"), w.text(entry.evidence)),
            (w("Freely given"), w.text(entry.freely_given)),
            (w("Age or parents' consent"), w.text(entry.age_check)),
            (w("Parties"), w.text(entry.parties)),
            (w("Outside the authority's tasks"), w.text(entry.outside_tasks)),
        )
        for line in self.answer(entry.assessment, self._assessment):
            yield Line(f"{w('Balancing test')}: {line.text}", Tone.ASIDE)
        yield from self.covers(entry)
        yield from self.remarks(entry)

    def _assessment(self, value: Assessment) -> Shown:
        w = self.words
        date = w.date(value.date) if value.date else ""
        parts = w.text(value.reference), date, w.text(value.outcome)
        yield Line(", ".join(part for part in parts if part))
        yield from self.labelled(
            (w("Children"), w.text(value.children)),
            (w("Next review"), value.review_due and w.date(value.review_due)),
        )

    def special_condition(self, entry: SpecialCondition) -> Shown:
        """A condition of Art. 9(2) or 10, and the law it rests on."""
        w = self.words
        yield Line(self.cite(f"Art. {entry.condition}"))
        yield from aside(w.text(entry.law))
        yield from aside(w.text(entry.evidence))
        yield from self.labelled((w("Professional secrecy"), w.text(entry.secrecy)))
        yield from self.covers(entry)
        yield from aside(w.text(entry.note))

    def source(self, entry: DataSource) -> Shown:
        """Where the data come from."""
        w = self.words
        yield Line(term(w, "source", w.text(entry.from_)))
        if entry.notice_given:
            yield from aside(w("Data subjects told: {how}", how=w.text(entry.notice_given)))
        yield from aside(w.text(entry.note))

    def automated(self, entry: AutomatedDecisions) -> Shown:
        """Automated decisions."""
        w = self.words
        yield from self.text(entry.logic)
        if entry.ground:
            yield from aside(self.cite(f"Art. {entry.ground}"))
        yield from aside(w.text(entry.safeguards))
        yield from aside(w.text(entry.significance))
        yield from self.labelled(
            (w("Legal or similarly significant effects"), self.yes(entry.legal_effects))
        )

    def dpia(self, entry: Dpia) -> Shown:
        """The impact assessment."""
        w = self.words
        if entry.required is not None:
            yield Line(w("Required") if entry.required else w("Not required"))
        yield from aside(w.text(entry.reason))
        date = w.date(entry.date) if entry.date else ""
        yield from aside(", ".join(p for p in (w.text(entry.reference), date) if p))
        if entry.criteria:
            criteria = ", ".join(w.text(c) for c in entry.criteria)
            yield from aside(w("Criteria: {list}", list=criteria))
        due = w.date(entry.review_due) if entry.review_due else ""
        yield from self.labelled((w("Next review"), due))

    def exemption(self, entry: Exemption) -> Shown:
        """A claimed exemption."""
        w = self.words
        yield from self.text(entry.reason)
        if entry.occasional is not None:
            yield from aside(f"{w('Occasional')}: {self.yes(entry.occasional)}")
        if entry.risk:
            yield from aside(w("Risk: {text}", text=w.text(entry.risk)))

    def consent(self, entry: Consent) -> Shown:
        """What holds for every consent."""
        w = self.words
        for label, text in (
            (w("Withdrawal"), w.text(entry.withdrawal)),
            (w("Evidence"), w.text(entry.evidence)),
        ):
            if text:
                yield Line(f"{label}: {text}")

    def notice(self, entry: Notice) -> Shown:
        """The privacy notice, and the purposes that it states."""
        w = self.words
        date = w.date(entry.date) if entry.date else ""
        name = ", ".join(part for part in (w.text(entry.title) or entry.url or "", date) if part)
        yield Line(name or w("Privacy notice"), url=entry.url or "")
        for purpose in entry.purposes or ():
            yield from aside(w.text(purpose))

    def copied(self, key: str) -> Shown:
        """An activity of whose data this one has a copy."""
        of = self.record.by_id.get(key)
        yield Line(self.words.text(of.name) or key if of else key, target=key if of else "")

    def link(self, entry: Link) -> Shown:
        """A document."""
        yield Line(self.words.text(entry.title) or entry.url, url=entry.url)
