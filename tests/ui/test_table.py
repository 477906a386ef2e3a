"""Lists: sorted and filtered in Python, and the selection stays where it was."""

import random
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from hall_client.ui.table import Column, TableModel, TableView
from hall_client.ui.theme import colour

DESCENDING = Qt.SortOrder.DescendingOrder


@dataclass(frozen=True)
class Entry:
    """A row of these tests."""

    key: int
    name: str
    days: int


COLUMNS: tuple[Column[Entry], ...] = (
    Column("Find", lambda row: row.name, width=200),
    Column(
        "Done",
        lambda row: f"{row.days} 天",
        align="right",
        tone=lambda row: "danger" if row.days < 0 else "",
        sign=lambda row: "danger" if row.days < 0 else "",
        sort=lambda row: row.days,
    ),
)
ROWS = [Entry(1, "张三", 11), Entry(2, "李四", -1), Entry(3, "王五", 5)]


@pytest.fixture
def model() -> TableModel[Entry]:
    made = TableModel(COLUMNS, key=lambda row: row.key)
    made.set_rows(ROWS)
    return made


@pytest.fixture
def view(model: TableModel[Entry], qtbot: QtBot) -> TableView:
    made = TableView(model, "entries", "办件", empty="没有办件。")
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


def test_the_model_keeps_the_contract_of_qt(model: TableModel[Entry]) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(1)
    model.search("张")
    model.set_rows([])


def test_a_column_sorts_by_its_value_not_by_its_words(model: TableModel[Entry]) -> None:
    model.sort(1)
    assert [row.days for row in model.shown] == [-1, 5, 11]
    model.sort(1, DESCENDING)
    assert [row.days for row in model.shown] == [11, 5, -1]
    model.sort(-1)
    assert list(model.shown) == ROWS


def test_search_and_filter_work_together(model: TableModel[Entry]) -> None:
    model.search("天")
    assert len(model.shown) == 3
    model.search("李 天")
    assert [row.key for row in model.shown] == [2]
    model.filter(lambda row: row.days > 0)
    assert (len(model.shown), model.count) == (0, 3)
    model.search("")
    assert [row.key for row in model.shown] == [1, 3]


def test_the_selection_follows_its_row_through_sorting_and_renewal(
    model: TableModel[Entry], view: TableView
) -> None:
    seen: list[object] = []
    view.select_key(3)
    view.current.connect(seen.append)
    view.sortByColumn(1, DESCENDING)
    assert view.current_row() == ROWS[2]
    assert seen == []
    renewed = replace(ROWS[2], days=4)
    model.set_rows([ROWS[0], renewed])
    assert view.current_row() == renewed
    assert seen == [renewed]
    model.set_rows([ROWS[0]])
    assert view.current_row() is None
    assert seen == [renewed, None]


def test_enter_chooses_and_j_and_k_move(view: TableView, qtbot: QtBot) -> None:
    chosen: list[Entry] = []
    view.chosen.connect(chosen.append)
    view.select_first()
    qtbot.keyClick(view, Qt.Key.Key_J)
    qtbot.keyClick(view, Qt.Key.Key_J)
    qtbot.keyClick(view, Qt.Key.Key_K)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen == [ROWS[1]]


def test_a_tone_never_comes_without_a_sign_or_words(model: TableModel[Entry]) -> None:
    cell = model.index(1, 1)
    assert cell.data(Qt.ItemDataRole.ForegroundRole) == colour("danger")
    assert not cell.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "完成 -1 天"


def test_an_empty_list_says_so(model: TableModel[Entry], view: TableView) -> None:
    full = view.viewport().grab().toImage()
    model.set_rows([])
    view.setFocus()
    empty = view.viewport().grab().toImage()
    view.set_empty("")
    assert empty != full
    assert view.viewport().grab().toImage() != empty
    found = QAccessible.queryAccessibleInterface(view)
    assert found.text(QAccessible.Text.Name) == "办件"


def test_a_hundred_thousand_rows_need_no_proxy(qtbot: QtBot) -> None:
    many = [Entry(number, f"申请人{number}", number % 97) for number in range(100_000)]
    random.Random(7).shuffle(many)
    model = TableModel(COLUMNS, key=lambda row: row.key)
    view = TableView(model, "many", "办件")
    qtbot.addWidget(view)
    model.set_rows(many)
    view.show()
    view.select_key(54_321)
    view.sortByColumn(1, DESCENDING)
    assert not isinstance(view.model(), QSortFilterProxyModel)
    assert model.row(0).days == 96
    assert view.current_row().key == 54_321  # type: ignore[attr-defined]
    model.search("申请人54321")
    assert [row.key for row in model.shown] == [54_321]
    assert view.rowHeight(0) == view.verticalHeader().defaultSectionSize()
