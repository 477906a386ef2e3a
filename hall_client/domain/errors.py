"""Refusals: the rules say no. Every kind is a class here and has a stable kebab code."""

import re
from functools import partial
from typing import ClassVar

REGISTRY: dict[str, type["Refusal"]] = {}


def kebab(name: str) -> str:
    """`QueueEmpty` -> `queue-empty`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


class Refusal(Exception):
    """The rules of the hall say no; nothing has changed.

    `facts` fill the placeholders of the words kept for the code in `resources/words`.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __init_subclass__(cls) -> None:
        cls.code = kebab(cls.__name__)
        REGISTRY[cls.code] = cls

    def __reduce__(self) -> tuple[object, ...]:
        """Another process that is told of it has the same facts."""
        return partial(type(self), **self.facts), ()

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code}({told})"


# -- any command -------------------------------------------------------------------------------


class BadCommand(Refusal):
    """The line is not a command: not JSON, unknown name, wrong type, missing field."""


class NotAvailable(Refusal):
    """The command stands in the contract and is not built yet."""


class NotPermitted(Refusal):
    """None of the person's roles may run this command."""


class NotKnownHere(Refusal):
    """Central cannot be asked, and the person has not signed in here within the last days."""


class IdReused(Refusal):
    """The same id came with another body."""


class NoSuchRecord(Refusal):
    """What the command names does not exist in this hall."""


class NoCentral(Refusal):
    """This machine is its own authority: there is nothing to exchange with."""


class NumbersUsedUp(Refusal):
    """The numbers that central lent this station for the day are all used."""


class CallWithdrawn(Refusal):
    """The act was withdrawn by its station before central came to it."""


class NotDone(Refusal):
    """A mistake of the program kept central from doing what a station had done."""


class StaleRecord(Refusal):
    """Somebody else changed the row meanwhile (optimistic lock)."""


class TimeIsOff(Refusal):
    """The time of the act is more than the allowed skew away from the clock."""


class ClockWrong(Refusal):
    """The station is cut off and its clock is off by more than the allowed skew: no tickets."""


class WrongState(Refusal):
    """The transition table does not know this step from this state."""


class ReasonRequired(Refusal):
    """The act needs a reason in words."""


class NotSignedIn(Refusal):
    """Login unknown, closed, or the password is wrong."""


# -- queue -------------------------------------------------------------------------------------


class QueueEmpty(Refusal):
    """Nobody is waiting for what this counter serves."""


class NoSuchQueue(Refusal):
    """The queue is not one of this hall's."""


class NoSuchCounter(Refusal):
    """The counter is not one of this hall's."""


class TicketInHand(Refusal):
    """The counter still has a ticket; finish or pass it first."""


class CounterNotOpen(Refusal):
    """The counter is not open for this clerk."""


class CounterTaken(Refusal):
    """Another clerk has this counter open."""


class AnotherCounterOpen(Refusal):
    """The clerk already runs another counter."""


class TicketElsewhere(Refusal):
    """The ticket is at another counter."""


class AlreadyQueued(Refusal):
    """The person already holds a live ticket of this queue."""


class QuotaFull(Refusal):
    """The queue has issued its tickets for the day."""


class RecallLimit(Refusal):
    """The ticket was called again as often as the hall allows."""


class RecallTooSoon(Refusal):
    """The last call is too recent to call again."""


class RejoinTooSoon(Refusal):
    """Not enough other tickets were called since this one was passed."""


class RejoinLimit(Refusal):
    """The ticket was passed and rejoined as often as the hall allows."""


class NothingToUndo(Refusal):
    """No step of this counter is young enough to undo."""


class AnotherDay(Refusal):
    """The ticket was taken on another day."""


class QueueNotServed(Refusal):
    """The counter does not serve the queue of the ticket."""


class CounterClosed(Refusal):
    """Nobody can be sent to a counter that is not open."""


class DayNotOver(Refusal):
    """A day can be closed when it is over; today's by the hall manager, a later one by nobody."""


class ClosingTimeAhead(Refusal):
    """Before closing time the day is closed only for a reason in words."""


class PersonMustResolve(Refusal):
    """Somebody is called or being served: a person ends that visit, then the day is closed."""


class OutcomeRequired(Refusal):
    """Finishing a ticket needs one of the known outcomes."""


# -- case --------------------------------------------------------------------------------------


class NoSuchItem(Refusal):
    """No published item has this code."""


class ItemCancelled(Refusal):
    """The item takes no new cases."""


class SituationRequired(Refusal):
    """The item asks for a situation, or the one given is not one of its."""


class InvalidIdentity(Refusal):
    """The identity number of applicant or agent does not hold."""


class InvalidApplicant(Refusal):
    """A field of the applicant is empty or not well formed."""


class UnknownRequirement(Refusal):
    """The material is not on the published list of the item (行政许可法 Art. 31)."""


class AppearInPerson(Refusal):
    """The item excludes an agent (行政许可法 Art. 29)."""


class MaterialsMissing(Refusal):
    """Required materials are missing and neither tolerated nor covered by a promise."""


