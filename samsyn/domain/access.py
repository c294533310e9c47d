"""Who is looking, for whom do they act, and what may their roles do? (domain.md 2.4)

Which *objects* a viewer sees is decided in the selectors; here stands what a role may at all.
"""

from dataclasses import dataclass
from enum import StrEnum

from samsyn.domain.vocabulary import Role, StepKind, gettext_noop


class ScopeKind(StrEnum):
    """What a role is held for."""

    UNIT = "unit"
    PRINCIPAL = "principal"
    AREA = "area"
    COUNTY = "county"


SCOPE_OF_ROLE: dict[Role, ScopeKind] = {
    Role.CASEWORKER: ScopeKind.UNIT,
    Role.MANAGER: ScopeKind.UNIT,
    Role.COORDINATOR: ScopeKind.PRINCIPAL,
    Role.GROUP_CONTACT: ScopeKind.AREA,
    Role.GROUP_MEMBER: ScopeKind.AREA,
    Role.SIP_COORDINATOR: ScopeKind.AREA,
    Role.SECRETARIAT: ScopeKind.COUNTY,
    Role.REGIONAL_FORUM: ScopeKind.COUNTY,
    Role.REGISTRAR: ScopeKind.PRINCIPAL,
    Role.ADMINISTRATOR: ScopeKind.COUNTY,
}
"""A role is held for exactly one kind of thing."""


class Ability(StrEnum):
    """What somebody may do at all; the selectors narrow it to the objects that concern them."""

    WRITE_DEVIATION = "write_deviation"
    ANSWER = "answer"
    ROUTE = "route"
    READ_DEVIATIONS = "read_deviations"
    READ_COPIES = "read_copies"
    LINK_EVENTS = "link_events"
    """Say that several deviations tell of the same event."""
    REGISTER_PAPER = "register_paper"
    """Register a report that came on paper or by mail, for the unit that wrote it."""
    CODE = "code"
    """Say for the county what a deviation is about; whoever reads copies need not decide that."""
    READ_STATISTICS = "read_statistics"
    READ_WAITING = "read_waiting"
    """See which answers are waited for; a local group sees numbers and days only."""
    NOTICE = "notice"
    """See what sticks out among the figures, and mark it as seen."""
    READ_COVERAGE = "read_coverage"
    """See which units take part, which say that they had nothing to report, and which are silent.

    A coordinator sees those of the own principal, a local group whether those in its area do."""
    DECIDE_DISCLOSURE = "decide_disclosure"
    """Decide from which number on figures are shown that point somebody out."""
    QUOTE = "quote"
    """Redact what was marked for quoting, and read as the second what a colleague has redacted."""
    WRITE_REPORTS = "write_reports"
    """Write the yearly report, read what others have written, freeze and publish it; two people at least."""
    TELL_FOLLOWUPS = "tell_followups"
    """State for everybody what was done because of a report, and withdraw it."""
    READ_GROUPS = "read_groups"
    """See BUS groups with members, meetings and minutes: the own one, the secretariat all, a coordinator
    those where the own principal has units, the regional forum the county's bodies."""
    KEEP_MEETINGS = "keep_meetings"
    """Keep a group's members, meetings, minutes and tasks, and its individforum: contact and secretariat."""
    KEEP_GROUPS = "keep_groups"
    """Make and end groups, and decide on the common agenda: for the county."""
    READ_PLANS = "read_plans"
    """Read action plans: a local group its own, secretariat and regional forum all."""
    KEEP_PLAN = "keep_plan"
    """Write the own group's action plan, its documents and its routine for SIP."""
    READ_LIFTS = "read_lifts"
    """See the questions that were lifted, as far as they concern the own unit, principal, group or level."""
    LIFT = "lift"
    """Lift a question to the level above, answer and decide at one's own."""
    KEEP_NOT_NAMES = "keep_not_names"
    """Say which words are no names: the secretariat for everybody, a coordinator for the own principal."""
    KEEP_SURVEYS = "keep_surveys"
    """Write questionnaires, send rounds of them and see what came in, never who answered what."""
    ANSWER_SURVEYS = "answer_surveys"
    """Write and send the own group's joint answer."""
    READ_SURVEYS = "read_surveys"
    """Read the results of closed rounds, and what the own group answered."""
    READ_AUDIT = "read_audit"
    READ_WITH_REASON = "read_with_reason"
    KEEP_REGISTRY = "keep_registry"
    KEEP_ACCOUNTS = "keep_accounts"
    KEEP_PEOPLE = "keep_people"
    KEEP_RUNNING = "keep_running"
    LET_IN = "let_in"
    """Invite people, and decide on those who ask to join a unit."""
    REVOKE_LINKS = "revoke_links"
    """Make the links in letters to a unit's mailbox void; a coordinator at the own principal's units."""


