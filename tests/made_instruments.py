"""Tests of every kind, made by hypothesis: whatever a constructor takes, files must carry."""

from hypothesis import strategies as st

from phonics.assess.instruments import Instrument, Purpose, numbered
from phonics.assess.items import Item, Option, Response
from phonics.assess.subtests import LEVELS, Kind, Mode, Stop, StopType, Subtest
from phonics.levels.sequence import ORDER

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TEXT = st.one_of(
    st.sampled_from(["", "ship", "“Mum,”\n", "=1+1", " a | (b) [c: d] \\n ", "คำถาม", "007", "a < b & c"]), ANY
)
SOME = TEXT.filter(str.strip)
WORDS = st.lists(SOME, max_size=3).map(tuple)


@st.composite
def _options(draw, least=2):
    keys = draw(st.lists(SOME.filter(lambda key: "=" not in key), min_size=least, max_size=4, unique=True))
    return tuple(Option(key, draw(TEXT), draw(TEXT), draw(TEXT)) for key in keys)


@st.composite
def _answered(draw, response):
    if response is Response.TEXT:
        return {"answers": draw(st.lists(SOME, min_size=1, max_size=3).map(tuple))}
    if response is Response.SPOKEN:
        return {}
    options = draw(_options())
    keys = [one.key for one in options]
    if response is Response.CHOICE:
        return {"options": options, "answers": (draw(st.sampled_from(keys)),)}
    if response is Response.ORDER:
        return {"options": options, "answers": tuple(draw(st.permutations(keys)))}
    targets = draw(_options(1))
    pairs = st.sampled_from([f"{key}={target.key}" for key in keys for target in targets])
    return {"options": options, "targets": targets, "answers": tuple(draw(st.lists(pairs, min_size=1, max_size=3)))}


@st.composite
def items(draw, number=1):
    response = draw(st.sampled_from([one for one in Response if one is not Response.RATING]))
    return Item(
        number,
        draw(SOME),
        kind=draw(st.sampled_from(["", "spoken_word", *(kind.value for kind in Kind)])),
        codes=draw(WORDS),
        phones=draw(WORDS),
        also=draw(st.lists(st.lists(SOME, min_size=1, max_size=2).map(tuple), max_size=2).map(tuple)),
        parts=draw(WORDS),
        prompt_en=draw(TEXT),
        printed=draw(TEXT),
        response=response,
        sound=draw(TEXT),
        picture=draw(TEXT),
        points=draw(st.integers(1, 9)),
        tricky=draw(st.booleans()),
        **draw(_answered(response)),
    )


@st.composite
def _criterion(draw):
    options = tuple(Option(level, draw(TEXT)) for level in LEVELS)
    return Item(1, draw(SOME), response=Response.RATING, options=options)


@st.composite
def subtests(draw):
    kind = draw(st.sampled_from(Kind))
    rubric = kind is Kind.RUBRIC
    asked = tuple(draw(st.lists(_criterion() if rubric else items(), min_size=1, max_size=3)))
    practice = () if rubric else tuple(draw(st.lists(items(), max_size=2)))
    stop = Stop() if rubric else draw(st.sampled_from([Stop(), *(Stop(one, len(asked)) for one in list(StopType)[1:])]))
    return Subtest(
        kind,
        asked,
        mode=draw(st.sampled_from(Mode)),
        columns=draw(st.integers(1, 10)),
        timed_s=None if rubric else draw(st.sampled_from([None, 1, 60])),
        wait_s=draw(st.sampled_from([0, 3, 10])),
        stop=stop,
        practice=numbered((Subtest(Kind.REAL_WORD, practice),))[0].items if practice else (),
        cut=draw(st.sampled_from([None, 1])),
        **{name: draw(TEXT) for name in ("title_th", "title_en", "directions_th", "directions_en", "sound", "picture")},
    )


@st.composite
def instruments(draw):
    """Return a test with anything in it that a test may hold."""
    told = ("code", "title_th", "title_en", "directions_th", "directions_en", "note_th", "note_en")
    levels = draw(st.sets(st.sampled_from(ORDER), min_size=1, max_size=3))
    return Instrument(
        purpose=draw(st.sampled_from(Purpose)),
        levels=tuple(level for level in ORDER if level in levels),
        form=draw(st.sampled_from("ABC")),
        subtests=numbered(tuple(draw(st.lists(subtests(), min_size=1, max_size=3)))),
        cut=draw(st.sampled_from([None, 1])),
        **{name: draw(TEXT) for name in told},
    )
