"""What lists and heads of cases say: days left, the clock of the day, a step of the timeline."""

from dataclasses import dataclass
from datetime import datetime

from hall_client.app.reference import Reference
from hall_client.app.rows import StepRow
from hall_client.ui.words import mark, tr
from hall_client.words import value, values

ARITHMETIC = {
    "受理": mark("accepted"),
    "延期": mark("extended by"),
    "扣除": mark("days not counted"),
    "期限": mark("limit"),
    "日历未维护": mark("the calendar of that year is missing"),
    "暂估": mark("estimated"),
}
SOON_DAYS = 2  # as near as this a case is told before the others


@dataclass(frozen=True)
class DaysLeft:
    """Working days left of a limit, in words, with the tone and the sign that go with them."""

    text: str
    tone: str = ""
    sign: str = ""


def days_left(remaining: int | None, estimated: bool = False) -> DaysLeft:
    """0: due today, less than 0: overdue, None: no clock runs."""
    if remaining is None:
        return DaysLeft(tr("no clock runs"), "disabled", "minus")
    guess = tr(" (estimated)") if estimated else ""
    if remaining < 0:
        return DaysLeft(tr("{days} days overdue", days=-remaining) + guess, "danger", "danger")
    if remaining == 0:
        return DaysLeft(tr("due today") + guess, "warning", "warning")
    if remaining == 1:
        return DaysLeft(tr("1 day left") + guess, "warning", "clock")
    if remaining <= SOON_DAYS:
        return DaysLeft(tr("{days} days left", days=remaining) + guess, "warning", "clock")
    return DaysLeft(tr("{days} days left", days=remaining) + guess)


def decided_in(remaining: int) -> DaysLeft:
    """How a decided case stood with a limit: in time, or so many days late."""
    if remaining < 0:
        return DaysLeft(tr("decided {days} days late", days=-remaining), "danger", "danger")
    return DaysLeft(tr("decided in time"), "success", "check")


def days_short(remaining: int | None, estimated: bool = False) -> DaysLeft:
    """The same for a narrow list whose heading says what is counted."""
    told = days_left(remaining)
    if remaining is None or remaining == 0:
        words = told.text
    else:
        words = tr("late {days}", days=-remaining) if remaining < 0 else str(remaining)
    return DaysLeft(words + (tr(" (estimated)") if estimated else ""), told.tone, told.sign)


def arithmetic(explanation: str) -> str:
    """The arithmetic of a clock, 受理 9-1, 扣除 5, 期限 10-26, in the language in use."""
    said = []
    for part in explanation.split(", "):
        word, _space, figures = part.partition(" ")
        said.append(f"{tr(ARITHMETIC.get(word, word))} {figures}".strip())
    return tr(", ").join(said)


def clock_time(reference: Reference, moment_at: datetime) -> str:
    """09-21 09:05, in the hall's zone."""
    return f"{reference.local(moment_at):%m-%d %H:%M}"


def step_words(step: StepRow, language: str) -> str:
    """What a step of the timeline brought about: the act, and what it decided in words."""
    said = [value("command", step.command, language)]
    for kind, name in (("recommendation", "recommend"), ("decision", "decision")):
        if name in step.what:
            said.append(value(kind, step.what[name], language))
    if step.command == "CorrectOnTheSpot":
        said.append(value("entry", step.what["field"], language))
    if step.what.get("deemed"):
        said.append(tr("counts as accepted, not told in time"))
    for name in ("document_no", "number"):
        if step.what.get(name):
            said.append(str(step.what[name]))
    for name in ("opinion", "reason", "result"):
        if step.what.get(name):
            said.append(value("termination", step.what[name], language))
    if lacking := step.what.get("missing"):
        said.append(tr("missing: {labels}", labels=values("", _listed(lacking), language)))
    return "　".join(said)


def _listed(found: object) -> list[str]:
    return [str(one) for one in found] if isinstance(found, list) else [str(found)]
