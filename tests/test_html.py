"""The HTML: one file with every text, and no element that a text has made."""

import re
from html.parser import HTMLParser

import pytest
from rendered import HOSTILE, ROOT, made_of, page_of, same_everywhere

from ropa.pages.page import Field, Fields, Line, Page, Section, Table
from ropa.renderers import RENDERERS

REGISTERS = ("softmore", "model", "expisoft", "softone/softone-ab.ropa.yaml")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def html(page: Page) -> str:
    return RENDERERS["html"](page).decode()


class Seen(HTMLParser):
    """The elements with their attributes, and the text, of an HTML file."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """The elements and the names of their attributes, without line breaks and links."""
        return [(t, tuple(a)) for t, a in self.elements if t not in ("br", "a", "col")]

    @property
    def text(self) -> str:
        return "".join(self.texts)


# --- the file -----------------------------------------------------------------------------------


@pytest.mark.parametrize("register", REGISTERS)
def test_one_file_without_scripts_or_requests(register):
    seen = Seen(html(page_of(register)))
    assert not {tag for tag, _ in seen.elements} & {"script", "img", "iframe", "object", "form"}
    metas = [attributes for tag, attributes in seen.elements if tag == "meta"]
    assert {"http-equiv": "Content-Security-Policy", "content": POLICY} in metas
    for tag, attributes in seen.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "src"]
        if tag == "link":
            assert attributes["href"] == "data:,"
        if tag == "a" and not attributes["href"].startswith("#"):
            assert attributes["rel"] == "noreferrer"
    style = html(page_of(register)).split("<style>")[1].split("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("register", REGISTERS)
def test_every_text_of_the_page_is_there(register):
    page = page_of(register)
    text = Seen(html(page)).text
    for section in page.sections:
        assert section.heading in text
        for block in section.blocks:
            if isinstance(block, Fields):
                cells = [field.cell for field in block.fields]
            else:
                cells = [c for r in block.rows for c in r] if isinstance(block, Table) else []
            for line in (line for cell in cells for line in cell):
                assert line.text in text


@pytest.mark.parametrize("register", REGISTERS)
def test_ids_are_unique_and_links_within_lead_somewhere(register):
    elements = Seen(html(page_of(register))).elements
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    leads = {a["href"][1:] for t, a in elements if t == "a" and a["href"].startswith("#")}
    assert len(ids) == len(set(ids))
    assert leads <= set(ids)
    assert len(leads) > 10


def test_two_sections_of_one_id_make_one_anchor():
    section = Section("same", "Heading", 2, ())
    assert html(Page("en", "x", "x", (section, section), "Contents")).count(' id="same"') == 1


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_language_is_told(language):
    assert f'<html lang="{language}">' in html(page_of("model", language))


@pytest.mark.parametrize("register", REGISTERS)
def test_lines_end_as_they_should(register):
    out = RENDERERS["html"](page_of(register))
    assert b"\r" not in out
    assert out.endswith(b"</html>\n")


def test_same_bytes_everywhere():
    assert same_everywhere("html")


def test_a_page_without_contents_has_no_navigation():
    assert "<nav" not in html(Page("en", "x", "x", (Section("s", "x", 2, ()),)))


@pytest.mark.parametrize("path", sorted((ROOT / "templates").iterdir()), ids=lambda p: p.name)
def test_templates_hold_no_words(path):
    """Every word comes from the page, so that there is one place to translate it."""
    text = path.read_text("utf-8")
    if path.suffix == ".css":
        words = re.findall(r'content: "([^"]*)"', text)
    else:
        words = re.split(r"\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", text, flags=re.DOTALL)
    assert not [word for word in words if re.search(r"[^\W\d_]", word)]


# --- hostile texts ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_makes_no_element(text):
    twin = "harmless"
    hostile, harmless = Seen(html(made_of(text))), Seen(html(made_of(twin)))
    assert hostile.shape == harmless.shape
    allowed = re.compile(r"#|https?://|mailto:")
    assert all(allowed.match(a["href"]) for t, a in hostile.elements if t == "a")


@pytest.mark.parametrize("text", [t for t in HOSTILE if t.isprintable()])
def test_a_hostile_text_is_shown_as_it_is(text):
    assert text in Seen(html(made_of(text))).text


def test_what_cannot_be_seen_is_written_out():
    text = Seen(html(made_of("\u202egnirts\x1b[31m\U000e0041\x00"))).text
    assert "\\u{202e}gnirts\\u{1b}[31m\\u{e0041}\\u{0}" in text


def test_only_real_addresses_become_links():
    def address(url: str) -> list[str | None]:
        field = Field("x", (Line("text", url=url),))
        page = Page("en", "x", "x", (Section("s", "x", 2, (Fields((field,)),)),))
        return [a["href"] for tag, a in Seen(html(page)).elements if tag == "a"]

    assert address("https://example.com/x") == ["https://example.com/x"]
    assert address("www.example.com") == ["https://www.example.com"]
    assert address("mailto:a@example.com") == ["mailto:a@example.com"]
    for url in ("javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "//example.com",
                "https://a b", "https://a\u202e", "vbscript:x", "file:///etc/passwd", "x"):  # fmt: skip
        assert address(url) == []
