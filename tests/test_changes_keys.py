"""Every key of the model has been thought of, where no judge has more to say about it."""

from typing import get_args

from ropa.changes.judges import JUDGES
from ropa.changes.judges.otherwise import ROW_OF_KEY, row_of
from ropa.changes.significance import BY_CODE
from ropa.model.part import Part
from ropa.model.plain import keys
from ropa.model.register import Register


def _parts(kind):
    """The kinds of part that may stand where a type is asked for."""
    if isinstance(kind, type) and issubclass(kind, Part):
        yield kind
    for inner in get_args(kind):
        yield from _parts(inner)


def _kinds():
    """Every kind of part that a register may be made of."""
    found, new = {Register}, [Register]
    while new:
        for field in new.pop().model_fields.values():
            for kind in _parts(field.annotation):
                if kind not in found:
                    found.add(kind)
                    new.append(kind)
    return found


def test_every_key_of_every_part_has_a_row():
    lacking = {
        (kind.__name__, key)
        for kind in _kinds()
        for _, key in keys(kind)
        if key not in ROW_OF_KEY and key not in JUDGES
    }
    assert len(_kinds()) > 25
    assert lacking == set()


def test_a_row_of_a_key_is_in_the_table():
    assert set(ROW_OF_KEY.values()) <= BY_CODE.keys()
    assert row_of(("newsletter", "owner")) == "housekeeping"
