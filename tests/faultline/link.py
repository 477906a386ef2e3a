"""One connection through the line."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from contextlib import suppress

from tests.faultline.conditions import Ambush, Conditions, Mode
from tests.faultline.wire import Message, Wire

CHUNK = 65536
WAITING_MESSAGES = 1024
NO_TURN = -1
ABRUPTLY = struct.pack("ii", 1, 0)
"""SO_LINGER without time: closing sends RST."""


class Severed(Exception):
    """This connection ends now, with a RST to the client."""


class Link:
    """A client's connection and its counterpart at the server."""

    def __init__(self, client: socket.socket, conditions: Conditions) -> None:
        self.client, self.conditions = client, conditions
        self.server: socket.socket | None = None
        self.lanes: list[Lane] = []
        self.wire = Wire()
        self.caught_by: Ambush | None = None
        self.lost_turn = NO_TURN
        self.abruptly = False

    async def run(self, reach_server: Callable[[], Awaitable[socket.socket]]) -> None:
        try:
            await self.conditions.plugged_in()
            if self.conditions.mode is Mode.BLACK_HOLE:
                await self._swallow()
            else:
                self.server = await reach_server()
                await self._carry(self.server)
        except* (Severed, OSError):
            self.abruptly = True

    async def _swallow(self) -> None:
        self.conditions.injected[Mode.BLACK_HOLE] += 1
        with suppress(ConnectionError):
            while await asyncio.get_running_loop().sock_recv(self.client, CHUNK):
                pass

    async def _carry(self, server: socket.socket) -> None:
        up = Lane(self, self.client, server, to_server=True)
        down = Lane(self, server, self.client, to_server=False)
        self.lanes = [up, down]
        async with asyncio.TaskGroup() as group:
            for lane in self.lanes:
                group.create_task(lane.read())
                group.create_task(lane.write())

    def lose(self) -> None:
        """The ambush has what it waited for: the connection breaks, or is silent from now on."""
        assert self.caught_by
        self.conditions.injected[self.caught_by.name] += 1
        if not self.caught_by.silently:
            raise Severed
        for lane in self.lanes:
            lane.holed = True

    def close(self) -> None:
        if self.abruptly:
            self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABRUPTLY)
        self.client.close()
        if self.server:
            self.server.close()


class Lane:
    """One direction of a connection: a reader that cuts up, a writer that obeys the conditions."""

    def __init__(
        self, link: Link, source: socket.socket, sink: socket.socket, *, to_server: bool
    ) -> None:
        self.link, self.conditions = link, link.conditions
        self.source, self.sink, self.to_server = source, sink, to_server
        self.holed = False
        self.waiting: asyncio.Queue[tuple[float, Message | None]] = asyncio.Queue(WAITING_MESSAGES)

    async def read(self) -> None:
        loop = asyncio.get_running_loop()
        cut_up = self.link.wire.from_client if self.to_server else self.link.wire.from_server
        with suppress(ConnectionError):
            while data := await loop.sock_recv(self.source, CHUNK):
                for message in cut_up(data):
                    await self.waiting.put((loop.time() + self.conditions.latency, message))
        await self.waiting.put((loop.time() + self.conditions.latency, None))

    async def write(self) -> None:
        while message := await self._next():
            if self.conditions.swallow(self.to_server) and not self.holed:
                self.holed = True
                self.conditions.injected[self.conditions.mode] += 1
            if not self.holed:
                await self._deliver(message)
        await self.conditions.until(lambda: not self.conditions.swallow(self.to_server))
        with suppress(OSError):
            self.sink.shutdown(socket.SHUT_WR)

    async def _next(self) -> Message | None:
        """The next message when it may go on; None: the source has closed."""
        due, message = await self.waiting.get()
        await self.conditions.come_due(due)
        await self.conditions.plugged_in()
        return message

    async def _deliver(self, message: Message) -> None:
        if self.to_server:
            await self._deliver_request(message)
        elif message.turn != self.link.lost_turn:
            await self._send(message.raw)
        elif message.ends_turn:
            self.link.lose()

    async def _deliver_request(self, message: Message) -> None:
        ambush = self.conditions.spring(message)
        if ambush:
            self.link.caught_by = ambush
            if ambush.loses_request:
                self.link.lose()
                return
            self.link.lost_turn = message.turn
        part, severed = self.conditions.cut_off(message.raw)
        await self._send(part)
        if severed:
            raise Severed

    async def _send(self, data: bytes) -> None:
        """To a side that has gone nothing can be sent; its own lane tells the other side."""
        try:
            await asyncio.get_running_loop().sock_sendall(self.sink, data)
        except ConnectionError:
            self.holed = True
