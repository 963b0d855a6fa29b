"""Which languages ropa speaks: English, and one for each file in `locales/`."""

from pathlib import Path

ENGLISH = "en"
LOCALES = Path(__file__).parent / "locales"


def languages() -> list[str]:
    """The languages that ropa speaks."""
    names = [entry.name for entry in LOCALES.iterdir()]
    return sorted({ENGLISH, *(name.removesuffix(".po") for name in names if name.endswith(".po"))})


def speakable(language: str | None) -> str:
    """The language of ropa's own that is nearest to a register's; English where there is none."""
    short = (language or ENGLISH).split("-")[0].lower()
    return short if short in languages() else ENGLISH
