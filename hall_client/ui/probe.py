"""What `doctor` sees through Qt: displays, Chinese input, characters on the screen.

Qt ends the whole process when it cannot open a display, so the looking is done by a process of
its own: `python -m hall_client.ui.probe` prints what it found as JSON lines.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QLibraryInfo
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QGuiApplication

from hall_client.app.diagnosis import Diagnosis, Level, ok, warning
from hall_client.places import RESOURCES, ROOT

LOOKED_SECONDS = 30
HIDDEN = ("offscreen", "minimal")
# Names and places have such characters; the last lies in a supplementary plane of its own font.
SAMPLES = "政龘䶮𬭎𠮷"


def probe_display() -> list[Diagnosis]:
    """Whether windows can be opened here, and whether Chinese can be typed and read in them."""
    command = [sys.executable, "-m", "hall_client.ui.probe"]
    try:
        told = subprocess.run(
            command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=LOOKED_SECONDS
        )
    except subprocess.TimeoutExpired:
        return [warning("display", "display-none", display=named_display())]
    diagnoses = [from_json(line) for line in told.stdout.splitlines() if line.startswith("{")]
    if told.returncode:
        diagnoses.append(warning("display", "display-none", display=named_display()))
    return diagnoses


def from_json(line: str) -> Diagnosis:
    read = json.loads(line)
    return Diagnosis(read["topic"], read["code"], Level(read["level"]), read["facts"])


def named_display() -> str:
    return os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or "-"


def input_method(environment: Mapping[str, str], plugins: frozenset[str]) -> Diagnosis:
    """Qt's packages bring ibus and compose, never fcitx; fcitx5 understands what ibus says."""
    asked = environment.get("XMODIFIERS", "").removeprefix("@im=") or "none"
    chosen = environment.get("QT_IM_MODULES") or environment.get("QT_IM_MODULE") or "-"
    facts = {"asked": asked, "chosen": chosen, "plugins": ", ".join(sorted(plugins))}
    if asked.startswith("fcitx") and "fcitx" not in plugins and "ibus" not in chosen:
        return warning("input", "input-fcitx", **facts)
    if asked == "none":
        return warning("input", "input-none", **facts)
    return ok("input", "input-ready", **facts)


def input_plugins() -> frozenset[str]:
    """Short names of the input method plug-ins beside this Qt: ibus, compose, fcitx …"""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    files = (folder / "platforminputcontexts").glob("*platforminputcontextplugin*")
    return frozenset(name.stem.removeprefix("lib").split("platform")[0] for name in files)


def screens() -> Diagnosis:
    sizes = [screen.size().toTuple() for screen in QGuiApplication.screens()]
    told = ", ".join(f"{size[0]}×{size[1]}" for size in sizes)
    platform = QGuiApplication.platformName()
    if platform in HIDDEN:
        return warning("display", "display-hidden", platform=platform)
    return ok("display", "display-present", platform=platform, screens=told)


def characters() -> Diagnosis:
    """Whether the program's own fonts draw what names are written with."""
    files = sorted((RESOURCES / "fonts").glob("*.ttf"))
    loaded = [QFontDatabase.addApplicationFont(str(path)) for path in files]
    families = {name for one in loaded for name in QFontDatabase.applicationFontFamilies(one)}
    metrics = [QFontMetrics(QFont(name)) for name in families]
    lost = [c for c in SAMPLES if not any(each.inFontUcs4(ord(c)) for each in metrics)]
    if lost:
        return warning("characters", "characters-lost", characters=" ".join(lost))
    return ok("characters", "characters-drawn", characters=" ".join(SAMPLES))


def look() -> Iterator[Diagnosis]:
    yield input_method(os.environ, input_plugins())
    application = QGuiApplication([])
    yield screens()
    yield characters()
    application.shutdown()


if __name__ == "__main__":
    for diagnosis in look():
        sys.stdout.write(json.dumps(asdict(diagnosis)) + "\n")
        sys.stdout.flush()
