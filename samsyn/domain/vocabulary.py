"""Which words does the field use, and with which codes are they stored? The closed lists.

Labels are Swedish source texts; the web layer translates them where they are shown.
"""

from enum import StrEnum
from typing import Self


def gettext_noop(text: str) -> str:
    """Mark a Swedish label for translation without translating it here."""
    return text


_ = gettext_noop


class Listed(StrEnum):
    """A closed list: each member has a stored code and a Swedish label."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """The list as (code, label) pairs, in the order of the list."""
        return [(member.value, member.label) for member in cls]


class PrincipalKind(Listed):
    """Who is responsible for a unit (huvudman). Out-of-county parties keep their own kind."""

    REGION = "region", _("Region")
    MUNICIPALITY = "municipality", _("Kommun")
    INDEPENDENT = "independent", _("Enskild huvudman")
    STATE = "state", _("Stat")
    ASSOCIATION = "association", _("Förening")


class Sector(Listed):
    """The three sectors that the yearly reports speak of."""

    MUNICIPAL = "kommunal", _("Kommunal")
    REGIONAL = "regional", _("Regional")
    INDEPENDENT = "fristående", _("Fristående")


class AreaKind(Listed):
    """Levels of geography; a BUS area is what one local group covers."""

    COUNTY = "county", _("Län")
    MUNICIPALITY = "municipality", _("Kommun")
    DISTRICT = "district", _("Stadsdelsområde")
    BUS = "bus", _("BUS-område")


class Level(Listed):
    """What the deviation is about: one child's collaboration, or how collaboration is organised."""

    INDIVIDUAL = "individual", _("Kring ett enskilt barn")
    STRUCTURAL = "structural", _("På strukturell nivå")


class DirectContact(Listed):
    """The triage question: have the parties talked with each other? (requirement 20)"""

    YES = "yes", _("Ja, vi har talat med dem")
    NO = "no", _("Nej, inte ännu")


class Consequence(Listed):
    """The writer's view of what it meant for the child. SERIOUS shows the stop text (requirement 21)."""

    NONE = "none", _("Ingen")
    MINOR = "minor", _("Mindre")
    MODERATE = "moderate", _("Måttlig")
    SERIOUS = "serious", _("Allvarlig")
    UNKNOWN = "unknown", _("Vet ej")


class View(Listed):
    """How a recipient sees the writer's account (requirement 6)."""

    AGREES = "agrees", _("Stämmer")
    PARTLY = "partly", _("Stämmer delvis")
    DIFFERS = "differs", _("Annan uppfattning")


class Cause(Listed):
    """Why it happened, as the recipient sees it; every one occurs in the reports of 2020 and 2021."""

    ILLNESS = "illness", _("Sjukdom eller annan frånvaro")
    TECHNOLOGY = "technology", _("Teknik")
    INVITATION = "invitation", _("Kallelsen nådde inte fram")
    RESOURCES = "resources", _("Brist på tid eller personal")
    UNCLEAR = "unclear", _("Oklart uppdrag eller ansvar")
    GUIDELINE = "guideline", _("Riktlinje eller regelverk hindrar")
    ROUTINE = "routine", _("Rutinen följdes inte eller var inte känd")
    OTHER = "other", _("Annat")


class AnswerOutcome(Listed):
    """What came of an answer, in the categories of the 2021 report plus the two residuals."""

    RESOLVED = "resolved", _("Löst genom kommunikation")
    IMPROVEMENT = "improvement", _("Förbättringsförslag")
    PARTLY = "partly", _("Delvis löst")
    UNRESOLVED = "unresolved", _("Ej löst")
    NOT_JUDGED = "not_judged", _("Ej bedömd")
    UNANSWERED = "unanswered", _("Obesvarad")


class MeasureStatus(Listed):
    """How far a measure has come."""

    PLANNED = "planned", _("Planerad")
    ONGOING = "ongoing", _("Pågår")
    DONE = "done", _("Genomförd")
    DROPPED = "dropped", _("Utgår")


class AddressingState(Listed):
    """Where one recipient stands; always derived from facts (samsyn.domain.lifecycle)."""

    DELIVERED = "delivered", _("Levererad")
    ACKNOWLEDGED = "acknowledged", _("Kvitterad")
    INVESTIGATING = "investigating", _("Under utredning")
    ANSWERED = "answered", _("Besvarad")
    JUDGED = "judged", _("Återkopplad")
    DECLINED = "declined", _("Avböjd")
    REDIRECTED = "redirected", _("Omdirigerad")


