"""What a cell shows beside its text, or in place of it: that something is missing, or where the text is."""

from ropa.review.values import NotText
from ropa.words.words import Words
from ropa.workbooks.carried import Told, normal


def whole(text: str, told: Told) -> str:
    """The text that a cell stands for: what it showed in place of a text is that text again."""
    shown = normal(told.shown)
    if normal(text) == shown:
        return told.text
    if told.shown == told.text or not shown:
        return text
    if told.text and shown.endswith(normal(f"\n{told.text}")):
        return _headless(text, shown.partition("\n")[0])
    lines = [told.text if normal(line) == shown else line for line in text.split("\n")]
    return "\n".join(line for line in lines if line or told.text) if shown in text else text


def _headless(text: str, head: str) -> str:
    """A text without a first line that tells where it is in full."""
    first, _, rest = text.partition("\n")
    return rest if normal(first).startswith(head) else text


class Instead:
    """The sentences of a language that stand in place of texts: none of them is an answer.

    They come where nobody showed them by a row that was copied, or a cell that was filled down; and a
    workbook that has lost what it carries does not say which of its cells showed one.
    """

    def __init__(self, words: Words) -> None:
        self.missing = words("Not stated, {article}", article="")
        self.bare = self.missing.strip(" ,").casefold()
        self.elsewhere = {
            words("See common answers"), words("Open question, see common answers"),
            words("In the data sets"),
        }  # fmt: skip
        self.in_full = "– " + words("In full on the sheet “{sheet}”", sheet="\n").partition("\n")[0]

    def text_of(self, text: str) -> str:
        """A text without the sentence that something is missing, or where it is in full.

        Raises NotText for one that says where a text was: that text is not known.
        """
        lines = text.split("\n")
        if any(line.strip() in self.elsewhere for line in lines):
            raise NotText("said-elsewhere")
        text = _headless(text, self.in_full)
        if not text.startswith(self.missing):
            return text
        return normal("\n".join(line for line in lines if not line.startswith(self.missing)))

    def without(self, text: str, told: str = "") -> str:
        """A text without the lines that say that something is missing, or where it is.

        Lines that the register itself has, in the text `told`, stay.
        """
        own = set(told.split("\n"))
        lines = [line for line in text.split("\n") if line in own or not self._is_none(line)]
        return "\n".join(lines)

    def _is_none(self, line: str) -> bool:
        said = line.strip()
        if said in self.elsewhere or said.startswith(self.in_full):
            return True
        article = said.removeprefix(self.missing).casefold()
        return said.casefold() == self.bare or (
            said.startswith(self.missing) and article.startswith("art")
        )
