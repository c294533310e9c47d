"""Who sends what waits, closes what time has ended, and does whatever else happens by itself?"""

import argparse

from samsyn.jobs.worker import Worker, do_all

SUMMARY = "do what happens by itself: letters, time limits, clearing away (--once)"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run worker", description=SUMMARY)
    parser.add_argument("--once", action="store_true", help="do all that is due now, and stop")
    if parser.parse_args(arguments).once:
        for line in work():
            print(line)
        return 0
    Worker().run()
    return 0


def work() -> list[str]:
    """Do all that is due now; a line for each job, with what it counted."""
    return [f"{task.removeprefix('samsyn.')}: {many}" for task, many in sorted(do_all().items())]
