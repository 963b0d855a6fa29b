"""The HTML in a browser: it asks nothing of a network, everybody can read it, and it prints."""

import io
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from rendered import HOSTILE, changed_page, made_of, page_of

from ropa.renderers import RENDERERS

pytestmark = pytest.mark.browser

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator:
    chromium = _chromium()
    if chromium is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("html")
    pages = {name: page_of(name) for name in ("softmore", "model")}
    pages["hostile"] = made_of(*HOSTILE)
    pages["changes"] = changed_page()
    for name, page in pages.items():
        (folder / f"{name}.html").write_bytes(RENDERERS["html"](page))
    return {name: folder / f"{name}.html" for name in pages}


@pytest.fixture
def opened(browser, files):
    """Opens a page of the test in a window of a width and a colour scheme."""
    contexts = []

    def open_page(name: str, width: int = 1280, scheme: str = "light"):
        size = {"width": width, "height": 900}
        contexts.append(browser.new_context(viewport=size, color_scheme=scheme))
        page = contexts[-1].new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("dialog", lambda dialog: pytest.fail("a dialog was opened"))
        page.goto(files[name].as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
)
@pytest.mark.parametrize("name", ["softmore", "model", "changes"])
def test_everybody_can_read_it(opened, name, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(opened(name, width, scheme))
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", ["softmore", "hostile", "changes"])
def test_nothing_is_asked_of_a_network(opened, files, name):
    page = opened(name)
    page.wait_for_load_state("networkidle")
    assert [url for url in page.asked if not url.startswith("data:")] == [files[name].as_uri()]


@pytest.mark.parametrize("name", ["softmore", "model", "hostile", "changes"])
@pytest.mark.parametrize("width", [320, 390, 768, 1100, 1280])
def test_the_page_never_scrolls_sideways(opened, name, width):
    page = opened(name, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    beyond = """[...document.querySelectorAll('body *')].filter(e => {
        const box = e.getBoundingClientRect();
        return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1);
    }).length"""
    assert page.evaluate(beyond) == 0


def test_a_table_is_a_table_on_a_phone_too(opened):
    page = opened("softmore", 390)
    table = page.get_by_role("table", name="Record as controller, Art. 30(1)")
    assert table.get_by_role("row").count() == 21
    assert table.get_by_role("rowheader").count() == 20
    assert table.get_by_role("columnheader").count() == 6
    assert table.get_by_role("cell").count() == 100
    label = "getComputedStyle(document.querySelector('#_controller td'), '::before').content"
    assert page.evaluate(label) == '"Purposes"'


def test_words_of_the_overview_are_not_broken_on_a_screen(opened):
    """Each word of the published table has room for itself at 1280 pixels."""
    broken = """[...document.querySelectorAll('#_controller > table td')].filter(cell => {
        const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        for (let node; (node = texts.nextNode()); )
            for (const word of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
                const range = document.createRange();
                range.setStart(node, word.index);
                range.setEnd(node, word.index + word[0].length);
                if (range.getClientRects().length > 1) return true;
            }
    }).map(cell => cell.textContent)"""
    assert opened("softmore", 1280).evaluate(broken) == []


def test_what_changed_is_told_by_more_than_its_colour(opened):
    """Struck out and underlined, on paper too; and read aloud."""
    page = opened("changes")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        for tag, line in (("del", "line-through"), ("ins", "underline")):
            lines = f"[...document.querySelectorAll('{tag}')].map(e => getComputedStyle(e).textDecorationLine)"
            assert set(page.evaluate(lines)) == {line}
    told = page.evaluate("[...document.querySelectorAll('del')].map(e => e.textContent)")
    assert told
    assert all(one.startswith("Removed: ") for one in told)


def test_paper_has_all_the_texts_and_no_navigation(opened):
    from pypdf import PdfReader

    page = opened("softmore")
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    paper = re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in reader.pages))
    texts = page.evaluate(
        "[...document.querySelectorAll('main *, h1')].filter(e => !e.children.length && e.offsetWidth > 1).map(e => e.textContent)"
    )
    assert len(texts) > 300
    assert [text for text in texts if re.sub(r"\s", "", text) not in paper] == []
    assert {round(float(side)) for side in reader.pages[0].mediabox[2:]} == {595, 842}
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
    colours = "[...document.querySelectorAll('td a, dd a')].map(a => getComputedStyle(a).color)"
    assert set(page.evaluate(colours)) == {"rgb(0, 0, 0)"}
