"""The sheets of what is said once: common answers, data sets, and what activities point into."""

from collections.abc import Iterator, Mapping

from ropa.forms.sheets import DEFINITIONS, SETS
from ropa.forms.slot import Key, Slot
from ropa.model.activity import DataSet
from ropa.model.part import Part
from ropa.model.plain import flat
from ropa.pages.activity import ActivitySections, _
from ropa.pages.page import Cell, Line
from ropa.workbooks.activities import BY_FIELD, LABELS
from ropa.workbooks.columns import Columns
from ropa.workbooks.reviewing import SlotCells
from ropa.workbooks.sheet import MANY, Row, Sheet, plain

ABOUT = {
    "recipients": _("One row for each recipient and processor, and the activities that name it"),
    "systems": _("One row for each system"),
    "organisations": _("One row for each organisation: who keeps this record, and who else is a controller"),
    "security_measures": _("One row for each security measure that activities point to"),
    "data_categories": _("One row for each category of personal data that activities point to"),
}  # fmt: skip
EXPECTED = {
    "recipients": ("name", "kind", "country", "contract"),
    "systems": ("name", "location", "recipient"),
    "organisations": ("name", "registration_number", "country", "contact"),
    "security_measures": ("name",),
    "data_categories": ("name", "special"),
}
"""Fields that have a column though no definition states them: a reader looks for them."""


FEW = 5
"""So many activities stand on a line each; more would make the row tall."""


class Definitions:
    """Makes the sheets of definitions, of common answers and of data sets, from the slots."""

    def __init__(
        self, sections: ActivitySections, titles: Mapping[str, str], slots: Mapping[Key, Slot],
        cells: SlotCells, columns: Columns,
    ) -> None:  # fmt: skip
        self.sections = sections
        self.record = sections.cells.record
        self.words = sections.words
        self.titles = titles
        self.slots = slots
        self.cells = cells
        self.columns = columns

    # --- definitions ----------------------------------------------------------------------------

    def sheets(self) -> Iterator[Sheet]:
        """A sheet for each list of the register that has something in it."""
        for section, part in DEFINITIONS.items():
            if entries := getattr(self.record.register, section):
                yield self._of(section, part, entries)

    def _of(self, section: str, part: type[Part], entries: Mapping[str, Part]) -> Sheet:
        slots = {key[1:]: slot for key, slot in self.slots.items() if key[0] == section}
        said = {field for (_, field), slot in slots.items() if slot.shown}
        fields = [f for f in self.columns.fields(part) if f in said or f in EXPECTED[section]]
        w = self.words
        columns = [self.columns.of(part, field) for field in fields]
        own = any(entry.extensions for entry in entries.values())
        columns += [self.columns.column("x", w(LABELS["x"]))] if own else []
        columns.append(self.columns.column("activities", w("Activities")))
        rows = []
        for key, entry in entries.items():
            found = {field: slots[key, field] for field in fields if (key, field) in slots}
            cells = [self.cells.cell(found[field]) if field in found else () for field in fields]
            cells += [_own(entry)] if own else []
            name = found.get("name")
            cells.append(self._users(name.shared.activities if name and name.shared else ()))
            rows.append(Row("", tuple(cells), id=key, slots=found))
        about = w(ABOUT[section])
        return Sheet(section, self.titles[section], about, tuple(columns), tuple(rows), grows=True)

    def _users(self, ids: tuple[str, ...]) -> Cell:
        """The activities that name a definition: a few, each with a link; more of them in a row.

        A great many are counted, and so are all.
        """
        w = self.words
        if len(ids) == len(self.record.activities) > 1:
            return plain(w("All activities"))
        if len(ids) > MANY:
            return plain(w.count("{number} activity", "{number} activities", len(ids)))
        links = tuple(self.sections.link(self.record.by_id[each]) for each in ids)
        return links if len(links) <= FEW else plain("; ".join(link.text for link in links))

    # --- common answers -------------------------------------------------------------------------

    def common(self) -> Sheet | None:
        """The answers that every activity has that says nothing else; None where there are none."""
        w, defaults = self.words, self.record.register.defaults
        rows = [self._answer(slot) for key, slot in self.slots.items() if key[0] == "common"]
        for key, value in (defaults.extensions if defaults else {}).items():
            rows.append(Row("", (plain(key), plain(flat(value)), (), ()), id=key))
        if not rows:
            return None
        columns = (
            self.columns.column("question", w("Question")),
            self.columns.column("answer", w("Answer")),
            self.columns.column("article", w("Article")),
            self.columns.column("activities", w("Activities")),
        )
        about = w("Said once here, for every activity that does not say otherwise.")
        return Sheet("common", self.titles["common"], about, columns, tuple(rows))

    def _answer(self, slot: Slot) -> Row:
        field, w = slot.row, self.words
        takers = slot.shared.activities if slot.shared else ()
        question = BY_FIELD.get(field)
        label = w(question.label if question else LABELS[field])
        of = [self.record.by_id[each] for each in takers]
        article = w.cite(question.article(*of)) if question else ""
        cells = plain(label), self.cells.cell(slot), plain(article), self._users(takers)
        return Row("", cells, id=field, slots={"answer": slot})

    # --- data sets ------------------------------------------------------------------------------

    def sets(self) -> Sheet | None:
        """The data sets of all activities; None where there are none."""
        w, rows = self.words, []
        for activity in self.record.activities:
            listed = activity.data_sets if isinstance(activity.data_sets, tuple) else ()
            for number, data_set in enumerate(listed, 1):
                key = f"{activity.id}/{number}"
                slots = {field: self.slots["sets", key, field] for field in SETS}
                shown = (self.cells.cell(slots[field]) for field in SETS)
                link = (self.sections.link(activity),)
                rows.append(Row(activity.id, (link, *shown, _own(data_set)), id=key, slots=slots))
        if not rows:
            return None
        columns = (
            self.columns.column("activity", w("Activity")),
            self.columns.column("name", w("Data set"), part=DataSet),
            *(self.columns.column(f, w(BY_FIELD[f].label), part=DataSet) for f in SETS[1:]),
            self.columns.column("x", w(LABELS["x"])),
        )
        if not any(row.cells[-1] for row in rows):
            columns = columns[:-1]
            rows = [Row(r.key, r.cells[:-1], id=r.id, slots=r.slots) for r in rows]
        about = w("One row for each data set: which data about whom, how long, and to whom")
        return Sheet("sets", self.titles["sets"], about, columns, tuple(rows))


def _own(part: Part) -> Cell:
    """The keys of a part that are the register's own, word for word."""
    return tuple(Line(f"{key}: {flat(value)}") for key, value in part.extensions.items())
