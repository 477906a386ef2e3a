"""A hall full of twins: profiles whose URLs begin with `simulated:` get one behind a pty."""

from dataclasses import replace

from hall_client.devices.profiles import HallProfiles
from hall_client.devices.simulated.label_printer import SimulatedLabelPrinter
from hall_client.devices.simulated.signs import SimulatedSigns
from hall_client.devices.simulated.ticket_printer import SimulatedTicketPrinter
from hall_client.devices.simulated.wire import PtyWire, Receive

SCHEME = "simulated:"


class SimulatedHall:
    """Starts the twins that `profiles` ask for; `self.profiles` names their real ports.

    `tickets`, `labels` and `signs` keep what came out; `close` after the devices are closed.
    """

    def __init__(self, profiles: HallProfiles) -> None:
        self.tickets = SimulatedTicketPrinter()
        self.labels = SimulatedLabelPrinter()
        self.signs = SimulatedSigns(tuple(sign.screen for sign in profiles.signs))
        self.wires: dict[str, PtyWire] = {}
        ticket, label = profiles.ticket, profiles.label
        if ticket:
            ticket = replace(ticket, url=self._port(ticket.url, self.tickets.receive))
        if label:
            label = replace(label, url=self._port(label.url, self.labels.receive))
        signs = tuple(
            replace(sign, url=self._port(sign.url, self.signs.receive)) for sign in profiles.signs
        )
        self.profiles = replace(profiles, ticket=ticket, label=label, signs=signs)

    def close(self) -> None:
        for wire in self.wires.values():
            wire.close()

    def _port(self, url: str, receive: Receive) -> str:
        if not url.startswith(SCHEME):
            return url
        if url not in self.wires:
            self.wires[url] = PtyWire(receive)
        return self.wires[url].url
