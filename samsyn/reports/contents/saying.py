"""How are figures said in a proposed sentence? As the language writes numbers and shares, and kept so."""

from collections.abc import Mapping

from django.utils.translation import gettext

from samsyn.domain.report import Part
from samsyn.domain.report_sentences import Proposal
from samsyn.exports.tables import number_in_words

type Said = str | int | Part


def proposal(key: str, pattern: str, *, is_finding: bool = False, **what: Said) -> Proposal:
    """A sentence of a pattern with %(names)s; numbers and parts are its figures, words are not."""
    said = {name: in_words(value) for name, value in what.items()}
    figures = {name: said[name] for name, value in what.items() if not isinstance(value, str)}
    return Proposal(key, pattern % said, figures, is_finding)


def in_words(value: Said) -> str:
    """A number grouped, a part as percent, words as they are."""
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return number_in_words(value)
    return percent_in_words(value)


def percent_in_words(part: Part) -> str:
    """ "51 %" in Swedish, "51%" in English; "mindre än 1 %" of what rounds to none."""
    if part.percent is None:
        return "–"
    if part.percent == 0 and part.value:
        return gettext("mindre än 1 %%") % ()
    return gettext("%(share)s %%") % {"share": part.percent}


def listed(names: Mapping[str, int]) -> str:
    """ "BUP (74), BUMM (15) och Socialtjänst (6)": the sentence of a list with its numbers."""
    each = [f"{name} ({number_in_words(many)})" for name, many in names.items()]
    *others, last = each
    if not others:
        return last
    return gettext("%(some)s och %(last)s") % {"some": ", ".join(others), "last": last}
