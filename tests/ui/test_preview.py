"""The preview: pages as they will lie on paper, only the last wish drawn, trouble said in words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hall_client.app.papers import Paper, read_paper
from hall_client.app.queries import Documents, Papers
from hall_client.app.rows import DocumentRow
from hall_client.ui.preview import Preview
from tests.hall import Hall
from tests.ui.seat import Room, Seat, aside


@pytest.fixture
def documents(room: Room) -> list[DocumentRow]:
    """Receipt and notice of an accepted case."""
    with aside():
        hall = Hall(str(room.place))
        hall.accepted(hall.item(profile="four-separated"))
        keeper = hall.reference.staff["sealkeeper1"]
        rows = hall.database.ask(Documents(), keeper, hall.now)
        hall.close()
    return rows


@pytest.fixture
def seat(room: Room, documents: list[DocumentRow], qtbot: QtBot) -> Iterator[Seat]:
    with room.seat(qtbot, "sealkeeper1", "seal") as made:
        yield made


@pytest.fixture
def preview(seat: Seat) -> Preview:
    found = seat.page.findChild(Preview, "seal-preview")
    assert isinstance(found, Preview)
    seat.until(lambda: found.settled)
    return found


def stored(seat: Seat, document: DocumentRow) -> Paper:
    desk = seat.session.desk
    with aside():
        return read_paper(
            desk.database.ask(Papers(document_id=document.document_id), desk.staff)[0].paper
        )


def test_of_several_wishes_only_the_last_is_shown(
    seat: Seat, preview: Preview, documents: list[DocumentRow]
) -> None:
    receipt, notice = documents
    for wish in (notice, receipt, notice, receipt):
        preview.show_document(wish.document_id)
        assert not preview.settled
    seat.until(lambda: preview.settled)
    assert preview.title.text().startswith("收件凭证")
    preview.show_document(None)
    assert (preview.pages, preview.said.isVisible()) == (0, True)


def test_a_document_that_is_not_there_is_said_and_can_be_tried_again(
    seat: Seat, preview: Preview
) -> None:
    preview.show_document("no-such-document")
    seat.until(lambda: preview.settled)
    assert "找不到" in preview.said.text()
    preview.retry.click()
    seat.settle()
    assert "找不到" in preview.said.text()


def test_pages_turn_by_key_whatever_has_the_focus(
    seat: Seat, preview: Preview, documents: list[DocumentRow]
) -> None:
    paper = stored(seat, documents[0])
    many = tuple(replace(paper.materials[0], no=n) for n in range(1, 80))
    preview.show_paper(replace(paper, materials=many, issued_on=date(2026, 9, 21)))
    seat.until(lambda: preview.settled and preview.pages > 1)
    first = f"第 1 页，共 {preview.pages} 页"
    seat.until(lambda: preview.place.text() == first)
    for _ in range(8):
        seat.press(Qt.Key.Key_PageDown)
    assert preview.place.text() != first
    assert preview.place.text() == f"第 {preview.pages} 页，共 {preview.pages} 页"
    for _ in range(8):
        seat.press(Qt.Key.Key_PageUp)
    assert preview.place.text() == first
