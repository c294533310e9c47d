"""The page of series while no deviations are stored: what reports printed, or nothing at all."""

import pytest

from samsyn.series.models import PublishedValue, SeriesBreak

pytestmark = pytest.mark.django_db
PAGE, FILE = "/statistik/serier/", "/statistik/serier/serie.csv"


def test_without_stored_years_the_printed_ones_stand(client, cast):
    text = client.login_as(cast.ivar).get(PAGE).text
    assert "43 %" in text and "31 %" in text
    assert "Publicerade värden" not in text, "what only the secretariat edits"


def test_without_anything_the_page_says_what_is_missing(client, cast):
    PublishedValue.objects.all().delete()
    assert "Det finns inga år att jämföra än" in client.login_as(cast.ivar).get(PAGE).text
    assert client.get(FILE).status_code == 404
    assert client.get(f"{PAGE}diagram.svg").status_code == 404


def test_the_lists_of_the_secretariat_say_what_to_do_when_empty(client, cast):
    PublishedValue.objects.all().delete()
    SeriesBreak.objects.all().delete()
    client.login_as(cast.doris)
    assert "Inga publicerade värden" in client.get(f"{PAGE}publicerade/").text
    assert "Inga kända seriebrott" in client.get(f"{PAGE}seriebrott/").text
