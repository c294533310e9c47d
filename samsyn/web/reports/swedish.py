"""Which names in a report exist in Swedish alone? Of themes, services and official questions."""

from django.utils.translation import gettext

from samsyn.coding.selectors.correspondences import all_lists
from samsyn.exports.report_languages import Mark, marks_swedish
from samsyn.organisations.selectors.called import names_of_kinds
from samsyn.surveys.selectors.official import official_words


def swedish_in(report, *, viewer) -> Mark:
    """Marks what a report in another language says in Swedish; nothing in one in Swedish.

    The language that is spoken now is the report's.
    """
    if report.language == "sv":
        return str
    themes = [theme for themes in all_lists().values() for theme in themes]
    names = {name for theme in themes for name in (theme.name, *theme.subtypes)}
    names |= {*names_of_kinds(), *official_words(viewer=viewer)}
    return marks_swedish(name for name in names if name and gettext(name) == name)
