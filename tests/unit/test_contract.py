"""The contract that other programs rely on: names, fields, routes; added to, never renamed."""

import pytest

from hall_client.app.codec import encode
from hall_client.app.contract import contract

ROUTES = {"R": "CENTRAL_IF_REACHABLE", "L": "LOCAL", "C": "CENTRAL_ONLY"}
AUTHORITIES = {"Q": "QUEUE", "K": "CASE"}
# name, route, authority, who; fields (`?`: may be left out); outcome
LINES = """
IssueTicket R Q kiosk,guide,clerk | queue certificate_no? name? class? channel? | \
ticket_id number query_code people_ahead wait_low_min wait_high_min
OpenCounter R Q clerk | counter reason? |
PauseCounter R Q clerk | counter reason? |
CloseCounter R Q clerk | counter reason? |
CallNext R Q clerk | counter | ticket_id number announcement
ServeTicket R Q clerk | ticket_id counter |
RecallTicket R Q clerk | ticket_id counter |
PassTicket R Q clerk | ticket_id counter |
FinishTicket R Q clerk | ticket_id counter outcome case_ids? |
ServePaper R Q clerk | number? query_code? counter | ticket_id
HoldTicket R Q clerk | ticket_id counter kind reason |
ResumeTicket C Q clerk,guide | ticket_id counter reason? |
TransferTicket C Q clerk,guide | ticket_id counter? to_queue? to_counter? reason |
RejoinTicket C Q clerk,guide | ticket_id reason? |
CancelTicket C Q clerk,guide | ticket_id reason |
UndoLast R Q clerk | counter | undone
CloseDay C Q manager,clock | day? reason? | day void unresolved closed_counters
BookAppointment C Q guide,clerk,kiosk | queue certificate_no name slot | appointment_id
CancelAppointment C Q guide,clerk,kiosk | appointment_id |
CheckInAppointment R Q kiosk,guide | appointment_id? certificate_no? |
RateService L Q kiosk | ticket_id? case_no? grade remark? |
CheckInCase L K clerk | item_code situation? request_kind? applicant agent? \
ticket_id? channel? materials? | case_id case_no missing
AttachFile L K clerk,reviewer,surveyor,delivery | case_id requirement? name sha256 size mime | \
attachment_id
CorrectOnTheSpot L K clerk | case_id field value |
GiveCorrectionNotice C K clerk | case_id defects | document_no answer_by
ReceiveCorrection L K clerk | case_id materials | missing
AcceptCase C K clerk,clock | case_id tolerance? promise? confirm_estimated? | \
accepted_on committed_due_on statutory_due_on document_no
LapseCorrection C K clerk | case_id returned_materials? | case_id state document_no
RefuseAcceptance C K clerk,chief | case_id kind reason competent_authority? | document_no
FulfilTolerance L K clerk | case_id materials | open
HandOver L K clerk | case_ids to_section | handoff_id
AcceptHandoff L K reviewer,flow-clerk | handoff_id scanned | missing unexpected
ClaimReview C K reviewer | case_id |
ReleaseReview C K reviewer | case_id |
AskWindow C K reviewer | case_id question |
AnswerFromWindow C K clerk | case_id answer materials? |
RequestSurvey C K reviewer | case_id | survey_id
AssignSurvey C K chief | survey_id surveyors |
RecordSurvey L K surveyor | survey_id findings conclusion |
BeginSpecialProcedure C K reviewer | case_id kind days organiser? | document_no due_on
EndSpecialProcedure C K reviewer | case_id result | due_on
ExtendDeadline C K head | case_id days reason | document_no due_on
Recommend C K reviewer | case_id recommend opinion |
ReturnForReview C K chief,deputy,head | case_id reason |
Decide C K chief,deputy,head | case_id decision content? valid_from? valid_to? \
reason? legal_basis? remedy? | document_no
RecordUpperResult C K chief,deputy,head | case_id result document |
RecordFee L K clerk | case_id amount_fen receipt_no |
SealDocument C K sealkeeper | document_no copies? |
PrepareCertificate C K delivery | case_id |
ArchiveCase C K archivist | case_id |
DeliverCase L K delivery | case_id method recipient |
WithdrawCase C K clerk | case_id reason returned_materials? | document_no
TerminateCase C K chief,deputy,head | case_id reason returned_materials? | document_no
ReopenCase C K supervisor | case_id reason |
ClaimPush C K oversight | push_id |
GiveFeedback C K oversight | push_id |
WithdrawCard C K supervisor | card_id reason |
UrgeCase C K supervisor | case_id reason |
AnswerUrge C K clerk,reviewer | case_id reason |
"""
QUERIES = """items staff queues counters tickets board appointments cases case todo materials
custody documents surveys cards anomalies pushes ratings statistics journal pending"""
SCHEMA = encode(contract())


@pytest.mark.parametrize("line", LINES.strip().splitlines(), ids=lambda line: line.split(" ")[0])
def test_a_command_is_as_other_programs_know_it(line: str) -> None:
    head, fields, outcome = (part.split() for part in f"{line} ".split("|"))
    name, route, authority, who = head
    told = SCHEMA["commands"][name]
    assert (told["route"], told["authority"]) == (ROUTES[route], AUTHORITIES[authority])
    assert set(who.split(",")) <= set(told["roles"])
    shape = told["fields"]
    assert {field.rstrip("?") for field in fields} <= set(shape["properties"])
    assert set(shape.get("required", ())) <= set(fields), (
        "what may be left out may not be asked for"
    )
    if told["available"]:
        assert set(outcome) <= set(told["outcome"])


def test_every_question_of_the_contract_is_there() -> None:
    assert set(QUERIES.split()) <= set(SCHEMA["queries"])
    for told in SCHEMA["queries"].values():
        assert not told["available"] or told["row"]["properties"]


def test_fields_that_a_program_must_know_beforehand_are_told_by_value() -> None:
    finish = SCHEMA["commands"]["FinishTicket"]["fields"]["properties"]["outcome"]
    assert set(finish["enum"]) == {
        *("accepted", "corrected", "consulted", "collected", "not-accepted", "other")
    }
    applicant = SCHEMA["commands"]["CheckInCase"]["fields"]["properties"]["applicant"]
    wanted = {"kind", "name", "id_kind", "id_number", "phone", "address"}
    assert wanted <= set(applicant["properties"])
    hold = SCHEMA["commands"]["HoldTicket"]["fields"]["properties"]["kind"]
    assert set(hold["enum"]) == {"with-applicant", "at-counter", "waiting-for-event"}