class DeviationState(Listed):
    """Where the whole deviation stands; always derived from facts (samsyn.domain.lifecycle)."""

    DRAFT = "draft", _("Utkast")
    SENT = "sent", _("Skickad")
    PARTLY_ANSWERED = "partly_answered", _("Delvis besvarad")
    ANSWERED = "answered", _("Besvarad")
    JUDGED = "judged", _("Återkopplad")
    CLOSED = "closed", _("Avslutad")
    WITHDRAWN = "withdrawn", _("Återkallad")


class LiftState(Listed):
    """Where a lifted question is; always derived from its steps (samsyn.domain.lifting)."""

    WAITING = "waiting", _("Väntar")
    SCHEDULED = "scheduled", _("På dagordningen")
    DECIDED = "decided", _("Beslutad")
    WITHDRAWN = "withdrawn", _("Återtagen")


class Closing(Listed):
    """Why a deviation ended; nothing closes silently (requirement 7)."""

    BY_REPORTER = "by_reporter", _("Avslutad av den som rapporterade")
    BY_TIME = "by_time", _("Avslutad av tidsgränsen")
    BEFORE_SAMSYN = "before_samsyn", _("Avslutad innan Samsyn infördes")


class Origin(Listed):
    """How a deviation came in."""

    WRITTEN = "written", _("Skriven i Samsyn")
    PAPER = "paper", _("Kom på papper")
    IMPORTED = "imported", _("Inläst från tidigare år")


class Role(Listed):
    """What a person is, in one place (domain.md 2.4). What a role may: samsyn.domain.access."""

    CASEWORKER = "caseworker", _("Handläggare")
    MANAGER = "manager", _("Enhetschef")
    COORDINATOR = "coordinator", _("Samordnare hos huvudman")
    GROUP_CONTACT = "group_contact", _("Kontaktperson i lokal BUS-grupp")
    GROUP_MEMBER = "group_member", _("Ledamot i lokal BUS-grupp")
    SIP_COORDINATOR = "sip_coordinator", _("SIP-samordnare")
    SECRETARIAT = "secretariat", _("BUS-sekretariatet")
    REGIONAL_FORUM = "regional_forum", _("Regionalt forum (BUSSAM)")
    REGISTRAR = "registrar", _("Registrator eller dataskyddsombud")
    ADMINISTRATOR = "administrator", _("Systemadministratör")


class DeclinedJoining(Listed):
    """Why somebody was not let in. A closed list, since it is told by mail (requirement 14)."""

    NOT_KNOWN = "not_known", _("Vi vet inte vem du är. Tala med din chef på enheten.")
    OTHER_UNIT = "other_unit", _("Du arbetar vid en annan enhet. Ansök om att komma dit i stället.")
    NOT_NEEDED = "not_needed", _("Du behöver inte Samsyn i ditt arbete, så vitt vi vet.")
    LEFT = "left", _("Du arbetar inte längre hos oss.")


class StepKind(Listed):
    """What can happen to a deviation; each one leaves a row in its history."""

    SENT = "sent", _("Skickad")
    REGISTERED = "registered", _("Registrerad av BUS-sekretariatet")
    ACKNOWLEDGED = "acknowledged", _("Kvitterad")
    INVESTIGATING = "investigating", _("Utredning påbörjad")
    ANSWERED = "answered", _("Besvarad")
    ANSWER_AMENDED = "answer_amended", _("Svaret ändrat")
    REDIRECTED = "redirected", _("Omdirigerad")
    DECLINED = "declined", _("Avböjd")
    MEASURE_CHANGED = "measure_changed", _("Åtgärd uppdaterad")
    JUDGED = "judged", _("Bedömd")
    MESSAGE = "message", _("Meddelande")
    CORRECTED = "corrected", _("Rättad")
    RETYPED = "retyped", _("Avskriften rättad av BUS-sekretariatet")
    ATTACHED = "attached", _("Bilaga tillagd")
    WITHDRAWN = "withdrawn", _("Återkallad")
    CLOSED = "closed", _("Avslutad")
    CLOSED_BY_TIME = "closed_by_time", _("Avslutad av tidsgränsen")
    REOPENED = "reopened", _("Öppnad igen")
    REMINDED = "reminded", _("Påminnelse till mottagaren")
    REMINDED_MANAGER = "reminded_manager", _("Påminnelse till mottagarens chef")
    REMINDED_COORDINATOR = "reminded_coordinator", _("Påminnelse till huvudmannens samordnare")
    REMINDED_GROUP = "reminded_group", _("Påminnelse till den lokala BUS-gruppen")


