"""Pages as bytes. Each format is a module with one function, loaded when it is asked for."""

from collections.abc import Callable

from ropa.pages.page import Page


def _markdown(page: Page) -> bytes:
    from ropa.renderers.markdown import render

    return render(page)


def _html(page: Page) -> bytes:
    from ropa.renderers.html import render

    return render(page)


RENDERERS: dict[str, Callable[[Page], bytes]] = {"md": _markdown, "html": _html}
"""A page to UTF-8, by format."""
