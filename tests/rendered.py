"""Pages for the tests of the renderers: of real registers, and made of hostile texts."""

import subprocess
import sys
from pathlib import Path

from asked import TODAY

from ropa import judge
from ropa.pages.changes import QUESTIONS, changes_page
from ropa.pages.page import (
    Column,
    Field,
    Fields,
    Line,
    Page,
    Section,
    Table,
    Text,
    Tone,
)
from ropa.pages.register import register_page
from ropa.reading import read_registers
from ropa.reports.change_lines import change_lines
from ropa.reports.change_report import ChangeReport
from ropa.rules import RULES
from ropa.rules.rule import check
from ropa.words.words import Words

ROOT = Path(__file__).parent.parent

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!-- --><style>*{display:none}</style>",
    "javascript:alert(1)",
    "{{ 7*7 }} {% raw %} {# #}",
    "\u202egnirts\u202c \u2066x\u2069 \u200f \U000e0041",
    "\x00 \x07 \x1b[31m \x9b \x85",
    "a | b \\| c || d |",
    "`code` ``more`` ~~~ ~~struck~~",
    "one\ntwo\n\nthree",
    "=1+1",
    "@everyone and @some-body, not post@example.com",
    "#12 and owner/name#7 and # heading #",
    "- item",
    "1. item",
    "> quotation",
    "---",
    "***bold*** __bold__ snake_case _x_",
    "[text](javascript:alert(1)) ![x](y) [^1] [ref]: /x",
    "&lt;b&gt; &amp;amp; &#x41; &copy;",
    "C:\\Users\\x \\* \\",
    "$x^2$ costs 5 $",
    "kl. 10:30:45 :tada: https://example.com/a_b_(c)",
    "Donaudampfschifffahrtsgesellschaft" * 60,
    "x" * 3000,
)


def page_of(register: str, language: str = "en") -> Page:
    """The page of a register of this repository."""
    (reading,) = read_registers([ROOT / "registers" / register])
    findings = [*reading.findings, *check(reading.record, RULES, TODAY, whole=reading.whole)]
    return register_page(reading, findings, Words(language, reading.record.register.language))


def changed_page(language: str = "en") -> Page:
    """The page of what changed between the two versions of a small register."""
    old, new = (
        read_registers([ROOT / "tests" / "reports" / f"{name}.ropa.yaml"])[0]
        for name in ("before", "after")
    )
    words = Words(language, "en")
    judged = judge(old, new, then=TODAY, today=TODAY)
    lines = change_lines(old, new, judged, words, QUESTIONS)
    return changes_page(ChangeReport(lines, "before", "after"), words)


def made_of(*texts: str) -> Page:
    """A page with the texts in every place that a text can have."""
    lines = [Line(text, tone) for text in texts for tone in (Tone.PLAIN, Tone.ASIDE)]
    links = [Line(text, url=text) for text in texts] + [Line(text, target="s0") for text in texts]
    toned = [Line(text, tone) for text in texts for tone in Tone]
    sections = [
        Section(
            f"s{number}",
            text,
            2 + number % 2,
            (
                Text((Line(text),)),
                Fields((Field(text, (Line(text),), text), Field("x", tuple(lines)))),
                Table(text, (Column(text), Column(text, 3)), (((Line(text),), tuple(lines)),)),
                Table("x", (Column("x"),), (((Line("x"),),),)),
            ),
        )
        for number, text in enumerate(texts)
    ]
    sections.append(Section("last", "x", 2, (Fields((Field("x", tuple(links + toned)),)),)))
    return Page("en", texts[0], texts[0], tuple(sections), texts[0])


def in_another_world(code: str, **environment: str) -> bytes:
    """What a program prints in an environment of its own."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, timeout=60, check=True
    )
    return done.stdout


def same_everywhere(form: str) -> bool:
    """Does a format give the same bytes whatever the environment?"""
    code = (
        "import sys; sys.path[:0] = ['.', 'tests']; from rendered import page_of\n"
        f"from ropa.renderers import RENDERERS; out = RENDERERS[{form!r}](page_of('model', 'sv'))\n"
        "sys.stdout.buffer.write(out)"
    )
    worlds = (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LANG": "C", "HOME": "/"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "de_DE.UTF-8", "HOME": "/tmp"},
    )
    one, two = (in_another_world(code, **world) for world in worlds)
    return bool(one) and one == two
