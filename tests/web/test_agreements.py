"""The administrator keeps agreements, their points and times; nobody else, and nothing sent is moved."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from samsyn.audit.models import AuditEvent
from samsyn.deviations.models import Agreement, AgreementPoint, Deviation, Draft
from samsyn.deviations.selectors.choices import agreements_on
from tests.builders import NOW, make_deviation
from tests.web.test_draft import filled

pytestmark = pytest.mark.django_db
TIMES = {"acknowledge_working_days": "3", "answer_days": "20", "ceiling_days": "40"}
TODAY = NOW.date()


@pytest.fixture
def admin(client, cast):
    return client.login_as(cast.gudmund)


def page(name, *arguments):
    return reverse(f"agreements:{name}", args=arguments)


def edit_url(cast):
    return page("edit", cast.agreement.key)


def offered(day=TODAY):
    """Agreement -> points that a new deviation can be about on the day."""
    return {one.name: [point.name for point in one.points_now] for one in agreements_on(day)}


def test_times_are_changed_for_what_is_sent_later(cast, admin):
    deviation = make_deviation(cast)
    promised = deviation.addressings.get().answer_by
    assert "30" in admin.get(page("list")).text
    assert admin.get(edit_url(cast)).status_code == 200
    admin.post(edit_url(cast), {**TIMES, "name": cast.agreement.name})
    cast.agreement.refresh_from_db()
    assert (cast.agreement.answer_days, cast.agreement.is_proposal) == (20, False)
    assert deviation.addressings.get().answer_by == promised
    assert make_deviation(cast).addressings.get().answer_by < promised
    event = AuditEvent.objects.get(object_kind="agreement")
    assert event.details["changes"]["answer_days"] == [30, 20]


def test_a_limit_before_the_answer_is_refused_and_kept(cast, admin):
    words = {**TIMES, "name": cast.agreement.name, "ceiling_days": "10"}
    response = admin.post(edit_url(cast), words)
    assert response.status_code == 422
    assert "Tidsgränsen kan inte vara kortare" in response.text
    cast.agreement.refresh_from_db()
    assert cast.agreement.ceiling_days == 60


@pytest.mark.parametrize("name", ["astrid", "cecilia", "doris", "elof", "frej"])
def test_nobody_else_sees_or_changes_anything(cast, client, name):
    client.login_as(getattr(cast, name))
    key, point = cast.agreement.key, cast.agreement.points.first()
    words = {**TIMES, "name": "Sångsvansavtalet"}
    forms = [page("new"), page("edit", key), page("new_point", key), page("point", key, point.pk)]
    for address in (page("list"), page("points", key), *forms):
        assert client.get(address).status_code == 404
    for address in forms:
        assert client.post(address, words).status_code == 404
    cast.agreement.refresh_from_db()
    assert cast.agreement.answer_days == 30
    assert not Agreement.objects.filter(name=words["name"]).exists()
    assert not AgreementPoint.objects.filter(name=words["name"]).exists()


def test_an_ended_agreement_is_kept_by_the_old_and_not_offered_for_the_new(cast, admin):
    deviation = make_deviation(cast)
    name = cast.agreement.name
    assert name in offered()
    admin.post(edit_url(cast), {**TIMES, "name": name, "valid_to": "2026-03-08"})
    assert name not in offered() and name in offered(date(2026, 3, 8))
    assert "Upphörde 8 mars 2026" in admin.get(page("list")).text
    client = admin.login_as(cast.astrid)
    assert name in client.get(reverse("deviations:show", args=[deviation.number])).text


def test_a_draft_on_what_has_ended_meanwhile_is_kept_and_not_sent(cast, client):
    client.login_as(cast.astrid)
    key = uuid.uuid4()
    client.post(f"/avvikelser/utkast/{key}/granska/", filled(cast))
    AgreementPoint.objects.update(valid_to=date(2020, 1, 1))
    response = client.post(f"/avvikelser/utkast/{key}/skicka/", {"version": "1"})
    assert response.status_code == 422 and 'href="#id_point"' in response.text
    assert not Deviation.objects.exists()
    assert Draft.objects.get().fields["title"] == filled(cast)["title"]


def test_the_list_says_when_nobody_can_send(cast, admin):
    assert "Ingen överenskommelse gäller" not in admin.get(page("list")).text
    Agreement.objects.update(valid_to=date(2020, 1, 1))
    assert "Ingen överenskommelse gäller" in admin.get(page("list")).text


def test_a_new_agreement_takes_over_the_points_that_still_hold(cast, admin):
    ended = cast.agreement.points.first()
    AgreementPoint.objects.filter(pk=ended.pk).update(valid_to=date(2020, 1, 1))
    words = {**TIMES, "name": "Ny", "valid_from": "2026-03-09", "points_from": cast.agreement.pk}
    assert "Ny överenskommelse" in admin.get(page("new")).text
    response = admin.post(page("new"), words)
    made = Agreement.objects.get(name="Ny")
    assert response.headers["Location"] == page("points", made.key)
    assert "Gå igenom punkterna" in admin.get(page("points", made.key)).text
    assert offered()["Ny"] == offered()[cast.agreement.name]
    assert ended.name not in offered()["Ny"] and len(offered()["Ny"]) > 3
    assert "Ny" not in offered(date(2026, 3, 8))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"name": "bus –  BARN i behov av särskilt stöd"}, "finns redan"),
        ({"name": " "}, 'href="#id_name"'),
        ({"valid_from": "2026-05-01", "valid_to": "2026-04-01"}, "före den första"),
    ],
)
def test_an_agreement_that_cannot_be_is_refused_with_its_words_kept(cast, admin, words, told):
    known = Agreement.objects.count()
    Agreement.objects.filter(pk=cast.agreement.pk).update(
        name="BUS – barn i behov av särskilt stöd"
    )
    response = admin.post(page("new"), {**TIMES, "name": "Sångsvansavtalet", **words})
    assert response.status_code == 422 and told in response.text
    assert 'value="20"' in response.text
    assert Agreement.objects.count() == known


def test_a_used_name_stands(cast, admin):
    admin.post(edit_url(cast), {**TIMES, "name": "Före"})
    cast.agreement.refresh_from_db()
    assert cast.agreement.name == "Före"
    make_deviation(cast)
    assert "readonly" in admin.get(edit_url(cast)).text
    refused = admin.post(edit_url(cast), {**TIMES, "name": "Efter"})
    assert refused.status_code == 422 and "Namnet kan inte ändras" in refused.text
    cast.agreement.refresh_from_db()
    assert cast.agreement.name == "Före"


def test_points_are_added_moved_renamed_and_ended(cast, admin):
    key = cast.agreement.key
    first, second = cast.agreement.points.order_by("order")[:2]
    assert first.name in admin.get(page("points", key)).text
    admin.post(page("new_point", key), {"name": "Tolk", "after": first.pk})
    tolk = AgreementPoint.objects.get(name="Tolk")
    names = offered()[cast.agreement.name]
    assert names[:3] == [first.name, "Tolk", second.name]
    admin.post(page("point", key, tolk.pk), {"name": "Tolk vid möten", "after": ""})
    assert offered()[cast.agreement.name][0] == "Tolk vid möten"
    admin.post(
        page("point", key, tolk.pk), {"name": "Tolk vid möten", "after": "", "valid_to": TODAY}
    )
    assert "Tolk vid möten" in offered()[cast.agreement.name]
    assert "Tolk vid möten" not in offered(date(2026, 3, 10))[cast.agreement.name]
    whats = AuditEvent.objects.filter(object_kind="agreement").order_by("pk")
    assert [one.details["what"] for one in whats] == ["point_added", "point_edited", "point_edited"]


def test_a_point_that_a_deviation_names_keeps_its_name(cast, admin):
    deviation = make_deviation(cast)
    point = cast.agreement.points.order_by("order").first()
    type(deviation).objects.update(agreement_point=point)
    address = page("point", cast.agreement.key, point.pk)
    assert "Namnet kan inte ändras" in admin.get(address).text
    words = {"name": "Annat", "after": "", "valid_to": "2026-03-31"}
    assert admin.post(address, words).status_code == 422
    assert admin.post(address, {**words, "name": point.name}).status_code == 302
    kept = AgreementPoint.objects.get(pk=point.pk)
    assert (kept.name, kept.valid_to) == (point.name, date(2026, 3, 31))


def test_the_same_point_twice_is_refused_and_anothers_point_is_not_found(cast, admin):
    point = cast.agreement.points.first()
    response = admin.post(page("new_point", cast.agreement.key), {"name": point.name.upper()})
    assert response.status_code == 422 and "finns redan" in response.text
    other = Agreement.objects.exclude(pk=cast.agreement.pk).first()
    assert admin.get(page("point", other.key, point.pk)).status_code == 404
