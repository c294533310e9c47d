from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

STANDS_ON = frozenset({"deviations", "coding", "tally"})
"""The apps whose tables the view and the triggers name."""


class TallyConfig(AppConfig):
    name = "samsyn.tally"

    def ready(self) -> None:
        from samsyn.tally import keeping

        # Not a business step: a migration may rebuild a table that the triggers stand on, which drops
        # them without a word in SQLite and is refused in PostgreSQL. So they step aside meanwhile; not
        # for other apps' migrations, as counting anew takes a minute and a half at a million.
        def step_aside(plan: Any = (), **kwargs: Any) -> None:
            if touches_what_counts(plan):
                keeping.uninstall()

        def return_to_work(plan: Any = (), **kwargs: Any) -> None:
            if touches_what_counts(plan):
                keeping.install()

        pre_migrate.connect(step_aside, sender=self, weak=False, dispatch_uid="samsyn.tally.before")
        post_migrate.connect(
            return_to_work, sender=self, weak=False, dispatch_uid="samsyn.tally.after"
        )


def touches_what_counts(plan: Any) -> bool:
    """Whether any migration of a plan belongs to an app that the view or the triggers stand on."""
    return any(migration.app_label in STANDS_ON for migration, _backwards in plan)
