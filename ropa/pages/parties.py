"""Who acts: organisations and people, recipients, and what is transferred to them."""

from ropa.model.party import (
    Authorisation,
    Contact,
    Contract,
    Joint,
    Organisation,
    Person,
    Principal,
    Recipient,
    Transfer,
)
from ropa.model.values import Texts
from ropa.model.vocabulary import MECHANISM_ARTICLES
from ropa.pages.frame import Frame, Shown, aside
from ropa.pages.page import Line, Tone
from ropa.rules.transfers import receiver
from ropa.words.terms import term

REMARKS = ("note", "when")
DETAILS = (
    "contact", "registration_number", "contract", "sub_processors", "authorisation", "purpose",
    "legal_basis", "transfer",
)  # fmt: skip


def has_details(entry: Recipient) -> bool:
    """Does an entry state what only the lists of recipients and of transfers show?"""
    return any(getattr(entry, name) is not None for name in DETAILS)


class Parties(Frame):
    """Turns the parties of one record into lines, in one language."""

    # --- organisations and people ---------------------------------------------------------------

    def organisation(self, entry: Organisation) -> Shown:
        """An organisation with its number, country and contact details."""
        w = self.words
        yield Line(w.text(entry.name))
        if entry.registration_number:
            number = w("Registration number {number}", number=entry.registration_number)
            yield from aside(number)
        yield from aside(term(w, "type", entry.type))
        roles = ", ".join(term(w, "role", role) for role in entry.acts_as or ())
        yield from self.labelled((w("Acts as"), roles))
        yield from aside(w.country(entry.country) if entry.country else "")
        yield from self.contact(entry.contact)
        for label, answer in ((w("Representative"), entry.representative), (w("DPO"), entry.dpo)):
            for line in self.answer(answer, self.person):
                yield Line(f"{label}: {line.text}", Tone.ASIDE, url=line.url)
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
            yield from self.extensions(entry)

    def controller(self, key: str) -> Shown:
        """A controller of an activity; its details too, where it does not keep this record."""
        organisation = self.record.register.organisations.get(key)
        if organisation is None:
            yield Line(key)
        elif key in self.record.keepers:
            yield Line(self.words.text(organisation.name), target="_keeper")
        else:
            yield from self.organisation(organisation)

    def joint(self, entry: Joint) -> Shown:
        """Joint controllership."""
        w = self.words
        for key in entry.with_ or ():
            yield from self.controller(key)
        for label, value in (
            (w("Arrangement"), entry.arrangement),
            (w("Essence available at"), entry.essence_available_at),
            (w("Contact point"), entry.contact_point),
            (w("Responsibilities by law"), entry.law),
        ):
            if value:
                yield Line(f"{label}: {w.text(value)}")

    def principal(self, entry: Principal) -> Shown:
        """A controller that a processor acts for, or the list of them."""
        w = self.words
        if entry.organisation:
            yield from self.controller(entry.organisation)
        if entry.source:
            yield Line(w.text(entry.source))
        if entry.date:
            yield from aside(w("As of {date}", date=w.date(entry.date)))
        if entry.count is not None:
            yield from aside(w.count("{number} controller", "{number} controllers", entry.count))
        yield from aside(w.text(entry.note))

    # --- recipients -----------------------------------------------------------------------------

    def recipient(self, entry: Recipient) -> Shown:
        """A recipient: name, role and country; the rest is in the list of recipients."""
        w = self.words
        defined = self.record.defined(entry)
        kind = term(w, "kind", defined.kind)
        country = w.country(defined.country) if defined.country else ""
        detail = ", ".join(part for part in (kind, country) if part)
        name = w.text(defined.name)
        target = "_recipients" if defined is not entry or has_details(entry) else ""
        yield Line(f"{name} ({detail})" if detail and name else name or detail, target=target)
        yield from self.remarks(entry)

    def details(self, entry: Recipient) -> Shown:
        """What an entry states of a recipient beside name, role and country, as remarks."""
        w = self.words
        number = entry.registration_number
        yield from aside(w("Registration number {number}", number=number) if number else "")
        yield from self.contact(entry.contact)
        below = self.answer(entry.sub_processors, self.recipient)
        for label, cell in (
            (w("Contract"), self.answer(entry.contract, self.contract)),
            (w("Sub-processors"), below),
        ):
            yield from aside(f"{label}: {'; '.join(x.text for x in cell)}" if cell else "")
        yield from self.terms_of(entry)
        if transfer := entry.transfer:
            shown = (self.destination(transfer, entry), *self.mechanism(transfer))
            said = [x.text for x in (*shown, *self.extensions(transfer)) if x.text]
            yield from aside(f"{w('Transfer to')}: {'; '.join(said)}")

    def contract(self, entry: Contract) -> Shown:
        """The contract with a processor."""
        w = self.words
        date = w.date(entry.date) if entry.date else ""
        parts = w.text(entry.type), w.text(entry.reference), date
        yield Line(", ".join(part for part in parts if part))

    def terms_of(self, entry: Recipient) -> Shown:
        """On what terms it has the data: an authorisation (Art. 28(2)), or its own purpose."""
        w = self.words
        allowed = self.answer(entry.authorisation, self._authorisation)
        yield from self.labelled(
            (w("Authorisation"), "; ".join(line.text for line in allowed)),
            (w("Its own purpose"), w.text(entry.purpose)),
            (w("Legal basis"), term(w, "basis", entry.legal_basis)),
        )

    def _authorisation(self, entry: Authorisation) -> Shown:
        w = self.words
        date = w.date(entry.date) if entry.date else ""
        parts = term(w, "authorisation", entry.type), w.text(entry.reference), date
        yield Line(", ".join(part for part in parts if part))
        yield from self.labelled((w("Objection"), w.text(entry.objection)))

    # --- transfers ------------------------------------------------------------------------------

    def transfer(self, entry: Transfer) -> Shown:
        """A transfer: to whom and where, and what it rests on."""
        known = self.record.register.recipients.get(receiver(entry))
        yield self.destination(entry, known)
        whole = self.rests_on(entry)
        yield from self.mechanism(whole)
        if whole is not entry and known and known.transfer:
            yield from self.remarks(entry)
            yield from self.extensions(known.transfer)

    def rests_on(self, entry: Transfer) -> Transfer:
        """A transfer with what is said of all transfers to its recipient, where it names no mechanism."""
        known = self.record.register.recipients.get(receiver(entry))
        if entry.mechanism or not known or not known.transfer:
            return entry
        own = {k: v for k, v in entry.__dict__.items() if v is not None and k not in REMARKS}
        return known.transfer.model_copy(update=own)

    def destination(self, entry: Transfer, known: Recipient | None) -> Line:
        """Where a transfer goes, and to whom."""
        w = self.words
        code = entry.country or (known.country if known else None)
        whom = w.text(known.name) if known else entry.recipient or ""
        if known is not None and entry.name and known is self._called(entry.name):
            name = ""  # the word is the id of the recipient
        else:
            name = w.text(entry.name)
        said = w.country(code) if code else "", w.text(entry.organisation), whom, name
        return Line(": ".join(dict.fromkeys(part for part in said if part)))

    def _called(self, name: Texts) -> Recipient | None:
        return self.record.register.recipients.get(name) if isinstance(name, str) else None

    def mechanism(self, entry: Transfer) -> Shown:
        """What a transfer rests on, and the details that the record holds of it."""
        w = self.words
        if entry.mechanism:
            article = MECHANISM_ARTICLES.get(entry.mechanism)
            name = term(w, "mechanism", entry.mechanism)
            yield from aside(f"{name} ({self.cite(f'Art. {article}')})" if article else name)
        yield from self.labelled(
            (w("Module"), w.text(entry.module)),
            (w("Date"), entry.date and w.date(entry.date)),
            (w("Approval"), w.text(entry.approval)),
            (w("Transfer impact assessment"), w.text(entry.tia)),
            (w("Scope"), w.text(entry.scope)),
            (w("Certified"), self.yes(entry.certified)),
            (w("Listed as"), w.text(entry.listed_as)),
            (w("Covers staff data"), self.yes(entry.covers_hr)),
            (w("Checked"), entry.checked and w.date(entry.checked)),
            (w("If that falls"), term(w, "mechanism", entry.fallback)),
            (w("Occasional"), self.yes(entry.occasional)),
            (w("Necessity"), w.text(entry.necessity)),
            (w("Assessment"), w.text(entry.assessment)),
            (w("Safeguards"), w.text(entry.safeguards)),
            (
                w("Authority informed"),
                entry.authority_informed and w.date(entry.authority_informed),
            ),
            (
                w("Data subjects informed"),
                entry.subjects_informed and w.date(entry.subjects_informed),
            ),
        )
        yield from self.remarks(entry)
