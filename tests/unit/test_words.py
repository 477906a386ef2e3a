"""What a person reads when the rules refuse, when something fails, and for a code on a screen."""

import pickle
import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_client import words
from hall_client.app.applicants import Applicant, normalise_applicant
from hall_client.app.faults import FAULTS, DatabaseBusy, DatabaseUnreachable, DiskFull
from hall_client.domain.decisions import require_reasons
from hall_client.domain.duties import Duty, require_post
from hall_client.domain.errors import (
    REGISTRY,
    ChiefRequired,
    NoSuchRecord,
    NotPermitted,
    PacketElsewhere,
    QueueEmpty,
    Refusal,
    TicketInHand,
    WrongState,
)
from hall_client.domain.people import Role
from hall_client.domain.transitions import CaseState, TicketState, step

LANGUAGES = ("zh", "en")


def refused(act: object, *arguments: object) -> Refusal:
    assert callable(act)
    with pytest.raises(Refusal) as refusal:
        act(*arguments)
    return refusal.value


def test_a_refused_step_is_told_with_state_and_act_in_words() -> None:
    late = refused(step, "case", "AcceptCase", CaseState.DELIVERED)
    assert "“已送达”" in words.say_refusal(late, "zh")
    assert "“受理”" in words.say_refusal(late, "zh")
    assert "“delivered”" in words.say_refusal(late, "en")
    passed = refused(step, "ticket", "ServeTicket", TicketState.PASSED)
    assert "“已过号”" in words.say_refusal(passed, "zh")


def test_roles_that_may_are_named_one_by_one() -> None:
    refusal = NotPermitted(command="SealDocument", roles="chief, sealkeeper")
    assert "科室负责人、印章保管人" in words.say_refusal(refusal, "zh")
    assert "section chief, keeper of seals" in words.say_refusal(refusal, "en")


def test_a_post_that_may_not_decide_reads_duty_and_profile() -> None:
    refusal = refused(require_post, "four-separated", Duty.DECIDE, frozenset({Role.REVIEWER}))
    assert "“决定”" in words.say_refusal(refusal, "zh")
    assert "四分离" in words.say_refusal(refusal, "zh")


def test_what_a_denial_lacks_is_named_in_words() -> None:
    refusal = refused(require_reasons, "", "行政许可法第三十八条", None)
    assert "理由、救济途径" in words.say_refusal(refusal, "zh")


def test_a_wrong_certificate_number_says_which_certificate_and_what_is_wrong() -> None:
    applicant = Applicant(
        kind="person", name="张三", id_kind="resident-id", id_number="11010519491231002A"
    )
    refusal = refused(normalise_applicant, applicant, date(2026, 3, 2))
    told = words.say_refusal(refusal, "zh")
    assert "居民身份证" in told
    assert words.say("problems", str(refusal.facts["problem"]), "zh") in told


def test_the_same_fact_name_is_read_by_what_was_refused() -> None:
    banned = ChiefRequired(kind="banned")
    assert "禁止申请期内" in words.say_refusal(banned, "zh")
    nowhere = NoSuchRecord(kind="handoff", id="1")
    assert "交接单" in words.say_refusal(nowhere, "zh")


@pytest.mark.parametrize(
    ("holder", "told"),
    [
        ("front:counter1", "前台（counter1）"),
        ("transit:JJ260302-counter1-01", "移交途中（JJ260302-counter1-01）"),
        ("section:S2", "科室 S2"),
        ("archive", "档案室"),
        ("delivered:post", "已送达（邮寄送达）"),
        ("somewhere", "somewhere"),
    ],
)
def test_a_holder_is_told_with_its_place(holder: str, told: str) -> None:
    assert words.value("holder", holder, "zh") == told
    refusal = PacketElsewhere(case_no="H126030200001", holder=holder)
    assert told in words.say_refusal(refusal, "zh")


def test_values_of_rows_are_said_in_the_language_asked_for() -> None:
    assert words.value("state", CaseState.RECEIVED, "zh") == "已收件"
    assert words.value("state", "RECEIVED", "en") == "received"
    assert words.value("handoff-state", "RECEIVED", "zh") == "已接收"
    assert words.value("rank", 2, "zh") == "优先"
    assert words.values("role", ["clerk", "guide"], "zh") == "窗口人员、导办员"


def test_no_value_is_an_empty_text_and_an_unknown_one_its_code() -> None:
    assert words.value("outcome", None, "zh") == ""
    assert words.value("outcome", "dismissed", "zh") == "dismissed"
    assert words.value("no-such-kind", "x", "en") == "x"


def test_a_refusal_by_a_constraint_of_the_database_reads_like_any_other() -> None:
    raced = TicketInHand(constraint="uq_ticket_at_counter")
    assert words.say_refusal(raced, "zh") == words.say_refusal(TicketInHand(counter="1"), "zh")


@pytest.mark.parametrize("code", sorted(words.catalogue("objections")))
def test_an_objection_says_that_the_act_stands(code: str) -> None:
    objection = REGISTRY[code](
        command="IssueTicket", roles="clerk", login="x", item="y", number="A1"
    )
    for language in LANGUAGES:
        objected = words.say_objection(objection, language)
        assert objected != words.say_refusal(objection, language)
        assert not any(one in objected for one in ("{", "未作改动", "nothing was", "no case"))


def test_a_fault_says_what_was_kept_and_where() -> None:
    full = DiskFull(path="/data/hall.db", seconds=10)
    assert "/data/hall.db" in words.say_fault(full, "zh")
    assert "未保存" in words.say_fault(full, "zh")
    gone = DatabaseUnreachable(place="centre:5432/hall", why="timeout expired")
    assert "centre:5432/hall" in words.say_fault(gone, "en")


def test_facts_of_a_person_stay_as_they_are() -> None:
    assert "3 号窗口" in words.say_refusal(QueueEmpty(counter="3"), "zh")
    odd = WrongState(command="Fly{x}", state="{state}")
    assert "“Fly{x}”" in words.say_refusal(odd, "zh")


@given(
    code=st.sampled_from(sorted(REGISTRY)),
    facts=st.dictionaries(
        st.sampled_from(
            ["state", "command", "kind", "roles", "field", "holder", "problem", "limit", "number"]
        ),
        st.one_of(st.none(), st.integers(), st.text(string.printable, max_size=12)),
    ),
    language=st.sampled_from(LANGUAGES),
)
def test_telling_a_refusal_never_fails(code: str, facts: dict[str, object], language: str) -> None:
    assert words.say_refusal(REGISTRY[code](**facts), language)


@given(
    code=st.sampled_from(sorted(FAULTS)),
    facts=st.dictionaries(st.sampled_from(["path", "place", "why"]), st.text(max_size=12)),
    language=st.sampled_from(LANGUAGES),
)
def test_telling_a_fault_never_fails(code: str, facts: dict[str, object], language: str) -> None:
    assert words.say_fault(FAULTS[code](**facts), language)


def test_another_process_that_is_told_of_a_no_has_its_facts() -> None:
    told = pickle.loads(pickle.dumps([QueueEmpty(counter="1"), DatabaseBusy(place="x", seconds=1)]))
    assert [(one.code, one.facts) for one in told] == [
        ("queue-empty", {"counter": "1"}),
        ("database-busy", {"place": "x", "seconds": 1}),
    ]
