"""A hall in the middle of a day: a sample database, and cases brought as far as a test needs."""

from datetime import datetime, timedelta
from typing import Any

from hall_client.app import registry
from hall_client.app.codec import decode
from hall_client.app.command import new_id
from hall_client.app.dispatch import Dispatcher
from hall_client.domain.catalogue import ServiceItem
from hall_client.store.database import SqlDatabase

HALL = "H1"
PERSON = {
    "kind": "person",
    "name": "张䶮",
    "id_kind": "resident-id",
    "id_number": "11010519491231002X",
    "phone": "13812345678",
    "address": "青禾街道1号",
}
AGENT = {
    "name": "赵𠮷",
    "id_kind": "resident-id",
    "id_number": "510182198506151233",
    "phone": "13912345678",
    "scope": ["submit", "collect"],
}


class OfficeDay:
    """Performs commands one after the other, half a minute apart."""

    def __init__(self, database: SqlDatabase, now: datetime) -> None:
        self.database = database
        self.now = now
        self._dispatcher = Dispatcher(database)

    def do(self, name: str, login: str, station: str = "office1", **fields: Any) -> dict[str, Any]:
        self.now += timedelta(seconds=30)
        kind = registry.built()[name]
        header = {
            "id": new_id(),
            "at": self.now.isoformat(),
            "actor": login,
            "station": station,
            "hall_id": HALL,
        }
        return dict(self._dispatcher.perform(decode(kind, {**header, **fields})).result)

    def item(self, certificate: bool = True) -> ServiceItem:
        """An item that goes through four hands, with or without a certificate at its end."""
        return next(
            one
            for one in self.database.reference().published.values()
            if one.profile == "four-separated"
            and one.kind == "committed"
            and not one.question
            and one.result.has_certificate == certificate
        )

    def accept(self, certificate: bool = True, agent: bool = False) -> dict[str, Any]:
        """A case with its acceptance notice; the result of CheckInCase."""
        item = self.item(certificate)
        given = [
            {"requirement": one.code, "form": one.form.value, "copies": one.copies, "pages": 2}
            for one in item.materials
        ]
        case = self.do(
            "CheckInCase",
            "clerk1",
            "counter1",
            item_code=item.code,
            applicant=PERSON,
            agent=AGENT if agent else None,
            channel="window",
            materials=given,
        )
        self.do("AcceptCase", "clerk1", "counter1", case_id=case["case_id"])
        return case

    def decide(self, certificate: bool = True, agent: bool = False) -> dict[str, Any]:
        """A granted case: two documents wait for the seal."""
        case, section = self.accept(certificate, agent), self.item(certificate).section
        reviewer = f"reviewer{section[1]}"
        tray = self.do(
            "HandOver", "clerk1", "counter1", case_ids=[case["case_id"]], to_section=section
        )
        self.do("AcceptHandoff", reviewer, handoff_id=tray["handoff_id"], scanned=tray["labels"])
        self.do("ClaimReview", reviewer, case_id=case["case_id"])
        self.do(
            "Recommend", reviewer, case_id=case["case_id"], recommend="grant", opinion="符合条件"
        )
        self.do("Decide", "chief1", case_id=case["case_id"], decision="grant")
        return case

    def seal(self, case: dict[str, Any]) -> None:
        from hall_client.app.queries import Documents

        keeper = self.database.reference().staff["sealkeeper1"]
        for row in self.database.ask(
            Documents(case_id=case["case_id"], sealed=False), keeper, self.now
        ):
            self.do("SealDocument", "sealkeeper1", document_no=row.document_no, copies=2)
