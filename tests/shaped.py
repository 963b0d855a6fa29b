"""Data for every field of the format, made from its shape: for properties of the forms."""

from hypothesis import strategies as st

from ropa.forms.shape import Kind, headless, shapes, word_shape

NASTY = (
    "– Remark: a", "- Remark: b", "  two spaces", "None", "none", "unknown", "Open question: x", "=1+1",
    "# a comment", "a: b", "it's \"quoted\"", "a\nb", "a\n\nb", "a\n  b", "x;y; z", "ends with space ", "tab\there",
    "😀 emoji", "Country: Sweden", "{a: b}", "[a]", "&a", "*a", "!t", "|", ">", "%", "@", "`", "Avtal", "consent",
    "6(1)(f)", "Kundavtal", "2026-01-01", "7 years", "Yes", "SE", "r1", "Example Cloud", "no", "~", "", " ", "-", "–",
    "a\r\nb", "\u2028", "See activity: x", "data-subject", "the end of the contract", "contract-end", "all", "x-a: b",
)  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(NASTY),
    st.sampled_from(("Kunder", "Anställda", "Leverantörer", "One", "Two", "Three")),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12),
)
VALUES = {
    Kind.WORD: TEXTS,
    Kind.TRUTH: st.sampled_from(("true", "True", "false", "FALSE")),
    Kind.DATE: st.dates().map(str),
    Kind.COUNTRY: st.sampled_from(("SE", "US", "NO", "GB", "XK"[:1] + "X")[:4]),
    Kind.PERIOD: st.sampled_from(("P7Y", "P07Y", "P1Y6M", "PT72H", "P90D", "P2W", "P1M", "PT5M")),
    Kind.COUNT: st.sampled_from(("0", "7", "1800")),
    Kind.EMAIL: st.just("a@example.com"),
    Kind.URL: st.just("https://example.com/a"),
}
IDS = {
    "recipients": ("r1", "r2", "r3", "nobody"),
    "organisations": ("one", "two", "nobody"),
    "data_categories": ("d1", "d2", "nothing"),
    "systems": ("s1", "nothing"),
    "security_measures": ("m1", "nothing"),
    "activities": ("first", "nothing"),
}
OWN = st.one_of(TEXTS, st.just(["hidden"]), st.just({"deep": ["hidden"]}))


def raws(shape, depth=0):
    """Data that the format has for a field of this shape."""
    value = parts(shape, depth) if shape.part else scalars(shape)
    if shape.several:
        value = st.one_of(st.lists(value, max_size=5), value)
    return st.one_of(value, answers()) if shape.answered else value


def scalars(shape):
    """One value that is no mapping of the format."""
    if shape.section:
        ids = st.sampled_from(IDS[shape.section])
        return ids if shape.kind is Kind.ID else st.one_of(ids, translated())
    if shape.kind is Kind.ID:
        return st.sampled_from(("one", "two"))
    if shape.kind is Kind.CLOSED:
        return st.sampled_from(shape.form.json_schema["enum"])
    if shape.kind is Kind.TEXT:
        return st.one_of(translated(), st.sampled_from(shape.words or ("a",)))
    return VALUES[shape.kind]


def translated():
    """A text, or one per language."""
    languages = st.dictionaries(st.sampled_from(("sv", "en", "de")), TEXTS, min_size=1)
    return st.one_of(TEXTS, languages)


def parts(shape, depth):
    """A word or a mapping; lists below lists have words alone, or mappings that are not shown."""
    word = word_shape(shape)
    own = shapes(shape.part)
    needed = {word.key} if word and not headless(shape) else set()
    needed |= {n for n, i in shape.part.model_fields.items() if i.is_required()} & own.keys()

    @st.composite
    def mapping(draw):
        keys = draw(st.sets(st.sampled_from(sorted(own)), max_size=5)) | needed
        if depth > 1:
            keys = {key for key in keys if own[key].part is None} | needed
        order = draw(st.permutations(sorted(keys)))
        found = {
            k: draw(scalars(word) if word and k == word.key else raws(own[k], depth + 1))
            for k in order
        }
        for key in draw(st.sets(st.sampled_from(("x-a", "x-b")))):
            found[key] = draw(OWN)
        return found

    if word is None:
        return mapping()
    return st.one_of(scalars(word), mapping())


def answers():
    """Answers that are no values, as words and as mappings."""
    own = st.fixed_dictionaries({}, optional={"x-a": OWN})
    reason = st.one_of(TEXTS, st.none(), translated())
    asked = st.fixed_dictionaries(
        {"unknown": reason}, optional={"owner": TEXTS, "due": VALUES[Kind.DATE], "x-a": OWN}
    )
    none = st.builds(lambda r, x: {"none": r, **x}, reason, own)
    not_applicable = st.builds(lambda r, x: {"not_applicable": r, **x}, reason, own)
    return st.one_of(st.sampled_from(("none", "unknown")), asked, none, not_applicable)
