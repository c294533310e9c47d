from django.apps import AppConfig
from django.db.backends.signals import connection_created


class DatabaseConfig(AppConfig):
    name = "samsyn.database"

    def ready(self) -> None:
        from samsyn.database.sqlite import teach_swedish

        # Not a business step: the only hook Django has for preparing a new connection.
        connection_created.connect(teach_swedish, dispatch_uid="samsyn.database")
