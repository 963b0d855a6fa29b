"""0xx: what keeps a file from being read as a register. No law: the format of files and data.

Each rule has a sentence for every reason that reading gives (`Refused.reason`, `Problem.reason`).
"""

from collections.abc import Iterator
from dataclasses import replace

from ropa.findings import Severity
from ropa.rules.rule import Miss, Rule


def _never() -> Iterator[Miss]:
    yield from ()


def _rule(code: str, name: str, message: str, why: str, fix: str, **reasons: str) -> Rule:
    return Rule(
        code, name, Severity.ERROR, "ropa format 1", message, why, fix, _never, "file",
        (), None, False, {reason.replace("_", "-"): text for reason, text in reasons.items()},
    )  # fmt: skip


YAML = _rule(
    "ROPA001", "not-yaml", "The file is not valid YAML.",
    "Nothing can be said of a register that cannot be read.", "Mend the YAML at this place.",
    syntax="This is not valid YAML: {problem}.",
    alias_undefined="The alias `*{name}` has no anchor before it.",
)  # fmt: skip
TEXT = _rule(
    "ROPA002", "not-text", "The file is not UTF-8 text that can be shown.",
    "Other encodings, control characters and lone surrogates do not survive from tool to tool.",
    "Save the file as UTF-8, without control characters.",
    encoding="This is not UTF-8; it looks like {looks_like}.",
    character="The character {code} cannot stand in a register.",
    not_a_file="This is not a regular file.",
    link_outside="This file is not read: the link leads out of its folder, or nowhere.",
    other_suffix="This file is not read: its name ends in `.ropa.yml`, and not in `.ropa.yaml`.",
)  # fmt: skip
REFUSED = _rule(
    "ROPA003", "yaml-not-allowed", "The file uses YAML that a register has no use for.",
    "Tags, merge keys, several documents and the like make a file mean other things to other tools.",
    "Write it in plain YAML 1.2.",
    tag="The tag `{tag}` is not read.",
    merge_key="The merge key `<<` is not read; it is not part of YAML 1.2.",
    yaml_version="YAML {version} is not read; registers are YAML 1.2.",
    documents="A second document begins here; a file holds one.",
    key_type="A key is a text; put it in quotes if it is meant as one.",
    alias_recursive="The alias `*{name}` stands inside what it refers to.",
)  # fmt: skip
TWICE = _rule(
    "ROPA004", "said-twice", "The same thing is said twice.",
    "Of two answers to one question, nobody can tell which holds.", "Keep one of the two.",
    duplicate_key="The key `{key}` stands here a second time; the first is at line {first_line}, column {first_column}.",
    duplicate_id="The id `{given}` is already that of another activity, at {first}.",
    said_elsewhere="`{given}` is already in another file of this register.",
)  # fmt: skip
LIMIT = _rule(
    "ROPA005", "limit-exceeded", "The file is larger or more deeply nested than ropa reads.",
    "Every file is untrusted input, and a small one can be made to fill a machine's memory.",
    "Split the register into a folder of files, or raise the limit with --limit.",
    depth="The nesting is deeper than {limit} levels.",
    aliases="More than {limit} aliases of collections.",
    aliased_nodes="More than {limit} nodes are reached through aliases.",
    file_size="The file is larger than {limit} MB.",
    run_size="All files together are larger than {limit} MB.",
    run_files="There are more than {limit} files.",
)  # fmt: skip
UNKNOWN = _rule(
    "ROPA010", "unknown-key", "The format has no such key.",
    "A misspelt key is an answer that nobody finds. Keys of your own begin with `x-`.",
    "Mend the spelling, or begin the key with `x-`.",
    unknown_key="The format has no key `{given}` here.",
    not_in_further_file="`{given}` belongs in register.ropa.yaml, not in a further file.",
)  # fmt: skip
SHAPE = _rule(
    "ROPA011", "wrong-shape", "This is not of the shape that the format has here.",
    "The format says where a word, a list or a mapping stands.", "See the format in the README.",
    not_a_register="A register is a mapping that begins with `ropa: 1`.",
    not_a_mapping="A mapping (`key: value`) is needed here.",
    not_a_list="A list is needed here.",
    text="A text is needed here, or a text per language.",
    answer_in_list="`{given}` is an answer and stands without brackets, in place of the list.",
    answer_here="`{given}` is no answer to this question; leave the key out.",
    word="A text is needed here.",
)  # fmt: skip
WORD = _rule(
    "ROPA012", "wrong-word", "This word is not one of those that the format has here.",
    "Closed words let a program and a reader in another language know what is meant.",
    "Use one of the words of the format.",
    choice="“{given}” is not one of: {words}.",
)  # fmt: skip
MISSING = _rule(
    "ROPA013", "key-missing", "A key that the format needs is missing.",
    "Activities are told apart by `id`, and the format by `ropa: 1`.", "Add the key.",
    missing_key="The key `{key}` is missing.",
)  # fmt: skip
VALUE = _rule(
    "ROPA014", "wrong-value", "This value is not of the form that the format has here.",
    "Dates, countries, durations and addresses have one form, so that they can be compared.",
    "Write it in the form that the message names.",
    language="“{given}” is not a language (BCP 47: sv, en, de-AT).",
    date="“{given}” is not a date (YYYY-MM-DD).",
    truth="“{given}” is neither `true` nor `false`.",
    count="“{given}” is not a whole number.",
    period="“{given}” is not a duration (ISO 8601: P7Y, P30D, PT72H).",
    country="“{given}” is not a country code (ISO 3166-1 alpha-2: SE, US, GB).",
    id="“{given}” is not an id: lower-case letters a-z, digits and hyphens.",
    email="“{given}” is not an e-mail address.",
    url="“{given}” is not a web address (https://…).",
)  # fmt: skip

_IGNORE = _rule(
    "ROPA015", "ignore-mistaken", "A comment that accepts findings is mistaken.",
    "An accepted finding is a decision that somebody accounts for. A comment that accepts nothing, or"
    " gives no reason, misleads whoever relies on it.",
    "Write `# ropa: ignore[CODE] reason until YYYY-MM-DD` (the date may be left out), or take the"
    " comment out.",
    malformed="This comment is not of the form `# ropa: ignore[CODE] reason until YYYY-MM-DD`.",
    reasonless="The comment gives no reason to ignore {rules}; the findings count.",
    unknown_rule="There is no rule {rule} that a comment could ignore.",
    not_ignorable="{rule} is about what can be read of the register, and cannot be ignored.",
    unused="The comment ignores {rule}, which is not found on its line.",
)  # fmt: skip
IGNORE = replace(_IGNORE, severity=Severity.WARNING)

FAMILY = (YAML, TEXT, REFUSED, TWICE, LIMIT, UNKNOWN, SHAPE, WORD, MISSING, VALUE, IGNORE)

READING: dict[str, Rule] = {reason: rule for rule in FAMILY for reason in rule.variants}
"""The rule that each reason of reading belongs to."""
