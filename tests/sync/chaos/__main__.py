"""A chaos run by command; exit 1 when anything is not as it must be."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.sync.chaos.desk import Life
from tests.sync.chaos.run import NAMES, Plan, Run
from tests.sync.chaos.trouble import Apart


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.sync.chaos", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stations", type=int, default=5, choices=range(1, len(NAMES) + 1))
    parser.add_argument("--spell", type=float, default=3.0, help="longest spell of a line, seconds")
    parser.add_argument("--life", type=float, default=20.0, help="longest life of a process")
    parser.add_argument("--cuts", type=float, default=60.0, help="seconds between power cuts")
    parser.add_argument("--folder", type=Path, help="where the stations' files are left")
    args = parser.parse_args()
    plan = Plan(
        seed=args.seed,
        stations=args.stations,
        seconds=args.minutes * 60,
        longest_spell=args.spell,
        longest_life=Life(seconds=args.life, acts=10**6),
        cuts_apart=Apart(seconds=args.cuts, acts=0),
    )
    folder = args.folder or Path(tempfile.mkdtemp(prefix="hall-chaos-"))
    report = Run(plan, folder, lambda words: print(words, flush=True)).report()
    print("\n".join(report.lines()))
    print(f"files: {folder}")
    return 1 if report.violations else 0


if __name__ == "__main__":
    sys.exit(main())
