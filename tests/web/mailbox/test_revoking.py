"""Who makes a mailbox's links void, and whose? (domain.md 2.4, ADR 0023)"""

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.deviations.models import MailboxRevocation
from samsyn.deviations.services.mailbox import revoke_links
from samsyn.domain.access import may_revoke_links
from samsyn.domain.refusals import RevocationRefused
from samsyn.domain.vocabulary import AuditKind, Role
from samsyn.organisations.selectors import unit_by_pk
from tests.builders import NOW, grant_role, make_unit, make_user
from tests.client import PageClient
from tests.web.mailbox.visiting import enter, page_of

pytestmark = pytest.mark.django_db
PAGE = "/brevladelankar/"


@pytest.fixture
def elof(client, cast):
    """Trastby's coordinator; `silent` is Region Fågelsjö's."""
    return client.login_as(cast.elof)


@pytest.fixture
def own(cast):
    return make_unit("Förskolan Sädesärlan", principal=cast.places.municipality)


@pytest.fixture
def of_region():
    return make_user("Ebba Rönnbärsdal", email="ebba@example.com")


def revoke_path(unit):
    return f"/register/{unit.pk}/brevladelankar/aterkalla/"


def test_the_list_has_the_own_principals_units_without_people(elof, cast, own, silent):
    make_unit("Brevlös skola", principal=cast.places.municipality, function_mailbox="")
    page = elof.get(PAGE).text
    assert own.name in page and own.function_mailbox in page
    for other in (silent.name, cast.places.social.name, "Brevlös skola"):
        assert other not in page
    grant_role(make_user("Dagny Tallskrika"), Role.CASEWORKER, own)
    assert "Ingen verksamhet svarar genom sin brevlåda" in elof.get(PAGE).text


def test_it_is_searched(elof, cast, own):
    make_unit("Förskolan Törnskatan", principal=cast.places.municipality)
    page = elof.get(PAGE, {"q": "sädes"}).text
    assert own.name in page and "Törnskatan" not in page
    assert "Pröva en del av namnet" in elof.get(PAGE, {"q": "finns inte"}).text


def test_a_coordinator_ends_what_the_own_units_mailbox_opened(
    client, cast, of_region, case, silent, link
):
    grant_role(of_region, Role.COORDINATOR, cast.places.region)
    guest = enter(PageClient(), link)
    assert guest.get(page_of(case)).status_code == 200
    client.login_as(of_region)
    assert revoke_path(silent) in client.get(PAGE).text
    assert client.post(revoke_path(silent)).url == PAGE
    page = client.get(PAGE).text
    assert f"Länkarna i äldre brev till {silent.name} är återkallade" in page
    assert guest.get(link).status_code == 404 and guest.get(page_of(case)).status_code == 302
    event = AuditEvent.objects.get(kind=AuditKind.CHANGED_ACCESS)
    assert (event.actor_name, event.object_label) == (of_region.name, silent.name)


def test_the_principals_registrar_reads_that_it_was_done(elof, cast, own):
    elof.post(revoke_path(own))
    assert own.name in PageClient().login_as(cast.frej).get("/logg/").text


def test_anothers_unit_does_not_exist_for_a_coordinator(elof, cast, silent):
    assert elof.post(revoke_path(silent)).status_code == 404
    with pytest.raises(RevocationRefused):
        revoke_links(unit_by_pk(silent.pk), by=cast.viewer("elof"), now=NOW)
    assert not MailboxRevocation.objects.exists()


@pytest.mark.parametrize("who", ["astrid", "frej", "doris", "hedda"])
def test_nobody_else_may_even_at_their_own(cast, who):
    viewer = cast.viewer(who)
    assert not may_revoke_links(viewer, principal_id=viewer.home_principal_id or 0)
