"""Where does a job wait? In the database, in the transaction of the step that asked for it."""

from typing import Any

from django_tasks_db.backend import DatabaseBackend, TaskResult


class NotAKey(TypeError):
    """A job was given more than primary keys; what it is about must be read when it runs."""


class KeysOnly(DatabaseBackend):  # type: ignore[misc]  # untyped base: django.tasks' own class
    """The database backend, refusing every argument that could hold words of a case."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> TaskResult[Any, Any]:
        """Store a job with whole numbers only; they cannot tell anything about a child."""
        _require_keys(task, args, kwargs)
        return super().enqueue(task, args, kwargs)

    async def aenqueue(self, task: Any, args: Any, kwargs: Any) -> TaskResult[Any, Any]:
        """The same, for those who wait for nothing."""
        _require_keys(task, args, kwargs)
        return await super().aenqueue(task, args, kwargs)


def _require_keys(task: Any, args: Any, kwargs: Any) -> None:
    for value in (*args, *kwargs.values()):
        if not isinstance(value, int | None):
            raise NotAKey(f"{task.module_path} was given a {type(value).__name__}")
