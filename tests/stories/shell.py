"""A shell of a test's own: the real command line in a process of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hall_client.places import ROOT
from tests.processes import environment

SECRET_WORD = "Halle-2026-probe"


@dataclass(frozen=True)
class Shell:
    """A shell of its own: its state folder, its environment."""

    folder: Path
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        passwords = {"HALL_PASSWORD": SECRET_WORD, "HALL_SAMPLE_PASSWORD": SECRET_WORD}
        return environment(self.folder / "state") | passwords | self.extra

    def start(self, *words: str, **streams: Any) -> "subprocess.Popen[str]":
        command = [sys.executable, str(ROOT / "main.py"), *words]
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE) | streams
        return subprocess.Popen(
            command, cwd=self.folder, env=self.environment, text=True, encoding="utf-8", **pipes
        )

    def run(self, *words: str, said: str = "") -> subprocess.CompletedProcess[str]:
        process = self.start(*words)
        out, err = process.communicate(said, timeout=60)
        assert "Traceback" not in err
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def rows(self, *words: str) -> list[dict[str, Any]]:
        told = self.run(*words)
        assert told.returncode == 0, told.stderr
        return [json.loads(line) for line in told.stdout.splitlines()]
