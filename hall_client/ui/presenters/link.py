"""The link to central in words: what status line, banner, notices and tool tips say of it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from hall_client.app.command import Route
from hall_client.app.dispatch import ALLOWED_SKEW
from hall_client.app.links import LinkStanding, LinkState
from hall_client.app.registry import command_class
from hall_client.ui.presenters.desk import Desk
from hall_client.ui.words import mark, tr
from hall_client.words import say_fault, value

LOOKS = {
    LinkState.SINGLE: ("success", "online"),
    LinkState.JOINING: ("info", "refresh"),
    LinkState.CATCHING_UP: ("info", "refresh"),
    LinkState.ONLINE: ("success", "online"),
    LinkState.OFFLINE: ("warning", "offline"),
    LinkState.OUTDATED: ("danger", "warning"),
    LinkState.STOPPED: ("danger", "warning"),
}
SKEW_TOLD = timedelta(minutes=1)
SLOW = mark("This machine's clock is {minutes} min slow")
OFF = mark(
    "{off}. Acts carry central's time all the same; cut off from central, no tickets are given "
    "until it is set right. Tell IT."
)
ALONE = mark(
    "Cut off from central since {since} ({lasted}). Check-in, tickets and calling go on and are "
    "told afterwards; what needs central waits."
)
ALONE_OFF = mark(
    "Cut off from central since {since} ({lasted}). Check-in and calling go on and are told "
    "afterwards; what needs central waits."
)
FAST = mark("This machine's clock is {minutes} min fast")


@dataclass(frozen=True)
class LinkFact:
    """One fact of the status line."""

    slot: str
    text: str = ""
    tone: str = "muted"
    picture: str = ""


class LinkView(Protocol):
    """Where the link is told."""

    def show_link_fact(self, fact: LinkFact) -> None: ...

    def show_banner(self, words: str, tone: str) -> None:
        """What everybody has to know while it lasts; nothing: no banner."""
        ...

    def offer_list(self, words: str) -> None:
        """Say that acts wait for a person, with the way to their list."""
        ...

    def renew_actions(self) -> None:
        """What may be done has changed: `why_not` says so for each command."""
        ...


class LinkPresenter:
    """Call `hear` when the desk's link has changed and `tick` as time goes by."""

    def __init__(self, desk: Desk, view: LinkView) -> None:
        self._desk = desk
        self._view = view
        self._heard: LinkStanding | None = None
        self._waited: int | None = None  # acts that waited while central was away

    def hear(self) -> None:
        before, now = self._heard, self._desk.standing
        self._heard = now
        self.tick()
        if now.parted:
            self._waited = now.pending
        if before is None or (before.up, before.barred) != (now.up, now.barred):
            self._view.renew_actions()
        if before is not None:
            self._tell_news(before, now)

    def tick(self) -> None:
        """Say how it stands: times go on by themselves."""
        standing = self._desk.standing
        for fact in (
            self._link(standing),
            LinkFact("pending", _waiting_words(standing), "warning", "clock"),
            LinkFact("unsettled", unsettled_words(standing.unsettled), "warning", "todo"),
            LinkFact("clock", skew_words(standing.skew), "warning", "clock"),
        ):
            self._view.show_link_fact(fact)
        self._view.show_banner(*self._banner(standing))

    def why_not(self, command: str) -> str:
        """Why a command cannot be done now as far as the link goes; nothing: it can be tried."""
        kind, standing = command_class(command), self._desk.standing
        if kind is None:
            return ""
        if standing.barred and standing.problem is not None:
            return say_fault(standing.problem, self._desk.language)
        if standing.up or kind.route is not Route.CENTRAL_ONLY:
            return ""
        act = value("command", command, self._desk.language)
        if standing.parted:
            return tr(
                "{act} needs central, which cannot be reached. It can be done again once the "
                "link is back; check-in and calling go on meanwhile.",
                act=act,
            )
        return tr("{act} needs central: wait until the station has caught up.", act=act)

    # -- inside --------------------------------------------------------------------------------

    def _link(self, standing: LinkStanding) -> LinkFact:
        if not self._desk.reached:
            return LinkFact("link", tr("The database does not answer"), "danger", "offline")
        if standing.state is LinkState.SINGLE:
            words = tr("This machine")
        else:
            words = value("link", standing.state, self._desk.language)
        if standing.copied_percent is not None:
            words = f"{words} {standing.copied_percent} %"
        if standing.parted:
            words = tr("{state} since {since} ({lasted})", state=words, **self._parted(standing))
        return LinkFact("link", words, *LOOKS[standing.state])

    def _parted(self, standing: LinkStanding) -> dict[str, str]:
        """Since when, as the hall's clock has it, and how long that is."""
        lasted = self._desk.now - standing.since
        since = self._desk.reference.local(standing.since)
        return {"since": f"{since:%H:%M}", "lasted": span_words(lasted)}

    def _banner(self, standing: LinkStanding) -> tuple[str, str]:
        """Words and tone: work goes on alone, or somebody has to put something right."""
        said, tone = [], "danger"
        off = abs(standing.skew) > ALLOWED_SKEW
        if standing.state is LinkState.OFFLINE:
            said.append(tr(ALONE_OFF if off else ALONE, **self._parted(standing)))
            tone = "warning"
        elif standing.parted and standing.problem is not None:
            said.append(say_fault(standing.problem, self._desk.language))
        if off:
            said.append(tr(OFF, off=skew_words(standing.skew)))
            tone = "danger"
        return "\n".join(said), tone

    def _tell_news(self, before: LinkStanding, now: LinkStanding) -> None:
        if now.state is LinkState.ONLINE and self._waited is not None:
            self._desk.tell(returned_words(self._waited))
            self._waited = None
        if now.unsettled > before.unsettled:
            self._view.offer_list(unsettled_words(now.unsettled))


def _waiting_words(standing: LinkStanding) -> str:
    """How many acts wait; while all is well they are on their way already."""
    if standing.state is LinkState.ONLINE or not standing.pending:
        return ""
    return tr("{count} to be told", count=standing.pending)


def unsettled_words(count: int) -> str:
    return tr("{count} to settle", count=count) if count else ""


def returned_words(told: int) -> str:
    if told:
        return tr("Connected to central again; what was done meanwhile was told: {n}.", n=told)
    return tr("Connected to central again.")


def skew_words(skew: timedelta) -> str:
    """How wrong the clock is, where it is more than a minute."""
    if abs(skew) <= SKEW_TOLD:
        return ""
    minutes = int(abs(skew).total_seconds() // 60)
    return tr(SLOW if skew > timedelta(0) else FAST, minutes=minutes)


def span_words(span: timedelta) -> str:
    """Whole minutes, or hours and minutes."""
    minutes = max(0, int(span.total_seconds() // 60))
    if not minutes:
        return tr("less than a minute")
    if minutes < 60:
        return tr("{minutes} min", minutes=minutes)
    return tr("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)
