"""The inspector: what in the data files does not fit together, each a sentence naming file and row."""

from collections.abc import Iterable, Iterator

from phonics.errors import Invalid
from phonics.levels.blocklist import blocked_word
from phonics.levels.contrasts import Contrast, Pair, contrasts, difference
from phonics.levels.decoding import Status, explain
from phonics.levels.hearing import parted_problems
from phonics.levels.loader import Curriculum, load, problems, word_problems
from phonics.levels.readability import check_text
from phonics.levels.sequence import ORDER, RANK
from phonics.levels.texts import READS_QUESTIONS_FROM, Sentence, Story, sentences, stories

READS_KEY_WORDS_FROM = "P3"  # before, a key word is heard beside its picture: umbrella for u
QUESTIONS = 3


def check() -> list[str]:
    """Return every inconsistency of the curriculum's data, one English sentence each; empty when all is well."""
    try:
        curriculum = load()
        pairs = contrasts()
        texts = [one for level in ORDER for one in sentences(level)]
        tales = [one for level in ORDER for one in stories(level)]
    except Invalid as refused:
        return [refused.message % refused.details]
    return [
        *curriculum_problems(curriculum),
        *(line for one in texts for line in sentence_problems(one)),
        *(line for one in tales for line in story_problems(one)),
        *(line for one in pairs for line in contrast_problems(one)),
        *(f"spoken_words.csv, {level}: {line}" for level in ORDER for line in parted_problems(level)),
    ]


def curriculum_problems(curriculum: Curriculum) -> list[str]:
    """Return what does not fit together in levels.toml, correspondences.csv and words.csv."""
    return [
        *problems(curriculum),
        *(f"words.csv: {line}" for line in word_problems(curriculum)),
        *_blocked(curriculum),
        *_tricky(curriculum),
        *_taught_twice(curriculum),
        *_key_words(curriculum),
    ]


def sentence_problems(sentence: Sentence) -> list[str]:
    """Return a line for each word of a sentence that its level cannot read."""
    return _unreadable(f"sentences.csv, {sentence.level} {sentence.number}", sentence.text, sentence.level)


def story_problems(story: Story) -> list[str]:
    """Return what is wrong with a story: words its level cannot read, questions or answers missing."""
    where = f"{story.level} {story.number}"
    found = _unreadable(f"stories.csv, {where}", f"{story.title}\n{story.text}", story.level)
    if len(story.questions) != QUESTIONS or any(len(one.wrong) != 2 for one in story.questions):
        found.append(f"questions.csv, {where}: it has not {QUESTIONS} questions with two wrong answers each")
    if any(not 1 <= place <= len(story.sentences) for one in story.questions for place in one.told_by):
        found.append(f"questions.csv, {where}: a question is told by a sentence that is not there")
    if RANK[story.level] >= RANK[READS_QUESTIONS_FROM]:
        texts = [text for one in story.questions for _, text in (one.asks, one.right, *one.wrong)]
        found += _unreadable(f"questions.csv, {where}", "\n".join(texts), story.level)
    return found


def contrast_problems(contrast: Contrast) -> list[str]:
    """Return a line for each pair that differs in anything but its contrast, or cannot be read where it stands."""
    return [line for pair in contrast.pairs for line in _pair_problems(contrast, pair)]


def _blocked(curriculum: Curriculum) -> Iterator[str]:
    for word in curriculum.words.values():
        if blocked_word(word.text, word.phones):
            yield f"words.csv: {word.text} is on the blocklist"


def _tricky(curriculum: Curriculum) -> Iterator[str]:
    """What can be sounded out need not be known by heart."""
    for level in curriculum.levels:
        for word in level.tricky:
            if explain(word, level.code).status == Status.DECODABLE:
                yield f"levels.toml, {level.code}: the tricky word {word} is decodable"


def _taught_twice(curriculum: Curriculum) -> Iterator[str]:
    rows = list(curriculum.correspondences.values())
    places = [(row.level, row.order) for row in rows]
    for row, place in zip(rows, places, strict=True):
        if places.count(place) > 1:
            yield f"correspondences.csv, {row.code}: another row has its place {row.level} {row.order}"
        if row.like and curriculum.correspondences[row.like].level != row.level:
            yield f"correspondences.csv, {row.code}: {row.like}, with which it is taught, stands at another level"


def _key_words(curriculum: Curriculum) -> Iterator[str]:
    """From P3 on a key word is readable as early as any glossed word that holds the correspondence."""
    earliest = dict[str, int]()
    for word in curriculum.words.values():
        for code in word.codes if word.gloss_th else ():
            earliest[code] = min(earliest.get(code, len(ORDER)), RANK[word.level])
    for row in curriculum.correspondences.values():
        key = curriculum.words.get(row.key_word)
        late = key is not None and RANK[key.level] > max(earliest.get(row.code, len(ORDER)), RANK[row.level])
        if late and RANK[row.level] >= RANK[READS_KEY_WORDS_FROM]:
            yield f"correspondences.csv, {row.code}: the key word {row.key_word} is of a later level than others"


def _unreadable(where: str, text: str, level: str) -> list[str]:
    missing: Iterable[str] = (one.word for one in check_text(text, level).missing)
    return [f"{where}: {word} cannot be read at {level}" for word in missing]


def _pair_problems(contrast: Contrast, pair: Pair) -> list[str]:
    where = f"minimal_pairs.csv, {contrast.key} {pair.one}/{pair.other}"
    try:
        _, sound, beside = difference(pair.one, pair.other)
    except Invalid:
        return [f"{where}: it is no minimal pair"]
    apart = (sound, beside) == (contrast.sound or sound, contrast.beside)
    found = [] if apart else [f"{where}: it differs in {sound} and {beside or 'nothing'}, not in its contrast"]
    words = [explain(text, pair.level) for text in (pair.one, pair.other)]
    found += [f"{where}: {word.word} cannot be read at {pair.level}" for word in words if not word.readable]
    return found
