"""One day at the hall without people and hardware, on both databases: `demo --headless`."""

import argparse
import json
import shutil
import wave
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from hall_client.app.papers import read_paper
from hall_client.app.printing import JobState
from hall_client.app.queries import Cases, CaseWhole, Documents, Papers, Prints, Tickets
from hall_client.app.rehearsal import DAY
from hall_client.app.rows import CaseSheet, DocumentRow
from hall_client.bootstrap import Bootstrap
from hall_client.cli import demo
from hall_client.cli.main import run
from hall_client.cli.program import Program
from hall_client.devices.codecs.escpos_decode import Picture, decode_ticket, printed_lines
from hall_client.devices.glyphs import Glyphs
from hall_client.documents.preview import page_image
from hall_client.settings import load
from hall_client.store.database import SqlDatabase
from tests.documents.reading import text_of

CASES = 8
LABEL_DPI = 406
RARE = "𠮷文川"


def program(folder: Path) -> Program:
    loaded = load({"state_dir": str(folder)}, {}, folder / "policy.toml", folder / "user.toml")
    return replace(Bootstrap(loaded).program(), language="en")


def play(out: Path, *more: str) -> int:
    parser = argparse.ArgumentParser()
    demo.add_arguments(parser)
    line = ["--headless", "--out", str(out), "--cases", str(CASES), "--seed", "5", *more]
    return demo.run(parser.parse_args(line), program(out.parent))


