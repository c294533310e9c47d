"""Who has got the summary of which morning?"""

from datetime import date

from samsyn.accounts.models import MorningSummary


def summarised(user_id: int, *, on: date) -> bool:
    """Note that a person gets the summary of a day; False when it has been sent already."""
    return MorningSummary.objects.get_or_create(user_id=user_id, sent_on=on)[1]


def forget_summaries(*, before: date) -> None:
    """Forget who got which summary before a day."""
    MorningSummary.objects.filter(sent_on__lt=before).delete()
