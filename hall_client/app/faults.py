"""Faults of the environment: unreachable, silent, full. Not a rule's no, not a bug of ours."""

from functools import partial

from hall_client.domain.errors import kebab

FAULTS: dict[str, type["Fault"]] = {}


class Fault(Exception):
    """Something outside the program failed; wrapped once at the adapter's edge.

    Like a Refusal it has a stable code with words in `resources/words`; usually one may retry.
    """

    code = "fault"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __reduce__(self) -> tuple[object, ...]:
        """Another process that is told of it has the same facts."""
        return partial(type(self), **self.facts), ()

    def __init_subclass__(cls) -> None:
        cls.code = kebab(cls.__name__)
        FAULTS[cls.code] = cls


class DatabaseMissing(Fault):
    """There is no database at that place."""


class DatabaseForeign(Fault):
    """The file or database is not one of Hall Client's."""


class DatabaseNewer(Fault):
    """The database was made by a newer program."""


class DatabaseOlder(Fault):
    """The database needs `db upgrade` first."""


class DatabaseReadOnly(Fault):
    """The file cannot be written."""


class DatabaseBusy(Fault):
    """Another program has held the database longer than we wait."""


class DatabaseDamaged(Fault):
    """The file is not readable as a database."""


class DatabaseUnreachable(Fault):
    """The server does not answer."""


class DatabaseForbidden(Fault):
    """The server does not let this user do that."""


class DatabaseExists(Fault):
    """A database stands there already; nothing was overwritten."""


class DatabaseUrlUnknown(Fault):
    """The database address is not one the program understands."""


class DiskFull(Fault):
    """No room left where the database lies."""


class DiskFailing(Fault):
    """The disk where the database lies could not be written or read."""


class DoneNotKept(Fault):
    """Central has done the act; this station's file could not take in what came of it."""


class NotRehearsal(Fault):
    """The act is for rehearsal databases only."""


class FileUnreadable(Fault):
    """A file cannot be read or written."""


class FolderForeign(Fault):
    """The folder holds files that are not ours to replace."""


class RehearsalPlayed(Fault):
    """Something was done in this rehearsal database already."""


class DisplayMissing(Fault):
    """No display to open windows on."""


class CentralAway(Fault):
    """Central cannot be reached, and the act is void without it."""


class AnswerLost(Fault):
    """Central was asked and the answer did not come: whether it was done is not known yet."""


class CentralWentBack(Fault):
    """Central was put back from a backup, and nobody has told it so."""


class JoinStopped(Fault):
    """A person stopped the first join; it begins anew the next time."""


class StationTaken(Fault):
    """Another file speaks for this station already; a person may replace it."""


class StationReplaced(Fault):
    """Another file has taken this station's place."""


class StationCopied(Fault):
    """Two copies of one file speak for one station."""


class StationMoved(Fault):
    """The station's file lies elsewhere than before; central has not known it again yet."""


class StationInUse(Fault):
    """Another program has the file of this station open."""


class ProgramOutdated(Fault):
    """Central asks for a newer program."""


class CentralNewer(Fault):
    """Central has a newer schema than this program knows."""


class CentralOlder(Fault):
    """Central has an older schema than this program needs; it has to be upgraded."""


class StationOlder(Fault):
    """The station's file is of an older program; the next start brings it up to date."""


class StationUnreadable(Fault):
    """The station's file is not one, or is damaged."""


OWN_FILE = (DatabaseDamaged, DatabaseMissing, DatabaseReadOnly, DiskFailing, DiskFull)
"""What may be wrong with the file of a machine, or of central."""


class HallDiffers(Fault):
    """The station's file belongs to another hall than central."""


BARRING = (StationCopied, StationReplaced, StationMoved)
"""Another file speaks for the station, or may: nothing is done in this one, lest it come twice."""
