"""What a level reads: its sentences and stories."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from phonics.levels.loader import load
from phonics.levels.tables import read_rows

READS_QUESTIONS_FROM = "P6"  # before, the teacher asks
# Behind . ! ? and closing marks, unless the sentence goes on: "Go!" said Nok.
_BETWEEN = re.compile(r"(?<!\bMr\.)(?<!\bMrs\.)(?<!\bDr\.)(?:(?<=[.!?])|(?<=[.!?][\"'”’]))\s+(?![a-z])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence every word of which can be read at its level; `number` counts within the level."""

    level: str
    number: int
    text: str

    @property
    def key(self) -> str:
        """Its name among all levels: "K3.4"."""
        return f"{self.level}.{self.number}"


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a story; answers are pairs (Thai, English), the right one apart from the wrong.

    `told_by`: the sentences of the story, counted from 1, that tell the answer.
    """

    asks: tuple[str, str]
    right: tuple[str, str]
    wrong: tuple[tuple[str, str], ...]
    told_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """A short story in paragraphs, with its questions; every word of it can be read at its level."""

    level: str
    number: int
    title: str
    paragraphs: tuple[str, ...]
    questions: tuple[Question, ...]

    @property
    def key(self) -> str:
        """Its name among all levels: "K3.1"."""
        return f"{self.level}.{self.number}"

    @property
    def text(self) -> str:
        """The paragraphs as one text."""
        return "\n\n".join(self.paragraphs)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of all paragraphs as they are printed: what is read aloud one by one."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in sentences_in(paragraph))


def sentences(level: str) -> tuple[Sentence, ...]:
    """Return the sentences of a level, none before K3.

    :raises NotFound: if there is no such level
    """
    return tuple(one for one in _sentences() if one.level == load().level(level).code)


def stories(level: str) -> tuple[Story, ...]:
    """Return the stories of a level, none before K3.

    :raises NotFound: if there is no such level
    """
    return tuple(one for one in _stories() if one.level == load().level(level).code)


def sentences_in(paragraph: str) -> tuple[str, ...]:
    """Return the sentences of a paragraph, each with its own marks; speech that goes on with a small letter is one."""
    return tuple(_BETWEEN.split(paragraph.strip()))


@cache
def _sentences() -> tuple[Sentence, ...]:
    return tuple(Sentence(row["level"], int(row["number"]), row["text"]) for row in read_rows("sentences.csv"))


@cache
def _stories() -> tuple[Story, ...]:
    questions: dict[tuple[str, str], list[Question]] = {}
    for row in read_rows("questions.csv"):
        questions.setdefault((row["level"], row["story"]), []).append(_question(row))
    return tuple(
        Story(
            row["level"],
            int(row["number"]),
            row["title"],
            tuple(paragraph.strip() for paragraph in row["text"].split("|")),
            tuple(questions.get((row["level"], row["number"]), ())),
        )
        for row in read_rows("stories.csv")
    )


def _question(row: Mapping[str, str]) -> Question:
    wrong = zip(row["wrong_th"].split("|"), row["wrong_en"].split("|"), strict=True)
    return Question(
        (row["question_th"], row["question_en"]),
        (row["right_th"], row["right_en"]),
        tuple((th.strip(), en.strip()) for th, en in wrong),
        tuple(int(number) for number in row["told_by"].split()),
    )
