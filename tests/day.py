"""One day that runs every command there is, each once at least, in an order a hall would know."""

import json
from datetime import timedelta

from hall_client.domain.cases import Case
from hall_client.places import SEED
from tests.hall import PERSON, REASON, Facts, Hall, approver_of, materials, reviewer_of


def whole_day(hall: Hall) -> None:
    set_up(hall)
    queue(hall)
    moves(hall)
    ordinary_case(hall)
    acceptance(hall)
    clocks(hall)
    endings(hall)
    close(hall)
    afterwards(hall)


def seed(name: str) -> str:
    return (SEED / f"{name}.json").read_text(encoding="utf-8")


def set_up(hall: Hall) -> None:
    for verb, name in (
        ("ImportHall", "hall"),
        ("ImportCalendar", "calendar"),
        ("ImportCatalogue", "items"),
    ):
        hall.do(verb, "setup", document=seed(name))
    hall.do("AddStaff", "sysadmin1", login="clerk7", name="新来的", roles=["clerk"])
    hall.do("DisableStaff", "sysadmin1", login="clerk7", reason=REASON)
    hall.do("RecountDueDates", "sysadmin1")


def queue(hall: Hall) -> None:
    hall.open("1", "2")
    hall.ticket(name="欧阳静怡", certificate_no=PERSON["id_number"])
    hall.ticket(**{"class": "priority"})
    for _ in range(4):
        hall.ticket()
    first = hall.call()
    hall.act("RecallTicket", first)
    hall.act("PassTicket", first)
    hall.do("UndoLast", "clerk1", counter="1", at=hall.now + timedelta(seconds=5))
    hall.act("PassTicket", first)
    for _ in range(3):
        one = hall.call()
        hall.act("ServeTicket", one)
        hall.act("FinishTicket", one, outcome="consulted")
    hall.do("RejoinTicket", "guide1", ticket_id=first["ticket_id"])


def moves(hall: Hall) -> None:
    slip = hall.ticket()
    hall.do("ServePaper", "clerk1", number=slip["number"], counter="1")
    hall.act("HoldTicket", slip, kind="with-applicant", reason=REASON)
    hall.do("ResumeTicket", "clerk2", ticket_id=slip["ticket_id"], counter="2")
    hall.act("TransferTicket", slip, "2", to_queue="B", reason=REASON)
    hall.do("CancelTicket", "guide1", ticket_id=slip["ticket_id"], reason=REASON)
    hall.ticket()
    hall.do("WithdrawCall", "kiosk1", call_id=hall.acts[-1].id)


def ordinary_case(hall: Hall) -> None:
    item = hall.item(profile="four-separated", kind="committed", tolerance_allowed=True)
    case = hall.delivered(item)
    hall.do("ArchiveCase", "archivist1", case_id=case["case_id"])


def acceptance(hall: Hall) -> None:
    """What may come before and instead of an acceptance."""
    item = hall.item(profile="four-separated", kind="committed", tolerance_allowed=True)
    wanted = next(one for one in item.materials if one.required and not one.tolerable)
    case = hall.check_in(item, [wanted.code])
    body = {"case_id": case["case_id"]}
    hall.do("CorrectOnTheSpot", "clerk1", **body, field="phone", value="13912345678")
    scan = {"name": "营业执照.pdf", "sha256": "0" * 64, "size": 1, "mime": "application/pdf"}
    hall.do("AttachFile", "clerk1", **body, **scan)
    defects = [{"requirement": wanted.code, "problem": "未提交"}]
    hall.do("GiveCorrectionNotice", "clerk1", **body, defects=defects)
    brought = [one for one in materials(item) if one["requirement"] == wanted.code]
    hall.do("ReceiveCorrection", "clerk1", **body, materials=brought)
    hall.do("RefuseAcceptance", "clerk1", **body, kind="not-required", reason=REASON)
    tolerated(hall)


def tolerated(hall: Hall) -> Facts:
    item, code = tolerable(hall)
    case = hall.check_in(item, [code])
    promised = [{"requirement": code, "promised_on": str(hall.now.date() + timedelta(days=1))}]
    hall.do("AcceptCase", "clerk1", case_id=case["case_id"], tolerance=promised)
    brought = [one for one in materials(item) if one["requirement"] == code]
    hall.do("FulfilTolerance", "clerk1", case_id=case["case_id"], materials=brought)
    return case


