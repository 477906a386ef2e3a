"""The QApplication: style, fonts, languages, input method, and Qt's own messages to the log.

    app = application.start(Look(text_size="large"), "zh_CN")

Nothing heavy is imported here: what this module pulls in stands before the first paint.
"""

import logging
import os
import sys
from collections.abc import MutableMapping

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from hall_client.app.threads import mark_gui_thread
from hall_client.places import RESOURCES
from hall_client.ui import words
from hall_client.ui.garbage import GarbageCollector
from hall_client.ui.theme import Look, wear

FONTS = RESOURCES / "fonts"
FAMILY = "Noto Sans SC"
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_qt_words: list[QTranslator] = []
HARMLESS = "This plugin does not support "


def start(look: Look, language: str) -> QApplication:
    """Make the program's one QApplication (or dress the one that is there) in `language`."""
    qInstallMessageHandler(log_qt_message)
    prepare_input_method(os.environ)
    running = QApplication.instance()
    # The style is an argument: one that is handed over makes Python learn all of QStyle first.
    arguments = [*sys.argv[:1], "-style", "Fusion"]
    app = running if isinstance(running, QApplication) else QApplication(arguments)
    mark_gui_thread()
    if app.findChild(GarbageCollector) is None:
        GarbageCollector(app)
    app.setApplicationName("hall-client")
    speak(app, language)
    load_fonts(app, look.site_font)
    wear(app, look)
    return app


def load_fonts(app: QApplication, site_font: str = "") -> list[str]:
    """Load the bundled fonts and the hall's own for rare names; the families in their order.

    `site_font` is a file; one that cannot be read is named in the log and left out.
    """
    files = sorted(str(path) for path in FONTS.glob("*.[to]tf"))
    families: list[str] = []
    for path in [*files, *filter(None, [site_font])]:
        loaded = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(path))
        if not loaded:
            logging.getLogger(__name__).warning("font cannot be loaded: %s", path)
        families += [family for family in loaded if family not in families]
    families.sort(key=lambda family: family != FAMILY)
    font = QFont(families) if families else app.font()
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    app.setFont(font)
    return families


def speak(app: QApplication, language: str) -> None:
    """Change the language of all windows, now; each hears of it by a LanguageChange event."""
    words.use(language)
    QLocale.setDefault(QLocale(language))
    while _qt_words:
        app.removeTranslator(_qt_words.pop())
    qt_words = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language != words.SOURCE_LANGUAGE and qt_words.load(f"qtbase_{language}", folder):
        app.installTranslator(qt_words)
        _qt_words.append(qt_words)
    for window in app.topLevelWidgets():
        QCoreApplication.postEvent(window, QEvent(QEvent.Type.LanguageChange))


def prepare_input_method(environ: MutableMapping[str, str]) -> None:
    """Let Chinese be typed under fcitx: the wheels carry no fcitx plugin, but fcitx 5 speaks
    ibus as well. What IT has set stays.
    """
    if "QT_IM_MODULE" in environ or "QT_IM_MODULES" in environ:
        return
    if "fcitx" in environ.get("XMODIFIERS", ""):
        environ["QT_IM_MODULES"] = "fcitx;ibus;compose"
        environ["QT_IM_MODULE"] = "ibus"


def log_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Send what Qt has to say to the log."""
    if not message.startswith(HARMLESS):
        category = context.category or "default"
        logging.getLogger(f"qt.{category}").log(LEVELS.get(kind, logging.WARNING), message)