_PARTY = frozenset(
    {
        Ability.WRITE_DEVIATION,
        Ability.ANSWER,
        Ability.ROUTE,
        Ability.READ_DEVIATIONS,
        Ability.READ_STATISTICS,
        Ability.READ_WAITING,
        Ability.READ_LIFTS,
        Ability.LIFT,
    }
)
_GROUP = frozenset(
    {
        Ability.READ_STATISTICS,
        Ability.READ_WAITING,
        Ability.READ_COVERAGE,
        Ability.READ_GROUPS,
        Ability.READ_PLANS,
        Ability.READ_LIFTS,
        Ability.READ_SURVEYS,
    }
)

ABILITIES: dict[Role, frozenset[Ability]] = {
    Role.CASEWORKER: _PARTY,
    Role.MANAGER: _PARTY | {Ability.KEEP_PEOPLE, Ability.LET_IN},
    Role.COORDINATOR: frozenset(
        {
            Ability.ROUTE,
            Ability.READ_DEVIATIONS,
            Ability.READ_STATISTICS,
            Ability.READ_WAITING,
            Ability.READ_COVERAGE,
            Ability.READ_GROUPS,
            Ability.READ_LIFTS,
            Ability.LET_IN,
            Ability.REVOKE_LINKS,
            Ability.KEEP_NOT_NAMES,
        }
    ),
    Role.GROUP_CONTACT: _GROUP
    | {Ability.KEEP_MEETINGS, Ability.KEEP_PLAN, Ability.LIFT, Ability.ANSWER_SURVEYS},
    Role.GROUP_MEMBER: _GROUP,
    Role.SIP_COORDINATOR: frozenset({Ability.READ_STATISTICS}),
    Role.SECRETARIAT: frozenset(
        {
            Ability.READ_COPIES,
            Ability.CODE,
            Ability.READ_STATISTICS,
            Ability.READ_WAITING,
            Ability.LINK_EVENTS,
            Ability.NOTICE,
            Ability.REGISTER_PAPER,
            Ability.READ_COVERAGE,
            Ability.DECIDE_DISCLOSURE,
            Ability.TELL_FOLLOWUPS,
            Ability.QUOTE,
            Ability.WRITE_REPORTS,
            Ability.READ_GROUPS,
            Ability.KEEP_MEETINGS,
            Ability.KEEP_GROUPS,
            Ability.KEEP_NOT_NAMES,
            Ability.READ_PLANS,
            Ability.READ_LIFTS,
            Ability.LIFT,
            Ability.KEEP_SURVEYS,
            Ability.READ_SURVEYS,
        }
    ),
    Role.REGIONAL_FORUM: frozenset(
        {
            Ability.READ_STATISTICS,
            Ability.READ_GROUPS,
            Ability.READ_PLANS,
            Ability.READ_LIFTS,
            Ability.LIFT,
            Ability.READ_SURVEYS,
        }
    ),
    Role.REGISTRAR: frozenset({Ability.READ_AUDIT, Ability.READ_WITH_REASON}),
    Role.ADMINISTRATOR: frozenset(
        {
            Ability.KEEP_REGISTRY,
            Ability.KEEP_ACCOUNTS,
            Ability.KEEP_PEOPLE,
            Ability.KEEP_RUNNING,
            Ability.LET_IN,
            Ability.REVOKE_LINKS,
            Ability.READ_COVERAGE,
            Ability.READ_AUDIT,
        }
    ),
}


GUEST: frozenset[Ability] = frozenset({Ability.READ_DEVIATIONS, Ability.ANSWER, Ability.ROUTE})
"""What a guest may: somebody without an account who proved to hold a unit's function mailbox, with one
deviation and no other (ADR 0023). Not to write new ones, nor lists, statistics or the register."""

NOT_FOR_GUESTS: frozenset[StepKind] = frozenset({StepKind.ATTACHED, StepKind.REOPENED})
"""Steps of a recipient that ask for an account: no file from nobody, no closed deviation opened again."""

ALONE: frozenset[ScopeKind] = frozenset({ScopeKind.PRINCIPAL, ScopeKind.COUNTY})
"""Scopes where each role is acted in by itself: nobody is registrar and coordinator in one request,
nor administrator and secretariat. At a unit or in an area the roles held there add up."""

