"""The sheet of transfers: to whom and where, what each rests on, and what is missing of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ropa.findings import Finding
from ropa.law.countries import is_third_country
from ropa.model.part import Unknown
from ropa.model.party import Recipient, Transfer
from ropa.pages.activity import ART_30, is_missing
from ropa.pages.lists import Lists
from ropa.pages.page import Cell, Line, Tone
from ropa.rules.transfers import country_of, receiver
from ropa.source.source import Route
from ropa.workbooks.sheet import MANY, Column, Row, Sheet, plain, without_empty
from ropa.workbooks.where import LINK, to_change

TRANSFERS = next(question for question in ART_30 if question.field == "transfers")
NOT_STATED = "ROPA601"
"""The rule that finds recipients outside the EEA of whom no transfer tells."""


@dataclass(slots=True)
class _Told:
    """A row in the making: its key, its cells but for the activities, and these."""

    key: str
    cells: tuple[Cell, ...]
    users: dict[str, Line] = field(default_factory=dict)


def transfers_sheet(
    lists: Lists, findings: Sequence[Finding], title: str, changed_on: Sequence[str]
) -> Sheet | None:
    """The transfers of a register, and where it does not say whether there are any; None without both.

    `findings` are about the register; `changed_on` are titles of sheets.
    """
    w = lists.words
    columns = (
        Column("recipient", w("Recipient")), Column("country", w("Third country")),
        Column("mechanism", w("What it rests on"), w.cite("Art. 44-49")),
        Column("details", w("Safeguards, dates and assessments")),
        Column("activities", w("Activities"), link=LINK), Column("missing", w("What is missing")),
    )  # fmt: skip
    made = _Transfers(lists, findings)
    rows = []
    for told in (*made.stated(), *made.standing(), *made.silent(), *made.unanswered()):
        *said, missing = told.cells
        rows.append(Row("", (*said, made.activities(told.users), missing), id=told.key))
    if not rows:
        return None
    about = w(
        "One row for each transfer to a third country: to whom, what it rests on, what is missing"
    )
    where = to_change(about, changed_on, w)
    sheet = Sheet("transfers", title, where, columns, tuple(rows), reviewed=True)
    return without_empty(sheet, [column.key for column in columns if column.key != "missing"])


class _Transfers:
    def __init__(self, lists: Lists, findings: Sequence[Finding]) -> None:
        self.lists = lists
        self.record = lists.record
        self.cells = lists.cells
        self.words = lists.words
        self.findings = findings
        self.told: set[int] = set()

    # --- rows -----------------------------------------------------------------------------------

    def stated(self) -> Iterator[_Told]:
        """The transfers that activities state; one that several share is one."""
        rows: dict[Route, _Told] = {}
        for place, activity in zip(self.record.places, self.record.activities, strict=True):
            listed = activity.transfers if isinstance(activity.transfers, tuple) else ()
            for index, entry in enumerate(listed):
                origin = self.record.origin(("activities", place, "transfers", index))
                if origin not in rows:
                    known = self.record.register.recipients.get(receiver(entry))
                    cells = self._transfer(entry, known, origin)
                    rows[origin] = _Told(f"{activity.id}/{index}", cells)
                rows[origin].users[activity.id] = self.lists.activities.link(activity)
        yield from rows.values()

    def standing(self) -> Iterator[_Told]:
        """The transfers that are described with a recipient."""
        ids = {id(defined): key for key, defined in self.record.register.recipients.items()}
        for number, (recipient, users) in enumerate(self.lists.used):
            if recipient.transfer:
                key = ids.get(id(recipient), "")
                route: Route = ("recipients", key, "transfer") if key else ()
                cells = self._transfer(recipient.transfer, recipient, route)
                yield _Told(f"recipients/{key or number}", cells, users)

    def silent(self) -> Iterator[_Told]:
        """The recipients outside the EEA of whom no transfer tells."""
        w = self.words
        users = {w.text(recipient.name): by for recipient, by in self.lists.used}
        for finding in self.findings:
            if finding.rule != NOT_STATED or id(finding) in self.told or not finding.variant:
                continue
            name, country = finding.facts["recipient"], str(finding.facts["country"])
            known = self.record.register.recipients.get(name) if type(name) is str else None
            links = [self.record.by_id[i] for i in finding.activities if i in self.record.by_id]
            by = {a.id: self.lists.activities.link(a) for a in links}
            key = "/".join(map(str, finding.route))
            called = w.text(known.name if known else name)
            cells = (
                plain(called), plain(w.country(country)),
                (Line(w("Not stated"), Tone.WARNING),), (), self._missing([finding]),
            )  # fmt: skip
            yield _Told(key, cells, by or users.get(called, {}))

    def unanswered(self) -> Iterator[_Told]:
        """Where activities do not say, or have still to find out, whether there are transfers."""
        rows: dict[Cell, _Told] = {}
        for activity in self.record.activities:
            if isinstance(activity.transfers, Unknown) or is_missing(activity, TRANSFERS):
                answer = self.lists.activities.answer(activity, TRANSFERS)
                told = rows.setdefault(answer, _Told(activity.id, (answer, (), (), (), ())))
                told.users[activity.id] = self.lists.activities.link(activity)
        yield from rows.values()

    # --- cells ----------------------------------------------------------------------------------

    def activities(self, users: dict[str, Line]) -> Cell:
        """The activities by name; a great many are counted, and so are all."""
        w = self.words
        if len(users) == len(self.record.activities) > 1:
            return plain(w("All activities"))
        if len(users) > MANY:
            return plain(w.count("{number} activity", "{number} activities", len(users)))
        return tuple(users.values())

    def _transfer(self, entry: Transfer, known: Recipient | None, route: Route) -> tuple[Cell, ...]:
        """To whom, where, what it rests on, the details, and what is missing."""
        w, cells = self.words, self.cells
        whole = cells.rests_on(entry)
        country = entry.country or country_of(whole, self.record) or (known and known.country) or ""
        basis, *details = (*cells.mechanism(whole), *cells.extensions(whole), Line(""))
        if not whole.mechanism:
            basis, details = Line(""), [basis, *details]
        if not whole.mechanism and is_third_country(country):
            basis = Line(w("Not stated"), Tone.WARNING)
        return (
            self._recipient(entry, known),
            plain(w.country(country) if country else w.text(entry.organisation)),
            (basis,) if basis.tone is Tone.WARNING else plain(basis.text),
            tuple(Line(line.text, url=line.url) for line in details if line.text),
            self._missing(self._about(route)),
        )

    def _recipient(self, entry: Transfer, known: Recipient | None) -> Cell:
        w = self.words
        named = w.text(known.name) if known else entry.recipient or ""
        own = "" if known and receiver(entry) == entry.name else w.text(entry.name)
        said = dict.fromkeys(text for text in (named, own, w.text(entry.organisation)) if text)
        return plain(*said) or (Line(w("No recipient named"), Tone.ASIDE),)

    def _about(self, route: Route) -> list[Finding]:
        """What was found of the part at a route."""
        return [f for f in self.findings if route and f.route[: len(route)] == route]

    def _missing(self, found: Iterable[Finding]) -> Cell:
        lines = {}
        for finding in found:
            self.told.add(id(finding))
            line = Line(self.words.message(finding), Tone(finding.severity.value))
            lines[line.text] = line
        return tuple(lines.values())
