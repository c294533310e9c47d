"""How is a report written, reviewed, frozen and published? By the secretariat, two people at least."""

from samsyn.reports.services.rules import ReportRefused
from samsyn.reports.services.sentences import (
    accept_sentence,
    move_sentence,
    put_back,
    remove_passage,
    rewrite_sentence,
    take_new_sentence,
)
from samsyn.reports.services.starting import start_report
from samsyn.reports.services.steps import (
    approve,
    freeze,
    hand_in,
    publish,
    reopen,
    send_back,
)
from samsyn.reports.services.writing import write_prose

__all__ = [
    "ReportRefused",
    "accept_sentence",
    "approve",
    "freeze",
    "hand_in",
    "move_sentence",
    "publish",
    "put_back",
    "remove_passage",
    "reopen",
    "rewrite_sentence",
    "send_back",
    "start_report",
    "take_new_sentence",
    "write_prose",
]
