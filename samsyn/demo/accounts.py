"""Who can look around in the demo, as what, and what is worth seeing? Shown on its start page."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from samsyn.domain.vocabulary import Role

PASSWORD = "koltrast-i-granen"  # noqa: S105 - printed on the demo's start page, opens invented data only


@dataclass(frozen=True)
class DemoAccount:
    """One account of the demo. `places`: keys of units, principal or area; none for the county."""

    key: str
    name: str
    role: Role
    places: tuple[str, ...]
    about: str
    also_manager: bool = False

    @property
    def email(self) -> str:
        return f"{self.key}@demo.invalid"

    @property
    def password(self) -> str:
        return PASSWORD

    @property
    def role_label(self) -> str:
        return self.role.label


ACCOUNTS = (
    DemoAccount(
        "socialtjanst",
        "Isgerd Tranbärsklint",
        Role.CASEWORKER,
        ("koltrasten",),
        _("Handläggare i socialtjänsten: skriver avvikelser och bedömer svaren"),
    ),
    DemoAccount(
        "bup",
        "Ragnfast Dimsjövase",
        Role.CASEWORKER,
        ("bup-storspoven",),
        _("Behandlare på BUP: kvitterar och svarar"),
    ),
    DemoAccount(
        "elevhalsa",
        "Solbritt Enbusktorva",
        Role.CASEWORKER,
        ("skola-naktergalen",),
        _("Skolsköterska i elevhälsan: skriver en gång om året"),
    ),
    DemoAccount(
        "habilitering",
        "Norvald Harsyrehult",
        Role.CASEWORKER,
        ("hab-sidensvansen",),
        _("Kurator på habiliteringen: både skriver och svarar"),
    ),
    DemoAccount(
        "bumm",
        "Eyvor Myrporsebacke",
        Role.CASEWORKER,
        ("bumm-gardsmygen",),
        _("Läkare på BUMM: svarar"),
    ),
    DemoAccount(
        "enhetschef",
        "Sighsten Vråkhällsmyr",
        Role.MANAGER,
        ("bup-storspoven",),
        _("Enhetschef på samma BUP: släpper in kollegor och följer det som är sent"),
    ),
    DemoAccount(
        "tva-enheter",
        "Gudlög Rönnbärssund",
        Role.CASEWORKER,
        ("rodhaken", "bup-strandskatan"),
        _("Arbetar vid två verksamheter och växlar mellan dem"),
    ),
    DemoAccount(
        "extern",
        "Arnkel Ormbunkevase",
        Role.CASEWORKER,
        ("ext-bup-storlommen",),
        _("BUP i ett annat län: extern part"),
    ),
    DemoAccount(
        "samordnare",
        "Holmfrid Lingonmohult",
        Role.COORDINATOR,
        ("region-stockholm",),
        _(
            "Samordnare hos regionen: ser alla regionens avvikelser och skickar feladresserade vidare"
        ),
    ),
    DemoAccount(
        "registrator",
        "Ketilfrid Stenmurklesnår",
        Role.REGISTRAR,
        ("kommun-0126",),
        _("Registrator i Huddinge: läser loggen, öppnar ärenden med angivet skäl"),
    ),
    DemoAccount(
        "sekretariat",
        "Oddlög Kråkvidetorva",
        Role.SECRETARIAT,
        (),
        _("BUS-sekretariatet: läser maskerade kopior, kodar och följer statistiken"),
    ),
    DemoAccount(
        "sekretariat-2",
        "Ingefrid Hjortronsund",
        Role.SECRETARIAT,
        (),
        _("En kollega på sekretariatet: kodar samma avvikelser, så att man ser hur ense de är"),
    ),
    DemoAccount(
        "bussam",
        "Malmfrid Lavskrikesund",
        Role.REGIONAL_FORUM,
        (),
        _("Ledamot i BUSSAM: läser statistik och beslutar om lyfta frågor"),
    ),
    DemoAccount(
        "kontaktperson",
        "Ulfrun Skvattramklint",
        Role.GROUP_CONTACT,
        ("bus-0126",),
        _("Kontaktperson i den lokala BUS-gruppen: skriver handlingsplanen och lyfter frågor"),
    ),
    DemoAccount(
        "ledamot",
        "Vebjörn Gullvivebacke",
        Role.GROUP_MEMBER,
        ("bus-0126",),
        _("Ledamot i den lokala BUS-gruppen"),
    ),
    DemoAccount(
        "sip-samordnare",
        "Ylvrid Kattfotssund",
        Role.SIP_COORDINATOR,
        ("bus-0126",),
        _("SIP-samordnare: läser statistik"),
    ),
    DemoAccount(
        "administrator",
        "Tolvard Blåsippemyr",
        Role.ADMINISTRATOR,
        (),
        _("Systemadministratör: sköter konton och register, ser inget innehåll"),
    ),
)
