"""Do the counted figures agree with the facts? Counts anew either way, and says what was wrong."""

import argparse

from samsyn.tally.services import recount

SUMMARY = "compare the tally behind the statistics with the facts, and count it anew"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run recount", description=SUMMARY)
    parser.parse_args(arguments)
    wrong = recount()
    if wrong is None:
        print("Nobody kept the tally: its triggers were gone. They are back, all is counted anew.")
    elif wrong:
        print(f"{wrong} rows of the tally were wrong. All is counted anew.")
    else:
        print("The tally agrees with the facts.")
    return int(wrong != 0)
