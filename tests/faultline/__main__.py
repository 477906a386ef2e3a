"""A bad line by hand: `python -m tests.faultline --listen 6000 --to 127.0.0.1:5432`.

Commands come on standard input, one a line.
"""

import argparse
import sys

from tests.faultline.proxy import COMMANDS, HOST, Proxy


def main() -> None:
    parser = argparse.ArgumentParser(description="A line to PostgreSQL that fails on command.")
    parser.add_argument("--listen", type=int, default=0, metavar="PORT")
    parser.add_argument("--to", required=True, metavar="HOST:PORT_OR_SOCKET")
    args = parser.parse_args()
    with Proxy(args.to, args.listen) as line:
        print(f"{HOST}:{line.port} -> {line.server}; {', '.join(COMMANDS)}, status, quit")
        sys.stdout.flush()
        for words in map(str.strip, sys.stdin):
            if words == "quit":
                break
            print(answer(line, words), flush=True)


def answer(line: Proxy, words: str) -> str:
    try:
        if words not in ("", "status"):
            line.obey(words)
    except ValueError as problem:
        return str(problem)
    return " ".join([line.mode, *(f"{name}={count}" for name, count in line.injected.items())])


if __name__ == "__main__":
    main()
