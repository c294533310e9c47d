"""Everything that can be done to a deviation, one file a verb."""

from samsyn.deviations.services.answer_drafts import (
    TypedAnswer,
    discard_answer_draft,
    discard_answer_drafts_of_visit,
    keep_answer_draft,
)
from samsyn.deviations.services.answering import amend_answer, answer_deviation, change_measure
from samsyn.deviations.services.attaching import attach_file, remove_forgotten_files
from samsyn.deviations.services.closing import (
    close_deviation,
    close_expired,
    judge_answer,
    reopen_deviation,
    withdraw_deviation,
)
from samsyn.deviations.services.correcting import correct_deviation
from samsyn.deviations.services.drafting import (
    discard_draft,
    forget_drafts,
    keep_draft,
    save_draft,
    start_draft,
)
from samsyn.deviations.services.mailbox import forget_codes
from samsyn.deviations.services.paper import register_paper
from samsyn.deviations.services.receiving import (
    acknowledge,
    decline,
    redirect,
    start_investigating,
)
from samsyn.deviations.services.reminding import remind
from samsyn.deviations.services.retyping import retype_paper
from samsyn.deviations.services.sending import send_deviation
from samsyn.deviations.services.talking import write_message

__all__ = [
    "TypedAnswer",
    "acknowledge",
    "amend_answer",
    "answer_deviation",
    "attach_file",
    "change_measure",
    "close_deviation",
    "close_expired",
    "correct_deviation",
    "decline",
    "discard_answer_draft",
    "discard_answer_drafts_of_visit",
    "discard_draft",
    "forget_codes",
    "forget_drafts",
    "judge_answer",
    "keep_answer_draft",
    "keep_draft",
    "redirect",
    "register_paper",
    "remind",
    "remove_forgotten_files",
    "reopen_deviation",
    "retype_paper",
    "save_draft",
    "send_deviation",
    "start_draft",
    "start_investigating",
    "withdraw_deviation",
    "write_message",
]
