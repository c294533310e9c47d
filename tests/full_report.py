"""A report with one of everything that a report can hold, for every form of it; knows no database."""

from dataclasses import replace

from samsyn.domain.report import (
    Part,
    Picture,
    Prose,
    Quote,
    Report,
    ReportTable,
    Section,
    Sentence,
    Standing,
)
from samsyn.exports.chart_look import framed

COUNTED_ALIKE = "Återkallade rapporter räknas inte."
PROSE = """Överenskommelsen gäller *barn* i behov av **särskilt stöd**.

Den som ser en brist:

- skriver en avvikelse
- väntar på svar
  1. från regionen
  2. från kommunen

Läs mer på [länets sida](https://example.org/barn?a=1&b=2)."""
UNITS = {"BUP": 9, "Socialtjänst": 6, "Ej klassificerad": 1}


def full_report(**changes) -> Report:
    """The whole report, as a second edition with errata."""
    report = Report(
        title="Avvikelser i samverkan 2025",
        subtitle="Länet & dess kommuner",
        language="sv",
        year=2025,
        summary=("56 % av avvikelserna gäller BUP (9 av 16).", "Svaren kommer snabbare."),
        standing=Standing(2, "2026-03-12", "Tabell 1 sade 8 i stället för 9.\nTack till läsaren."),
        sections=(
            Section("background", "Bakgrund", (Prose("prose", PROSE),)),
            Section(
                "recipients",
                "Mottagare",
                (
                    Sentence("recipients.most", "BUP har tagit emot *flest*: 9 av 16, 56 %."),
                    picture(),
                    counted("recipients", "Verksamheter som har tagit emot avvikelser", residual=2),
                    Quote("Vi ringde [aktuell BUP] tre gånger.\nIngen svarade."),
                ),
                (
                    Section("to-bup", "Till BUP", (hidden_table(),)),
                    Section("over-years", "Över åren", (years_table(), long_table())),
                ),
            ),
            Section("links", "Länkar"),
        ),
    )
    return replace(report, **changes)


def draft() -> Report:
    """The same before anybody has frozen it."""
    return full_report(standing=Standing())


def picture() -> Picture:
    """Three bars, one of them under a long name."""
    names = [f"{place}\t{name}" for place, name in enumerate((*UNITS, "Ett långt namn " * 4))]
    data = [{"name": name, "count": count} for name, count in zip(names, (9, 6, 1, 2), strict=True)]
    axis = {"labelExpr": "split(slice(datum.label, indexof(datum.label, '\\t') + 1), '\\n')"}
    view = {
        "data": {"values": data},
        "width": 460,
        "height": {"step": 28},
        "mark": "bar",
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": names, "axis": axis},
            "x": {"field": "count", "type": "quantitative"},
        },
    }
    return Picture(
        "recipients",
        "BUP får flest",
        "BUP: 9. Socialtjänst: 6. Ej klassificerad: 1.",
        framed(view, title="BUP får flest", subtitle=("Mellan huvudmän, 2025 (n = 16)",)),
    )


def counted(key: str, title: str, *, residual: int | None = None) -> ReportTable:
    """Numbers with their parts of n."""
    return ReportTable(
        key,
        title,
        ("Mottagare", "Rapporter", "Andel"),
        tuple((name, count, Part(count, 16)) for name, count in UNITS.items()),
        16,
        notes=(COUNTED_ALIKE, "En rapport kan ha flera mottagare."),
        residual_rows=() if residual is None else (residual,),
    )


def hidden_table() -> ReportTable:
    """A number and its part hidden."""
    rows = (("Socialtjänst", 7, Part(7, 9)), ("Elevhälsa", None, None))
    return ReportTable("to-bup", "Från vilka", ("Från", "Rapporter", "Andel"), rows, 9, COUNTED)


def years_table() -> ReportTable:
    """Parts of different n, and words beside numbers."""
    heads = ("Tema", "2023", "2024", "2025", "Jämförbart")
    rows = (("SIP", Part(3, 12), Part(0, 0), Part(54, 1060), "ja"), ("Remiss", 1, 2, 12345, ""))
    return ReportTable("years", "Teman över åren", heads, rows, None, ("Listan byttes 2024.",))


def long_table() -> ReportTable:
    """More rows than a page has."""
    rows = tuple((f"Kommun {number}", number, Part(number, 99)) for number in range(1, 91))
    return ReportTable("areas", "Kommuner", ("Kommun", "Rapporter", "Andel"), rows, 99, COUNTED)


COUNTED = (COUNTED_ALIKE,)
