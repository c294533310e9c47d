"""What is the answer to the question in an address? The same for page, chart and file."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext

from samsyn.coding.selectors.codes import lists_of_years
from samsyn.disclosure.selectors import Limits, limits_held
from samsyn.domain.access import Viewer
from samsyn.domain.tables import Question, Table
from samsyn.domain.vocabulary import Dimension
from samsyn.exports.charts import Chart
from samsyn.exports.charts_of_tables import chart_of_table
from samsyn.statistics.dimensions import Names
from samsyn.statistics.permissions import BreakdownRefused, is_shown
from samsyn.statistics.selectors import (
    Summary,
    every_year,
    read_ahead,
    summary_of,
    table_for,
)
from samsyn.statistics.wheres import UnknownValue
from samsyn.tally.sheets import Sheets
from samsyn.web.statistics.forms import QuestionForm

BY_CODES = {Dimension.THEME, Dimension.SUBTYPE}


@dataclass
class Answer:
    """What a viewer gets for a question; everything is worked out when it is first asked for."""

    question: Question
    viewer: Viewer
    sheets: Sheets
    """What has been read of the tally; own and all beside each other read it once."""

    def read_ahead(self) -> None:
        """Read what the page's tables rest on together, before they are made. Refuses UnknownValue."""
        asked = [self.question, *([self._whole] if self.question.own else [])]
        read_ahead(asked, viewer=self.viewer, names=self._names, sheets=self.sheets)

    @cached_property
    def table(self) -> Table:
        """The figures, as this viewer may see them. Refuses UnknownValue and BreakdownRefused."""
        return self._table_for(self.question)

    @cached_property
    def county(self) -> Table | None:
        """The whole county's figures beside one's own, when the viewer may see them so broken down."""
        if self.question.own is None or not is_shown(self._whole, viewer=self.viewer):
            return None
        return self._table_for(self._whole)

    @property
    def _whole(self) -> Question:
        return replace(self.question, own=None)

    def _table_for(self, question: Question) -> Table:
        return table_for(
            question,
            viewer=self.viewer,
            names=self._names,
            sheets=self.sheets,
            limits=self._limits,
        )

    # Own and all beside each other are two tables with the same names and limits.
    @cached_property
    def _names(self) -> Names:
        return Names(self.question.naming)

    @cached_property
    def _limits(self) -> Limits:
        return limits_held(viewer=self.viewer)

    @cached_property
    def chart(self) -> Chart | None:
        """The drawing; None where there is nothing to draw."""
        return chart_of_table(self.table, whose=self.whose)

    @property
    def whose(self) -> str:
        """Whose figures they are in words, when not the county's."""
        own = self.question.own
        return f"{self.viewer.acting_for}: {gettext(own.side.label).lower()}" if own else ""

    @cached_property
    def list_years(self) -> list[int]:
        """The first years of the code lists that the themes come from, when they are several."""
        codes = {*self.question.by, *(one for one, _ in self.question.where)} & BY_CODES
        if len(self.question.years) < 2 or not codes:
            return []
        lists = lists_of_years(self.question.years, among=self._names.code_books)
        return lists if len(lists) > 1 else []

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """What must be said beside the table and is not a rule of counting."""
        if not self.list_years:
            return ()
        lists = ", ".join(map(str, self.list_years))
        words = gettext(
            "Åren har olika kodlistor (%(lists)s): teman med samma namn är inte säkert samma sak."
        )
        return (words % {"lists": lists},)

    @cached_property
    def summary(self) -> Summary | None:
        """The years in short; None beside narrower figures, for which it would be taken."""
        question = self.question
        if question.own is not None or question.where:
            return None
        return summary_of(question.years, viewer=self.viewer, sheets=self.sheets)


@dataclass
class Asked:
    """What an address asks, and what has been read to know which years there are."""

    years: list[int]
    form: QuestionForm | None
    """None without figures."""
    sheets: Sheets

    def answer(self, viewer: Viewer) -> Answer:
        """The answer to the question of a valid form."""
        assert self.form is not None
        return Answer(self.form.question, viewer, self.sheets)


def asked_in(request) -> Asked:
    """The years that there are figures for, and the question of the address."""
    sheets = every_year(viewer=request.viewer)
    years = sorted(sheets.years_with_any(), reverse=True)
    form = QuestionForm(request.GET, years=years, viewer=request.viewer) if years else None
    return Asked(years, form, sheets)


def answer_in(request) -> Answer | None:
    """The answer to the question of the address; None when nothing, or nothing that exists, is asked."""
    asked = asked_in(request)
    if asked.form is None or not asked.form.is_valid():
        return None
    answer = asked.answer(request.viewer)
    try:
        _ = answer.table
    except (UnknownValue, BreakdownRefused):
        return None
    return answer
