"""Workbooks broken at random: each is read, or is said to be none; and what is read is accounted for."""

import os
import random
import re
from functools import cache

from openpyxl.comments import Comment
from reviewed_files import TITLE, made, members, packed, saved

from ropa.review.reviewed import NotAWorkbook, Reviewed
from ropa.review.workbook import read

INPUTS = int(os.environ.get("ROPA_FUZZ", "2000"))
TOKEN = re.compile(rb"<[^>]*>|[^<]+")
TOKENS = (
    b"<c>", b"</c>", b"<row r='0'>", b'<c r="XFD1048576"/>', b'<c r="A0">', b"<f>1</f>", b"<v>9e999</v>",
    b"<v>-1</v>", b"&#0;", b"&x;", b'<mergeCell ref="A1:XFD1048576"/>', b"<!DOCTYPE x>", b"<![CDATA[x]]>",
    b"\xff", b"<t>_xD800_</t>", b'<c t="s"><v>99999</v></c>', b'<c t="d"><v>2026-99-99</v></c>', b"<is>", b"",
)  # fmt: skip
WORDS = (b"1", b"A1", b"99999999999", b"-1", b"s", b"b", b"e", b"", b"NaN", b"../../x", b"true")


@cache
def _parts() -> dict[str, bytes]:
    book = made()
    book[TITLE]["D3"].comment = Comment("Why?", "Anna")
    book[TITLE]["C3"] = 7
    book[TITLE].merge_cells("B9:C9")
    return members(saved(book))


def _bytes(part: bytes, chance: random.Random) -> bytes:
    changed = bytearray(part)
    for _ in range(chance.randint(1, 8)):
        if not changed:
            break
        at = chance.randrange(len(changed))
        match chance.randrange(3):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + chance.randint(1, 40)]
            case _:
                changed[at:at] = chance.choice(TOKENS)
    return bytes(changed)


def _tokens(part: bytes, chance: random.Random) -> bytes:
    tokens = TOKEN.findall(part)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(tokens))
        match chance.randrange(4):
            case 0:
                tokens[at] = chance.choice(TOKENS)
            case 1:
                tokens.insert(at, chance.choice(tokens))
            case 2:
                tokens[at] = re.sub(
                    rb'"[^"]*"', b'"%s"' % chance.choice(WORDS), tokens[at], count=1
                )
            case _:
                tokens[at], tokens[-at] = tokens[-at], tokens[at]
    return b"".join(tokens)


def _mutant(chance: random.Random) -> bytes:
    parts = dict(_parts())
    name = chance.choice(list(parts))
    match chance.randrange(8):
        case 0:
            del parts[name]
        case 1:
            parts[name] = parts[chance.choice(list(parts))]
        case 2:
            return _bytes(packed(parts), chance)
        case 3 | 4:
            parts[name] = _bytes(parts[name], chance)
        case _:
            parts[name] = _tokens(parts[name], chance)
    return packed(parts)


def test_a_broken_workbook_is_read_or_is_none():
    read_well = refused = 0
    reasons = set()
    for seed in range(INPUTS):
        file = _mutant(random.Random(seed))
        try:
            reviewed = read(file)
        except NotAWorkbook as why:
            refused += 1
            reasons.add(why.reason)
            continue
        except Exception as error:
            raise AssertionError(f"input {seed}") from error
        assert isinstance(reviewed, Reviewed)
        read_well += 1
        for row in reviewed.rows:
            for cell in row.cells.values():
                cell.text.encode("utf-8")
    assert {"unreadable", "damaged"} <= reasons
    assert min(read_well, refused) > INPUTS / 10
