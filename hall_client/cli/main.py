"""The command line: one module per subcommand, imported only when it is called."""

import argparse
import io
import os
import sys
from collections.abc import Callable
from importlib import import_module

from hall_client.app.faults import Fault, FileUnreadable
from hall_client.cli.answers import ENVIRONMENT, REFUSED, complain, put_json
from hall_client.cli.program import Program, WindowsRequest
from hall_client.domain.errors import NotAvailable, Refusal
from hall_client.words import say_fault, say_refusal

# name -> (module, what it does)
COMMANDS = {
    "demo": ("demo", "a hall's day on the embedded database, with simulated devices"),
    "act": ("act", "commands in (JSON lines), outcomes out"),
    "ask": ("ask", "rows out (JSON lines)"),
    "attach": ("attach", "add a file to a case, or open one"),
    "schema": ("schema", "JSON Schema of commands, rows and codes"),
    "deadline": ("deadline", "when a case is due"),
    "check-id": ("check_id", "check identity numbers"),
    "db": ("db", "init, upgrade, status, backup, restore, restored"),
    "catalogue": ("catalogue", "check, import, export service items"),
    "calendar": ("calendar", "working days: status, import"),
    "hall": ("hall", "check, import, export the hall's configuration"),
    "staff": ("staff", "add, disable, list, reset-password"),
    "sync": ("sync", "this station beside central: status, now, join"),
    "clock": ("clock", "what time alone brings about: days closed, deemed acceptance, lapses"),
    "doctor": ("doctor", "look the machine over"),
    "show-config": ("show_config", "each setting, its value and where it comes from"),
    "bench": ("bench", "measure: start, queue, check-in, sync"),
    "diagram": ("diagram", "how tickets and cases move, drawn for the README"),
    "screenshots": ("screenshots", "pictures of every screen"),
    "ui-map": ("ui_map", "every control a person acts on"),
}
# In the contract, not built yet: refused in words, whatever follows the name.
PLANNED = {
    "device": "list, test, simulate devices (not built yet)",
    "audit": "verify, export (not built yet)",
    "survey": "site surveys (not built yet)",
    "supervision": "electronic supervision (not built yet)",
    "oversight": "pushes to departments (not built yet)",
    "admin": "administration in windows (not built yet)",
}
# word of the command line -> the screen that opens first
WORKSPACES = {
    "counter": "counter",
    "review": "review",
    "manager": "queue",
    "kiosk": "kiosk",
    "board": "board",
}


def run(argv: list[str], program: Program) -> int:
    """Run one command line; returns the exit status of the contract."""
    _speak_utf8()
    if argv and argv[0] in PLANNED:
        return _guarded(lambda: refuse(argv[0]), program, as_json="--json" in argv)
    args = parser_for(argv).parse_args(argv)
    if args.subcommand is None or args.subcommand in WORKSPACES:
        first = WORKSPACES.get(args.subcommand or "", "")
        request = WindowsRequest(workspace=first, screen=getattr(args, "screen", 0))
        return _guarded(lambda: program.windows.open(request), program, as_json=False)
    module = import_module(f"hall_client.cli.{COMMANDS[args.subcommand][0]}")
    return _guarded(lambda: module.run(args, program), program, as_json="--json" in argv)


def _speak_utf8() -> None:
    """UTF-8 in and out whatever the locale is; a stream that is closed is like an empty one."""
    for name, lenient in (
        ("stdin", "surrogateescape"),
        ("stdout", "backslashreplace"),
        ("stderr", "backslashreplace"),
    ):
        stream = getattr(sys, name) or io.StringIO()
        setattr(sys, name, stream)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=lenient)


def parser_for(argv: list[str]) -> argparse.ArgumentParser:
    """The parser; only the subcommand that is called brings its arguments along."""
    parser = argparse.ArgumentParser(
        prog="python main.py", description="Hall Client (大厅客户端). Without a command: sign in."
    )
    parts = parser.add_subparsers(dest="subcommand", metavar="command")
    for name, (module, words) in COMMANDS.items():
        part = parts.add_parser(name, help=words, description=words)
        if argv and argv[0] == name:
            import_module(f"hall_client.cli.{module}").add_arguments(part)
    for name, words in PLANNED.items():
        parts.add_parser(name, help=words)
    for name in WORKSPACES:
        part = parts.add_parser(name, help=f"open the {name} windows")
        part.add_argument("--screen", type=int, default=0, help="which display")
    return parser


def refuse(name: str) -> int:
    raise NotAvailable(command=name)


def _guarded(call: Callable[[], int], program: Program, *, as_json: bool) -> int:
    """A user's mistake or a failing environment ends in a sentence, never in a traceback."""
    try:
        status = call()
        sys.stdout.flush()
    except Refusal as refusal:
        return _told(refusal.code, say_refusal(refusal, program.language), REFUSED, as_json)
    except Fault as fault:
        return _told(fault.code, say_fault(fault, program.language), ENVIRONMENT, as_json)
    except BrokenPipeError:
        return _unheard()
    except OSError as problem:
        lost = FileUnreadable(path=problem.filename or "", why=problem.strerror or str(problem))
        return _told(lost.code, say_fault(lost, program.language), ENVIRONMENT, as_json)
    except KeyboardInterrupt:
        return REFUSED
    return status


def _unheard() -> int:
    """Whoever read the answers has gone: what is left to say goes nowhere, quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ENVIRONMENT


def _told(code: str, words: str, status: int, as_json: bool) -> int:
    complain(words)
    if as_json:
        try:
            put_json({"ok": False, "refusal": code, "message": words})
            sys.stdout.flush()
        except OSError:
            return _unheard()
    return status
