"""What can be set, and by whom: built in, the machine's policy, the person, the environment.

Later sources win unless the policy file locks a key:

    built in -> /etc/hall-client/policy.toml -> the person's settings.toml -> HALL_* -> arguments

Both files are TOML with the names of `Settings`; the policy file may also say
`locked = ["database", "station"]`. Only the bootstrap reads this module.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

import platformdirs

NAME = "hall-client"
POLICY = (
    Path(os.environ.get("PROGRAMDATA", "C:/ProgramData")) / "HallClient" / "policy.toml"
    if sys.platform == "win32"
    else Path("/etc") / NAME / "policy.toml"
)
BUILT_IN = "built in"
LOCKED = "locked"


def machine_name() -> str:
    """The name of this machine: the station, where nobody has named it."""
    return os.environ.get("COMPUTERNAME", "") if os.name == "nt" else os.uname().nodename


class SettingsError(Exception):
    """A setting cannot be used: where it stands, what is wrong, what to write instead.

    The words of the codes are in `resources/words/settings.json`; `str` is English.
    """

    def __init__(self, code: str, place: str, **facts: object) -> None:
        super().__init__(code, place, facts)
        self.code = code
        self.place = place
        self.facts = facts

    def said(self, language: str) -> str:
        """The whole sentence in "zh" or "en"."""
        from hall_client.words import say

        return f"{self.place}: {say('settings', self.code, language, **self.facts)}"

    def __str__(self) -> str:
        return self.said("en")


@dataclass(frozen=True)
class Settings:
    """Everything that can be set. An empty `database` means the machine's own SQLite file.

    `central` makes this machine a station beside a central PostgreSQL; empty: a single machine.
    """

    database: str = ""
    central: str = ""
    station: str = field(default_factory=machine_name)
    language: str = "zh_CN"
    theme: str = "light"
    text_size: str = "normal"
    site_font: str = ""
    state_dir: Path = field(
        default_factory=lambda: Path(platformdirs.user_state_dir(NAME, appauthor=False))
    )
    log_dir: Path | None = None
    device_profile: Path | None = None
    voice: bool = True
    lock_after_min: int = 10

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL that is meant."""
        return self.database or f"sqlite:///{(self.state_dir / 'hall.db').as_posix()}"

    @property
    def replica(self) -> Path:
        """The file of this station beside central."""
        return self.state_dir / f"station-{re.sub(r'[^A-Za-z0-9-]', '_', self.station)}.db"

    @property
    def logs(self) -> Path:
        return self.log_dir or self.state_dir / "logs"


CHOICES = {
    "language": ("zh_CN", "en"),
    "theme": ("light", "contrast"),
    "text_size": ("normal", "large", "huge"),
}
KEYS = tuple(one.name for one in fields(Settings))
PATHS = ("state_dir", "log_dir", "device_profile")
YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


@dataclass(frozen=True)
class Loaded:
    """The settings in force and where each of them comes from."""

    settings: Settings
    origins: Mapping[str, str]

    def rows(self) -> list[tuple[str, str, str]]:
        """(key, value, origin) for `show-config`; a password inside a URL is not shown."""
        shown = [(key, getattr(self.settings, key)) for key in KEYS]
        return [
            (key, _without_password("" if value is None else str(value)), self.origins[key])
            for key, value in shown
        ]


@dataclass(frozen=True)
class Source:
    """One place that sets something: raw values, and how to name the place of a key."""

    values: Mapping[str, object]
    place_of: Callable[[str], str]
    origin: str


