"""Answers about papers and evidence: documents, journal, print jobs, figures."""

import json
from datetime import datetime

from sqlalchemy import ColumnElement, Row, func, select

from hall_client.app.papers import PaperKind
from hall_client.app.paperwork import TITLES
from hall_client.app.printing import JobState
from hall_client.app.queries import Documents, Journal, Papers, Prints, Statistics
from hall_client.app.rows import DocumentRow, PaperRow, PrintRow, StatisticsRow, StepRow
from hall_client.domain.decisions import Document
from hall_client.store.queries.asking import Asking, answers, present
from hall_client.store.queries.cases import find_case
from hall_client.store.tables.cases import attachment, case, document
from hall_client.store.tables.journal import change, journal, print_job
from hall_client.store.tables.tickets import ticket


@answers(Documents)
def documents(query: Documents, asking: Asking) -> list[DocumentRow]:
    conditions = [
        *present(query.case_no, document.c.case_no),
        *present(query.case_id, document.c.case_id),
        *present(query.document_no, document.c.number),
        *present(query.issued_on, document.c.issued_on),
    ]
    if query.sealed_on is not None:
        start, end = asking.day_bounds(query.sealed_on)
        conditions += [document.c.sealed_at >= start, document.c.sealed_at < end]
    if query.sealed is not None:
        sealed = document.c.sealed_at.is_not(None)
        conditions += [document.c.needs_seal, sealed if query.sealed else ~sealed]
    return [document_row(one, asking) for one in asking.load(Document, *conditions)]


def document_row(one: Document, asking: Asking) -> DocumentRow:
    return DocumentRow(
        document_id=one.id,
        document_no=one.number,
        kind=one.kind,
        title=TITLES[PaperKind(one.kind)],
        case_id=one.case_id,
        case_no=one.case_no,
        issued_on=one.issued_on,
        issued_by=asking.reference.name_of(one.issued_by),
        needs_seal=one.needs_seal,
        sealed_at=one.sealed_at,
        sealed_by=asking.reference.name_of(one.sealed_by) if one.sealed_by else None,
        copies=one.copies,
    )


@answers(Papers)
def papers(query: Papers, asking: Asking) -> list[PaperRow]:
    found = asking.load(Document, document.c.id == query.document_id)
    return [
        PaperRow(
            document_id=one.id,
            document_no=one.number,
            paper=one.paper,
            sealed=one.sealed_at is not None,
        )
        for one in found
    ]


_STEP = ("id", "command", "at", "actor", "station", "body", "outcome")


@answers(Journal)
def journal_rows(query: Journal, asking: Asking) -> list[StepRow]:
    if query.case_no:
        return steps_of(find_case(asking, query.case_no, None).id, asking)
    found = (
        select(*(journal.c[name] for name in _STEP))
        .where(journal.c.hall_id == asking.hall)
        .where(*present(query.actor, journal.c.actor), *present(query.command, journal.c.command))
        .order_by(journal.c.at, journal.c.id)
        .limit(query.limit)
    )
    if query.day is not None:
        start, end = asking.day_bounds(query.day)
        found = found.where(journal.c.at >= start, journal.c.at < end)
    return [_step(row, asking) for row in asking.connection.execute(found)]


def steps_of(case_id: str, asking: Asking) -> list[StepRow]:
    """The timeline of a case: every journaled act that changed it, oldest first."""
    touching = select(change.c.journal_id).where(change.c.kind == "case", change.c.key == case_id)
    sealing = (
        select(change.c.journal_id)
        .join(document, document.c.id == change.c.key)
        .where(change.c.kind == "document", document.c.case_id == case_id)
    )
    attaching = select(attachment.c.last_command).where(
        attachment.c.hall_id == asking.hall, attachment.c.case_id == case_id
    )
    found = (
        select(*(journal.c[name] for name in _STEP))
        .where(journal.c.id.in_(touching.union(sealing, attaching)))
        .order_by(journal.c.at, journal.c.id)
    )
    return [_step(row, asking) for row in asking.connection.execute(found)]


_PRIVATE = {"applicant", "agent", "certificate_no", "name", "document", "value"}


def _step(row: Row[tuple[object, ...]], asking: Asking) -> StepRow:
    body = {name: value for name, value in json.loads(row.body).items() if name not in _PRIVATE}
    what = {name: value for name, value in {**body, **json.loads(row.outcome)}.items() if value}
    return StepRow(
        journal_id=row.id,
        command=row.command,
        at=row.at,
        actor=row.actor,
        name=asking.reference.name_of(row.actor),
        station=row.station,
        what=what,
    )


@answers(Prints)
def prints(query: Prints, asking: Asking) -> list[PrintRow]:
    here = present(query.station, print_job.c.station)
    printed = print_job.c.state == JobState.PRINTED
    jobs = select(print_job).where(*here)
    found = [*asking.connection.execute(jobs.where(~printed).order_by(print_job.c.made_at))]
    if query.recent:
        newest = jobs.where(printed).order_by(print_job.c.made_at.desc(), print_job.c.id)
        found += asking.connection.execute(newest.limit(query.recent))
    return [
        PrintRow(
            job_id=row.id,
            device=row.device,
            title=row.title,
            state=row.state,
            made_at=row.made_at,
            problem=row.problem,
            printed=row.printed,
        )
        for row in found
    ]


def _seconds(start: datetime | None, end: datetime | None) -> float:
    return (end - start).total_seconds() if start and end else 0.0


@answers(Statistics)
def statistics(query: Statistics, asking: Asking) -> list[StatisticsRow]:
    first = query.from_on or asking.today()
    last = query.to_on or first
    visits = asking.connection.execute(
        select(ticket.c.taken_at, ticket.c.called_at, ticket.c.served_at, ticket.c.done_at)
        .where(ticket.c.hall_id == asking.hall, ticket.c.called_at.is_not(None))
        .where(ticket.c.day >= first, ticket.c.day <= last, ticket.c.state != "VOID")
    ).all()
    waits = [_seconds(row.taken_at, row.called_at) / 60 for row in visits]
    serves = [_seconds(row.served_at, row.done_at) / 60 for row in visits if row.done_at]
    figures = [
        ("called", float(len(waits)), "张", "期间内被叫号的票数,不含作废"),
        ("average_wait", _mean(waits), "分钟", "平均等候 = 平均(叫号时刻 - 取号时刻)"),
        ("average_service", _mean(serves), "分钟", "平均办理 = 平均(结束时刻 - 开始办理时刻)"),
        ("received", _cases(asking, case.c.received_on.between(first, last)), "件", "期间收件数"),
        ("accepted", _cases(asking, case.c.accepted_on.between(first, last)), "件", "期间受理数"),
        ("decided", _cases(asking, case.c.decided_on.between(first, last)), "件", "期间决定数"),
    ]
    return [
        StatisticsRow(name=name, value=round(value, 1), unit=unit, definition=words)
        for name, value, unit, words in figures
    ]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _cases(asking: Asking, condition: ColumnElement[bool]) -> float:
    query = select(func.count()).select_from(case).where(case.c.hall_id == asking.hall, condition)
    return float(asking.connection.execute(query).scalar_one())
