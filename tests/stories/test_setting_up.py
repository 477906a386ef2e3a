"""Setting a hall up and keeping it so: versions stand, calendars grow, people stay."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hall_client.app.calendars import parse_years
from hall_client.app.catalogue_file import write_catalogue
from hall_client.domain.cases import Case
from hall_client.domain.festivals import statutory_holidays
from hall_client.domain.people import Staff
from hall_client.places import SEED
from tests.hall import Hall

FRIDAY = datetime(2026, 12, 11, 1, 0, tzinfo=UTC)


def catalogue(hall: Hall, code: str, **changed: object) -> str:
    """A document with one item of the hall, changed."""
    item = hall.reference.published[code]
    document: dict[str, Any] = json.loads(write_catalogue([item]))
    document["items"][0] |= changed
    return json.dumps(document)


def notice(year: int, *extra: date) -> str:
    """The yearly notice in its plain form: the holidays of the law, and what was added."""
    days = sorted({*statutory_holidays(year), *extra})
    rows = [{"name": "假日", "date": day.isoformat(), "isOffDay": True} for day in days]
    return json.dumps({"year": year, "days": rows})


def test_a_published_version_stands(hall: Hall) -> None:
    same = hall.do("ImportCatalogue", "sysadmin1", document=catalogue(hall, "1001"))
    assert same == {"added": 0, "unchanged": 1}
    other = catalogue(hall, "1001", name="公司设立登记（新）")
    hall.refused("version-published", "ImportCatalogue", "sysadmin1", document=other)
    newer = catalogue(hall, "1001", name="公司设立登记（新）", version=2)
    assert hall.do("ImportCatalogue", "sysadmin1", document=newer)["added"] == 1
    published = hall.database.reference().published["1001"]
    assert (published.version, published.name) == (2, "公司设立登记（新）")


def test_a_running_case_keeps_the_version_it_was_received_under(hall: Hall) -> None:
    case = check_in(hall)
    item = hall.one(Case, id=case).item_code
    newer = catalogue(hall, item, name="改名事项", version=2, statutory_days=30)
    hall.do("ImportCatalogue", "sysadmin1", document=newer)
    hall.do("AcceptCase", "clerk1", case_id=case)
    kept = hall.one(Case, id=case)
    assert kept.item_version == 1
    assert kept.item_name != "改名事项"
    assert kept.statutory_days != 30


def test_the_notice_of_one_year_leaves_the_others(hall: Hall) -> None:
    before = hall.database.reference().calendar
    outcome = hall.do("ImportCalendar", "sysadmin1", document=notice(2027))
    assert outcome["years"] == [2027]
    assert outcome["loaded"] == sorted({*before.years, 2027})
    after = hall.database.reference().calendar
    new_year, golden_week = date(2027, 1, 1), date(2026, 10, 1)
    assert not after.is_working(new_year)
    assert not after.is_working(golden_week)
    assert after.is_working(date(2026, 10, 10)) == before.is_working(date(2026, 10, 10))


def test_the_newer_notice_of_a_year_replaces_the_older(hall: Hall) -> None:
    extra = date(2027, 3, 3)
    hall.do("ImportCalendar", "sysadmin1", document=notice(2027, extra))
    assert not hall.database.reference().calendar.is_working(extra)
    hall.do("ImportCalendar", "sysadmin1", document=notice(2027))
    assert hall.database.reference().calendar.is_working(extra)


def test_the_whole_shipped_calendar_may_be_imported_again(hall: Hall) -> None:
    text = (SEED / "calendar.json").read_text(encoding="utf-8")
    years = [one.year for one in parse_years(text)]
    outcome = hall.do("ImportCalendar", "sysadmin1", document=text)
    assert outcome == {"years": years, "loaded": years}
    assert hall.do("RecountDueDates", "sysadmin1")["changed"] == []


def check_in(hall: Hall) -> str:
    """A case of 20 working days with all its papers, at the front."""
    item = next(
        one
        for one in hall.reference.published.values()
        if one.committed_days >= 15 and not one.question and one.takes_cases(FRIDAY.date())
    )
    brought = [
        {"requirement": one.code, "form": one.form, "copies": one.copies, "pages": 1}
        for one in item.materials
    ]
    person = {"kind": "person", "name": "张䶮", "id_kind": "resident-id"}
    person |= {"id_number": "11010519491231002X", "phone": "13812345678", "address": "文昌路1号"}
    done = hall.do(
        "CheckInCase", "clerk1", item_code=item.code, applicant=person, materials=brought
    )
    case_id: str = done["case_id"]
    return case_id


def test_estimated_dates_are_counted_anew_when_the_year_is_loaded(hall: Hall) -> None:
    hall.now = FRIDAY
    estimated, other = check_in(hall), check_in(hall)
    hall.do("AcceptCase", "clerk1", case_id=estimated, confirm_estimated=True)
    before = hall.one(Case, id=estimated)
    assert before.due_estimated
    assert before.committed_due_on is not None
    hall.later(minutes=5)
    bridge = before.committed_due_on - timedelta(days=1)
    hall.do("ImportCalendar", "sysadmin1", document=notice(2027, before.committed_due_on, bridge))
    outcome = hall.do("RecountDueDates", "sysadmin1")
    after = hall.one(Case, id=estimated)
    assert outcome["counted"] == 1, "a case that is not accepted has no due date"
    (moved,) = outcome["changed"]
    assert moved["case_no"] == after.case_no
    assert moved["committed_due_before"] == before.committed_due_on.isoformat()
    assert moved["committed_due_on"] == str(after.committed_due_on)
    assert after.committed_due_on is not None
    assert after.committed_due_on > before.committed_due_on
    assert not after.due_estimated
    assert hall.one(Case, id=other).accepted_on is None
    assert hall.do("RecountDueDates", "sysadmin1")["changed"] == []


def hall_document(code: str = "H1") -> str:
    document: dict[str, Any] = json.loads((SEED / "hall.json").read_text(encoding="utf-8"))
    document["hall"]["code"] = code
    return json.dumps(document)


def test_a_closed_login_stays_closed_when_the_hall_is_imported_again(hall: Hall) -> None:
    hall.do("DisableStaff", "sysadmin1", login="clerk6", reason="调离")
    hall.do("ImportHall", "sysadmin1", document=hall_document())
    person: Staff = hall.database.reference().staff["clerk6"]
    assert not person.active


def test_a_database_is_one_halls(hall: Hall) -> None:
    hall.refused("another-hall", "ImportHall", "sysadmin1", document=hall_document("H2"))


def test_only_the_administrator_sets_up(hall: Hall) -> None:
    for actor in ("clerk1", "manager1", "secadmin1", "auditor1", "kiosk1"):
        hall.refused("not-permitted", "ImportCalendar", actor, document=notice(2027))
        hall.refused("not-permitted", "RecountDueDates", actor)
