"""A case as a hall lives it: what each step brings about, and what the law or the hall refuses."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from hall_client.app.queries import CaseWhole
from hall_client.domain.cases import Case, CaseMaterial, CaseSuspension
from hall_client.domain.catalogue import ServiceItem
from hall_client.domain.decisions import Delivery, Document, Fee, SealUse
from hall_client.domain.duties import DutyDone
from hall_client.domain.handoffs import Custody
from hall_client.domain.transitions import CaseState, allowed
from tests.day import fee, forwarded, seed, tolerable, tolerated
from tests.hall import PERSON, REASON, Facts, Hall, approver_of, materials, reviewer_of

GROUNDS = {"reason": "不符合条件", "legal_basis": "第三十八条", "remedy": "六十日内申请复议"}
RARE = "李𬭎䶮·𠮷"


@pytest.fixture
def item(hall: Hall) -> ServiceItem:
    return hall.item(profile="four-separated", kind="committed", tolerance_allowed=True)


def this(case: Facts) -> Facts:
    return {"case_id": case["case_id"]}


def stored(hall: Hall, case: Facts) -> Case:
    return hall.one(Case, id=case["case_id"])


def main_material(item: ServiceItem) -> str:
    return next(one.code for one in item.materials if one.required and not one.tolerable)


def papers(hall: Hall, case: Facts, kind: str) -> list[Document]:
    return [one for one in hall.rows(Document, case_id=case["case_id"]) if one.kind == kind]


# -- receipt -------------------------------------------------------------------------------------


def test_a_case_is_received_with_number_materials_and_receipt(
    hall: Hall, item: ServiceItem
) -> None:
    code = main_material(item)
    case = hall.check_in(item, [code])
    assert case["case_no"] == "H126092100001"
    assert case["missing"] == [code]
    assert hall.check_in(item)["case_no"] == "H126092100002"
    kept = stored(hall, case)
    assert (kept.state, kept.received_on, kept.holder) == (
        "RECEIVED",
        date(2026, 9, 21),
        "front:counter1",
    )
    assert len(hall.rows(CaseMaterial, case_id=kept.id)) == len(item.materials)
    assert [one.holder for one in hall.rows(Custody, case_id=kept.id)] == ["front:counter1"]
    assert len(papers(hall, case, "receipt")) == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"id_number": "110105194912310021"}, "invalid-identity"),
        ({"id_number": "11010519900230001X"}, "invalid-identity"),
        ({"id_number": ""}, "invalid-identity"),
        ({"id_kind": "library-card"}, "invalid-identity"),
        ({"id_kind": "uscc", "id_number": "91350100M000100Y44"}, "invalid-identity"),
        ({"name": ""}, "invalid-applicant"),
        ({"name": "张"}, "invalid-applicant"),
        ({"name": "张" * 51}, "invalid-applicant"),
        ({"name": "张\u202e三"}, "invalid-applicant"),
        ({"phone": "12345"}, "invalid-applicant"),
        ({"address": "路" * 201}, "invalid-applicant"),
        ({"kind": "ghost"}, "invalid-applicant"),
        ({"kind": "organisation", "name": "公" * 201}, "invalid-applicant"),
    ],
)
def test_a_faulty_applicant_is_refused(hall: Hall, wrong: Facts, code: str) -> None:
    item = hall.item(kind="committed")
    body = {"item_code": item.code, "applicant": PERSON | wrong, "channel": "window"}
    hall.refused(code, "CheckInCase", "clerk1", **body)


def test_what_is_typed_full_width_or_with_spaces_is_stored_clean(hall: Hall) -> None:
    typed = {
        "id_number": "１１０１０５１９４９１２３１００２ｘ",
        "name": " 阿依古丽・买买提 ",
        "phone": "１３８１２３４５６７８",
    }
    case = hall.check_in(hall.item(kind="committed"), applicant=PERSON | typed)
    kept = stored(hall, case)
    assert (kept.id_number, kept.applicant_name, kept.phone) == (
        "11010519491231002X",
        "阿依古丽·买买提",
        "13812345678",
    )


def test_rare_characters_and_long_names_survive(hall: Hall) -> None:
    item = hall.item(kind="committed")
    rare = hall.check_in(item, applicant=PERSON | {"name": RARE})
    long = {"kind": "organisation", "name": "䶮" * 200, "id_kind": "uscc"}
    firm = hall.check_in(item, applicant=PERSON | long | {"id_number": "91350100M000100Y43"})
    assert stored(hall, rare).applicant_name == RARE
    assert stored(hall, firm).applicant_name == "䶮" * 200
    receipt = papers(hall, rare, "receipt")[0]
    assert json.loads(receipt.paper)["case"]["applicant"] == RARE
    clerk = hall.reference.staff["clerk1"]
    (whole,) = hall.database.ask(CaseWhole(case_no=rare["case_no"]), clerk)
    assert whole.case_no == rare["case_no"]


def test_unknown_items_materials_kinds_and_agents_are_refused(
    hall: Hall, item: ServiceItem
) -> None:
    body: Facts = {"item_code": item.code, "applicant": PERSON, "channel": "window"}
    hall.refused("no-such-item", "CheckInCase", "clerk1", **body | {"item_code": "9999"})
    foreign = [{"requirement": "M99", "form": "original", "copies": 1, "pages": 1}]
    hall.refused("unknown-requirement", "CheckInCase", "clerk1", **body, materials=foreign)
    hall.refused("bad-command", "CheckInCase", "clerk1", **body, request_kind="gift")
    strict = next(one for one in hall.reference.published.values() if one.must_appear_in_person)
    agent = {"name": "王五", "id_number": PERSON["id_number"]}
    body = body | {"item_code": strict.code, "agent": agent}
    hall.refused("appear-in-person", "CheckInCase", "clerk1", **body)


def test_an_unknown_situation_is_refused(hall: Hall) -> None:
    asking = next(one for one in hall.reference.published.values() if one.question)
    body = {"item_code": asking.code, "applicant": PERSON, "channel": "window"}
    hall.refused("situation-required", "CheckInCase", "clerk1", **body, situation="no such")


def changed_items(code: str, **change: Any) -> str:
    """A catalogue with the next version of one item of the sample."""
    document: dict[str, Any] = json.loads(seed("items"))
    (old,) = [one for one in document["items"] if one["code"] == code]
    document["items"] = [old | {"version": old.get("version", 1) + 1} | change]
    return json.dumps(document, ensure_ascii=False)


def test_a_running_case_keeps_the_version_it_was_received_under(
    hall: Hall, item: ServiceItem
) -> None:
    case = hall.check_in(item)
    longer = {"committed_days": item.committed_days - 1, "name": item.name + "（新）"}
    hall.do("ImportCatalogue", "setup", document=changed_items(item.code, **longer))
    accepted = hall.do("AcceptCase", "clerk1", **this(case))
    assert stored(hall, case).item_version == item.version
    assert stored(hall, case).committed_days == item.committed_days
    fresh = hall.check_in(hall.database.reference().item(item.code))
    assert stored(hall, fresh).item_version == item.version + 1
    assert (
        hall.do("AcceptCase", "clerk1", **this(fresh))["committed_due_on"]
        < accepted["committed_due_on"]
    )


def test_a_cancelled_item_takes_no_new_case_and_finishes_the_running_ones(
    hall: Hall, item: ServiceItem
) -> None:
    case = hall.check_in(item)
    hall.do("ImportCatalogue", "setup", document=changed_items(item.code, status="cancelled"))
    body = {"item_code": item.code, "applicant": PERSON, "channel": "window"}
    hall.refused("item-cancelled", "CheckInCase", "clerk1", **body)
    hall.do("AcceptCase", "clerk1", **this(case))


# -- acceptance ----------------------------------------------------------------------------------


def test_acceptance_counts_from_the_day_the_papers_were_complete(
    hall: Hall, item: ServiceItem
) -> None:
    case = hall.check_in(item)
    hall.later(days=2)
    accepted = hall.do("AcceptCase", "clerk1", **this(case))
    assert accepted["accepted_on"] == "2026-09-21"
    assert accepted["document_no"] == "棠审许受字〔2026〕第0001号"
    (notice,) = papers(hall, case, "acceptance-notice")
    assert notice.number == accepted["document_no"]
    assert json.loads(notice.paper)["facts"]["accepted_on"] == "2026-09-21"


def test_missing_materials_are_accepted_only_by_a_lawful_promise(hall: Hall) -> None:
    item, code = tolerable(hall)
    main = main_material(item)
    both = hall.check_in(item, [code, main])
    due = date(2026, 12, 31)
    promise = [{"requirement": code, "promised_on": "2026-09-22"}]
    hall.refused("materials-missing", "AcceptCase", "clerk1", **this(both))
    hall.refused("materials-missing", "AcceptCase", "clerk1", **this(both), tolerance=promise)
    everything = [*promise, {"requirement": main, "promised_on": "2026-09-22"}]
    hall.refused("not-tolerable", "AcceptCase", "clerk1", **this(both), tolerance=everything)
    one = hall.check_in(item, [code])
    hall.refused("materials-missing", "AcceptCase", "clerk1", **this(one))
    late = [{"requirement": code, "promised_on": due.isoformat()}]
    hall.refused("promise-too-late", "AcceptCase", "clerk1", **this(one), tolerance=late)
    hall.refused("promise-not-allowed", "AcceptCase", "clerk1", **this(one), promise=True)
    told = hall.do("AcceptCase", "clerk1", **this(one), tolerance=promise)
    assert told["tolerance_document_no"]
    assert stored(hall, one).tolerance_open == 1


def test_an_estimated_due_date_must_be_confirmed(hall: Hall, item: ServiceItem) -> None:
    """The calendar of the next year is not loaded."""
    hall.now = datetime(2026, 12, 21, 2, 0, tzinfo=UTC)
    case = hall.check_in(item)
    hall.refused("due-date-estimated", "AcceptCase", "clerk1", **this(case))
    told = hall.do("AcceptCase", "clerk1", **this(case), confirm_estimated=True)
    assert told["estimated"] is True
    assert stored(hall, case).due_estimated


def test_everything_is_told_once(hall: Hall, item: ServiceItem) -> None:
    code = main_material(item)
    case = hall.check_in(item, [code])
    defects = [{"requirement": code, "problem": "未提交"}]
    hall.refused("bad-command", "GiveCorrectionNotice", "clerk1", **this(case), defects=[])
    unknown = [{"requirement": "M99", "problem": "x"}]
    hall.refused(
        "unknown-requirement", "GiveCorrectionNotice", "clerk1", **this(case), defects=unknown
    )
    told = hall.do("GiveCorrectionNotice", "clerk1", **this(case), defects=defects)
    assert told["document_no"].startswith("棠审许补字")
    brought = [one for one in materials(item) if one["requirement"] == code]
    hall.later(days=2)
    assert hall.do("ReceiveCorrection", "clerk1", **this(case), materials=brought)["missing"] == []
    hall.refused(
        "already-notified", "GiveCorrectionNotice", "clerk1", **this(case), defects=defects
    )
    assert hall.do("AcceptCase", "clerk1", **this(case))["accepted_on"] == "2026-09-23"


def test_after_five_working_days_nothing_can_be_asked_for_any_more(
    hall: Hall, item: ServiceItem
) -> None:
    """行政许可法 Art. 32(4): not told in time is accepted from the day of receipt.

    Between Monday the 21st and the fifth working day lies a holiday.
    """
    code = main_material(item)
    defects = [{"requirement": code, "problem": "未提交"}]
    on_the_last_day, too_late = hall.check_in(item, [code]), hall.check_in(item, [code])
    hall.now = datetime(2026, 9, 29, 2, 0, tzinfo=UTC)
    hall.do("GiveCorrectionNotice", "clerk1", **this(on_the_last_day), defects=defects)
    hall.later(days=1)
    told = hall.refused(
        "notice-too-late", "GiveCorrectionNotice", "clerk1", **this(too_late), defects=defects
    )
    assert told.facts["due"] == date(2026, 9, 29)


def test_refusing_acceptance_needs_kind_reason_authority_and_the_chief(
    hall: Hall, item: ServiceItem
) -> None:
    case = hall.check_in(item)
    body = this(case) | {"reason": REASON}
    refuse = "RefuseAcceptance"
    hall.refused("reason-required", refuse, "clerk1", **body, kind="bad mood")
    hall.refused("reason-required", refuse, "clerk1", **body | {"reason": " "}, kind="not-required")
    hall.refused("competent-authority-required", refuse, "clerk1", **body, kind="not-competent")
    for kind in ("not-corrected", "false-material", "banned"):
        hall.refused("chief-required", refuse, "clerk1", **body, kind=kind)
    told = hall.do(refuse, "chief1", **body, kind="false-material")
    assert stored(hall, case).state == "REFUSED"
    assert len(papers(hall, case, "refusal-notice")) == 1
    assert told["document_no"]


def test_a_database_that_fails_while_accepting_leaves_no_half_and_loses_no_number(
    hall: Hall, item: ServiceItem
) -> None:
    case = hall.check_in(item)
    before = hall.everything()
    engine = hall.database.engine

    def fail(connection: Any, cursor: Any, statement: str, *rest: object) -> None:
        if statement.startswith("INSERT INTO journal"):
            cursor.execute("SELECT absent FROM nowhere")

    event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(Exception, match="nowhere"):
        hall.perform(hall.command("AcceptCase", "clerk1", **this(case)))
    event.remove(engine, "before_cursor_execute", fail)
    assert hall.everything() == before
    assert hall.do("AcceptCase", "clerk1", **this(case))["document_no"].endswith("第0001号")


# -- hand-off ------------------------------------------------------------------------------------


def test_what_is_missing_or_foreign_in_a_tray_is_named(hall: Hall, item: ServiceItem) -> None:
    first, second = hall.accepted(item), hall.accepted(item)
    tray = hall.handed_over(first, second, section=item.section)
    labels = list(tray["labels"])
    kept = [label for label in labels if label != second["case_no"]]
    scanned = [f" {label.lower()}\n" for label in [*kept, *kept, "H126092199999"]]
    told = hall.do(
        "AcceptHandoff", reviewer_of(item), handoff_id=tray["handoff_id"], scanned=scanned
    )
    assert list(told["missing"]) == [second["case_no"]]
    assert list(told["unexpected"]) == ["H126092199999"]
    assert stored(hall, first).holder == f"section:{item.section}"
    assert stored(hall, second).holder.startswith("transit:")
    body = {"handoff_id": tray["handoff_id"], "scanned": labels}
    assert list(hall.do("AcceptHandoff", reviewer_of(item), **body)["missing"]) == []
    assert stored(hall, second).holder == f"section:{item.section}"
    hall.refused("handoff-closed", "AcceptHandoff", reviewer_of(item), **body)


def test_trays_go_to_the_section_of_the_case_and_from_the_front_only(
    hall: Hall, item: ServiceItem
) -> None:
    case = hall.accepted(item)
    other = next(code for code in hall.reference.sections if code != item.section)
    body = {"case_ids": [case["case_id"]]}
    hall.refused("other-section", "HandOver", "clerk1", **body, to_section=other)
    hall.refused("no-such-record", "HandOver", "clerk1", **body, to_section="S9")
    hall.refused("bad-command", "HandOver", "clerk1", case_ids=[], to_section=item.section)
    hall.refused("no-such-record", "HandOver", "clerk1", case_ids=["x"], to_section=item.section)
    tray = hall.handed_over(case, section=item.section)
    hall.refused("packet-elsewhere", "HandOver", "clerk1", **body, to_section=item.section)
    stranger = f"reviewer{other[1]}"
    take = {"handoff_id": tray["handoff_id"], "scanned": []}
    hall.refused("other-section", "AcceptHandoff", stranger, **take)


# -- review and decision -------------------------------------------------------------------------


def test_review_is_claimed_by_one_of_the_section(hall: Hall, item: ServiceItem) -> None:
    case = hall.accepted(item)
    reviewer = reviewer_of(item)
    other = next(f"reviewer{n}" for n in range(1, 6) if f"reviewer{n}" != reviewer)
    hall.refused("other-section", "ClaimReview", other, **this(case))
    hall.refused("packet-elsewhere", "ClaimReview", reviewer, **this(case))
    tray = hall.handed_over(case, section=item.section)
    hall.do("AcceptHandoff", reviewer, handoff_id=tray["handoff_id"], scanned=list(tray["labels"]))
    advice = {"recommend": "grant", "opinion": "符合"}
    hall.refused("not-claimed", "Recommend", reviewer, **this(case), **advice)
    hall.do("ClaimReview", reviewer, **this(case))
    hall.refused("claimed-by-another", "ClaimReview", "chief1", **this(case))
    hall.refused("claimed-by-another", "Recommend", "chief1", **this(case), **advice)
    hall.refused(
        "opinion-required", "Recommend", reviewer, **this(case), **advice | {"opinion": " "}
    )
    hall.refused(
        "opinion-required", "Recommend", reviewer, **this(case), **advice | {"recommend": "x"}
    )


def test_the_four_duties_are_in_different_hands(hall: Hall, item: ServiceItem) -> None:
    """Somebody with every post is stopped by what was done before, at each step."""
    roles = ["clerk", "reviewer", "chief"]
    hall.do("AddStaff", "sysadmin1", login="allin1", name="全能", roles=roles)
    case = hall.accepted(item, actor="allin1")
    tray = hall.handed_over(case, section=item.section)
    hall.do("AcceptHandoff", "allin1", handoff_id=tray["handoff_id"], scanned=list(tray["labels"]))
    hall.do("ClaimReview", "allin1", **this(case))
    advice = this(case) | {"recommend": "grant", "opinion": "符合"}
    hall.refused("duty-separation", "Recommend", "allin1", **advice)
    hall.do("ReleaseReview", "allin1", **this(case))
    reviewer = reviewer_of(item)
    hall.do("ClaimReview", reviewer, **this(case))
    hall.do("Recommend", reviewer, **advice)
    hall.refused("lacks-authority", "Decide", "allin1", **this(case), decision="grant")
    hall.do("Decide", "chief1", **this(case), decision="grant")
    duties = {(one.duty, one.login) for one in hall.rows(DutyDone, case_id=case["case_id"])}
    assert duties == {("accept", "allin1"), ("review", reviewer), ("decide", "chief1")}


def test_a_chief_who_reviewed_does_not_decide(hall: Hall) -> None:
    item = hall.item(profile="major")
    case = hall.recommended(item)
    hall.refused("lacks-authority", "Decide", "chief1", **this(case), decision="grant")
    assert hall.do("Decide", "deputy1", **this(case), decision="grant")["state"] == "GRANTED"


def test_one_clerk_may_do_a_one_step_item_alone(hall: Hall) -> None:
    item = hall.item(profile="one-step", kind="immediate")
    case = hall.accepted(item)
    told = hall.do("Decide", "clerk1", **this(case), decision="grant")
    assert told["state"] == "GRANTED"
    assert {one.group for one in hall.rows(DutyDone, case_id=case["case_id"])} == {"together"}


def test_a_promise_is_decided_on_the_spot_by_another_person(hall: Hall) -> None:
    item = next(
        one for one in hall.reference.published.values() if one.promise_allowed and not one.question
    )
    case = hall.check_in(item)
    hall.do("AcceptCase", "clerk1", **this(case), promise=True)
    assert hall.do("Decide", "chief1", **this(case), decision="grant")["state"] == "GRANTED"


def test_a_denial_states_reason_clause_and_remedy(hall: Hall, item: ServiceItem) -> None:
    case = hall.recommended(item, "deny")
    for left_out in GROUNDS:
        for empty in ("", "  ", None):
            body = this(case) | GROUNDS | {left_out: empty}
            told = hall.refused("decision-incomplete", "Decide", "chief1", **body, decision="deny")
            assert told.facts["lacking"] == left_out
    hall.refused("bad-command", "Decide", "chief1", **this(case), decision="perhaps")
    hall.refused("not-delegated", "Decide", "chief1", **this(case), decision="forward")
    hall.do("Decide", "chief1", **this(case), **GROUNDS, decision="deny")
    assert len(papers(hall, case, "denial-decision")) == 1


def test_a_forwarded_item_is_sent_up_and_the_upper_result_recorded(hall: Hall) -> None:
    item = hall.item(kind="forwarded")
    case = hall.recommended(item, "forward")
    hall.refused("not-delegated", "Decide", approver_of(item), **this(case), decision="grant")
    hall.do("Decide", approver_of(item), **this(case), decision="forward")
    body = this(case) | {"result": "grant", "document": "省批1号"}
    hall.refused("bad-command", "RecordUpperResult", "chief1", **body | {"result": "maybe"})
    hall.refused("reason-required", "RecordUpperResult", "chief1", **body | {"document": " "})
    hall.do("RecordUpperResult", "chief1", **body)
    assert stored(hall, case).state == "GRANTED"


def test_nothing_is_decided_while_a_promised_material_is_open(hall: Hall) -> None:
    item, code = tolerable(hall)
    case = hall.check_in(item, [code])
    promise = [{"requirement": code, "promised_on": "2026-09-22"}]
    hall.do("AcceptCase", "clerk1", **this(case), tolerance=promise)
    tray = hall.handed_over(case, section=item.section)
    reviewer = reviewer_of(item)
    hall.do("AcceptHandoff", reviewer, handoff_id=tray["handoff_id"], scanned=list(tray["labels"]))
    hall.do("ClaimReview", reviewer, **this(case))
    hall.do("Recommend", reviewer, **this(case), recommend="grant", opinion="符合")
    hall.refused("tolerance-open", "Decide", approver_of(item), **this(case), decision="grant")
    brought = [one for one in materials(item) if one["requirement"] == code]
    foreign = [brought[0] | {"requirement": "M99"}]
    hall.refused(
        "unknown-requirement", "FulfilTolerance", "clerk1", **this(case), materials=foreign
    )
    assert hall.do("FulfilTolerance", "clerk1", **this(case), materials=brought)["open"] == []
    hall.do("Decide", approver_of(item), **this(case), decision="grant")


# -- clocks --------------------------------------------------------------------------------------


@pytest.fixture
def special(hall: Hall) -> ServiceItem:
    return next(
        one
        for one in hall.reference.published.values()
        if one.special_procedures and one.kind == "committed" and not one.question
    )


def test_a_special_procedure_stops_the_clock_with_a_notice(
    hall: Hall, special: ServiceItem
) -> None:
    case = hall.claimed(special)
    reviewer, known = reviewer_of(special), special.special_procedures[0]
    begin = this(case) | {"kind": known.kind.value, "days": known.days}
    unknown = ("special-procedure-unknown", "BeginSpecialProcedure", reviewer)
    hall.refused(*unknown, **begin | {"kind": "site-survey"})
    hall.refused(*unknown, **begin | {"days": known.days + 1})
    hall.refused(*unknown, **begin | {"days": 0})
    before = stored(hall, case).statutory_due_on
    told = hall.do("BeginSpecialProcedure", reviewer, **begin)
    assert len(papers(hall, case, "special-notice")) == 1
    assert told["document_no"].startswith("棠审许特字")
    hall.refused("suspension-open", "BeginSpecialProcedure", reviewer, **begin)
    advice = this(case) | {"recommend": "grant", "opinion": "符合"}
    hall.refused("suspension-open", "Recommend", reviewer, **advice)
    hall.refused("reason-required", "EndSpecialProcedure", reviewer, **this(case), result=" ")
    early = {"at": hall.now - timedelta(days=3), "result": "通过"}
    with pytest.raises(Exception, match="suspension-ends-before-start"):
        hall.perform(hall.command("EndSpecialProcedure", reviewer, **this(case), **early))
    hall.later(days=3)
    ended = hall.do("EndSpecialProcedure", reviewer, **this(case), result="通过")
    # From Monday to Thursday: three working days that do not count.
    assert ended["due_on"] > before.isoformat()
    assert hall.one(CaseSuspension).ended_on == date(2026, 9, 24)
    hall.refused("no-suspension-open", "EndSpecialProcedure", reviewer, **this(case), result="x")


def test_an_open_special_procedure_stops_the_decision(hall: Hall, special: ServiceItem) -> None:
    case = hall.recommended(special)
    known = special.special_procedures[0]
    begin = this(case) | {"kind": known.kind.value, "days": 1}
    hall.do("BeginSpecialProcedure", reviewer_of(special), **begin)
    hall.refused("suspension-open", "Decide", approver_of(special), **this(case), decision="grant")


def test_a_limit_is_extended_once_by_ten_days_before_it_ends(hall: Hall, item: ServiceItem) -> None:
    first, second = hall.accepted(item), hall.accepted(item)
    extend = ("ExtendDeadline", "head1")
    hall.refused("extension-too-long", *extend, **this(first), days=11, reason=REASON)
    hall.refused("extension-too-long", *extend, **this(first), days=0, reason=REASON)
    hall.refused("reason-required", *extend, **this(first), days=5, reason="")
    told = hall.do(*extend, **this(first), days=10, reason=REASON)
    assert told["due_on"] > first["statutory_due_on"]
    assert stored(hall, first).committed_due_on.isoformat() == first["committed_due_on"]
    hall.refused("extended-already", *extend, **this(first), days=1, reason=REASON)
    due = date.fromisoformat(second["statutory_due_on"])
    hall.now = datetime(due.year, due.month, due.day, 2, tzinfo=UTC)
    hall.refused("extension-too-late", *extend, **this(second), days=1, reason=REASON)


# -- afterwards ----------------------------------------------------------------------------------


def test_only_what_the_published_table_names_is_charged(hall: Hall, item: ServiceItem) -> None:
    free = hall.accepted(item)
    body = {"amount_fen": 100, "receipt_no": "P1"}
    hall.refused("fee-not-listed", "RecordFee", "clerk1", **this(free), **body)
    paid = fee(hall)
    hall.refused("fee-not-listed", "RecordFee", "clerk1", **this(paid), **body)
    assert len(hall.rows(Fee)) == 1


def test_nothing_is_delivered_before_it_is_sealed_and_made_out(hall: Hall) -> None:
    item = next(
        one
        for one in hall.reference.published.values()
        if one.result.has_certificate and one.profile == "four-separated" and not one.question
    )
    case = hall.granted(item)
    give = this(case) | {"method": "window", "recipient": PERSON["name"]}
    hall.refused("not-sealed", "PrepareCertificate", "delivery1", **this(case))
    hall.refused("certificate-missing", "DeliverCase", "delivery1", **give)
    numbers = [one.number for one in hall.rows(Document, case_id=case["case_id"]) if one.needs_seal]
    hall.seal_all(case)
    again = {"document_no": numbers[0], "copies": 1}
    hall.refused("already-sealed", "SealDocument", "sealkeeper1", **again)
    hall.refused("no-such-record", "SealDocument", "sealkeeper1", document_no="x", copies=1)
    assert sorted(one.document_no for one in hall.rows(SealUse)) == sorted(numbers)
    hall.do("PrepareCertificate", "delivery1", **this(case))
    hall.refused("bad-command", "DeliverCase", "delivery1", **give | {"method": "pigeon"})
    hall.refused("invalid-recipient", "DeliverCase", "delivery1", **give | {"recipient": " "})
    hall.later(days=16)
    hall.do("DeliverCase", "delivery1", **give)
    (delivery,) = hall.rows(Delivery)
    assert delivery.recipient == PERSON["name"]
    assert any(one.startswith("证照") for one in delivery.documents)
    assert len(papers(hall, case, "delivery-receipt")) == 1


def test_a_closed_case_is_not_opened_again_by_the_way(hall: Hall, item: ServiceItem) -> None:
    case = hall.delivered(item)
    hall.do("ArchiveCase", "archivist1", **this(case))
    with pytest.raises(KeyError):
        hall.command("ReopenCase", "supervisor1", **this(case), reason=REASON)


def test_the_ways_out_need_a_reason_of_their_list(hall: Hall, item: ServiceItem) -> None:
    case = hall.accepted(item)
    hall.refused("reason-required", "WithdrawCase", "clerk1", **this(case), reason=" ")
    hall.refused("reason-required", "TerminateCase", "chief1", **this(case), reason="tired of it")
    hall.do("WithdrawCase", "clerk1", **this(case), reason="申请人撤回")
    assert len(papers(hall, case, "termination-notice")) == 1


def test_the_journal_tells_who_did_what_where_and_when(hall: Hall, item: ServiceItem) -> None:
    case = hall.delivered(item)
    clerk = hall.reference.staff["supervisor1"]
    (whole,) = hall.database.ask(CaseWhole(case_no=case["case_no"]), clerk)
    steps = [(step.command, step.station) for step in whole.steps]
    assert steps[0] == ("CheckInCase", "counter1")
    verbs = [verb for verb, _ in steps]
    assert [
        verb for verb in verbs if verb in ("AcceptCase", "Recommend", "Decide", "DeliverCase")
    ] == [
        "AcceptCase",
        "Recommend",
        "Decide",
        "DeliverCase",
    ]
    assert [step.at for step in whole.steps] == sorted(step.at for step in whole.steps)


# -- the table of states -------------------------------------------------------------------------


def acts_on(case: Facts) -> dict[str, tuple[str, Facts]]:
    """Every act on a case, by somebody who may do it: verb -> (actor, body)."""
    body = this(case)
    reason = body | {"reason": REASON}
    return {
        "CorrectOnTheSpot": ("clerk1", body | {"field": "phone", "value": "13912345678"}),
        "GiveCorrectionNotice": (
            "clerk1",
            body | {"defects": [{"requirement": "M01", "problem": "x"}]},
        ),
        "ReceiveCorrection": ("clerk1", body | {"materials": []}),
        "AcceptCase": ("clerk1", body),
        "RefuseAcceptance": ("clerk1", reason | {"kind": "not-required"}),
        "ClaimReview": ("chief1", body),
        "ReleaseReview": ("chief1", body),
        "Recommend": ("chief1", body | {"recommend": "grant", "opinion": "x"}),
        "ReturnForReview": ("chief1", reason),
        "Decide": ("head1", body | {"decision": "grant"}),
        "RecordUpperResult": ("chief1", body | {"result": "grant", "document": "x"}),
        "BeginSpecialProcedure": ("chief1", body | {"kind": "testing", "days": 1}),
        "EndSpecialProcedure": ("chief1", body | {"result": "x"}),
        "ExtendDeadline": ("head1", reason | {"days": 1}),
        "FulfilTolerance": ("clerk1", body | {"materials": []}),
        "RecordFee": ("clerk1", body | {"amount_fen": 1, "receipt_no": "x"}),
        "PrepareCertificate": ("delivery1", body),
        "DeliverCase": ("delivery1", body | {"recipient": "张三"}),
        "ArchiveCase": ("archivist1", body),
        "WithdrawCase": ("clerk1", reason),
        "LapseCorrection": ("clerk1", body),
        "TerminateCase": ("chief1", body | {"reason": "item-repealed"}),
        "HandOver": ("clerk1", {"case_ids": [case["case_id"]], "to_section": "S1"}),
    }


def in_every_state(hall: Hall) -> dict[CaseState, Facts]:
    """A case in each state that can be reached today."""
    item = next(
        one
        for one in hall.reference.published.values()
        if one.result.has_certificate and one.profile == "four-separated" and not one.question
    )
    code = main_material(item)
    defects = [{"requirement": code, "problem": "未提交"}]
    made = {
        CaseState.RECEIVED: hall.check_in(item),
        CaseState.CORRECTION: hall.check_in(item, [code]),
        CaseState.LAPSED: hall.check_in(item, [code]),
        CaseState.NOT_REQUIRED: hall.check_in(item),
        CaseState.REFUSED: hall.check_in(item),
        CaseState.ACCEPTED: hall.accepted(item),
        CaseState.REVIEW: hall.claimed(item),
        CaseState.DECIDE: hall.recommended(item),
        CaseState.GRANTED: hall.granted(item),
        CaseState.DENIED: hall.recommended(item, "deny"),
        CaseState.CERT_READY: hall.granted(item),
        CaseState.DELIVERED: hall.delivered(item),
        CaseState.ARCHIVED: hall.delivered(item),
        CaseState.WITHDRAWN: hall.accepted(item),
        CaseState.TERMINATED: hall.accepted(item),
    }
    for state in (CaseState.CORRECTION, CaseState.LAPSED):
        hall.do("GiveCorrectionNotice", "clerk1", **this(made[state]), defects=defects)
    for state, kind in ((CaseState.NOT_REQUIRED, "not-required"), (CaseState.REFUSED, "banned")):
        hall.do("RefuseAcceptance", "chief1", **this(made[state]), kind=kind, reason=REASON)
    hall.do("Decide", "chief1", **this(made[CaseState.DENIED]), **GROUNDS, decision="deny")
    hall.seal_all(made[CaseState.CERT_READY])
    hall.do("PrepareCertificate", "delivery1", **this(made[CaseState.CERT_READY]))
    hall.do("ArchiveCase", "archivist1", **this(made[CaseState.ARCHIVED]))
    hall.do("WithdrawCase", "clerk1", **this(made[CaseState.WITHDRAWN]), reason=REASON)
    hall.do("TerminateCase", "chief1", **this(made[CaseState.TERMINATED]), reason="item-repealed")
    made[CaseState.FORWARDED] = forwarded_only(hall)
    hall.later(days=40)
    hall.do("LapseCorrection", "clerk1", **this(made[CaseState.LAPSED]))
    return made


def forwarded_only(hall: Hall) -> Facts:
    item = hall.item(kind="forwarded")
    case = hall.recommended(item, "forward")
    hall.do("Decide", approver_of(item), **this(case), decision="forward")
    return case


def test_a_step_that_the_table_does_not_know_is_refused(hall: Hall) -> None:
    for state, case in in_every_state(hall).items():
        assert stored(hall, case).state is state
        for verb, (actor, body) in acts_on(case).items():
            if not allowed("case", verb, state):
                hall.refused("wrong-state", verb, actor, **body)


def test_two_windows_on_one_case_do_not_act_on_what_they_no_longer_see(
    hall: Hall, item: ServiceItem
) -> None:
    case = hall.recommended(item)
    seen = stored(hall, case).version
    hall.do("ExtendDeadline", "head1", **this(case), days=5, reason=REASON)
    body = this(case) | {"decision": "grant"}
    hall.refused("stale-record", "Decide", "chief1", **body, seen_version=seen)
    hall.do("Decide", "chief1", **body, seen_version=stored(hall, case).version)


def test_other_ends(hall: Hall) -> None:
    assert stored(hall, forwarded(hall)).state == "GRANTED"
    assert stored(hall, tolerated(hall)).tolerance_open == 0
