"""Which words carry no meaning of their own? They may weigh in a sum but explain nothing to a reader."""

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
