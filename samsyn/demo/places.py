"""Where do the invented people work? Units with bird names in real municipalities and districts."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count, cycle
from pathlib import Path
from random import Random

from samsyn.accounts import selectors as accounts
from samsyn.accounts import services as account_services
from samsyn.demo.accounts import ACCOUNTS, PASSWORD, DemoAccount
from samsyn.domain.access import SCOPE_OF_ROLE, Everything, ScopeKind, Viewer
from samsyn.domain.vocabulary import Role
from samsyn.groups.registry_file import read_groups
from samsyn.groups.services.importing import load_groups
from samsyn.organisations import selectors as organisations
from samsyn.organisations import services as registry
from samsyn.organisations.cards import UnitCard
from samsyn.organisations.registry_file import read_registry

HERE = Path(__file__).parent
DEMO = Everything(reason="demo")
OPENED = date(2015, 1, 1)
REGION = "Region Stockholm"
OF_THE_REGION = {"bup", "bumm", "habilitering", "huslakarmottagning", "beroendevard"}


@dataclass(frozen=True)
class Place:
    """An invented unit, with its people as viewers; the first ones have demo accounts."""

    key: str
    card: UnitCard
    people: tuple[Viewer, ...]

    @property
    def kind(self) -> str:
        return self.card.kind_key


def load_registry(now: datetime) -> None:
    """The county's public structure."""
    text = (HERE / "registry.json").read_text()
    registry.load_registry(registry=read_registry(text), dry_run=False, by=None, now=now)
    load_groups(read_groups(text), dry_run=False, by=None, now=now)


def make_places(rng: Random, now: datetime) -> list[Place]:
    """The invented units with their people, in the order of units.toml; without those that have none."""
    listed = tomllib.loads((HERE / "units.toml").read_text())["units"]
    phones = (f"08-465 004 {number:02}" for number in count())
    cards = {item["key"]: _unit(item, next(phones), now) for item in listed}
    for item in listed:
        if item.get("silent"):
            del cards[item["key"]]
    names = _names(rng)
    people: dict[int, list[Viewer]] = {}
    for viewer in _make_accounts(cards, now):
        people.setdefault(viewer.unit_id or 0, []).append(viewer)
    for card in cards.values():
        colleagues = [_colleague(card, next(names), now) for _ in range(rng.randint(1, 2))]
        people.setdefault(card.id, []).extend(colleagues)
    return [Place(key, card, tuple(people[card.id])) for key, card in cards.items()]


def _unit(item: dict[str, str], phone: str, now: datetime) -> UnitCard:
    place = organisations.area_by_path(item["place"], on=now.date())
    municipality = item["place"].partition("/")[0]
    owner = item.get("principal") or (REGION if item["kind"] in OF_THE_REGION else municipality)
    principal = organisations.principal_by_any_name(owner, on=now.date())
    if principal is None:
        principal, _ = registry.ensure_principal(name=owner, by=DEMO, now=now)
    kind, _ = registry.ensure_unit_kind(name=item["kind"])
    fields = registry.UnitFields(
        name=item["name"],
        kind_id=kind.id,
        principal_id=principal.id,
        area_id=place.id if place else None,
        function_mailbox=f"{item['key']}@demo.invalid",
        function_phone=phone,
        contact_function=item["contact"],
        is_external=bool(item.get("external")),
        valid_from=OPENED,
        note="Påhittad verksamhet i demonstrationen.",
    )
    pk = registry.create_unit(
        fields=fields, by=None, now=now, aliases=item.get("aliases", ()), key=f"demo-{item['key']}"
    )
    card = organisations.unit_by_pk(pk)
    assert card is not None
    return card


def _make_accounts(cards: dict[str, UnitCard], now: datetime) -> Iterator[Viewer]:
    """The demo accounts, each as everything that it can act for."""
    for number, account in enumerate(ACCOUNTS, start=5):
        user = account_services.create_user(
            by=DEMO,
            now=now,
            email=account.email,
            name=account.name,
            title=str(account.role_label),
            phone=f"070-174 06 {number:02}",
            password=PASSWORD,
        )
        for place in account.places or (None,):
            account_services.grant_role(
                by=DEMO,
                now=now,
                user=user,
                role=account.role,
                scope_id=_scope_id(account, place, cards, now),
                valid_from=OPENED,
            )
        yield from accounts.choices_for(user, now.date())


def _scope_id(
    account: DemoAccount, place: str | None, cards: dict[str, UnitCard], now: datetime
) -> int | None:
    today = now.date()
    match SCOPE_OF_ROLE[account.role]:
        case ScopeKind.UNIT:
            return cards[place or ""].id
        case ScopeKind.PRINCIPAL:
            return next(one.id for one in organisations.principals_on(today) if one.key == place)
        case ScopeKind.AREA:
            return next(one.id for one in organisations.areas_on(today) if one.key == place)
        case _:
            return None


def _colleague(card: UnitCard, name: str, now: datetime) -> Viewer:
    email = f"{name.replace(' ', '.').casefold().translate(PLAIN)}@demo.invalid"
    user = account_services.create_user(by=DEMO, now=now, email=email, name=name)
    account_services.grant_role(
        by=DEMO, now=now, user=user, role=Role.CASEWORKER, scope_id=card.id, valid_from=OPENED
    )
    return accounts.choices_for(user, now.date())[0]


PLAIN = str.maketrans("åäö", "aao")


def _names(rng: Random) -> Iterator[str]:
    parts = tomllib.loads((HERE / "people.toml").read_text())
    taken = {account.name for account in ACCOUNTS}
    for first in cycle(parts["first"]):
        name = f"{first} {rng.choice(parts['last_start'])}{rng.choice(parts['last_end'])}"
        if name not in taken:
            taken.add(name)
            yield name
