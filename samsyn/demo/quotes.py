"""Of what was marked at the desk the secretariat has made two quotes: one is approved, one waits."""

import re
from datetime import datetime, timedelta

from samsyn.demo.coded import secretariat
from samsyn.domain.access import Viewer
from samsyn.reports.quotes.selectors import mark_to_quote, marks_to_quote, proposal_for, quotes_of
from samsyn.reports.quotes.services import (
    PointsSomebodyOut,
    WordsRefused,
    approve_quote,
    make_quote,
)

WANTED = 2
WEEK = re.compile(r"vecka \d+")


def quote_some(now: datetime) -> int:
    """Make the first two quotes of last year that point nobody out, and approve one; how many were made."""
    writer, reader = secretariat(now)
    year, at = now.year - 1, now - timedelta(hours=5)
    marks = (one.id for one in marks_to_quote(year, viewer=writer))
    made = 0
    while made < WANTED and (mark_id := next(marks, None)):
        made += _is_made(mark_id, writer, at)
    for card in quotes_of(year, viewer=reader)[1:WANTED]:
        later = at + timedelta(hours=2)
        approve_quote(quote_id=card.id, seen_step=card.last.pk, by=reader, now=later)
    return made


def _is_made(mark_id: int, writer: Viewer, at: datetime) -> bool:
    mark = mark_to_quote(mark_id, viewer=writer)
    assert mark is not None
    text = WEEK.sub("[datum]", proposal_for(mark, viewer=writer).text)
    try:
        make_quote(mark_id=mark_id, text=text, names_checked=False, by=writer, now=at)
    except (PointsSomebodyOut, WordsRefused):
        return False
    return True
