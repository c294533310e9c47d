"""Which Swedish words does the registry add by itself? Kinds as the reports name them, and offices."""

from typing import NamedTuple


class KindWords(NamedTuple):
    """A kind that the yearly reports and the deviations' files name, and how else it is written."""

    key: str
    short_label: str
    aliases: tuple[str, ...] = ()
    name: str = ""
    """Given where the registry file does not list the kind."""
    principal_kind: str = ""


KINDS_IN_REPORT_ORDER = (
    KindWords("socialtjanst", "Socialtjänst", ("Socialtjänsten", "Soc")),
    KindWords("elevhalsa", "Elevhälsa", ("Elevhälsan", "Elevhälsoteam")),
    KindWords("skola", "Skola", ("Grundskola", "Gymnasieskola")),
    KindWords("forskola", "Förskola"),
    KindWords("bup", "BUP", ("Barn- och ungdomspsykiatri", "Barn- och ungdomspsykiatrin")),
    KindWords(
        "bumm", "BUMM", ("Barn- och ungdomsmedicin", "Barn- och ungdomsmedicinsk mottagning")
    ),
    KindWords("habilitering", "Habilitering och hälsa", ("Habilitering", "Habiliteringen", "Hab")),
    KindWords("alb", "Astrid Lindgrens barnsjukhus, ALB", ("ALB", "Astrid Lindgrens barnsjukhus")),
    KindWords(
        "sachsska", "Sachsska barnsjukhuset", ("Sachsska", "Sachsska barn- och ungdomssjukhuset")
    ),
    KindWords(
        "huslakarmottagning",
        "Första linjen/vårdcentral",
        ("Första linjen", "Vårdcentral", "Husläkarmottagning"),
    ),
    KindWords("beroendevard", "Beroendevård", (), "Beroendevård för barn och unga", "region"),
)
SOCIAL_KIND = "socialtjanst"

SOCIAL_OFFICE = "{owner}, socialtjänst"
SOCIAL_OFFICE_ALIAS = "Socialtjänsten {place}"
DISTRICT_ADMINISTRATION = "{district} stadsdelsförvaltning"

PRIVATE_PROVIDER = "Privat utförare på regionens uppdrag; räknas till regionen."
FOLLOWS_FROM_REGISTRY = "följer av registret"
PLACE_FROM_NAME = "läge efter namnet"
MADE_BY_IMPORT = "skapad vid inläsning av avvikelser"

REGIONS_OUTSIDE = {"03": "Region Uppsala"}
"""Principals of out-of-county units of health care, by county code."""
