"""The line itself: a listener in a thread of its own, and what it can be told."""

import asyncio
import re
import socket
import threading
from collections import Counter
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from tests.faultline.conditions import Ambush, Conditions, Cut, Mode
from tests.faultline.link import Link

HOST = "127.0.0.1"
COMMIT = r"(?i)(^|;)\s*commit\b"
OBEYS_WITHIN_SECONDS = 20


class Proxy:
    """A line from 127.0.0.1:`port` to a server: `host:port`, or the path of a unix socket."""

    def __init__(self, server: str | Path, port: int = 0) -> None:
        self.server = str(server)
        self.conditions = Conditions()
        self._links: dict[Link, asyncio.Task[None]] = {}
        self._failed: list[BaseException] = []
        self._listener: socket.socket | None = None
        # Keeps the port ours while nobody listens.
        self._place = bound(port)
        self.port: int = self._place.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self.plug()
        return self

    def __exit__(self, *reason: object) -> None:
        self._turn(Mode.REFUSE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(OBEYS_WITHIN_SECONDS)
        self._loop.close()
        self._place.close()
        if self._failed:
            raise self._failed[0]

    def through(self, url: str) -> str:
        """The same database and user by this line."""
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.username or 'postgres'}@{HOST}:{self.port}{parts.path}"

    @property
    def mode(self) -> Mode:
        return self.conditions.mode

    @property
    def injected(self) -> Counter[str]:
        """How often each fault met somebody; see Conditions."""
        return self.conditions.injected

    # -- what the line can be told -------------------------------------------------------------

    def plug(self) -> None:
        self._turn(Mode.PASS)

    def unplug(self) -> None:
        """What is sent from now on arrives when the line is plugged in again."""
        self._turn(Mode.HOLD)

    def black_hole(self) -> None:
        self._turn(Mode.BLACK_HOLE)

    def drop_replies(self) -> None:
        self._turn(Mode.DROP_REPLIES)

    def refuse(self) -> None:
        self._turn(Mode.REFUSE)
        self.injected[Mode.REFUSE] += 1

    def slow(self, milliseconds: int) -> None:
        """Each way."""
        self._turn(Mode.SLOW, milliseconds / 1000)

    def reset(self) -> None:
        """RST to everybody connected; then the line passes."""
        self._do(self._reset())
        self.plug()

    def cut_after(self, count: int, unit: str = "messages") -> None:
        """Cuts the connection that sends the count-th message, or byte, from now on."""
        if count < 1 or unit not in {"messages", "bytes"}:
            raise ValueError(f"cut after {count} {unit}")
        self._arm(cut=Cut(count, unit == "bytes"))

    def drop_next_commit_reply(self) -> None:
        self.drop_next_reply()

    def drop_next_reply(self, matching: str = COMMIT, *, silently: bool = False) -> None:
        """The server runs it to the end of its turn; then the connection breaks, or is silent."""
        self._arm(ambush=Ambush(re.compile(matching), False, silently))

    def drop_next_request(self, matching: str = COMMIT, *, silently: bool = False) -> None:
        """The server never sees it; the connection breaks, or is silent."""
        self._arm(ambush=Ambush(re.compile(matching), True, silently))

    def calm(self) -> None:
        """The line passes and nothing lies in wait."""
        self._arm(ambush=None, cut=None)
        self.plug()

    def obey(self, words: str) -> None:
        """A command as a person writes it; ValueError when it is none."""
        name, *given = words.split() or [""]
        if name not in COMMANDS:
            raise ValueError(f"commands: {' '.join(COMMANDS)}")
        try:
            COMMANDS[name](self, *given)
        except TypeError as problem:
            raise ValueError(str(problem)) from problem

    # -- from the caller's thread into the line's ----------------------------------------------

    def _arm(self, **armed: Ambush | Cut | None) -> None:
        async def arm() -> None:
            for name, what in armed.items():
                setattr(self.conditions, name, what)

        self._do(arm())

    def _turn(self, mode: Mode, latency: float = 0.0) -> None:
        async def turn() -> None:
            self.conditions.change(mode, latency)
            if mode is Mode.REFUSE:
                self._stop_listening()
                await self._end_links()
            else:
                self._listen()

        self._do(turn())

    def _do(self, act: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(act, self._loop).result(OBEYS_WITHIN_SECONDS)

    # -- in the line's thread ------------------------------------------------------------------

    async def _reset(self) -> None:
        self.injected["reset"] += len(self._links)
        await self._end_links()

    async def _end_links(self) -> None:
        tasks = list(self._links.values())
        for link, task in self._links.items():
            link.abruptly = True
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _listen(self) -> None:
        if self._listener is None:
            self._listener = bound(self.port)
            self._listener.listen(128)
            self._loop.add_reader(self._listener, self._welcome, self._listener)

    def _stop_listening(self) -> None:
        if self._listener:
            self._loop.remove_reader(self._listener)
            self._listener.close()
            self._listener = None

    def _welcome(self, listener: socket.socket) -> None:
        try:
            client, _ = listener.accept()
        except OSError:  # whoever knocked has gone again
            return
        client.setblocking(False)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        link = Link(client, self.conditions)
        task = self._loop.create_task(link.run(self._reach_server))
        self._links[link] = task
        task.add_done_callback(lambda ended: self._forget(link, ended))

    def _forget(self, link: Link, ended: "asyncio.Task[None]") -> None:
        del self._links[link]
        link.close()
        problem = None if ended.cancelled() else ended.exception()
        if problem:
            self._failed.append(problem)

    async def _reach_server(self) -> socket.socket:
        host, _, port = self.server.rpartition(":")
        local = self.server.startswith("/")
        server = socket.socket(socket.AF_UNIX if local else socket.AF_INET)
        server.setblocking(False)
        try:
            address = self.server if local else (host, int(port))
            await self._loop.sock_connect(server, address)
        except BaseException:
            server.close()
            raise
        if not local:
            server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return server


def bound(port: int) -> socket.socket:
    """Several sockets may be bound to one place; whoever knocks reaches the one that listens."""
    made = socket.socket()
    for option in ("SO_REUSEADDR", "SO_REUSEPORT"):
        if hasattr(socket, option):
            made.setsockopt(socket.SOL_SOCKET, getattr(socket, option), 1)
    made.bind((HOST, port))
    made.setblocking(False)
    return made


COMMANDS: dict[str, Callable[..., None]] = {
    "plug": Proxy.plug,
    "unplug": Proxy.unplug,
    "black-hole": Proxy.black_hole,
    "drop-replies": Proxy.drop_replies,
    "refuse": Proxy.refuse,
    "slow": lambda line, milliseconds: line.slow(int(milliseconds)),
    "reset": Proxy.reset,
    "cut-after": lambda line, count, unit="messages": line.cut_after(int(count), unit),
    "drop-next-commit-reply": Proxy.drop_next_commit_reply,
    "silence-next-commit-reply": lambda line: line.drop_next_reply(silently=True),
    "drop-next-commit": lambda line: line.drop_next_request(),
    "calm": Proxy.calm,
}
