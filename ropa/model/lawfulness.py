"""On what grounds data are processed: the legal basis, and the conditions of Art. 9 and 10."""

from typing import Annotated

from pydantic import Field
from pydantic_core import PydanticCustomError

from ropa.model.part import Answered, Part, Several, Worded
from ropa.model.values import OptDate, OptText, Text, closed
from ropa.model.vocabulary import BASES, BASIS_ARTICLES, CONDITIONS, read_basis

BASIS = closed(BASES, {article: basis for basis, article in BASIS_ARTICLES.items()})
Basis = Annotated[str | None, BASIS.optional()]
Condition = Annotated[str, closed(CONDITIONS)]

FOR = "Purposes, data categories or data subjects that it covers, by id or name."


class Consent(Part):
    """What holds for every consent, unless a legal basis says so itself."""

    withdrawal: OptText = Field(None, description="How to withdraw consent, Art. 7(3).")
    evidence: OptText = Field(None, description="Where consents are recorded, Art. 7(1).")


class Assessment(Worded):
    """The balancing test of legitimate interests, Art. 6(1)(f)."""

    word_key = "reference"

    reference: OptText = Field(None, description="Where it is kept.")
    date: OptDate = Field(None, description="When it was made.")
    outcome: OptText = Field(None, description="What it came to.")
    children: OptText = Field(None, description="How children were weighed in, recital 38.")
    review_due: OptDate = Field(None, description="When it must be made anew.")


class LegalBasis(Worded):
    """A legal basis, Art. 6(1): the closed word, or the words of a document that name one."""

    basis: Basis = Field(None, description="Art. 6(1)(a)-(f).")
    text: OptText = Field(None, description="The words for it, kept as they are.")
    law: OptText = Field(None, description="Statute and provision, Art. 6(3).")
    interest: OptText = Field(None, description="The legitimate interest, Art. 13(1)(d).")
    assessment: Answered[Assessment] = Field(None, description="The balancing test.")
    withdrawal: OptText = Field(None, description="How to withdraw consent, Art. 7(3).")
    evidence: OptText = Field(None, description="Where consents are recorded, Art. 7(1).")
    freely_given: OptText = Field(None, description="Why consent is free all the same, Art. 7(4).")
    age_check: OptText = Field(None, description="How age or parents' consent is checked, Art. 8.")
    parties: OptText = Field(None, description="The parties to the contract, Art. 6(1)(b).")
    outside_tasks: OptText = Field(
        None, description="Why an authority does not act in its tasks here, Art. 6(1)."
    )
    for_: Several[Text] = Field(None, alias="for", description=FOR)
    note: OptText = Field(None, description="A remark.")
    when: OptText = Field(None, description="The condition under which it applies.")

    word_key = "basis"

    @classmethod
    def of_word(cls, word: str) -> dict[str, str]:
        """A plain word is a closed word or an article; a common phrase is read, and kept."""
        if _is_basis(word):
            return {"basis": word}
        basis = read_basis(word)
        return {"basis": basis, "text": word} if basis else {"text": word}


def _is_basis(word: str) -> bool:
    try:
        BASIS.read(word)
    except PydanticCustomError:
        return False
    return True


class SpecialCondition(Worded):
    """A condition for special categories of data, Art. 9(2), or for criminal data, Art. 10."""

    word_key = "condition"

    condition: Condition = Field(description="9(2)(a) … 9(2)(j), or 10.")
    law: OptText = Field(None, description="The law that it rests on.")
    evidence: OptText = Field(None, description="Where explicit consent is recorded.")
    secrecy: OptText = Field(None, description="The duty of professional secrecy, Art. 9(3).")
    for_: Several[Text] = Field(None, alias="for", description=FOR)
    note: OptText = Field(None, description="A remark.")
