"""What can be set, and by whom: built in, the machine's policy, the person, the environment.

Later sources win unless the policy file locks a key:

    built in -> /etc/hall-client/policy.toml -> the person's settings.toml -> HALL_* -> arguments

Both files are TOML with the names of `Settings`; the policy file may also say
`locked = ["database", "station"]`. Only the bootstrap reads this module.
"""

import os
import re
import socket
import sys
import tomllib
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


class SettingsError(Exception):
    """A setting cannot be used; the text says where it stands and what to write instead."""

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        super().__init__(f"{place}: {problem} {remedy}")
        self.place = place
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True)
class Settings:
    """Everything that can be set. An empty `database` means the machine's own SQLite file."""

    database: str = ""
    station: str = field(default_factory=socket.gethostname)
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
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise SettingsError(str(file), f"This is not TOML: {problem}.", "Correct it.") from None
    place_of = _places(file, text)
    for key in values:
        if key not in known:
            remedy = f"Known are: {', '.join(known)}."
            raise SettingsError(place_of(key), f'There is no setting "{key}".', remedy)
    return Source(values, place_of, str(file))


def _text_of(file: Path) -> str:
    if not file.exists():
        return ""
    try:
        return file.read_text("utf-8")
    except OSError as problem:
        remedy = "Let this person read the file, or remove it."
        raise SettingsError(str(file), f"Cannot be read: {problem.strerror}.", remedy) from None
    except UnicodeDecodeError:
        raise SettingsError(str(file), "The text is not UTF-8.", "Save it as UTF-8.") from None


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
        remedy = f'Write it like locked = ["database"], with names of: {", ".join(KEYS)}.'
        raise SettingsError(found.place_of(LOCKED), '"locked" must list settings.', remedy)
    values = {key: value for key, value in found.values.items() if key != LOCKED}
    return replace(found, values=values), frozenset(listed)


def _environment(environ: Mapping[str, str]) -> Source:
    names = {key: f"HALL_{key.upper()}" for key in KEYS}
    values = {key: environ[name] for key, name in names.items() if environ.get(name)}
    return Source(values, lambda key: names[key], "environment")


def _checked(key: str, raw: object, place: str) -> object:
    if key in CHOICES and raw not in CHOICES[key]:
        remedy = f"Write one of: {', '.join(CHOICES[key])}."
        raise SettingsError(place, f'"{raw}" cannot be used for "{key}".', remedy)
    if key == "voice":
        return _yes_or_no(raw, place)
    if key == "lock_after_min":
        return _minutes(raw, place)
    if isinstance(raw, Path) or (isinstance(raw, str) and raw.strip()):
        return Path(raw).expanduser() if key in PATHS else str(raw)
    raise SettingsError(place, f'"{key}" must be a text.', f'Write it like {key} = "…".')


def _yes_or_no(raw: object, place: str) -> bool:
    said = str(raw).lower()
    if said not in YES + NO:
        raise SettingsError(place, f'"{raw}" is neither yes nor no.', "Write true or false.")
    return said in YES


def _minutes(raw: object, place: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", str(raw)):
        remedy = "Write 0 (never) or more, for example 10."
        raise SettingsError(place, f'"{raw}" is not a number of minutes.', remedy)
    return int(str(raw))


def _without_password(url: str) -> str:
    return re.sub(r"(://[^:/@\s]+):[^@\s]+@", r"\1:***@", url)
