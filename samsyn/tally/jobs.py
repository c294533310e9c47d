"""What does the tally do by itself? Declared here, repeated by samsyn/jobs/schedules.py."""

from django.tasks import task

from samsyn.tally import services


@task
def carry_forward() -> int:
    """Sum the ledger's loose entries when they are many; how many were."""
    return services.carry_forward()
