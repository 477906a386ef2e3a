"""The thread that shows windows waits for nothing."""

import threading

import pytest

from hall_client.app.threads import forbid_gui_thread, mark_gui_thread, release_gui_thread


def test_a_marked_thread_is_turned_away_by_name_until_it_is_released() -> None:
    forbid_gui_thread("printing")
    mark_gui_thread()
    try:
        with pytest.raises(RuntimeError, match="printing on the GUI thread"):
            forbid_gui_thread("printing")
    finally:
        release_gui_thread()
    forbid_gui_thread("printing")


def test_other_threads_are_let_in() -> None:
    turned_away: list[RuntimeError] = []

    def work() -> None:
        try:
            forbid_gui_thread("the database")
        except RuntimeError as problem:
            turned_away.append(problem)

    mark_gui_thread()
    try:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    finally:
        release_gui_thread()
    assert turned_away == []