def tolerable(hall: Hall) -> tuple[object, str]:
    """An item that can be accepted without one of its materials, and that material."""
    for item in hall.reference.published.values():
        for one in item.materials:
            if item.tolerance_allowed and one.tolerable and one.required and not item.question:
                return item, one.code
    raise LookupError


def clocks(hall: Hall) -> None:
    """Special procedure and extension, and the ways between reviewer and approver."""
    item = next(
        one
        for one in hall.reference.published.values()
        if one.special_procedures and one.kind == "committed" and not one.question
    )
    special = item.special_procedures[0]
    case = hall.claimed(item)
    body = {"case_id": case["case_id"]}
    reviewer = reviewer_of(item)
    hall.do("BeginSpecialProcedure", reviewer, **body, kind=special.kind.value, days=special.days)
    hall.do("EndSpecialProcedure", reviewer, **body, result="通过")
    hall.do("ExtendDeadline", "head1", **body, days=5, reason=REASON)
    hall.do("ReleaseReview", reviewer, **body)
    hall.do("ClaimReview", reviewer, **body)
    advice = {"recommend": "deny", "opinion": "不符合条件"}
    hall.do("Recommend", reviewer, **body, **advice)
    hall.do("ReturnForReview", approver_of(item), **body, reason=REASON)
    hall.do("Recommend", reviewer, **body, **advice)
    grounds = {"reason": "不符", "legal_basis": "第三十八条", "remedy": "六十日内申请复议"}
    hall.do("Decide", approver_of(item), **body, decision="deny", **grounds)


def endings(hall: Hall) -> None:
    committed = hall.item(profile="four-separated", kind="committed")
    case = hall.accepted(committed)
    hall.do("WithdrawCase", "clerk1", case_id=case["case_id"], reason=REASON)
    case = hall.accepted(committed)
    hall.do("TerminateCase", "chief1", case_id=case["case_id"], reason="item-repealed")
    forwarded(hall)
    fee(hall)


def forwarded(hall: Hall) -> Facts:
    item = hall.item(kind="forwarded")
    case = hall.recommended(item, "forward")
    hall.do("Decide", approver_of(item), case_id=case["case_id"], decision="forward")
    body = {"case_id": case["case_id"], "result": "grant", "document": "省批〔2026〕1号"}
    hall.do("RecordUpperResult", "chief1", **body)
    return case


def fee(hall: Hall) -> Facts:
    item = next(one for one in hall.reference.published.values() if one.fees and not one.question)
    case = hall.accepted(item)
    paid = item.fees[0]
    body = {"case_id": case["case_id"], "amount_fen": paid.due_fen(), "receipt_no": "P0001"}
    hall.do("RecordFee", "clerk1", **body, name=paid.name)
    return case


def close(hall: Hall) -> None:
    hall.do("PauseCounter", "clerk1", counter="1", reason="午休")
    hall.do("CloseCounter", "clerk1", counter="1")
    hall.do("CloseDay", "manager1", reason="停电")
    assert hall.rows(Case)
    assert json.loads(hall.journal()[0]["body"])


def afterwards(hall: Hall) -> None:
    """What time alone brings about, with whoever has to confirm it."""
    untold, told = late_cases(hall)
    hall.ticket()
    hall.later(days=40)
    hall.do("CloseDay", "clock", day="2026-09-21")
    hall.do("AcceptCase", "clock", case_id=untold["case_id"], confirm_estimated=True)
    hall.do("LapseCorrection", "clerk1", case_id=told["case_id"])


def late_cases(hall: Hall) -> tuple[Facts, Facts]:
    """Two defective cases: of one the applicant was told nothing, of the other what is missing."""
    item = hall.item(profile="four-separated", kind="committed")
    code = next(one.code for one in item.materials if one.required)
    untold, told = (hall.check_in(item, [code]) for _ in range(2))
    defects = [{"requirement": code, "problem": "未提交"}]
    hall.do("GiveCorrectionNotice", "clerk1", case_id=told["case_id"], defects=defects)
    return untold, told
