"""Every cell of the workbook that a reviewer may edit, from a register that was read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ropa.forms.entry import Unreadable
from ropa.forms.forms import Forms
from ropa.forms.questions import ART_30, is_missing, sets_answer
from ropa.forms.shape import Shape, shapes
from ropa.forms.sharing import Sharing, users
from ropa.forms.sheets import CONTROLLER, DEFINITIONS, DUTIES, PROCESSOR, SETS, kept, of_role, role
from ropa.forms.slot import Key, Shared, Slot
from ropa.model.activity import Activity, DataSet
from ropa.model.part import Worded
from ropa.model.plain import flat
from ropa.reading import Reading
from ropa.source.source import Route
from ropa.words.words import Words

COMMON = 120
"""A default with more characters than this is shown once, and referred to."""
NOT_HERE = "not-editable-here"
"""What a cell shows would not be read back as what stands in the register."""
QUESTIONS = {question.field: question for question in ART_30}


def slots(reading: Reading, words: Words) -> dict[Key, Slot]:
    """Every editable cell, by sheet, row and field: activities, common answers, sets, definitions."""
    maker = _Slots(reading, words)
    return {slot.key: slot for slot in maker.slots()}


@dataclass(frozen=True, slots=True)
class _Form:
    """What a value says as a text, and why it cannot be edited, if so."""

    text: str
    locked: str


class _Slots:
    def __init__(self, reading: Reading, words: Words) -> None:
        self.record = reading.record
        self.data = reading.tree.data if isinstance(reading.tree.data, dict) else {}
        self.words = words
        self.forms = Forms(reading.record, words)
        self.sharing = Sharing(reading)
        self.users = users(reading.record)
        self.common = words("See common answers"), words("Open question, see common answers")
        self.in_sets = words("In the data sets")
        self._known: dict[tuple[str, str, int | str], tuple[_Form, Any]] = {}

    def slots(self) -> Iterator[Slot]:
        of_activity = shapes(Activity)
        for place, activity in zip(self.record.places, self.record.activities, strict=True):
            yield from self._of_activity(place, activity, of_activity)
            yield from self._of_sets(place, activity)
        yield from self._of_defaults(of_activity)
        for section in DEFINITIONS:
            yield from self._of_section(section)

    # --- activities -----------------------------------------------------------------------------

    def _of_activity(
        self, place: int, activity: Activity, known: dict[str, Shape]
    ) -> Iterator[Slot]:
        """The fields of an activity, each on one sheet."""
        written = self.data["activities"][place]
        own = of_role(activity)
        others = tuple(dict.fromkeys(f for f in (*CONTROLLER, *PROCESSOR) if f not in own))
        by_sets = sets_answer(activity)
        for sheet, fields in (
            (role(activity), ("name", *own)),
            ("duties", DUTIES),
            ("keeping", kept(others)),
        ):
            for field in fields:
                raw = written.get(field)
                shared = self.sharing.of_activity(place, field, raw)
                if shared and shared.how != "anchor":
                    raw = self._at(shared.origin)
                if field == "data_sets" and not _is_answer(activity):
                    continue
                slot = self._slot(
                    (sheet, activity.id, field), ("activities", place, field), known[field],
                    raw, shared,
                )  # fmt: skip
                shown = self._instead(slot, activity, by_sets)
                yield replace(slot, shown=shown) if shown else slot

    def _instead(self, slot: Slot, activity: Activity, by_sets: set[str]) -> str:
        """What a cell shows in place of its text: what is missing, or where the text is."""
        question = QUESTIONS.get(slot.field)
        if slot.text:
            shared = slot.shared
            common = shared and shared.origin[0] == "defaults" and len(shared.activities) > 1
            if common and question and len(slot.text) > COMMON:
                return self.common[isinstance(slot.raw, dict) and "unknown" in slot.raw]
        elif slot.field in by_sets:
            return self.in_sets
        elif question and is_missing(activity, question):
            article = self.words.cite(question.article(activity))
            return self.words("Not stated, {article}", article=article)
        return ""

    def _of_sets(self, place: int, activity: Activity) -> Iterator[Slot]:
        """The data sets of an activity, a row each."""
        if not isinstance(activity.data_sets, tuple):
            return
        route: Route = ("activities", place, "data_sets")
        shared = self.sharing.of_activity(place, "data_sets", self._at(route))
        raw = self._at(shared.origin if shared else route)
        known = shapes(DataSet)
        for number in range(len(activity.data_sets)):
            at = (*route, number) if isinstance(raw, list) else route
            entry = raw[number] if isinstance(raw, list) else raw
            for field in SETS:
                within = shared or self.sharing.at((*at, field))
                key = "sets", f"{activity.id}/{number + 1}", field
                slot = self._slot(key, (*at, field), known[field], entry.get(field), within)
                elsewhere = shared is not None and shared.how != "anchor"
                yield replace(slot, locked="stated-elsewhere") if elsewhere else slot

    # --- what is said once ------------------------------------------------------------------------

    def _of_defaults(self, known: dict[str, Shape]) -> Iterator[Slot]:
        """The common answers, those that are stated."""
        defaults = self.data.get("defaults")
        if self.record.register.defaults is None or not isinstance(defaults, dict):
            return
        for field, raw in defaults.items():
            if field in known and raw is not None and field not in ("id", "name", "data_sets"):
                route: Route = ("defaults", field)
                shared = Shared("defaults", route, self.sharing.takers(route))
                yield self._slot(("common", field, "answer"), route, known[field], raw, shared)

    def _of_section(self, section: str) -> Iterator[Slot]:
        """The definitions of a list of the register; one that is a word alone can be renamed only."""
        kind = DEFINITIONS[section]
        known = shapes(kind)
        for name in getattr(self.record.register, section):
            route: Route = (section, name)
            raw = self._at(route)
            spelt = isinstance(raw, dict) and (not issubclass(kind, Worded) or _is_part(raw, known))
            shared = Shared("definition", route, self.users.get((section, name), ()))
            for field, shape in known.items():
                key = section, name, field
                if spelt:
                    yield self._slot(key, (*route, field), shape, raw.get(field), shared)
                elif field == "name":
                    yield self._slot(key, route, shape, raw, shared)
                else:
                    slot = self._slot(key, (*route, field), shape, None, shared)
                    yield replace(slot, locked="word-alone")

    # --- values -----------------------------------------------------------------------------------

    def _slot(self, key: Key, route: Route, shape: Shape, raw: Any, shared: Shared | None) -> Slot:
        form = self._form(key[0], shape, raw)
        return Slot(*key, route, shape, raw, form.text, form.text, form.locked, shared)

    def _form(self, sheet: str, shape: Shape, raw: Any) -> _Form:
        """A value as a text: worked out once where several say the same, or take it from one place."""
        if raw is None:
            return NOTHING
        part = sheet if sheet in DEFINITIONS else ""
        key = part, shape.key, raw if isinstance(raw, str) else id(raw)
        if key not in self._known:
            self._known[key] = self._formed(shape, raw), raw
        return self._known[key][0]

    def _formed(self, shape: Shape, raw: Any) -> _Form:
        try:
            text, same = self.forms.told(shape, raw)
        except Unreadable:
            return _Form(flat(raw), NOT_HERE)
        return _Form(text, "" if same else NOT_HERE)

    def _at(self, route: Route) -> Any:
        """What is written at a route; None where nothing is."""
        value: Any = self.data
        for step in route:
            if isinstance(value, dict):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value


NOTHING = _Form("", "")


def _is_answer(activity: Activity) -> bool:
    """Is something answered in place of data sets?"""
    return activity.data_sets is not None and not isinstance(activity.data_sets, tuple)


def _is_part(raw: dict[str, Any], known: dict[str, Shape]) -> bool:
    """Is it a mapping of the part's keys, and not a text per language?"""
    return any(key in known or key.startswith("x-") for key in raw)
