"""How far a long command is: a bar for a person who looks on, now and then a line for a log."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

LINE_EVERY_S = 10.0

Progress = Callable[[int, int], None]


@contextmanager
def counting(what: str) -> Iterator[Progress]:
    """Give a way to say "`done` of `of`"; it is shown on stderr, so that stdout holds the answer alone."""
    if not sys.stderr.isatty():
        yield _lines(what)
        return
    with click.progressbar(length=1, label=what, file=sys.stderr, show_pos=True) as bar:

        def show(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield show


def _lines(what: str, clock: Callable[[], float] = time.monotonic) -> Progress:
    shown_at = clock()

    def show(done: int, of: int) -> None:
        nonlocal shown_at
        if done == of or clock() - shown_at >= LINE_EVERY_S:
            shown_at = clock()
            click.echo(f"{done} of {of} {what}", err=True)

    return show
