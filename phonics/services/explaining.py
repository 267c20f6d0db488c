"""Why a child should move or stay: the suggestion with all that a teacher weighs before deciding."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from phonics.assess import promotion
from phonics.assess.items import Item
from phonics.assess.marks import Outcome
from phonics.assess.promotion import Suggestion
from phonics.errors import Invalid
from phonics.roles import Action, Actor
from phonics.services import classes, promotions, pupils, testing
from phonics.services.promotions import Answer
from phonics.services.pupils import Decided, Pupil
from phonics.store.progress import DecisionRow, SuggestionRow
from phonics.thai import day_of


@dataclass(frozen=True, slots=True)
class WordRead:
    """One word of a form as the child read it, or joined it by ear."""

    item: Item
    form: str
    right: bool
    self_corrected: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A child before a decision. `row` None: nothing waits, `said` is what today's evidence would say."""

    pupil: Pupil
    row: SuggestionRow | None
    said: Suggestion
    deferred: Decided | None
    words: tuple[WordRead, ...]
    before: UUID | None
    after: UUID | None
    place: int  # among those of the class who wait, from 1; 0 = does not wait
    n_waiting: int

    @property
    def missed(self) -> list[WordRead]:
        """Return the words read wrongly, on both forms."""
        return [word for word in self.words if not word.right]

    def with_sound(self, code: str) -> list[WordRead]:
        """Return the words that ask for a sound, wrong ones first."""
        return sorted((word for word in self.words if code in word.item.codes), key=lambda word: word.right)


def case(session: Session, actor: Actor, student_id: UUID, now: datetime) -> Case:
    """Return what a teacher weighs.

    :raises NotFound: if the child is not in a unit where the actor decides
    """
    pupils.pupil(session, actor, student_id, Action.DECIDE)
    today = day_of(now)
    pupil = pupils.whole(session, actor, student_id, today)
    row = pupil.suggestion
    said = Suggestion.from_dict(row.content) if row else _today(session, pupil)
    queue = classes.queue(session, pupil.room.id, today) if pupil.room else []
    place = queue.index(student_id) if student_id in queue else -1
    return Case(
        pupil=pupil,
        row=row,
        said=said,
        deferred=_deferred(pupil, today),
        words=tuple(_words(session, actor, said)),
        before=queue[place - 1] if place > 0 else None,
        after=queue[place + 1] if place + 1 < len(queue) else None,
        place=place + 1,
        n_waiting=len(queue),
    )


def _today(session: Session, pupil: Pupil) -> Suggestion:
    level = pupil.child.level
    results = promotions.results_of(session, pupil.child.id, level)
    return promotion.suggest(level, results, promotions.RULE, promotions.school_days)


def _deferred(pupil: Pupil, today: date) -> Decided | None:
    """Return the decision that put this suggestion off to a day still to come."""
    newest = next((d for d in pupil.decided if pupil.suggestion and d.row.suggestion_id == pupil.suggestion.id), None)
    later = newest is not None and newest.row.wait_until is not None and newest.row.wait_until > today
    return newest if later else None


def _words(session: Session, actor: Actor, said: Suggestion) -> Sequence[WordRead]:
    """Return the words of the forms that count; a test of which only totals were kept has none to show."""
    found: list[WordRead] = []
    for result in said.results:
        if result.kind != promotion.deciding_kind(said.level):
            continue
        read = [one for row in testing.result(session, actor, result.sitting_id).rows for one in row if one.outcome]
        if sum(one.outcome is not None and one.outcome.right for one in read) != result.score.n_correct:
            continue
        found += [
            WordRead(one.item, result.form, one.outcome.right, one.outcome is Outcome.SELF_CORRECTED)
            for one in read
            if one.outcome
        ]
    return found


def decide(
    session: Session, actor: Actor, student_id: UUID, suggestion_id: UUID | None, answer: Answer, now: datetime
) -> DecisionRow:
    """Answer a suggestion; without one that waits (`None`), today's evidence is put down first and answered.

    :raises NotFound: if the child is not in a unit where the actor decides
    :raises Invalid: if newer evidence has come in, the day does not lie ahead, a reason is missing
    """
    pupils.pupil(session, actor, student_id, Action.DECIDE)
    if answer.action == "defer" and answer.wait_until and answer.wait_until <= day_of(now):
        raise Invalid("Please choose a day after today.")
    if suggestion_id is None:
        if promotions.current_suggestion(session, student_id) is not None:
            raise Invalid("There is newer evidence. Please look again before deciding.")
        suggestion_id = promotions.refresh_suggestion(session, student_id, now).id
    return promotions.decide(session, actor, student_id, suggestion_id, answer, now)
