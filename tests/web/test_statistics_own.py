"""One's own figures beside the county's: who sees which, unhidden or not, and whose they never are (F10)."""

import csv
import io
import re

import pytest

from samsyn.domain.access import Everything, ScopeKind
from samsyn.domain.tables import Own, Question
from samsyn.domain.vocabulary import Counted, Dimension, OwnSide, Role, Scope
from samsyn.statistics.permissions import BreakdownRefused, has_own, own_of
from samsyn.statistics.selectors import table_for
from tests.builders import NOW, grant_role, make_deviation, make_unit, make_user, viewer_of

pytestmark = pytest.mark.django_db
PAGE, CSV = "/statistik/", "/statistik/statistik.csv"
SENT, RECEIVED = OwnSide.SENT, OwnSide.RECEIVED


@pytest.fixture
def sent(cast):
    """Astrid's unit sends three, Cecilia's seven, all to Bo's BUP; Astrid's two more to another county."""
    places = cast.places
    for _ in range(3):
        make_deviation(cast, to=[places.bup])
    for _ in range(2):
        make_deviation(cast, to=[places.external_bup])
    for _ in range(7):
        make_deviation(cast, by=cast.viewer("cecilia"), to=[places.bup])
    return cast


def asked(own=None, *, by=(), **more):
    return Question((NOW.year,), Scope.ALL, Counted.DEVIATIONS, tuple(by), own=own, **more)


def n_of(cast, name, side, **more):
    viewer = cast.viewer(name)
    return table_for(asked(own_of(side, viewer=viewer), **more), viewer=viewer).n


@pytest.mark.parametrize(
    ("name", "side", "n"),
    [
        ("astrid", SENT, 5),
        ("astrid", RECEIVED, 0),
        ("bo", RECEIVED, 10),
        ("bo", SENT, 0),
        ("cecilia", SENT, 7),
        ("berit", RECEIVED, 2),
        ("elof", SENT, 5),  # of Astrid's principal
        ("elof", RECEIVED, 0),
    ],
)
def test_everybody_gets_what_the_own_unit_or_principal_sent_or_received(sent, name, side, n):
    assert n_of(sent, name, side) == n


def test_two_units_of_one_name_are_two(sent):
    namesake = make_unit(sent.places.social.name, principal=sent.places.other_municipality)
    person = make_user("Gunvor Gråtrut")
    grant_role(person, Role.CASEWORKER, namesake)
    viewer = viewer_of(person)
    assert table_for(asked(own_of(SENT, viewer=viewer)), viewer=viewer).n == 0


@pytest.mark.parametrize("name", ["astrid", "bo", "elof", "hedda"])
def test_nobody_gets_what_is_anothers(sent, name):
    """Own is made from who looks; a question with another's is refused whoever put it together."""
    viewer, places = sent.viewer(name), sent.places
    others = [
        Own(SENT, ScopeKind.UNIT, places.other_school.pk),
        Own(RECEIVED, ScopeKind.PRINCIPAL, places.other_municipality.pk),
        Own(SENT, ScopeKind.AREA, places.other_area.pk),
    ]
    for own in others:
        with pytest.raises(BreakdownRefused):
            table_for(asked(own), viewer=viewer)
    assert table_for(asked(others[0]), viewer=Everything("a test")).n == 7


def test_who_acts_for_the_county_has_no_own(sent):
    for name in ("doris", "ivar"):
        assert not has_own(sent.viewer(name))
        with pytest.raises(BreakdownRefused):
            own_of(SENT, viewer=sent.viewer(name))


def test_a_party_sees_its_own_small_numbers_also_by_unit(sent):
    viewer = sent.viewer("astrid")
    own = own_of(SENT, viewer=viewer)
    table = table_for(asked(own, by=[Dimension.RECIPIENT_UNIT]), viewer=viewer)
    assert {row.values[0].label: row.count for row in table.rows} == {
        sent.places.bup.name: 3,
        sent.places.external_bup.name: 2,
    }
    with pytest.raises(BreakdownRefused):
        table_for(asked(by=[Dimension.RECIPIENT_UNIT]), viewer=viewer)


def test_a_local_group_never_sees_small_numbers_nor_units(sent, settings):
    viewer = sent.viewer("hedda")
    own = own_of(SENT, viewer=viewer)
    assert settings.SMALL_NUMBERS_BELOW == 6
    table = table_for(asked(own), viewer=viewer)
    assert table.n is None, "five reports in the group's area are too few to be told"
    with pytest.raises(BreakdownRefused):
        table_for(asked(own, by=[Dimension.REPORTER_UNIT]), viewer=viewer)
    make_deviation(sent, to=[sent.places.bup])
    assert table_for(asked(own), viewer=viewer).n == 6


def test_own_and_all_stand_side_by_side(sent, client):
    client.login_as(sent.astrid)
    client.get("/")  # the first page of a log-in also keeps its session
    text = client.get(f"{PAGE}?scope=all&by=answered&mine=sent", queries=8).text
    assert ">Egna<" in text and ">Hela länet<" in text
    row = re.search(r'<tr><th scope="row">Inte besvarad</th>(.*?)</tr>', text, re.S)[1]
    assert re.findall(r"<td[^>]*>([^<]+)</td>", row) == ["5", "100 %", "12", "100 %"]
    assert "Andelarna är av 5 rapporter (n)." in text and "Länets andelar är av 12." in text


def test_rows_that_only_the_others_have_stand_there_as_none_of_ones_own(sent, client):
    client.login_as(sent.bo)
    text = client.get(f"{PAGE}?scope=all&by=reporter_service&mine=sent").text
    assert "Inga rapporter stämmer med valet" not in text
    assert re.search(r'<td class="table__number">0</td>', text)


def test_units_can_be_asked_of_the_own_and_not_of_all(sent, client):
    client.login_as(sent.astrid)
    own = client.get(f"{PAGE}?scope=all&by=recipient_unit&mine=sent")
    assert own.status_code == 200
    assert sent.places.bup.name in own.text and ">Hela länet</th>" not in own.text
    for words in ("", "&mine=", "&mine=all", "&mine=unit:1"):
        assert client.get(f"{PAGE}?scope=all&by=recipient_unit{words}").status_code == 422
        assert client.get(f"{CSV}?scope=all&by=recipient_unit{words}").status_code == 404


def test_mine_is_nothing_to_who_has_no_own(sent, client):
    client.login_as(sent.ivar)
    text = client.get(f"{PAGE}?scope=all&mine=sent").text
    assert 'name="mine"' not in text and "Andelarna är av 12 rapporter (n)." in text


def test_one_address_gives_each_viewer_the_own_figures(sent, client):
    """A link that is passed on never carries the sender's figures along."""
    found = {}
    for name in ("astrid", "cecilia", "elof"):
        client.login_as(getattr(sent, name))
        response = client.get(f"{CSV}?scope=all&by=answered&mine=sent&year={NOW.year}")
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        found[name] = list(csv.reader(io.StringIO(text), delimiter=";"))[1][1]
    assert found == {"astrid": "5", "cecilia": "7", "elof": "5"}