def load(
    overrides: Mapping[str, object] | None = None,
    environ: Mapping[str, str] = os.environ,
    policy: Path = POLICY,
    user: Path | None = None,
) -> Loaded:
    """Read all sources in their order. Raises SettingsError for anything that cannot be used.

    `overrides` are the command line's; None in it means not given.
    """
    machine, locked = _read_policy(policy)
    sources = [
        machine,
        _read(user or user_file()),
        _environment(environ),
        Source(_given(overrides), lambda key: f"--{key.replace('_', '-')}", "command line"),
    ]
    values: dict[str, object] = {}
    origins = dict.fromkeys(KEYS, BUILT_IN)
    for source in sources:
        for key, raw in source.values.items():
            if source is machine or key not in locked:
                values[key] = _checked(key, raw, source.place_of(key))
                origins[key] = source.origin
    origins |= {key: f"{origins[key]} ({LOCKED})" for key in locked}
    return Loaded(replace(Settings(), **values), origins)  # type: ignore[arg-type]


def user_file() -> Path:
    """Where the person's own settings stand."""
    return Path(platformdirs.user_config_dir(NAME, appauthor=False)) / "settings.toml"


def _given(overrides: Mapping[str, object] | None) -> dict[str, object]:
    return {key: value for key, value in (overrides or {}).items() if value is not None}


def _read(file: Path, known: tuple[str, ...] = KEYS) -> Source:
    text = _text_of(file)
    values = _parsed(file, text) if text else {}
    place_of = _places(file, text)
    for key in values:
        if key not in known:
            raise SettingsError("unknown", place_of(key), key=key, known=", ".join(known))
    return Source(values, place_of, str(file))


def _parsed(file: Path, text: str) -> dict[str, object]:
    import tomllib  # few machines have such a file

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise SettingsError("not-toml", str(file), problem=problem) from None


def _text_of(file: Path) -> str:
    if not file.exists():
        return ""
    try:
        return file.read_text("utf-8")
    except OSError as problem:
        raise SettingsError("unreadable", str(file), problem=problem.strerror) from None
    except UnicodeDecodeError:
        raise SettingsError("not-utf8", str(file)) from None


def _places(file: Path, text: str) -> Callable[[str], str]:
    def place_of(key: str) -> str:
        lines = enumerate(text.splitlines(), start=1)
        pattern = re.compile(rf"""\s*\[*["']?{re.escape(key)}["']?\s*[=.\]]""")
        found = (number for number, line in lines if pattern.match(line))
        number = next(found, 0)
        return f"{file}, line {number}" if number else str(file)

    return place_of


def _read_policy(file: Path) -> tuple[Source, frozenset[str]]:
    found = _read(file, (*KEYS, LOCKED))
    listed = found.values.get(LOCKED, [])
    if not isinstance(listed, list) or any(key not in KEYS for key in listed):
        raise SettingsError("bad-lock", found.place_of(LOCKED), known=", ".join(KEYS))
    values = {key: value for key, value in found.values.items() if key != LOCKED}
    return replace(found, values=values), frozenset(listed)


def _environment(environ: Mapping[str, str]) -> Source:
    names = {key: f"HALL_{key.upper()}" for key in KEYS}
    values = {key: environ[name] for key, name in names.items() if environ.get(name)}
    return Source(values, lambda key: names[key], "environment")


def _checked(key: str, raw: object, place: str) -> object:
    if key in CHOICES and raw not in CHOICES[key]:
        choices = ", ".join(CHOICES[key])
        raise SettingsError("not-a-choice", place, key=key, value=raw, choices=choices)
    if key == "voice":
        return _yes_or_no(raw, place)
    if key == "lock_after_min":
        return _minutes(raw, place)
    if isinstance(raw, Path) or (isinstance(raw, str) and raw.strip()):
        return Path(raw).expanduser() if key in PATHS else str(raw)
    raise SettingsError("not-a-text", place, key=key)


def _yes_or_no(raw: object, place: str) -> bool:
    said = str(raw).lower()
    if said not in YES + NO:
        raise SettingsError("not-yes-or-no", place, value=raw)
    return said in YES


def _minutes(raw: object, place: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", str(raw)):
        raise SettingsError("not-minutes", place, value=raw)
    return int(str(raw))


def _without_password(url: str) -> str:
    return re.sub(r"(://[^:/@\s]+):[^@\s]+@", r"\1:***@", url)