class NotTolerable(Refusal):
    """A main material may not be promised for later (容缺)."""


class PromiseTooLate(Refusal):
    """The promised day lies after the committed due date."""


class PromiseNotAllowed(Refusal):
    """The item is not open to notify-and-commit (告知承诺)."""


class DueDateEstimated(Refusal):
    """The calendar year is not loaded: the due date is an estimate and needs confirming."""


class AlreadyNotified(Refusal):
    """The one correction notice was given (一次性告知, 行政许可法 Art. 32(4))."""


class NoticeTooLate(Refusal):
    """Not told within the limit, the case counts as accepted from its receipt (Art. 32(4))."""


class NoticeStillOpen(Refusal):
    """Time alone accepts a case only once the limit for the notice is over (Art. 32(4))."""


class AnswerStillOpen(Refusal):
    """The applicant still has time to supplement what the notice asked for."""


class CompetentAuthorityRequired(Refusal):
    """Not competent: the competent body must be named (行政许可法 Art. 32(2))."""


class ChiefRequired(Refusal):
    """This kind of refusal needs the section chief's confirmation."""


class PacketElsewhere(Refusal):
    """The paper of the case is not in these hands."""


class HandoffClosed(Refusal):
    """The hand-off was already taken over."""


class ClaimedByAnother(Refusal):
    """Another reviewer has claimed the case."""


class NotClaimed(Refusal):
    """The case must be claimed before it is reviewed."""


class OtherSection(Refusal):
    """The case belongs to another section."""


class DutySeparation(Refusal):
    """The same person may not do both steps of one case (审批四分离)."""


class LacksAuthority(Refusal):
    """The authority profile of the item reserves this step for another post."""


class SuspensionOpen(Refusal):
    """A special procedure is still open."""


class ToleranceOpen(Refusal):
    """A tolerated material is still missing."""


class SpecialProcedureUnknown(Refusal):
    """The item does not know this special procedure, or it is not one of Art. 45."""


class OpinionRequired(Refusal):
    """A recommendation needs an opinion in words."""


class DecisionIncomplete(Refusal):
    """A refusal decision needs reason, legal basis and remedy (行政许可法 Art. 38)."""


class NotDelegated(Refusal):
    """Only forwarded items are sent up; the others are decided here."""


class AlreadySealed(Refusal):
    """The document is in the seal register."""


class NotSealed(Refusal):
    """A document of the case is not sealed yet."""


class CertificateMissing(Refusal):
    """The item has a certificate, which must be prepared first."""


class FeeNotListed(Refusal):
    """The item's published table knows no such fee (行政许可法 Art. 58-59)."""


class InvalidRecipient(Refusal):
    """The one who takes delivery is neither applicant nor an agent who may collect."""


# -- calendar and deadlines --------------------------------------------------------------------


class DayOutOfRange(Refusal):
    """The day, or the end of the count, lies outside the years the program can count."""


class DaysOutOfRange(Refusal):
    """A number of working days is negative or beyond reason."""


class SuspensionEndsBeforeStart(Refusal):
    """A suspension ends before it begins."""


class SuspensionsOverlap(Refusal):
    """Two suspensions of one clock overlap; one that is open lasts until it is ended."""


class SuspensionBeforeAcceptance(Refusal):
    """A suspension begins before the clock does."""


class NoSuspensionOpen(Refusal):
    """There is no open suspension to end."""


class ExtensionTooLong(Refusal):
    """More days than the law lets the extension have (行政许可法 Art. 42)."""


class ExtendedAlready(Refusal):
    """The limit was extended; the law allows it once (行政许可法 Art. 42)."""


class ExtensionTooLate(Refusal):
    """An extension is approved before the due date, not on it or after."""


class LimitAboveLaw(Refusal):
    """A local limit may be stricter than the law, never looser."""


class CalendarUnreadable(Refusal):
    """The calendar file is not JSON."""


class CalendarMalformed(Refusal):
    """A field of the calendar file is missing or has the wrong type."""


class CalendarYearTwice(Refusal):
    """The calendar file has the same year twice."""


class CalendarYearEmpty(Refusal):
    """The year has no days: its notice has not appeared yet."""


class CalendarDayOutsideYear(Refusal):
    """A day is neither in the year of the notice nor in the December before."""


class CalendarDayTwice(Refusal):
    """The same day stands twice in one notice."""


class CalendarMakeUpOnWeekday(Refusal):
    """A make-up working day falls on a weekday, which is worked anyway."""


class CalendarHolidayMissing(Refusal):
    """A statutory holiday is not off in the notice: the year is not complete."""


class LoginLocked(Refusal):
    """Too many wrong passwords: the login waits before the next try (等保)."""


# -- setting up --------------------------------------------------------------------------------


class VersionPublished(Refusal):
    """This version of the item is published with another content: it needs a new number."""


class AnotherHall(Refusal):
    """The document is another hall's than the one in this database."""


class VersionMalformed(Refusal):
    """What is given is not the version of a program."""


class PasswordNeeded(Refusal):
    """No password is at hand and nobody is there to be asked for it."""
