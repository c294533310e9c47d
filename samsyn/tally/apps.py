from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class TallyConfig(AppConfig):
    name = "samsyn.tally"

    def ready(self) -> None:
        from samsyn.tally import keeping

        # Not a business step: a migration may rebuild a table that the triggers stand on, which drops
        # them without a word in SQLite and is refused in PostgreSQL. So they step aside meanwhile.
        def step_aside(plan: Any = (), **kwargs: Any) -> None:
            if plan:
                keeping.uninstall()

        def return_to_work(plan: Any = (), **kwargs: Any) -> None:
            if plan:
                keeping.install()

        pre_migrate.connect(step_aside, sender=self, weak=False, dispatch_uid="samsyn.tally.before")
        post_migrate.connect(
            return_to_work, sender=self, weak=False, dispatch_uid="samsyn.tally.after"
        )
