"""How do units answer, who takes part, and what have they stated?"""

from samsyn.participation.beside import Kinds
from samsyn.participation.covered import (
    AmongItsKind,
    Covered,
    LastDays,
    Narrowed,
    Wanted,
    coverage_by,
    different_ones,
    in_register,
    shown_units,
    whole_of,
)
from samsyn.participation.periods import span_of, span_of_period
from samsyn.participation.selectors.answering import (
    AnsweringOfYears,
    AnswersBy,
    answers_in_groups,
    answers_of_own,
    groupings_of,
)
from samsyn.participation.selectors.compared import (
    Compared,
    compared_units,
    computed_at,
    units_and_kinds,
    years_counted,
)
from samsyn.participation.selectors.coverage import (
    coverage,
    coverage_of_own_kind,
    last_days_of,
    registered_units,
)
from samsyn.participation.selectors.stated import Statement, statements_of

__all__ = [
    "AmongItsKind",
    "AnsweringOfYears",
    "AnswersBy",
    "Compared",
    "Covered",
    "Kinds",
    "LastDays",
    "Narrowed",
    "Statement",
    "Wanted",
    "answers_in_groups",
    "answers_of_own",
    "compared_units",
    "computed_at",
    "coverage",
    "coverage_by",
    "coverage_of_own_kind",
    "different_ones",
    "groupings_of",
    "in_register",
    "last_days_of",
    "registered_units",
    "shown_units",
    "span_of",
    "span_of_period",
    "statements_of",
    "units_and_kinds",
    "whole_of",
    "years_counted",
]
