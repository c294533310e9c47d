"""How are figures said in a proposed sentence? As the language writes numbers and shares, and kept so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from samsyn.domain.report import Part
from samsyn.domain.report_sentences import Proposal
from samsyn.exports.tables import number_in_words


@dataclass(frozen=True)
class Percent:
    """A share that was printed as percent, without its number."""

    percent: int


type Said = str | int | Part | Percent


def proposal(
    key: str,
    pattern: str,
    *,
    is_finding: bool = False,
    differs_by: float = 0.0,
    in_percent: float = 0.0,
    **what: Said,
) -> Proposal:
    """A sentence of a pattern with %(names)s; numbers and parts are its figures, words are not."""
    said = {name: in_words(value) for name, value in what.items()}
    figures = {name: said[name] for name, value in what.items() if not isinstance(value, str)}
    return Proposal(key, pattern % said, figures, is_finding, differs_by, in_percent)


def in_words(value: Said) -> str:
    """A number grouped, a part as percent, words as they are."""
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return number_in_words(value)
    if isinstance(value, Percent):
        return gettext("%(share)s %%") % {"share": value.percent}
    return percent_in_words(value)


def percent_in_words(part: Part) -> str:
    """ "51 %" in Swedish, "51%" in English; "mindre än 1 %" of what rounds to none."""
    if part.percent is None:
        return "–"
    if part.percent == 0 and part.value:
        return gettext("mindre än 1 %%") % ()
    return gettext("%(share)s %%") % {"share": part.percent}


def of_reports(n: int) -> str:
    """The word after a number: "1 avvikelse", "106 avvikelser"."""
    return ngettext("avvikelse", "avvikelser", n)


def listed(names: Mapping[str, int]) -> str:
    """ "BUP (74), BUMM (15) och Socialtjänst (6)": the sentence of a list with its numbers."""
    return joined(f"{name} ({number_in_words(many)})" for name, many in names.items())


def joined(words: Iterable[str]) -> str:
    """ "a, b och c"; empty of nothing."""
    *others, last = list(words) or [""]
    if not others:
        return last
    return gettext("%(some)s och %(last)s") % {"some": ", ".join(others), "last": last}


@dataclass(frozen=True)
class Leading:
    """Who or what comes first: one name, or several that are alike."""

    names: str
    """ "BUP", or "Elevhälsa och Socialtjänst"."""
    many: int
    """How many each of them has."""
    are_several: bool


def leading(counts: Mapping[str, int]) -> Leading:
    """The first of some names with their numbers, and all that have as many."""
    many = max(counts.values())
    first = [name for name, count in counts.items() if count == many]
    return Leading(joined(first), many, len(first) > 1)


def quoted(name: str) -> str:
    """A theme's name as it stands in a sentence: ”Remisshantering”."""
    return gettext("”%(name)s”") % {"name": name}


def most_from(key: str, counts: Mapping[str, int], n: int) -> Proposal:
    """From which service most of n come; all of them, or several alike."""
    first = leading(counts)
    if first.many == n and not first.are_several:
        if n == 1:
            # One is said in words, so there is no figure that could part ways.
            return proposal(
                key, gettext("Avvikelsen kommer från %(service)s."), service=first.names
            )
        return proposal(
            key, gettext("Alla %(n)s kommer från %(service)s."), service=first.names, n=n
        )
    if first.are_several:
        said = gettext("Flest kommer från %(service)s: %(many)s vardera av %(n)s, %(share)s.")
    else:
        said = gettext("Flest kommer från %(service)s: %(many)s av %(n)s, %(share)s.")
    return proposal(key, said, service=first.names, many=first.many, n=n, share=Part(first.many, n))


def list_proposal(key: str, pattern: str, names: Mapping[str, int]) -> Proposal:
    """A sentence with %(list)s: words to the pattern, but each number in it is a figure."""
    figures = {f"s{at}": in_words(count) for at, count in enumerate(names.values())}
    return Proposal(key, pattern % {"list": listed(names)}, figures)
