"""The files that a new register begins with, made of what its owner answers."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template

STARTERS = Path(__file__).parent
LANGUAGES = ("en", "sv")
"""The languages that there is a first register in."""
CI = {
    "github": (Path(".github/workflows/ropa.yml"), "github.yml"),
    "gitlab": (Path(".gitlab-ci.yml"), "gitlab.yml"),
}
"""Where each kind of pipeline is described, and the file that it begins with."""
NOT_TEXT = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
"""Words that one YAML tool or another does not take for texts."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What only the owner of a register can say; `dpo` is name and e-mail, or why there is none."""

    name: str
    email: str
    country: str
    dpo: tuple[str, str] | str
    language: str
    today: str
    ci: str


def files(answers: Answers) -> dict[Path, str]:
    """The files of a first register, by path: the register, the configuration, the pipeline."""
    filled = {
        "name": _quoted(answers.name),
        "email": _quoted(answers.email),
        "country": _quoted(answers.country),
        "dpo": _dpo(answers.dpo),
        "id": identifier(answers.name),
        "today": answers.today,
    }
    made = {
        Path("registers/register.ropa.yaml"): _filled(f"register.{answers.language}.yaml", filled),
        Path("ropa.toml"): _text("ropa.toml"),
    }
    if answers.ci in CI:
        path, name = CI[answers.ci]
        made[path] = _text(name)
    return made


def identifier(name: str) -> str:
    """An id made of a name: lower-case letters, digits and hyphens."""
    from unicodedata import normalize

    plain = normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return made if made[:1].isalpha() and made not in NOT_TEXT else f"org-{made}".strip("-")


def _dpo(answer: tuple[str, str] | str) -> str:
    if isinstance(answer, str):
        return f"{{none: {_quoted(answer)}}}"
    name, email = answer
    return f"{{name: {_quoted(name)}, contact: {{email: {_quoted(email)}}}}}"


def _quoted(text: str) -> str:
    """A text in double quotes: what JSON writes, YAML reads."""
    return json.dumps(text, ensure_ascii=False)


def _filled(name: str, answers: dict[str, str]) -> str:
    return Template(_text(name)).substitute(answers)


def _text(name: str) -> str:
    return (STARTERS / name).read_text("utf-8")
