"""The press of a rehearsed day: sets documents as PDF on the machine's other cores."""

import os
from collections import Counter, deque
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from hall_client.app.papers import Paper
from hall_client.app.ports import Done, Outcome
from hall_client.app.printing import JobState

MOST_WORKERS = 8


def load_fonts() -> None:
    """Read what every document needs before the first one comes."""
    from hall_client.documents.fonts import stack

    stack()
    stack(bold=True)


def write_pdf(paper: Paper, path: Path) -> str:
    """Set one paper into its file, in a process of its own; returns why it failed, or nothing."""
    from hall_client.documents.render import render

    try:
        path.write_bytes(render(paper))
    except OSError as problem:
        return problem.strerror or "OSError"
    return ""


class Press:
    """Implements DocumentPrinter; `done` is called in the caller's thread, in the order printed.

    Files are named by case and kind: H126092100001-receipt.pdf, the second one …-receipt-2.pdf.
    """

    def __init__(self, folder: Path, workers: int = 0) -> None:
        count = workers or min(MOST_WORKERS, os.cpu_count() or 1)
        self._folder = folder
        self._pool = ProcessPoolExecutor(count, get_context("spawn"), load_fonts)
        self._names: Counter[str] = Counter()
        self._under_way: deque[tuple[Future[str], Done]] = deque()
        for _ in range(count):  # the processes start while the hall still opens
            self._pool.submit(os.getpid)

    def print_document(self, title: str, paper: Paper, done: Done) -> None:
        name = file_name(paper.case.case_no, paper.kind, self._names)
        self._under_way.append((self._pool.submit(write_pdf, paper, self._folder / name), done))

    def settle(self, wait: bool = False) -> None:
        """Tell how the finished ones ended; with `wait` all of them."""
        while self._under_way and (wait or self._under_way[0][0].done()):
            future, done = self._under_way.popleft()
            problem = future.result()
            done(Outcome(JobState.FAILED if problem else JobState.PRINTED, problem))

    def close(self) -> None:
        """End the other processes; what was not begun is dropped."""
        self._pool.shutdown(cancel_futures=True)


def file_name(case_no: str, kind: str, taken: Counter[str]) -> str:
    """The next free name of this kind in this case; `taken` counts along."""
    name = f"{case_no}-{kind}"
    taken[name] += 1
    return f"{name}.pdf" if taken[name] == 1 else f"{name}-{taken[name]}.pdf"
