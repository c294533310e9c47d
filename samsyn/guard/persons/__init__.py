"""Names of people in a text."""

from samsyn.guard.persons.finding import persons

__all__ = ["persons"]
