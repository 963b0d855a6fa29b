"""`python -m ropa.words.extract`: brings the catalogues up to date with the English of the source.

The texts are the literals in calls of `w`, `words`, `_`, `plural`, `.count` and `.in_context`,
the closed words (`TERMS`), and what the rules say (`CATALOGUE`). A call with anything but a literal
gives none: mark its text with `_` where it stands.
"""

import argparse
import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from ropa.rules import CATALOGUE
from ropa.words.languages import LOCALES
from ropa.words.terms import TERMS

PACKAGE = Path(__file__).parents[1]
SENTENCES = ("w", "words", "_", "self")
PLURALS = ("count", "plural")
HEADER = """\
# The words of ropa in another language. `python -m ropa.words.extract` adds what is new.
msgid ""
msgstr ""
"Project-Id-Version: ropa\\n"
"Language: {language}\\n"
"Language-Team: ropa\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


@dataclass(frozen=True, slots=True)
class English:
    """A text of the source: one sentence, or two about one and about many."""

    text: str | tuple[str, str]
    file: str
    comment: str = ""
    context: str | None = None


def english() -> list[English]:
    """Every text of the source, grouped by where it stands; the same text may stand twice."""
    return [*_code(), *_terms(), *_rules()]


def _code() -> Iterator[English]:
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE.parent).as_posix()
        for call in _calls(ast.parse(path.read_bytes())):
            for text, context in _given(call):
                yield English(text, file, context=context)


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    """The calls below a node, in the order in which they are written."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child
        yield from _calls(child)


def _given(call: ast.Call) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """The texts that a call gives, each with its context."""
    name = getattr(call.func, "id", None) or getattr(call.func, "attr", None)
    arguments = [_literals(argument) for argument in call.args]
    if name in SENTENCES and arguments:
        yield from ((text, None) for text in arguments[0])
    elif name in PLURALS and len(arguments) > 1:
        yield from (((one, many), None) for one, many in zip(*arguments[:2], strict=False))
    elif name == "in_context" and len(arguments) > 1:
        yield from ((text, context) for context in arguments[0] for text in arguments[1])


def _literals(argument: ast.expr) -> list[str]:
    """The text of an argument, or the two of `one if … else other`."""
    if isinstance(argument, ast.IfExp):
        return _literals(argument.body) + _literals(argument.orelse)
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
        return [argument.value]
    return []


def _terms() -> Iterator[English]:
    for context, terms in TERMS.items():
        for word, text in terms.items():
            yield English(text, "ropa/words/terms.py", f"{context}: {word}", context)


def _rules() -> Iterator[English]:
    for rule in CATALOGUE.values():
        file = rule.check.__module__.replace(".", "/") + ".py"
        variants = {f"message, {name}": text for name, text in rule.variants.items()}
        said = {"why": rule.why, "fix": rule.fix, "silent": rule.silent}
        parts = {"message": rule.message, **variants, **said}
        for part, text in parts.items():
            if text:
                yield English(text, file, f"{rule.code} {rule.name}: {part}")


def updated(old: Catalog, texts: Sequence[English]) -> Catalog:
    """A catalogue of `texts`, with the translations that `old` has."""
    new = Catalog(locale=old.locale)
    for text in texts:
        known = old.get(text.text, text.context)
        same = known is not None and isinstance(known.id, str) == isinstance(text.text, str)
        new.add(
            text.text,
            known.string if known and same else None,
            locations=[(text.file, 0)],
            flags=known.flags if known else (),
            auto_comments=[text.comment] if text.comment else [],
            user_comments=known.user_comments if known else (),
            context=text.context,
        )
    return new


def differences(old: Catalog, texts: Sequence[English]) -> Iterator[str]:
    """What a catalogue lacks of `texts`, and what it has beside them."""
    wanted = updated(old, texts)
    for message in wanted:
        if message.id and (message.fuzzy or not all(translations(message))):
            yield f"missing: {message.id!r}"
    for message in old:
        if message.id and wanted.get(message.id, message.context) is None:
            yield f"obsolete: {message.id!r}"


def translations(message: Message) -> Sequence[str]:
    """What a text is in the other language: one sentence, or one for each plural form."""
    string = message.string or ""
    return [string] if isinstance(string, str) else string


def catalogue(path: Path) -> Catalog:
    """The catalogue in a file `xx.po`, as it stands there."""
    with path.open("rb") as po:
        return read_po(po, locale=path.stem, ignore_obsolete=True)


def written(new: Catalog) -> bytes:
    """A catalogue as a file: the same bytes for the same texts, on any day."""
    body = BytesIO()
    write_po(body, new, width=100, omit_header=True, include_lineno=False, ignore_obsolete=True)
    head = HEADER.format(language=new.locale_identifier, plural_forms=new.plural_forms)
    return head.encode() + body.getvalue().rstrip(b"\n") + b"\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Update every catalogue; with `--check`, only say what is missing or obsolete."""
    parser = argparse.ArgumentParser(prog="python -m ropa.words.extract", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if stale")
    check = parser.parse_args(arguments).check
    texts = english()
    stale = 0
    for path in sorted(LOCALES.glob("*.po")):
        old = catalogue(path)
        for difference in differences(old, texts):
            stale = 1
            sys.stdout.write(f"{path.name}: {difference}\n")
        if not check:
            path.write_bytes(written(updated(old, texts)))
    return stale if check else 0


if __name__ == "__main__":
    raise SystemExit(main())
