"""Slow work, off the request: each job is one line that calls a service."""

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from huey import SqliteHuey, crontab
from huey.api import Huey
from huey.exceptions import HueyException, TaskException

from phonics.services import dashboards, fetching, item_analysis, kept_voices, photos, upkeep, voice_consent
from phonics.web.extensions import one_moment, unit_of_work

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]

CLIPS_A_JOB = 5  # some seconds: other jobs, and a stop of the site, wait no longer
# A job that gets on says so; a clip of the online voice may take so long, with its pauses.
BUSY_S = 60.0


class Jobs:
    """The queue of one app: `enqueue(name, …)` from a door, `work()` in the worker's process."""

    def __init__(self, app: Flask, var: Path, immediate: bool = False) -> None:
        self.app = app
        self.var = var
        self.huey: Huey = SqliteHuey("phonics", filename=str(var / "jobs.db"), immediate=immediate, results=True)
        self._tasks: dict[str, Callable[..., Any]] = {}
        self._declare()

    def enqueue(self, name: str, *args: Any) -> None:
        """Put a job on the queue; a queue that fails is logged, the deed that asked for it stands."""
        try:
            self._tasks[name](*args)
        except (HueyException, OSError, sqlite3.Error) as error:
            log.error("job %s could not be queued: %s", name, error)

    def answers(self, within_s: float = 3.0) -> bool:
        """Return whether a worker takes a job and answers in time, or is busy with one that gets on."""
        try:
            return self._tasks["ping"]().get(blocking=True, timeout=within_s) == "pong" or self._is_busy()
        except (HueyException, TaskException, OSError, sqlite3.Error):
            return self._is_busy()

    def work(self) -> None:
        """Run jobs until told to stop (SIGTERM, SIGINT)."""
        self.huey.create_consumer(workers=1, initial_delay=0.05, backoff=1.3, max_delay=0.5).run()

    def _declare(self) -> None:
        for job in (self.ping, self.refresh_rollup, self.analyse_items, self.keep_current, self.fetch_online_voice):
            self._tasks[job.__name__] = self.huey.task(name=job.__name__)(job)
        self.huey.periodic_task(crontab(minute="7"), name="refresh_hourly")(self.refresh_rollup)
        self.huey.periodic_task(crontab(minute="17"), name="analyse_hourly")(self.analyse_again)
        self.huey.periodic_task(crontab(minute="37"), name="fetch_hourly")(self.fetch_online_voice)
        self.huey.periodic_task(crontab(minute="30", hour="20"), name="keep_current_daily")(self.keep_current)

    def ping(self) -> str:
        """Answer."""
        return "pong"

    def refresh_rollup(self, *unit_ids: int) -> None:
        """Bring the roll-up up to date for these units (none named: all)."""
        with self.app.app_context(), unit_of_work() as session:
            dashboards.refresh_rollup(session, datetime.now(UTC), list(unit_ids) or None)

    def analyse_items(self, version_id: str, scope: str) -> None:
        """Work out how good an instrument is, where new sittings came in."""
        with self.app.app_context():
            with one_moment() as session:
                numbers = item_analysis.work_out(session, UUID(version_id), scope, datetime.now(UTC))
            if numbers:
                with unit_of_work() as session:
                    item_analysis.keep(session, numbers)

    def analyse_again(self) -> None:
        """Queue the analyses that no longer know every sitting, one by one: other jobs come in between."""
        with self.app.app_context(), one_moment() as session:
            waiting = item_analysis.outdated(session)
        for version_id, scope in waiting:
            self.enqueue("analyse_items", str(version_id), scope)

    def keep_current(self) -> None:
        """Add what today and this version ask for: terms, instruments; forget the names of those who left."""
        with self.app.app_context(), unit_of_work() as session:
            upkeep.keep_current(session, datetime.now(UTC))
            kept_voices.sweep(session, self.var, datetime.now(UTC))
            voice_consent.sweep(session, self.var, datetime.now(UTC))
            photos.sweep(session, self.var, datetime.now(UTC))

    def fetch_online_voice(self) -> None:
        """Fetch the next clips that were asked for; while some come, again behind the other jobs, else in an hour."""
        with self._busy() as gets_on:
            report = fetching.go_on(self.var, CLIPS_A_JOB, on_progress=gets_on)
        for sentence in report.failed if report else ():
            log.warning("the online voice: %s", sentence)
        if report and report.goes_on and not any(task.name == "fetch_online_voice" for task in self.huey.pending()):
            self.enqueue("fetch_online_voice")

    @contextmanager
    def _busy(self) -> Iterator[Progress]:
        """Say that a job is at work, and give a way to say that it gets on."""

        def gets_on(done: int = 0, of: int = 0) -> None:
            self.huey.put("busy", time.time())

        gets_on()
        try:
            yield gets_on
        finally:
            self.huey.get("busy")  # and it is gone

    def _is_busy(self) -> bool:
        """Return whether a job said a moment ago that it gets on."""
        try:
            said = self.huey.get("busy", peek=True)
        except (HueyException, OSError, sqlite3.Error):
            return False
        return said is not None and time.time() - said < BUSY_S
