"""Why may the registry not be changed so?"""

from samsyn.domain.refusals import Refusal


class UnitRefused(Refusal):
    """`why` is one of name_missing, ends_before_start, own_successor, circle, same_name,
    same_principal, same_area, same_kind, wrong_level."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