class Deadline(Listed):
    """What a recipient has a last day for (requirement 3)."""

    ACKNOWLEDGE = "acknowledge", _("Kvittera")
    ANSWER = "answer", _("Svara")


class LetterChoice(Listed):
    """How somebody wants to hear of the own units' deviations."""

    MAILBOX = "mailbox", _("Genom enhetens funktionsbrevlåda")
    AT_ONCE = "at_once", _("Genast, också till mig")
    DAILY = "daily", _("En sammanfattning på morgonen")
    OVERDUE = "overdue", _("Bara när något är försenat")


class Rung(Listed):
    """The ladder: who is told about a silent recipient (requirement 4)."""

    UNIT = "unit", _("Enhetens funktionsbrevlåda")
    MANAGER = "manager", _("Enhetens chef")
    COORDINATOR = "coordinator", _("Huvudmannens samordnare")
    GROUP = "group", _("Lokala BUS-gruppens kontaktperson")


class Likeness(Listed):
    """What two deviations have in common (samsyn.domain.likeness)."""

    BOTH_UNITS = "both_units", _("samma verksamheter")
    ONE_UNIT = "one_unit", _("en verksamhet gemensam")
    SAME_DAY = "same_day", _("samma dag")
    NEAR_DAY = "near_day", _("nära i tid")
    SAME_THEME = "same_theme", _("samma tema")
    MANY_WORDS = "many_words", _("många gemensamma ord")
    SOME_WORDS = "some_words", _("flera gemensamma ord")


class AuditKind(Listed):
    """What the audit log tells."""

    READ = "read", _("Läste")
    LISTED = "listed", _("Visade i lista")
    SEARCHED = "searched", _("Sökte")
    WROTE = "wrote", _("Skrev")
    EXPORTED = "exported", _("Exporterade")
    REFUSED = "refused", _("Nekades")
    SIGNED_IN = "signed_in", _("Loggade in")
    SIGN_IN_FAILED = "sign_in_failed", _("Misslyckad inloggning")
    CHANGED_REGISTRY = "changed_registry", _("Ändrade registret")
    CHANGED_ACCESS = "changed_access", _("Ändrade behörighet")
    IMPORTED = "imported", _("Läste in")
    READ_LOG = "read_log", _("Läste loggen")
    MAILBOX_LINK = "mailbox_link", _("Öppnade en länk ur ett brev")
    CODE_SENT = "code_sent", _("Fick en engångskod till brevlådan")
    CODE_WRONG = "code_wrong", _("Skrev fel engångskod")
    MAILBOX_ENTERED = "mailbox_entered", _("Kom in med engångskod")
    MAILBOX_LEFT = "mailbox_left", _("Stängde efter engångskod")
    KEPT_RUNNING = "kept_running", _("Skötte driften")
    CHANGED_DISCLOSURE = "changed_disclosure", _("Ändrade gränsen för små tal")
    CHANGED_REPORT = "changed_report", _("Ändrade årsrapporten")
    CHANGED_NOT_NAMES = "changed_not_names", _("Ändrade listan ej namn")
    CHANGED_SURVEY = "changed_survey", _("Skötte en enkät")


class Scope(Listed):
    """Which deviations are counted; *between* = at least one recipient has another principal."""

    BETWEEN = "between", _("Mellan huvudmän")
    WITHIN = "within", _("Inom samma huvudman")
    ALL = "all", _("Alla")


class Counted(Listed):
    """The counting unit, always said beside the figures (requirement 29)."""

    DEVIATIONS = "deviations", _("Rapporter")
    RECIPIENTS = "recipients", _("Rapporter per mottagande verksamhet")
    ANSWERS = "answers", _("Rapporter med svar")
    EVENTS = "events", _("Händelser")


class OwnSide(Listed):
    """On which side of a deviation one's own stand."""

    SENT = "sent", _("Som ni har skickat")
    RECEIVED = "received", _("Som ni har fått")


class Naming(Listed):
    """Under which names units, areas and principals are counted when some have merged or changed."""

    THEN = "then", _("som det var då")
    NOW = "now", _("som det är nu")


class Dimension(Listed):
    """What figures can be broken down by."""

    REPORTER_SERVICE = "reporter_service", _("Rapporterande verksamhet")
    REPORTER_UNIT = "reporter_unit", _("Rapporterande enhet")
    REPORTER_PRINCIPAL = "reporter_principal", _("Rapportörens huvudman")
    REPORTER_SECTOR = "reporter_sector", _("Rapportörens sektor")
    REPORTER_MUNICIPALITY = "reporter_municipality", _("Rapportörens kommun")
    REPORTER_DISTRICT = "reporter_district", _("Rapportörens stadsdelsområde")
    RECIPIENT_SERVICE = "recipient_service", _("Mottagande verksamhet")
    RECIPIENT_SERVICES = "recipient_services", _("Mottagande verksamheter tillsammans")
    RECIPIENT_UNIT = "recipient_unit", _("Mottagande enhet")
    THEME = "theme", _("Tema")
    SUBTYPE = "subtype", _("Undertyp")
    OUTCOME = "outcome", _("Utfall")
    ANSWERED = "answered", _("Besvarad")
    MONTH = "month", _("Månad")
    YEAR = "year", _("År")


