"""The tests of sync catch seeded bugs: each scene is clean, and dirty with the bug in it."""

from pathlib import Path

import pytest

from tests.postgres import own_cluster
from tests.sync.mutants import MUTANTS, Mutant
from tests.sync.scenes import Scene, check_in, issue, rounds
from tests.sync.stepped_hall import Joined, SteppedHall
from tests.sync.witness import Witness

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


def breaches(joined: Joined, folder: Path, scene: Scene, mutant: Mutant | None = None) -> list[str]:
    """What is found on the way and in the end."""
    hall = SteppedHall(joined, folder / "stations")
    try:
        with Witness(hall) as witness, pytest.MonkeyPatch.context() as patch:
            for name in ("counter1", "counter2", "office1"):
                hall.at(name)
            if mutant:
                mutant.bring(patch, witness)
            return [*scene(witness, patch), *witness.breaches()]
    finally:
        hall.close()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: one.name)
def test_a_seeded_bug_is_caught(mutant: Mutant, joined: Joined, tmp_path: Path) -> None:
    found = breaches(joined, tmp_path, mutant.scene, mutant)
    print(f"{mutant.name:28} killed by {sorted({one.partition(':')[0] for one in found})}")
    assert any(one.startswith(mutant.killed_by) for one in found), found


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: one.scene.__name__)
def test_without_it_all_is_well(mutant: Mutant, joined: Joined, tmp_path: Path) -> None:
    assert breaches(joined, tmp_path, mutant.scene) == []


@pytest.mark.timeout(200)
def test_a_central_that_answers_before_it_has_written_is_caught(tmp_path: Path) -> None:
    """`synchronous_commit=off`: what central has said yes to is gone after a power cut."""
    with own_cluster(durable=True) as cluster:
        joined = Joined.at(cluster, tmp_path / "nest")
        assert power_cut(joined, tmp_path / "on") == []
        for lax in ("synchronous_commit = off", "wal_writer_delay = '10s'"):
            cluster.run(f"ALTER SYSTEM SET {lax}")
        cluster.restart()
        found = power_cut(joined, tmp_path / "off")
        print(f"{'synchronous_commit off':28} killed by {found}")
        assert any(one.startswith("3 every answer holds") for one in found), found


def power_cut(joined: Joined, folder: Path) -> list[str]:
    """Central says yes, the power goes, and comes back."""
    hall = SteppedHall(joined, folder)
    try:
        with Witness(hall) as witness:
            rounds(witness)
            joined.cluster.run("CHECKPOINT")
            check_in(witness)
            rounds(witness, "counter1")
            assert issue(witness).done
            joined.cluster.crash()
            joined.cluster.start()
            hall.central.database.engine.dispose()
            return witness.breaches()
    finally:
        hall.close()