IN_SHORT: dict[Role, str] = {
    Role.COORDINATOR: gettext_noop("samordnare"),
    Role.REGISTRAR: gettext_noop("registrator"),
    Role.GROUP_CONTACT: gettext_noop("kontaktperson"),
    Role.GROUP_MEMBER: gettext_noop("ledamot"),
    Role.SIP_COORDINATOR: gettext_noop("SIP-samordnare"),
}
"""The role behind the name of what one acts for: "Huddinge kommun (samordnare)"."""


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks: a person acting for one thing with the roles held there.

    Nobody acts for two things at once: what is seen and written is always for one unit, principal,
    area or the county, and the person switches between them.
    """

    user_id: int | None
    """None for a guest, who has no account."""
    name: str
    scope: ScopeKind
    scope_id: int | None
    """Primary key of the unit, principal or area; None for the county."""
    roles: frozenset[Role]
    acting_for: str = ""
    """What the person acts for, in words, for the page's head and the audit log."""
    home_principal_id: int | None = None
    """The principal that is acted for, directly or through the unit; None for area and county."""
    reasons: frozenset[int] = frozenset()
    """Deviations (primary keys) that a registrar has opened by giving a reason that is logged."""
    guest_of: int | None = None
    """The one deviation (primary key) that a guest reads and answers for the unit; None for a person."""

    @property
    def key(self) -> str:
        """The choice as form and session write it: "unit:12", "county:secretariat"."""
        parts = [str(self.scope)]
        if self.scope_id is not None:
            parts.append(str(self.scope_id))
        if self.scope in ALONE:
            parts.extend(sorted(self.roles))
        return ":".join(parts)

    def may(self, ability: Ability) -> bool:
        """True when any of the roles held here gives the ability, or a guest has it."""
        if self.guest_of is not None:
            return ability in GUEST
        return any(ability in ABILITIES[role] for role in self.roles)

    @property
    def unit_id(self) -> int | None:
        return self.scope_id if self.scope is ScopeKind.UNIT else None

    @property
    def principal_id(self) -> int | None:
        return self.scope_id if self.scope is ScopeKind.PRINCIPAL else None

    @property
    def area_id(self) -> int | None:
        return self.scope_id if self.scope is ScopeKind.AREA else None


def is_closed_to(viewer: Viewer | None, kind: StepKind) -> bool:
    """True for a step that asks for an account, when a guest wants to take it."""
    return viewer is not None and viewer.guest_of is not None and kind in NOT_FOR_GUESTS


def may_give(by: Viewer, role: Role, *, unit_id: int | None, to_user_id: int | None) -> bool:
    """True when the viewer may give or end this role (domain.md 2.4).

    The administrator any, a manager CASEWORKER at the own unit; nobody gives a role to oneself, so
    that an administrator cannot become a reader of cases unseen.
    """
    if to_user_id == by.user_id:
        return False
    if by.may(Ability.KEEP_ACCOUNTS):
        return True
    own_unit = unit_id is not None and unit_id == by.unit_id
    return Role.MANAGER in by.roles and role is Role.CASEWORKER and own_unit


AT_A_UNIT = (Role.CASEWORKER, Role.MANAGER)
"""The roles that a coordinator invites to, at the units of the own principal."""


def may_invite(by: Viewer, role: Role, *, unit_id: int | None, principal_id: int | None) -> bool:
    """True when the viewer may invite somebody to this role at this unit, whose principal is given.

    The administrator to any, a manager CASEWORKER at the own unit, a coordinator CASEWORKER and
    MANAGER at the units of the own principal: a unit without users has no manager who could.
    """
    if may_give(by, role, unit_id=unit_id, to_user_id=None):
        return True
    own_principal = unit_id is not None and principal_id == by.principal_id
    return Role.COORDINATOR in by.roles and role in AT_A_UNIT and own_principal


def may_revoke_links(by: Viewer, *, principal_id: int) -> bool:
    """True when the viewer may make the links to a unit's mailbox void, whose principal is given.

    A coordinator reads and redirects what the own principal's units got, and so ends who else reads it.
    """
    return by.may(Ability.REVOKE_LINKS) and by.principal_id in {None, principal_id}


CONTENT: frozenset[Ability] = frozenset(
    {
        Ability.READ_DEVIATIONS,
        Ability.READ_COPIES,
        Ability.READ_WITH_REASON,
        Ability.KEEP_ACCOUNTS,
    }
)
"""Abilities that open case content, or the doors to it: these need a second step at log-in."""


@dataclass(frozen=True)
class Everything:
    """A job that looks without being a person, and why. Never made from a request."""

    reason: str
