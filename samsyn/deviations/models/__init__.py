"""What is stored of a deviation? Facts: who did what and when. States are derived (domain/lifecycle.py)."""

from samsyn.deviations.models.addressing import TO_JUDGE, WAITING, Addressing
from samsyn.deviations.models.agreement import Agreement, AgreementPoint
from samsyn.deviations.models.answer import Answer, Measure
from samsyn.deviations.models.attachment import Attachment
from samsyn.deviations.models.copy import SearchText, SecretariatCopy
from samsyn.deviations.models.deviation import Deviation, DeviationVersion
from samsyn.deviations.models.draft import AnswerDraft, Draft, NumberSeries
from samsyn.deviations.models.history import Message, StepTaken
from samsyn.deviations.models.mailbox import MailboxCode, MailboxRevocation
from samsyn.deviations.models.reminder import Reminder, ReminderPause, ReminderRule

__all__ = [
    "TO_JUDGE",
    "WAITING",
    "Addressing",
    "Agreement",
    "AgreementPoint",
    "Answer",
    "AnswerDraft",
    "Attachment",
    "Deviation",
    "DeviationVersion",
    "Draft",
    "MailboxCode",
    "MailboxRevocation",
    "Measure",
    "Message",
    "NumberSeries",
    "Reminder",
    "ReminderPause",
    "ReminderRule",
    "SearchText",
    "SecretariatCopy",
    "StepTaken",
]
