"""Slow work, off the request: each job is one line that calls a service."""

import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from huey import SqliteHuey, crontab
from huey.api import Huey
from huey.exceptions import HueyException, TaskException

from phonics.services import dashboards, kept_voices, online_voice, upkeep
from phonics.web.extensions import unit_of_work

log = logging.getLogger(__name__)

CLIPS_A_JOB = 20  # about half a minute: other jobs, and a stop of the site, wait no longer


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
        """Return whether a worker takes a job and answers in time."""
        try:
            return self._tasks["ping"]().get(blocking=True, timeout=within_s) == "pong"
        except (HueyException, TaskException, OSError, sqlite3.Error):
            return False

    def work(self) -> None:
        """Run jobs until told to stop (SIGTERM, SIGINT)."""
        self.huey.create_consumer(workers=1, initial_delay=0.05, backoff=1.3, max_delay=0.5).run()

    def _declare(self) -> None:
        for job in (self.ping, self.refresh_rollup, self.keep_current, self.fetch_online_voice):
            self._tasks[job.__name__] = self.huey.task(name=job.__name__)(job)
        self.huey.periodic_task(crontab(minute="7"), name="refresh_hourly")(self.refresh_rollup)
        self.huey.periodic_task(crontab(minute="30", hour="20"), name="keep_current_daily")(self.keep_current)

    def ping(self) -> str:
        """Answer."""
        return "pong"

    def refresh_rollup(self, *unit_ids: int) -> None:
        """Bring the roll-up up to date for these units (none named: all)."""
        with self.app.app_context(), unit_of_work() as session:
            dashboards.refresh_rollup(session, datetime.now(UTC), list(unit_ids) or None)

    def keep_current(self) -> None:
        """Add what today and this version ask for: terms, instruments; forget the names of those who left."""
        with self.app.app_context(), unit_of_work() as session:
            upkeep.keep_current(session, datetime.now(UTC))
            kept_voices.sweep(session, self.var, datetime.now(UTC))

    def fetch_online_voice(self, *only: str) -> None:
        """Fetch the online voice's next clips; while it answers and some are left, come again behind the other jobs."""
        report = online_voice.build(self.var, only, most=CLIPS_A_JOB)
        for sentence in report.failed:
            log.warning("the online voice: %s", sentence)
        if report.goes_on:
            self.enqueue("fetch_online_voice", *only)
