"""How are deviations numbered? One series a year: SAM-2026-0001. A gap can arise, a repeat never."""


def deviation_number(series: str, year: int, serial: int) -> str:
    """The number shown everywhere, with at least four digits in the serial."""
    return f"{series}-{year}-{serial:04d}"