@dataclass(frozen=True)
class Day:
    """What a demo has left behind."""

    folder: Path
    url: str

    @property
    def report(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self.text)
        return document

    @property
    def text(self) -> str:
        return (self.folder / "day.json").read_text(encoding="utf-8")

    def files(self, pattern: str) -> list[Path]:
        return sorted(self.folder.glob(pattern))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """The day in the demo's own file."""
    out = tmp_path_factory.mktemp("first") / "hall-day"
    assert play(out) == 0
    return Day(out, str(out / "hall.db"))


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def day(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    if request.param == "sqlite":
        yield request.getfixturevalue("first")
        return
    cluster = request.getfixturevalue("postgres_cluster")
    url = cluster.make_database(None)
    out = tmp_path_factory.mktemp("second") / "hall-day"
    assert play(out, "--database", url) == 0
    yield Day(out, url)
    cluster.drop_database(url)


@pytest.fixture
def database(day: Day) -> Iterator[SqlDatabase]:
    opened = SqlDatabase.open(day.url)
    yield opened
    opened.close()


def cases(database: SqlDatabase) -> list[CaseSheet]:
    viewer = database.reference().staff["manager1"]
    rows = database.ask(Cases(), viewer)
    return [database.ask(CaseWhole(case_no=row.case_no), viewer)[0] for row in rows]


def documents(database: SqlDatabase) -> list[DocumentRow]:
    return database.ask(Documents(), database.reference().staff["manager1"])


def test_the_same_seed_gives_the_same_day_in_every_database(day: Day, tmp_path: Path) -> None:
    again = Day(tmp_path / "hall-day", "")
    assert play(again.folder) == 0
    assert again.text == day.text
    names = [file.name for file in day.files("documents/*.pdf")]
    assert names == [file.name for file in again.files("documents/*.pdf")]
    for ours, theirs in zip(day.files("*/*"), again.files("*/*"), strict=True):
        assert ours.name == theirs.name
        assert ours.read_bytes() == theirs.read_bytes(), ours.name


def test_every_case_comes_to_its_end(day: Day) -> None:
    report = day.report
    assert report["day"] == DAY.isoformat()
    assert [case["state"] for case in report["cases"]] == ["ARCHIVED"] * CASES
    counts = report["counts"]
    assert counts["CheckInCase"] == counts["DeliverCase"] == counts["ArchiveCase"] == CASES
    for rarely in ("RecallTicket", "PassTicket", "GiveCorrectionNotice", "FulfilTolerance"):
        assert counts[rarely] >= 1
    for rarely in ("BeginSpecialProcedure", "RefuseAcceptance", "RecordUpperResult"):
        assert counts[rarely] >= 1
    assert {"forwarded", "immediate", "committed"} == {case["kind"] for case in report["cases"]}


def test_both_due_dates_stand_with_every_accepted_case(day: Day) -> None:
    for case in day.report["cases"]:
        kinds = {document["kind"] for document in case["documents"]}
        if "acceptance-notice" in kinds:
            assert case["received_on"] <= case["committed_due_on"] <= case["statutory_due_on"]
        else:
            assert "refusal-notice" in kinds
            assert case["committed_due_on"] is case["statutory_due_on"] is None


def test_every_document_of_the_report_lies_in_the_folder(day: Day) -> None:
    listed = [document["file"] for case in day.report["cases"] for document in case["documents"]]
    assert sorted(listed) == [file.name for file in day.files("documents/*.pdf")]
    assert len(set(listed)) == len(listed)


def test_a_timeline_says_who_when_where_and_what(database: SqlDatabase) -> None:
    people = {one.name for one in database.reference().staff.values()}
    for case in cases(database):
        assert case.steps[0].command == "CheckInCase"
        assert case.steps[-1].command == "ArchiveCase"
        assert [step.at for step in case.steps] == sorted(step.at for step in case.steps)
        for step in case.steps:
            assert step.name in people
            assert step.station in database.reference().stations
            assert step.what


def test_who_accepts_or_reviews_does_not_decide(database: SqlDatabase) -> None:
    checked = [case for case in cases(database) if case.profile in ("four-separated", "major")]
    assert checked
    for case in checked:
        actors = {step.command: step.actor for step in case.steps}
        duties = [actors[name] for name in ("AcceptCase", "Recommend", "Decide") if name in actors]
        assert len(set(duties)) == len(duties)


def test_every_piece_of_paper_has_come_out(database: SqlDatabase) -> None:
    viewer = database.reference().staff["manager1"]
    assert database.ask(Prints(), viewer) == []
    for station in database.reference().stations:
        jobs = database.print_jobs(station, *JobState)
        assert all(job.state is JobState.PRINTED for job in jobs)


def test_tickets_decode_to_the_numbers_that_were_called(day: Day, database: SqlDatabase) -> None:
    viewer = database.reference().staff["manager1"]
    taken = {row.number for row in database.ask(Tickets(), viewer)}
    taken |= {row.number for row in database.ask(Tickets(day=DAY), viewer)}
    printed = {}
    for file in day.files("tickets/*.escpos"):
        lines = printed_lines(decode_ticket(file.read_bytes()))
        number = file.stem.split("-")[0]
        assert number in lines
        printed[file.stem] = number
    assert taken <= set(printed.values())
    assert len(printed) == day.report["counts"]["IssueTicket"]


def test_labels_are_read_by_a_scanner(day: Day) -> None:
    pdf = (day.folder / "labels.pdf").read_bytes()
    with pypdfium2.PdfDocument(pdf) as document:
        pages = len(document)
    found = set()
    for page in range(pages):
        picture = Image.open(BytesIO(page_image(pdf, page, LABEL_DPI)))
        codes = {one.text for one in zxingcpp.read_barcodes(picture)}
        assert len(codes) == 1, f"page {page}: {codes}"
        found |= codes
    assert found == {file.stem for file in day.files("labels/*.zpl")}


def test_signs_and_voice_say_who_goes_where(day: Day) -> None:
    signs = (day.folder / "signs.log").read_text(encoding="utf-8")
    spoken = day.files("voice/*.wav")
    assert "请A001号" in signs
    assert any(file.stem.startswith("请A001号到") for file in spoken)
    for file in spoken:
        with wave.open(str(file)) as sound:
            assert sound.getnframes() > sound.getframerate()


def test_a_rare_name_stays_itself_on_ticket_paper_and_in_the_database(
    day: Day, database: SqlDatabase
) -> None:
    viewer = database.reference().staff["manager1"]
    papers = [
        read_paper(database.ask(Papers(document_id=row.document_id), viewer)[0].paper)
        for row in documents(database)
    ]
    theirs = {paper.case.case_no for paper in papers if RARE in paper.case.contact}
    assert theirs
    for case_no in theirs:
        receipt = day.folder / "documents" / f"{case_no}-receipt.pdf"
        assert RARE in text_of(receipt.read_bytes())
    cell = Glyphs.bundled().cell("𠮷", 24)
    drawn = [
        element.bitmap
        for file in day.files("tickets/*.escpos")
        for element in decode_ticket(file.read_bytes())
        if isinstance(element, Picture) and element.inline
    ]
    assert cell in drawn


# -- folders and databases that are not the demo's -------------------------------------------------


def test_a_folder_of_somebody_else_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "thesis"
    (out / "documents").mkdir(parents=True)
    (out / "documents" / "thesis.pdf").write_bytes(b"years of work")
    assert run(["demo", "--headless", "--out", str(out)], program(tmp_path)) == 3
    assert "thesis" in capsys.readouterr().err
    assert [file.name for file in out.rglob("*")] == ["documents", "thesis.pdf"]


def test_a_second_demo_replaces_only_what_a_demo_made(first: Day, tmp_path: Path) -> None:
    out = tmp_path / "hall-day"
    shutil.copytree(first.folder, out)
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    (out / "documents" / "old-receipt.pdf").write_bytes(b"of an earlier demo")
    assert play(out) == 0
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert not (out / "documents" / "old-receipt.pdf").exists()
    assert Day(out, "").text == first.text


def test_a_production_database_is_refused(
    hall_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = SqlDatabase.open(hall_database)
    with database.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE database_info SET value = 'production' WHERE name = 'mode'"
        )
    database.close()
    line = ["demo", "--headless", "--out", str(tmp_path / "out"), "--database", hall_database]
    assert run(line, program(tmp_path)) == 3
    assert "rehearsal" in capsys.readouterr().err


def test_a_rehearsal_is_not_played_over_another(
    first: Day, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["demo", "--headless", "--out", str(tmp_path / "out"), "--database", first.url]
    before = first.text
    assert run(line, program(tmp_path)) == 3
    assert "earlier acts" in capsys.readouterr().err
    assert first.text == before
