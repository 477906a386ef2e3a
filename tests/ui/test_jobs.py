"""Work off the GUI thread, and its answer back on it."""

import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from hall_client.app.threads import forbid_gui_thread
from hall_client.ui.jobs import DATABASE, Jobs
from tests.ui.seat import SOON_MS


@pytest.fixture
def jobs(qtbot: QtBot) -> Jobs:
    return Jobs()


def test_work_runs_elsewhere_and_its_value_comes_back_here(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    jobs.run(threading.get_ident, lambda ident: told.append((ident, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(told), timeout=SOON_MS)
    worked_on, told_on = told[0]
    assert told_on == threading.get_ident() != worked_on
    assert jobs.under_way == 0


def test_a_failure_comes_back_as_it_was_raised(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[BaseException] = []
    jobs.run(lambda: 1 // 0, pytest.fail, told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=SOON_MS)
    assert isinstance(told[0], ZeroDivisionError)
    assert told[0].__traceback__ is not None


def test_a_failure_nobody_asked_for_reaches_the_crash_hook(jobs: Jobs, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as caught:
        jobs.run(lambda: 1 // 0)
        qtbot.waitUntil(lambda: jobs.under_way == 0, timeout=SOON_MS)
    assert [kind for kind, *_rest in caught] == [ZeroDivisionError]


def test_a_lane_is_one_thread_and_keeps_the_order(jobs: Jobs, qtbot: QtBot) -> None:
    order: list[int] = []
    threads: set[int] = set()

    def work(number: int) -> int:
        order.append(number)
        threads.add(threading.get_ident())
        return number

    told: list[int] = []
    for number in range(50):
        jobs.run(lambda number=number: work(number), told.append, lane=DATABASE)
    qtbot.waitUntil(lambda: len(told) == 50, timeout=SOON_MS)
    assert order == told == list(range(50))
    assert len(threads) == 1


def test_lanes_do_not_wait_for_each_other(jobs: Jobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    told: list[str] = []
    jobs.run(lambda: gate.wait(10), lambda _open: told.append("printer"), lane="printer")
    jobs.run(gate.set, lambda _none: told.append("database"), lane=DATABASE)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=SOON_MS)
    assert set(told) == {"printer", "database"}


def test_nobody_is_called_when_the_screen_is_gone(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[object] = []
    screen = QObject()
    jobs.run(lambda: 2, told.append, owner=screen)
    shiboken6.delete(screen)
    qtbot.waitUntil(lambda: jobs.under_way == 0, timeout=SOON_MS)
    assert told == []


def test_a_spinner_is_asked_for_only_when_it_takes_long(jobs: Jobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    seen: list[bool] = []
    jobs.busy_changed.connect(seen.append)
    jobs.run(lambda: None)
    qtbot.waitUntil(lambda: jobs.under_way == 0, timeout=SOON_MS)
    assert seen == []
    jobs.run(lambda: gate.wait(10))
    qtbot.waitUntil(lambda: seen == [True], timeout=SOON_MS)
    gate.set()
    qtbot.waitUntil(lambda: seen == [True, False], timeout=SOON_MS)


def test_a_door_is_shut_to_the_gui_thread_and_open_to_workers(jobs: Jobs, qtbot: QtBot) -> None:
    with pytest.raises(RuntimeError, match="opening the database on the GUI thread"):
        forbid_gui_thread("opening the database")
    told: list[str] = []
    jobs.run(lambda: forbid_gui_thread("opening the database") or "in", told.append)
    qtbot.waitUntil(lambda: told == ["in"], timeout=SOON_MS)


def test_hundreds_of_jobs_lose_no_answer(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[int] = []
    for number in range(400):
        jobs.run(lambda number=number: number, told.append)
    qtbot.waitUntil(lambda: len(told) == 400, timeout=SOON_MS)
    assert sorted(told) == list(range(400))
    assert jobs.drain()


def test_after_closing_nothing_is_begun(qtbot: QtBot) -> None:
    done: list[int] = []
    jobs = Jobs()
    jobs.run(lambda: done.append(1), lane=DATABASE)
    assert jobs.close()
    jobs.run(lambda: done.append(2), lane=DATABASE)
    assert jobs.drain()
    assert done == [1]
