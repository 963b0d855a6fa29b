"""Legal bases, the interests and laws behind them: Art. 6, 7."""

from collections.abc import Iterator
from typing import Any

from ropa.changes.judge import Case, Judge, Verdict, verdict
from ropa.model.activity import Activity
from ropa.model.lawfulness import LegalBasis


def _bases(activities: tuple[Activity, ...]) -> set[str]:
    """The legal bases that activities state."""
    listed = (a.legal_basis for a in activities if isinstance(a.legal_basis, tuple))
    return {basis.basis for some in listed for basis in some if basis.basis}


def legal_basis(case: Case) -> Iterator[Verdict]:
    """A basis that is replaced; the consent that data rested on is the gravest case, Art. 7(3)."""
    was, now = _bases(case.was), _bases(case.now)
    gone, come = was - now, now - was
    if not gone or not come:
        return
    code = "legal-basis-replaced"
    if "consent" in gone:
        code = "legal-basis-swapped"
    elif "consent" in come:
        code = "legal-basis-to-consent"
    moved = [c for c in case.changes if _basis(c.before) in gone or _basis(c.after) in come]
    yield verdict(code, *moved, old_bases=tuple(sorted(gone)), new_bases=tuple(sorted(come)))


def _basis(value: Any) -> str | None:
    return value.basis if isinstance(value, LegalBasis) else None


JUDGES: dict[str, Judge] = {"legal_basis": legal_basis}
