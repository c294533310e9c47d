"""A small report with everything in it that a form must be able to show."""

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

AREAS = ReportTable(
    key="areas",
    title="Avvikelser efter område",
    heads=("Område", "Rapporter", "Andel"),
    rows=(
        ("=cmd|' /C calc'!A0", 1200, Part(1200, 2000)),
        ("<b>Söder</b>", None, None),
        ("Öster", 3, Part(3, 2000)),
        ("Ej klassificerad", 1, Part(1, 4)),
    ),
    n=2000,
    notes=("Återkallade rapporter räknas inte.",),
    residual_rows=(3,),
)
YEARS = ReportTable(
    key="years",
    title="Mellan och inom huvudmän",
    heads=("", "2020", "2021", "Andel 2020", "Andel 2021"),
    rows=(("SIP", "–", 54, Part(46, 65), Part(54, 106)),),
    n=None,
)
PICTURE = Picture(
    "areas",
    "Rapporter efter område",
    "Norr 1 200, Söder dold.",
    {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": "Rapporter efter område", "subtitle": ["Mellan huvudmän, 2021"]},
        "data": {"values": [{"a": "Norr", "b": 12}]},
        "mark": "bar",
        "encoding": {"x": {"field": "b", "type": "quantitative"}, "y": {"field": "a"}},
    },
)
PROSE = "Ett **starkt** ord och [en länk](https://example.org/?a=1&b=2).\n\n- ett\n- <script>två</script>"


def make_report(*, number=0, day="", errata="", language="sv", title="Avvikelser 2021"):
    """A report of two chapters with parts, a draft unless it has a number."""
    inner = Section("to-bup", "Till BUP", (YEARS, Quote("Från [aktuell BUP] hördes inget.\nAlls.")))
    return Report(
        title=title,
        subtitle="Redovisning av 2021",
        language=language,
        year=2021,
        sections=(
            Section("background", "Bakgrund", (Prose("prose", PROSE),)),
            Section(
                "areas",
                "Områden & annat",
                (Sentence("areas.first", "Norr har *flest*, 1 200 av 2 000."), PICTURE, AREAS),
                (inner,),
            ),
            Section("reflection", "Reflektion"),
        ),
        summary=("Flest kom från Norr.", "SIP gäller 54 av 106 <avvikelser>."),
        standing=Standing(number, day, errata),
    )
