"""Forms: what a person types is kept, judged beside the field, and read as values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QInputMethodQueryEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hall_client.ui.fields import (
    CheckField,
    CodeField,
    LongTextField,
    MoneyField,
    NumberField,
    ScanLineEdit,
    TextField,
    half_width,
)
from hall_client.ui.form import Ask, Field, Finding, Form, Problem
from hall_client.ui.picked_fields import Choice, ChoiceField, DateField, tidy_day
from tests.ui.hands import write
from tests.ui.seat import SOON_MS

ITEMS = (
    Choice(11, "企业设立登记", "qysldj 0101"),
    Choice(12, "企业注销登记", "qyzxdj 0102"),
    Choice(21, "食品经营许可", "spjyxk 0201"),
)


def eleven_digits(phone: str) -> str | Finding | None:
    left = 11 - len(phone)
    if left > 0:
        return Finding(f"还差 {left} 位", "muted")
    return None if left == 0 else "号码多了几位。"


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form(
        (
            ChoiceField(Ask("item", "Find", required=True), ITEMS),
            TextField(Ask("name", "Login", required=True)),
            CodeField(Ask("phone", "Note", check=eleven_digits, live=True)),
            DateField(Ask("day", "Calendar")),
            NumberField(Ask("copies", "Done"), least=1, most=99),
            MoneyField(Ask("fee", "yuan")),
            LongTextField(Ask("remark", "Messages", wide=True)),
            CheckField(Ask("agreed", "Locked")),
        ),
        columns=2,
    )
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow, timeout=SOON_MS)
    return made


def edit(form: Form, name: str) -> ScanLineEdit:
    control = form[name].control
    assert isinstance(control, ScanLineEdit)
    return control


def below(field: Field) -> str:
    return field.below.text()


def test_a_field_left_while_its_form_goes_away_asks_no_part_that_is_gone(form: Form) -> None:
    """The parts of a window die one after another, and the focus leaves the last of them."""
    assert not form.accept()
    form.summary.deleteLater()
    QCoreApplication.sendPostedEvents(form.summary, QEvent.Type.DeferredDelete.value)
    assert form["name"].judge() is not None


def test_values_are_read_as_what_they_are(form: Form, qtbot: QtBot) -> None:
    form.show_values({"item": 21, "name": "赵𠮷𬭎", "fee": 12850, "agreed": True})
    write(edit(form, "copies"), "３")
    qtbot.keyClicks(edit(form, "day"), "20261001")
    assert form.accept()
    assert form.values() == {
        "item": 21,
        "name": "赵𠮷𬭎",
        "phone": None,
        "day": date(2026, 10, 1),
        "copies": 3,
        "fee": 12850,
        "remark": None,
        "agreed": True,
    }
    assert edit(form, "fee").text() == "128.50"


def test_an_empty_form_names_every_missing_field_and_goes_to_the_first(form: Form) -> None:
    assert not form.accept()
    assert [problem.field for problem in form.problems()] == ["item", "name"]
    assert below(form["name"]) == "请填写：登录名。"
    assert form["item"].control.hasFocus()
    assert form.summary.isVisible()


def test_a_line_of_the_summary_leads_to_its_field(form: Form, qtbot: QtBot) -> None:
    form.accept()
    line = form.summary.findChild(object, "problem-name")
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert form["name"].control.hasFocus()


def test_the_summary_ticks_off_what_was_corrected(form: Form, qtbot: QtBot) -> None:
    form.accept()
    title = form.summary.findChildren(QLabel)[0]
    assert "2" in title.text()
    write(form["name"].control, "张三")
    assert "1" in form.summary.findChildren(QLabel)[0].text()
    form["item"].show_value(11)
    form["item"].judge()
    assert "已全部更正" in form.summary.findChildren(QLabel)[0].text()
    assert form.summary.isVisible()
    form["name"].show_text("")
    form["name"].judge()
    assert "1" in form.summary.findChildren(QLabel)[0].text()


def test_what_was_typed_wrong_is_kept_and_explained(form: Form, qtbot: QtBot) -> None:
    form.show_values({"item": 11, "name": "张三"})
    for name, typed in {"day": "2026-02-30", "copies": "0", "fee": "1.234"}.items():
        qtbot.keyClicks(edit(form, name), typed)
    assert [problem.field for problem in form.problems()] == ["day", "copies", "fee"]
    assert edit(form, "day").text() == "2026-02-30"
    assert below(form["copies"]) == "应在 1 到 99 之间。"


def test_a_live_check_counts_while_typing_and_stops_only_real_errors(
    form: Form, qtbot: QtBot
) -> None:
    phone = edit(form, "phone")
    qtbot.keyClicks(phone, "1380013")
    assert below(form["phone"]) == "还差 4 位"
    assert phone.property("tone") == ""
    qtbot.keyClicks(phone, "8000")
    assert below(form["phone"]) == ""
    qtbot.keyClicks(phone, "1")
    assert phone.property("tone") == "danger"


def test_an_error_goes_away_as_soon_as_it_is_mended(form: Form, qtbot: QtBot) -> None:
    form.accept()
    write(form["name"].control, "张")
    assert below(form["name"]) == ""


def test_a_choice_is_found_by_pinyin_initials_and_taken_when_left(form: Form, qtbot: QtBot) -> None:
    item = form["item"]
    item.control.setFocus()
    QTest.keyClicks(item.control, "spjy")
    QTest.keyClick(form.windowHandle(), Qt.Key.Key_Tab)
    assert item.text() == "食品经营许可"
    assert item.value() == 21


def test_a_choice_that_is_none_of_them_is_refused(form: Form, qtbot: QtBot) -> None:
    write(form["item"].control, "企业")
    QTest.keyClick(form.windowHandle(), Qt.Key.Key_Tab)
    assert below(form["item"]) == "请从列表中选择。"
    assert form["item"].text() == "企业"


def test_an_answer_from_outside_is_shown_beside_its_field(form: Form) -> None:
    form.show_problems([Problem("name", "该申请人在限制名单中。")])
    assert below(form["name"]) == "该申请人在限制名单中。"
    assert form["name"].control.hasFocus()
    assert form["name"].control.accessibleDescription() == "该申请人在限制名单中。"


def test_a_draft_brings_back_right_and_wrong(form: Form, qtbot: QtBot) -> None:
    write(form["name"].control, "张三")
    qtbot.keyClicks(edit(form, "fee"), "abc")
    draft = form.draft()
    form.clear()
    assert not form.dirty
    assert form["name"].text() == ""
    form.restore(draft | {"gone": "x"})
    assert form.draft() == draft
    assert not form.dirty


def test_typing_makes_dirty_at_once_and_asks_to_keep_a_draft_later(
    form: Form, qtbot: QtBot
) -> None:
    seen: list[bool] = []
    form.dirty_changed.connect(seen.append)
    with qtbot.waitSignal(form.changed, timeout=SOON_MS):
        write(form["name"].control, "张三")
        assert seen == [True]
    form.settle()
    assert seen == [True, False]


def test_tab_goes_through_the_form_in_the_order_seen(form: Form, qtbot: QtBot) -> None:
    form["item"].control.setFocus()
    met = []
    for _ in range(20):
        focused = form.focusWidget()
        if not met or met[-1] != focused.objectName():
            met.append(focused.objectName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    order = [name for name in met if not name.endswith(("-all", "-calendar"))]
    assert order[:8] == ["item", "name", "phone", "day", "copies", "fee", "remark", "agreed"]


def test_the_input_method_stays_out_of_code_fields_only(form: Form) -> None:
    for name, enabled in (("phone", False), ("name", True)):
        query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
        QCoreApplication.sendEvent(form[name].control, query)
        assert bool(query.value(Qt.InputMethodQuery.ImEnabled)) is enabled


def test_rare_characters_arrive_from_the_input_method(form: Form) -> None:
    write(form["name"].control, "𬭎䶮𠮷")
    assert form["name"].value() == "𬭎䶮𠮷"
    assert form.dirty


def test_a_long_name_is_kept_whole(form: Form) -> None:
    form["name"].show_text("名" * 200)
    assert form["name"].value() == "名" * 200


def test_the_calendar_gives_a_day(form: Form, qtbot: QtBot) -> None:
    form["day"].show_text("2026-10-01")
    button = form.findChild(object, "day-calendar")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    calendar = form["day"]._calendar  # type: ignore[attr-defined]
    assert calendar.selectedDate().toString("yyyy-MM-dd") == "2026-10-01"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(calendar.windowHandle(), key)
    assert form["day"].value() == date(2026, 10, 2)


def test_a_screen_reader_hears_name_and_value(form: Form) -> None:
    form["name"].show_text("张三")
    found = QAccessible.queryAccessibleInterface(form["name"].control)
    assert found.text(QAccessible.Text.Name) == "登录名"
    assert found.text(QAccessible.Text.Value) == "张三"


@given(st.dates())
def test_every_spelling_of_a_day_is_the_same_day(day: date) -> None:
    spellings = (
        f"{day.year:04}年{day.month}月{day.day}日",
        f"{day:%Y}/{day.month}/{day.day}" if day.year > 999 else day.isoformat(),
        day.isoformat().replace("-", ""),
    )
    assert {tidy_day(spelling) for spelling in spellings} == {day.isoformat()}


@given(st.text())
def test_half_width_text_stays_as_it_is(text: str) -> None:
    once = half_width(text)
    assert half_width(once) == once
    assert half_width("１１０１０１Ｘ　") == "110101X"


@given(st.integers(min_value=0, max_value=10**13))
def test_fen_come_back_as_they_were_shown(qapp: object, fen: int) -> None:
    field = MoneyField(Ask("fee", "yuan"))
    field.show_value(fen)
    assert (field.value(), field.malformed()) == (fen, None)
