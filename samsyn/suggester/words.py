"""Which words explain nothing to a reader? They may weigh in a sum, but are not named as reasons."""

EMPTY = frozenset(
    """
    och att det som en ett den de vi ni jag han hon hen man i på av för med till från om vid åt ur
    är var varit vara blev bli blir har hade ha ska skulle kan kunde får fick fått inte ej eller men
    så då nu när där här vad vem hur detta denna dessa sin sitt sina hans hennes dess deras vår vårt
    våra er ert oss dem sig mig dig än ännu bara också mycket mer många alla allt några någon något
    efter innan under över utan mellan mot genom enligt trots samt hos inom sedan per å eftersom
    att enbart även igen redan ut in upp ner se ta tog gör göra gjorde säger sa finns fanns sagt
    pa for ar fran ska hos da nar har gor fatt var vart vara nagon nagot manga an annu over atr
""".split()  # noqa: SIM905 - read as lines
)

WHO = frozenset(
    """
    bup bumm bvc vården vårdens habiliteringen habiliteringens socialtjänsten socialtjänstens
    socialtjänst habilitering skolan skolans skola elevhälsan elevhälsans elevhälsa förskolan
    vårdcentralen mottagningen verksamheten verksamheter familjen familjens familj föräldrarna
    föräldrar förälder mamman mamma pappan pappa pojken pojke flickan flicka eleven elevens elev
    barnet barnets barn ungdomen ungdomens ungdom patienten patientens patient
""".split()  # noqa: SIM905 - read as lines
)
"""Who took part is seen anyhow, so it is a reason only when there is no other."""
