"""What happens to plans by itself? Declared here, repeated by samsyn/jobs/schedules.py."""

from django.tasks import task
from django.utils import timezone

from samsyn.plans.services import remove_forgotten_documents


@task
def remove_documents_without_row() -> int:
    """Remove what a power cut left between a plan's document and its row; how many files went."""
    return remove_forgotten_documents(now=timezone.now())
