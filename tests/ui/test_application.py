"""The application: fonts, languages, input method, and a Python that survives Qt."""

import gc
import subprocess
import sys
import threading
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QFont, QFontMetrics, QRawFont
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from hall_client.places import ROOT
from hall_client.ui import application, words
from hall_client.ui.theme import Look, wear
from tests.ui.seat import SOON_MS

HEAVY = ("sqlalchemy", "alembic", "reportlab", "openpyxl", "pypinyin", "psycopg", "serial")


def test_calls_into_qt_leave_the_reference_count_of_none_alone(qapp: QApplication) -> None:
    before = sys.getrefcount(None)
    for _ in range(500):
        qapp.processEvents()
    assert abs(sys.getrefcount(None) - before) < 50


class Knot(QObject):
    """An object of Qt that only the garbage collection can take away."""

    def __init__(self, died: list[int]) -> None:
        super().__init__()
        self.me = self
        weakref.finalize(self, lambda: died.append(threading.get_ident()))


def test_what_qt_made_dies_on_no_worker_thread(qapp: QApplication, qtbot: QtBot) -> None:
    died: list[int] = []
    for _ in range(20):
        Knot(died)
    worker = threading.Thread(target=lambda: [[] for _ in range(200_000)])
    worker.start()
    worker.join()
    assert died == []
    due = 2 * gc.get_threshold()[0]
    kept: list[list[int]] = [[] for _ in range(due)]
    qtbot.waitUntil(lambda: len(died) == 20, timeout=SOON_MS)
    assert len(kept) == due
    assert set(died) == {threading.get_ident()}


def test_nothing_heavy_is_imported_for_the_shell() -> None:
    code = "import sys, hall_client.ui.main_window, hall_client.ui.application; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in run.stdout.split()}
    assert loaded.isdisjoint(HEAVY)


@pytest.mark.parametrize("sign", ["大", "A", "䶮", "𬭎", "𠮷"])
def test_every_sign_of_a_name_has_a_glyph_in_the_bundled_fonts(
    qapp: QApplication, sign: str
) -> None:
    families = application.load_fonts(qapp)
    assert families[0] == application.FAMILY
    fonts = (QRawFont.fromFont(QFont(family, 11)) for family in families)
    assert any(font.supportsCharacter(ord(sign)) for font in fonts)
    assert QFontMetrics(qapp.font()).horizontalAdvance(sign) > 0
    wear(qapp, Look())


def test_a_site_font_that_cannot_be_read_is_only_named_in_the_log(
    qapp: QApplication, caplog: pytest.LogCaptureFixture, qt_warnings: list[str]
) -> None:
    assert application.FAMILY in application.load_fonts(qapp, "/nowhere/site.ttf")
    assert "/nowhere/site.ttf" in caplog.text
    qt_warnings.clear()
    wear(qapp, Look())


def test_qt_itself_speaks_chinese_and_all_windows_hear_of_a_change(qapp: QApplication) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    application.speak(qapp, "en")
    assert words.tr("Sign in") == "Sign in"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    application.speak(qapp, "zh_CN")
    assert words.tr("Sign in") == "登录"


def test_chinese_can_be_typed_under_fcitx_and_what_it_has_set_stays() -> None:
    environ = {"XMODIFIERS": "@im=fcitx"}
    application.prepare_input_method(environ)
    assert environ["QT_IM_MODULE"] == "ibus"
    chosen = {"XMODIFIERS": "@im=fcitx", "QT_IM_MODULE": "xim"}
    application.prepare_input_method(chosen)
    assert chosen["QT_IM_MODULE"] == "xim"
    other = {"XMODIFIERS": "@im=ibus"}
    application.prepare_input_method(other)
    assert "QT_IM_MODULE" not in other


def test_warnings_of_qt_reach_the_log(
    qapp: QApplication, caplog: pytest.LogCaptureFixture, qt_warnings: list[str]
) -> None:
    application.qInstallMessageHandler(application.log_qt_message)
    QLabel().setGeometry(0, 0, -5, -5)
    from PySide6.QtCore import qWarning

    qWarning("the plug fell out")
    assert "the plug fell out" in caplog.text
