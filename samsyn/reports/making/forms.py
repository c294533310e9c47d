"""Which forms is an edition made in? One line each; whoever adds one writes a function of a Report.

A form is a function of the frozen report and nothing else, so that it can be made again at any time.
"""

from collections.abc import Callable
from dataclasses import dataclass

from samsyn.domain.report import Report, to_json
from samsyn.domain.vocabulary import gettext_noop
from samsyn.exports.report_data import zip_of
from samsyn.exports.report_docx import docx_of
from samsyn.exports.report_pdf import pdf_of
from samsyn.exports.report_xlsx import xlsx_of


@dataclass(frozen=True)
class Form:
    """One form: its name in addresses and files, what people call it, and who makes it."""

    key: str
    label: str
    suffix: str
    media_type: str
    make: Callable[[Report], bytes]


FORMS: dict[str, Form] = {
    form.key: form
    for form in (
        Form("pdf", gettext_noop("PDF"), "pdf", "application/pdf", pdf_of),
        Form(
            "docx",
            gettext_noop("Word"),
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            docx_of,
        ),
        Form(
            "xlsx",
            gettext_noop("Excel, en flik för varje tabell"),
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            xlsx_of,
        ),
        Form(
            "zip",
            gettext_noop("Alla tabeller som CSV och JSON (zip)"),
            "zip",
            "application/zip",
            zip_of,
        ),
        Form(
            "json",
            gettext_noop("Hela rapporten som JSON"),
            "json",
            "application/json",
            lambda report: to_json(report).encode(),
        ),
    )
}
"""In the order in which they are made and offered."""
