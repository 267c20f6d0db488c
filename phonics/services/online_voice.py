"""The site's online voice: asked politely for what is printed here, kept for the site, not missed when it is away."""

import logging
import random
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from phonics.errors import Invalid, PhonicsError, Unavailable
from phonics.services import audio, voices
from phonics.voice import online, parts
from phonics.voice.instructions import instructions
from phonics.voice.library import Clip
from phonics.voice.online import LANGUAGES, NoConnection
from phonics.voice.shelving import Name, Progress

log = logging.getLogger(__name__)

# The manifest is written again after this many new clips: whatever ends a build, no more are asked for twice.
SAVE_EVERY = 5
PAUSE_S = (0.7, 1.0)
BACK_OFF_S = (5.0, 20.0)  # after the first failure in a row, and after the second
MOST_FAILURES = 3  # in a row; then the build stops

Fetch = Callable[[str, str], bytes]


@dataclass(frozen=True, slots=True)
class OnlineReport:
    """What a build did.

    :param failed: a sentence for every clip that was asked for and did not come
    :param left: how many were not asked for any more: the next build goes on with them
    :param stopped_because: why not; empty when the build came to its end, or as far as it was to go
    :param last: the last text that was asked for, as (kind, text)
    """

    made: int
    kept: int
    failed: tuple[str, ...]
    left: int
    stopped_because: str
    last: Name | None = field(default=None, compare=False)

    @property
    def goes_on(self) -> bool:
        """Whether another build would get further now."""
        return self.made > 0 and self.left > 0 and not self.stopped_because


def build(
    var: Path,
    only: Iterable[str] = (),
    on_progress: Progress = lambda done, of: None,
    fetch: Fetch | None = None,
    wait: Callable[[float], None] = time.sleep,
    most: int | None = None,
    after: Name | None = None,
) -> OnlineReport:
    """Fetch what this site has not kept yet: the Thai instructions first, then phrases, sentences, words.

    The embedded clips stay as they are. Can be interrupted and started again: it goes on where it stopped. A manifest
    that cannot be read is set aside, and what it named is fetched again.

    :param only: kinds, or `kind:text`
    :param fetch: (text, language) -> MP3 bytes, or `Unavailable`; by default gTTS
    :param most: how many clips to ask for at most, so that a job ends
    :param after: the text that was asked for just now: begin with those behind it
    :raises Invalid: for what is never said online, see `voice.online.wording`
    """
    only, folder = list(only), voices.online(var)
    wishes = list(wanted(only))
    if online.set_aside_if_damaged(folder):
        log.warning("the manifest in %s could not be read and was set aside", folder)
    library = online.shelf(folder)
    missing = [wish for wish in _behind(after, wishes) if not online.is_kept(library, *wish)]
    asked, tried, failed = missing[:most], 0, []
    caller = _Caller(fetch or _gtts(), wait, rested=after is None)
    with _saved(folder) as shelve:
        for kind, text in asked:
            try:
                shelve(online.put(folder, kind, text, caller.say(*online.wording(kind, text))))
            except (Invalid, Unavailable) as error:
                failed.append(f"{kind} {text}: {error.message % error.details}")
                caller.failed(error)
            tried += 1
            on_progress(tried, len(asked))
            if caller.gave_up:
                break
    left, last = len(missing) - tried, asked[tried - 1] if tried else None
    if not (only or left):
        online.sweep(folder)
    return OnlineReport(tried - len(failed), len(wishes) - len(missing), tuple(failed), left, caller.gave_up, last)


def wanted(only: Iterable[str] = ()) -> Iterator[Name]:
    """Yield (kind, text) of all that may be said online, what no other voice can say first.

    It comes from what is printed here alone: no text that a person has typed can be among it.

    :raises Invalid: if `only` names what is never said online
    """
    everything = _everything()
    chosen = list(only) or list(LANGUAGES)
    for one in chosen:
        kind, colon, text = one.partition(":")
        if kind not in LANGUAGES or (colon and (kind, text) not in everything):
            online.wording(kind, text)  # its own reason
            raise Invalid("Nothing here asks for %(kind)s: %(text)s", kind=kind, text=text)
    for kind, text in everything:
        if kind in chosen or f"{kind}:{text}" in chosen:
            yield kind, text


def _everything() -> dict[Name, None]:
    names = [("instruction", code) for code in instructions()]
    names += [wish.name for wish in audio.wanted() if wish.kind in LANGUAGES]
    order = list(LANGUAGES)
    return dict.fromkeys(sorted(filter(_can_be_said, names), key=lambda name: order.index(name[0])))


def _can_be_said(name: Name) -> bool:
    try:
        return bool(online.wording(*name))
    except Invalid:
        return False


def _behind(last: Name | None, wishes: list[Name]) -> list[Name]:
    """Return the wishes behind one of them first, then those before it: what fails keeps none from its turn."""
    at = wishes.index(last) + 1 if last in wishes else 0
    return wishes[at:] + wishes[:at]


@contextmanager
def _saved(folder: Path) -> Iterator[Callable[[Clip], None]]:
    """Give a way to put a clip on the shelf; whatever happens, what was put there is in the manifest."""
    waiting: list[Clip] = []

    def shelve(clip: Clip) -> None:
        waiting.append(clip)
        if len(waiting) == SAVE_EVERY:
            online.save(folder, waiting)
            waiting.clear()

    try:
        yield shelve
    finally:
        if waiting:
            online.save(folder, waiting)


class _Caller:
    """Asks one text after the other, with a pause before each, a longer one after a failure; and knows when to stop.

    `rested`: the first call needs no pause, nobody has called just now.
    `gave_up`: why no more is to be asked for, "" as long as it may go on.
    """

    def __init__(self, fetch: Fetch, wait: Callable[[float], None], rested: bool) -> None:
        self._fetch = fetch
        self._wait = wait
        self._rested = rested
        self._failures = 0  # in a row
        self.gave_up = ""

    def say(self, text: str, language: str) -> bytes:
        """Return the MP3 of a text of any length.

        :raises Unavailable: if one of its parts does not come
        """
        data = parts.join([self._call(part, language) for part in parts.split(text)])
        self._failures = 0
        return data

    def failed(self, error: PhonicsError) -> None:
        """Take note of a failure; one that lies in the text itself does not count."""
        if isinstance(error, Unavailable):
            self._failures += 1
            if isinstance(error, NoConnection) or self._failures >= MOST_FAILURES:
                self.gave_up = error.message % error.details

    def _call(self, text: str, language: str) -> bytes:
        if not self._rested:
            self._wait(BACK_OFF_S[self._failures - 1] if self._failures else random.uniform(*PAUSE_S))
        self._rested = False
        return self._fetch(text, language)


def _gtts() -> Fetch:
    from phonics.voice import gtts_source  # noqa: PLC0415 - half a second that only who fetches shall wait

    return gtts_source.fetch
