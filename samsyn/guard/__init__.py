"""Personal data in Swedish free text: what is found, how sure, and what to write instead.

Pure Python: no Django, no network, nothing of a text is kept. See docs/vakten.md and ADR 0043.
"""

from samsyn.guard.finding import Finding, replaced
from samsyn.guard.scanning import scan

__all__ = ["Finding", "replaced", "scan"]
