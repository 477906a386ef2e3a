"""The table of states: it drives handlers, buttons, the diagram and the database guard."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from hall_client.domain.errors import WrongState


class TicketState(StrEnum):
    """States of a ticket (排队号)."""

    WAITING = "WAITING"
    CALLED = "CALLED"
    SERVING = "SERVING"
    HELD = "HELD"
    PASSED = "PASSED"
    DONE = "DONE"
    CANCELLED = "CANCELLED"
    VOID = "VOID"


class CaseState(StrEnum):
    """States of a case (办件)."""

    RECEIVED = "RECEIVED"
    CORRECTION = "CORRECTION"
    LAPSED = "LAPSED"
    NOT_REQUIRED = "NOT_REQUIRED"
    REFUSED = "REFUSED"
    ACCEPTED = "ACCEPTED"
    REVIEW = "REVIEW"
    DECIDE = "DECIDE"
    GRANTED = "GRANTED"
    DENIED = "DENIED"
    FORWARDED = "FORWARDED"
    CERT_READY = "CERT_READY"
    DELIVERED = "DELIVERED"
    ARCHIVED = "ARCHIVED"
    WITHDRAWN = "WITHDRAWN"
    TERMINATED = "TERMINATED"


State = TicketState | CaseState
S = TypeVar("S", TicketState, CaseState)


@dataclass(frozen=True)
class Transition:
    """One line of the table; `to` empty: the state stays as it is."""

    aggregate: str
    command: str
    sources: tuple[State, ...]  # empty: the row is born
    to: tuple[State, ...]
    note: str = ""


T, C = TicketState, CaseState
_OPEN = (C.ACCEPTED, C.REVIEW, C.DECIDE)

TRANSITIONS: tuple[Transition, ...] = (
    Transition("ticket", "IssueTicket", (), (T.WAITING,)),
    Transition("ticket", "CheckInAppointment", (), (T.WAITING,), "class appointment in its slot"),
    Transition("ticket", "CallNext", (T.WAITING,), (T.CALLED,), "row lock; one live per counter"),
    Transition(
        "ticket",
        "ServePaper",
        (T.WAITING, T.CALLED, T.PASSED, T.HELD),
        (T.SERVING,),
        "paper in hand; a call elsewhere becomes void",
    ),
    Transition("ticket", "ServeTicket", (T.CALLED,), (T.SERVING,), "the person has come"),
    Transition("ticket", "RecallTicket", (T.CALLED,), (T.CALLED,), "limit and pace"),
    Transition("ticket", "PassTicket", (T.CALLED,), (T.PASSED,)),
    Transition("ticket", "RejoinTicket", (T.PASSED,), (T.WAITING,), "after N, at most twice"),
    Transition("ticket", "HoldTicket", (T.CALLED, T.SERVING), (T.HELD,)),
    Transition("ticket", "ResumeTicket", (T.HELD,), (T.SERVING,)),
    Transition("ticket", "WakeTicket", (T.HELD,), (T.WAITING,), "back-office event; place kept"),
    Transition("ticket", "TransferTicket", (T.CALLED, T.SERVING, T.HELD), (T.WAITING,), "reason"),
    Transition("ticket", "FinishTicket", (T.CALLED, T.SERVING), (T.DONE,), "outcome required"),
    Transition("ticket", "CancelTicket", (T.WAITING, T.HELD, T.PASSED), (T.CANCELLED,)),
    Transition("ticket", "CloseDay", (T.WAITING, T.PASSED, T.CANCELLED, T.HELD), (T.VOID,)),
    Transition(
        "ticket",
        "UndoLast",
        (T.PASSED, T.DONE, T.WAITING),
        (T.CALLED, T.SERVING),
        "within 10 s, same counter",
    ),
    Transition(
        "ticket",
        "WithdrawCall",
        (T.CALLED, T.WAITING),
        (T.WAITING, T.VOID),
        "the station never heard the answer",
    ),
    Transition("case", "CheckInCase", (), (C.RECEIVED,), "clock of the correction notice starts"),
    Transition("case", "CorrectOnTheSpot", (C.RECEIVED,), (), "logged by field"),
    Transition("case", "GiveCorrectionNotice", (C.RECEIVED,), (C.CORRECTION,), "once, everything"),
    Transition("case", "ReceiveCorrection", (C.CORRECTION,), (C.RECEIVED,), "new receipt day"),
    Transition("case", "LapseCorrection", (C.CORRECTION,), (C.LAPSED,), "clock; clerk confirms"),
    Transition(
        "case",
        "RefuseAcceptance",
        (C.RECEIVED, C.CORRECTION),
        (C.NOT_REQUIRED, C.REFUSED),
        "by kind",
    ),
    Transition("case", "AcceptCase", (C.RECEIVED,), (C.ACCEPTED,), "complete, tolerance, promise"),
    Transition("case", "HandOver", (C.ACCEPTED,), (), "custody only"),
    Transition("case", "AcceptHandoff", (C.ACCEPTED,), (C.REVIEW,)),
    Transition("case", "AcceptHandoff", (C.REVIEW,), (), "custody only where review has begun"),
    Transition("case", "ClaimReview", (C.ACCEPTED, C.REVIEW), (C.REVIEW,)),
    Transition("case", "ReleaseReview", (C.REVIEW,), ()),
    Transition("case", "AskWindow", (C.ACCEPTED, C.REVIEW), (), "clock runs"),
    Transition("case", "AnswerFromWindow", (C.ACCEPTED, C.REVIEW), ()),
    Transition("case", "RequestSurvey", (C.REVIEW,), (), "stops no clock"),
    Transition("case", "BeginSpecialProcedure", _OPEN, (), "overlay; kinds of Art. 45 only"),
    Transition("case", "EndSpecialProcedure", _OPEN, ()),
    Transition("case", "ExtendDeadline", _OPEN, (), "once, before the statutory due date"),
    Transition("case", "FulfilTolerance", _OPEN, ()),
    Transition("case", "RecordFee", _OPEN, ()),
    Transition("case", "Recommend", (C.REVIEW,), (C.DECIDE,), "no open survey or question"),
    Transition("case", "ReturnForReview", (C.DECIDE,), (C.REVIEW,)),
    Transition("case", "Decide", (C.DECIDE,), (C.GRANTED, C.DENIED, C.FORWARDED), "duties"),
    Transition("case", "Decide", (C.ACCEPTED, C.REVIEW), (C.GRANTED, C.DENIED), "one-step only"),
    Transition("case", "RecordUpperResult", (C.FORWARDED,), (C.GRANTED, C.DENIED)),
    Transition("case", "PrepareCertificate", (C.GRANTED,), (C.CERT_READY,), "decision sealed"),
    Transition(
        "case",
        "DeliverCase",
        (
            C.GRANTED,
            C.CERT_READY,
            C.DENIED,
            C.REFUSED,
            C.NOT_REQUIRED,
            C.LAPSED,
            C.TERMINATED,
            C.WITHDRAWN,
        ),
        (C.DELIVERED,),
        "documents sealed",
    ),
    Transition("case", "ArchiveCase", (C.DELIVERED,), (C.ARCHIVED,)),
    Transition("case", "WithdrawCase", (C.RECEIVED, C.CORRECTION, *_OPEN), (C.WITHDRAWN,)),
    Transition("case", "TerminateCase", (*_OPEN, C.FORWARDED), (C.TERMINATED,)),
    Transition("case", "ReopenCase", (C.DELIVERED, C.ARCHIVED), (C.REVIEW,), "supervisor only"),
)

LIVE_AT_COUNTER = (T.CALLED, T.SERVING)
LIVE_TICKET = (T.WAITING, T.CALLED, T.SERVING, T.HELD)
UNDECIDED = (C.RECEIVED, C.CORRECTION, C.ACCEPTED, C.REVIEW, C.DECIDE, C.FORWARDED)


def allowed(aggregate: str, command: str, state: str) -> tuple[State, ...] | None:
    """Return where `command` may lead from `state`; None when the table does not know the step."""
    for line in TRANSITIONS:
        if (line.aggregate, line.command) == (aggregate, command) and state in line.sources:
            return line.to or tuple(s for s in line.sources if s == state)
    return None


def step(aggregate: str, command: str, state: S, to: S | None = None) -> S:
    """Return the state after `command`, or refuse with `wrong-state`."""
    targets = allowed(aggregate, command, state)
    if not targets or (to is not None and to not in targets):
        raise WrongState(command=command, state=state.value)
    return to if to is not None else state.__class__(targets[0])
