"""Many clips at once: wishes spread over worker processes, and none that ends badly takes the others with it."""

import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context

from phonics.errors import PhonicsError
from phonics.voice.clips import Made
from phonics.voice.wanted import Wanted

Maker = Callable[[Wanted], Made]
Result = tuple[Wanted, Made | str]
# So many wishes a worker are on their way at once: enough to keep it busy, few to try again when one dies.
AHEAD = 4


def all_made(wishes: Sequence[Wanted], jobs: int, maker: Maker) -> Generator[Result, None, None]:
    """Yield each wish with its clip, or with the sentence that says why there is none, as they get ready."""
    if jobs <= 1 or len(wishes) < 2 * jobs:
        yield from ((wish, _try(maker, wish)) for wish in wishes)
        return
    waiting = deque(wishes)
    while waiting:
        suspects = yield from _until_one_dies(waiting, jobs, maker)
        yield from ((wish, _alone(maker, wish)) for wish in suspects)


def _until_one_dies(waiting: deque[Wanted], jobs: int, maker: Maker) -> Generator[Result, None, list[Wanted]]:
    """Yield what is made, and return the wishes that were in the works when a worker died."""
    started: dict[Future[Made | str], Wanted] = {}
    with _workers(jobs) as pool:
        while waiting or started:
            try:
                while waiting and len(started) < AHEAD * jobs:
                    started[pool.submit(_try, maker, waiting[0])] = waiting[0]
                    waiting.popleft()
                done, _ = wait(started, return_when=FIRST_COMPLETED)
                for future in done:
                    made = future.result()
                    yield started.pop(future), made
            except BrokenProcessPool:
                break
    return list(started.values())


def _alone(maker: Maker, wish: Wanted) -> Made | str:
    """Return what a worker of its own makes of the wish: if that one dies too, the wish is to blame."""
    with _workers(1) as pool:
        try:
            return pool.submit(_try, maker, wish).result()
        except BrokenProcessPool:
            return f"{wish.kind} {wish.text}: the worker died"


@contextmanager
def _workers(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Yield worker processes; Ctrl-C is for the one who started them, they end with the clip in hand."""
    pool = ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _try(maker: Maker, wish: Wanted) -> Made | str:
    try:
        return maker(wish)
    except PhonicsError as error:
        return f"{wish.kind} {wish.text}: {error.message % error.details}"
