"""`attach`: add a file to a case, or open one that was added."""

import argparse
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from hall_client.app.attachments import AttachFile
from hall_client.app.codec import encode
from hall_client.app.command import new_id
from hall_client.app.dispatch import system_clock
from hall_client.app.queries import Attachments, CaseWhole
from hall_client.cli.answers import DONE, put, put_json
from hall_client.cli.sign_on import add_person, sign_on
from hall_client.domain.errors import NoSuchRecord

if TYPE_CHECKING:
    from hall_client.app.doors import HallDoor
    from hall_client.cli.program import Program
    from hall_client.domain.people import Staff

SENT_SECONDS = 300.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_person(parser)
    parser.add_argument("case_no", metavar="CASE_NO")
    parser.add_argument("file", type=Path, metavar="FILE", help="PDF, JPEG or PNG, up to 20 MB")
    parser.add_argument("--requirement", metavar="CODE", help="the material that it shows")
    parser.add_argument("--open", metavar="ID", help="write the attachment of this id into FILE")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace, program: "Program") -> int:
    """Exit 1 when the file cannot be taken or is not there, 3 when central would be needed."""
    hall, person = sign_on(args, program)
    try:
        done = _opened(args, hall, person) if args.open else _added(args, program, hall, person)
    finally:
        hall.close()
    if args.json:
        put_json(done)
    else:
        put("  ".join(str(one) for one in done.values()))
    return DONE


def _added(
    args: argparse.Namespace, program: "Program", hall: "HallDoor", person: "Staff"
) -> dict[str, object]:
    """The file is kept first, then the act that names it; a station sends both on."""
    (case,) = hall.ask(CaseWhole(case_no=args.case_no), person)
    kept = hall.files.take_in(args.file)
    command = AttachFile(
        id=new_id(),
        at=system_clock(),
        actor=person.login,
        station=args.station or program.station,
        hall_id=hall.reference().hall.code,
        case_id=case.case_id,
        name=args.file.name,
        requirement=args.requirement,
        **encode(kept),
    )
    outcome = hall.performer(system_clock).perform(command)
    station = hall.as_station
    if station is not None and station.standing().up:
        station.catch_up(SENT_SECONDS)
    return {"case_no": args.case_no, **outcome.result, "sha256": kept.sha256}


def _opened(args: argparse.Namespace, hall: "HallDoor", person: "Staff") -> dict[str, object]:
    rows = hall.ask(Attachments(case_no=args.case_no), person)
    row = next((one for one in rows if one.attachment_id == args.open), None)
    if row is None:
        raise NoSuchRecord(kind="attachment", id=args.open)
    shutil.copyfile(hall.files.path_of(row), args.file)
    return {"case_no": args.case_no, "attachment_id": args.open, "file": str(args.file)}
