"""The statistics page before anything has been sent; the file apart, since no year is read in here."""

import pytest

pytestmark = pytest.mark.django_db


def test_nothing_to_count_yet(cast, client):
    client.login_as(cast.astrid)
    assert "Det finns inget att räkna än" in client.get("/statistik/").text
    assert client.get("/statistik/statistik.csv").status_code == 404