class Residual(Listed):
    """The row that keeps a table's sum whole when something was never said (requirement 27)."""

    UNCLASSIFIED = "unclassified", _("Ej klassificerad")
    NOT_JUDGED = "not_judged", _("Ej bedömd")
    NO_DISTRICT = "no_district", _("Utan stadsdelsområde")
    NO_MUNICIPALITY = "no_municipality", _("Utan känd kommun")
    NO_RECIPIENT = "no_recipient", _("Utan mottagare")


class YesOrNo(Listed):
    """Whether somebody has answered."""

    YES = "yes", _("Besvarad")
    NO = "no", _("Inte besvarad")


class CountNote(Listed):
    """What a reader must know about a table; printed under it."""

    WHO_REPORTS = "who_reports", _("Siffrorna visar vilka som rapporterar, inte vad som har hänt.")
    SEVERAL_RECIPIENTS = (
        "several_recipients",
        _("En rapport kan ha flera mottagare: summan kan vara större än antalet rapporter."),
    )
    SEVERAL_VALUES = (
        "several_values",
        _("En rapport kan ha flera värden och står då på flera rader."),
    )
    PER_DEVIATION = (
        "per_deviation",
        _("Svar och utfall räknas för rapporten som helhet, inte för varje mottagare."),
    )
    NOT_JUDGED = (
        "not_judged",
        _("Ej bedömd är både rapporter utan svar och svar som ingen har bedömt."),
    )
    EVENTS = (
        "events",
        _(
            "Rapporter som har länkats som samma händelse räknas en gång på varje rad där någon står."
        ),
    )
    AS_NOW = (
        "as_now",
        _("Enheter, områden och huvudmän räknas som det är nu, inte som det var då."),
    )
    WITHDRAWN = "withdrawn", _("Återkallade rapporter räknas inte.")
    SMALL_NUMBERS = (
        "small_numbers",
        _("Små tal är dolda, och där det behövs även ett tal till, så att inget kan räknas ut."),
    )
    UNCLASSIFIED = "unclassified", _("Ej klassificerad: rapporter som saknar tema.")
    AREAS_ALONE = (
        "areas_alone",
        _(
            "Områden och huvudmän visas för sig eller fördelade på tema, i rapporter eller svar. "
            "Annars skulle små tal kunna räknas ut."
        ),
    )


class CorrespondenceKind(Listed):
    """What a code of an older list of themes is in a newer one, as somebody decided."""

    ONE = "one", _("Ett till ett")
    MANY = "many", _("Ett till flera genom beslut")
    NONE = "none", _("Inte jämförbar")


class Comparability(Listed):
    """How a number stands under a heading of a series (samsyn.domain.correspondences)."""

    SAME = "same", _("Samma kodlista")
    DECIDED = "decided", _("Enligt motsvarighet mellan kodlistorna")
    SAME_NAME = "same_name", _("Samma namn i båda kodlistorna, ingen har beslutat")
    NOT_COMPARABLE = "not_comparable", _("Inte jämförbar med den nyare kodlistan")
    UNDECIDED = "undecided", _("Ingen motsvarighet i den nyare kodlistan är beslutad")
    OTHER_LEVEL = "other_level", _("Tema i den ena kodlistan och undertyp i den andra")


class PublishedKind(Listed):
    """What a published value of a year without stored deviations tells."""

    TOTAL = "total", _("Antal rapporter")
    ANSWERED = "answered", _("Besvarade")
    THEME = "theme", _("Tema")


class SeriesMark(Listed):
    """What a reader must know about one year of a series."""

    PUBLISHED = "published", _("Publicerat värde, inte räknat ur rapporter")
    OTHER_UNIT = "other_unit", _("Räknat i en annan enhet")
    PROPOSAL = "proposal", _("Enligt en motsvarighet som är ett förslag, ej fastställt")
    SAME_NAME = "same_name", _("Samma namn i båda kodlistorna, ingen har beslutat")
    BREAK = "break", _("Seriebrott")
    ONGOING = "ongoing", _("Året är inte slut")
