"""The log: JSON lines that rotate, warnings on standard error, and what to do when we crash.

Nothing personal gets in: ID numbers, phones and passwords are blacked out on the way. Each bug
gets a short id that stands in the log and in the words a person sees, so IT can find it.
"""

import faulthandler
import json
import logging
import re
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

LOG_FILE = "hall-client.jsonl"
CRASH_FILE = "crash.txt"
FILE_BYTES = 5_000_000
FILES_KEPT = 10
ID_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

SECRETS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?i)(password|passwd|pwd|密码|口令)(\W{1,5})([^\s,;'\"&)}]+)"), r"\1\2***"),
    (re.compile(r"(://[^:/@\s]+):[^@\s]+@"), r"\1:***@"),
    (re.compile(r"(?<![0-9A-Za-z])(\d{6})\d{8}(\d{3}[0-9Xx])(?![0-9A-Za-z])"), r"\1********\2"),
    (re.compile(r"(?<![0-9A-Za-z])(\d{6})\d{6}(\d{3})(?![0-9A-Za-z])"), r"\1******\2"),
    (re.compile(r"(?<![0-9A-Za-z])(1[3-9]\d)\d{4}(\d{4})(?![0-9A-Za-z])"), r"\1****\2"),
)


def redact(text: str) -> str:
    """Black out ID card numbers (18 and 15 signs), mobile phones and passwords."""
    for pattern, instead in SECRETS:
        text = pattern.sub(instead, text)
    return text


class JsonLines(logging.Formatter):
    """One JSON object a line: at, level, source, text; bug and trace where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "source": record.name,
            "thread": record.threadName,
            "text": redact(record.getMessage()),
        }
        if bug := getattr(record, "bug", ""):
            line["bug"] = bug
        if record.exc_info:
            line["trace"] = redact(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


class PlainWords(logging.Formatter):
    """What the terminal shows: level and text, without traces."""

    def format(self, record: logging.LogRecord) -> str:
        return f"{record.levelname.lower()}: {redact(record.getMessage())}"


def open_log(folder: Path, level: int = logging.INFO) -> Path:
    """Send everything to `folder`; answers the file. A second call replaces the first.

    Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / LOG_FILE
    to_file = RotatingFileHandler(file, "a", FILE_BYTES, FILES_KEPT, encoding="utf-8")
    to_file.setFormatter(JsonLines())
    to_terminal = logging.StreamHandler(sys.stderr)
    to_terminal.setLevel(logging.WARNING)
    to_terminal.setFormatter(PlainWords())
    root = logging.getLogger()
    close_log()
    root.setLevel(level)
    for handler in (to_file, to_terminal):
        handler.set_name("hall")
        root.addHandler(handler)
    return file


def close_log() -> None:
    """Take our handlers away again (end of the program, tests)."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if one.get_name() == "hall"]:
        root.removeHandler(handler)
        handler.close()


def new_bug_id() -> str:
    """Six signs that can be read out over the telephone."""
    import secrets  # 4 ms that only a bug has to pay

    return "".join(secrets.choice(ID_SIGNS) for _ in range(6))


def record_bug(problem: BaseException, where: str = "") -> str:
    """Write a bug with its trace into the log; answers its id."""
    bug = new_bug_id()
    trace = (type(problem), problem, problem.__traceback__)
    logging.getLogger("hall_client.bug").error(
        "bug %s %s: %s", bug, where, problem, exc_info=trace, extra={"bug": bug}
    )
    return bug


def install_crash_hooks(on_crash: Callable[[str], None], folder: Path | None = None) -> None:
    """Log every exception nobody caught and tell `on_crash` its id; the program goes on.

    `on_crash` may be called on any thread. With a `folder`, a crash of the interpreter itself
    leaves the stacks of all threads in `crash.txt`.
    """

    def report(problem: BaseException, where: str) -> None:
        if isinstance(problem, KeyboardInterrupt):
            sys.__excepthook__(type(problem), problem, problem.__traceback__)
        elif not isinstance(problem, SystemExit):
            on_crash(record_bug(problem, where))

    def on_main(
        _kind: type[BaseException], problem: BaseException, _trace: TracebackType | None
    ) -> None:
        report(problem, "main")

    def on_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            report(args.exc_value, f"thread {args.thread.name if args.thread else '?'}")

    def on_unraisable(args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            report(args.exc_value, f"unraisable in {args.object!r}")

    sys.excepthook = on_main
    threading.excepthook = on_thread
    sys.unraisablehook = on_unraisable
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        faulthandler.enable((folder / CRASH_FILE).open("a", encoding="utf-8"))
