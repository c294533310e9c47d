"""How is a share of n worked out and written? Never by hand, always with its n (requirement 30)."""

from decimal import ROUND_HALF_UP, Decimal


def share_of(value: int, n: int) -> float | None:
    """The value's part of n with four decimals; None when there is nothing to be a part of."""
    return None if n == 0 else float(_rounded(Decimal(value) / n, "0.0001"))


def percent_of(value: int, n: int) -> int | None:
    """The value's part of n in whole percent, halves upwards as people round; None when n is 0."""
    return None if n == 0 else int(_rounded(Decimal(value) * 100 / n, "1"))


def percent_in_words(value: int, n: int) -> str:
    """The part as a page writes it: "70 %", "< 1 %" for what rounds to none, "–" without an n."""
    percent = percent_of(value, n)
    if percent is None:
        return "–"
    return "< 1 %" if percent == 0 and value else f"{percent} %"


def _rounded(number: Decimal, step: str) -> Decimal:
    # Python's round() goes to the even neighbour: 12.5 would be 12 and 13.5 would be 14.
    return number.quantize(Decimal(step), rounding=ROUND_HALF_UP)
