"""Does a stored secret open with the right key alone, then and after the keys have changed? (ADR 0057)"""

import pytest
from allauth.mfa.models import Authenticator

from config import env
from samsyn.accounts.sealing import CannotUnseal, Seal, seal, seal_of, unseal
from samsyn.accounts.selectors import second_steps
from samsyn.accounts.services import reseal_second_steps
from samsyn.commands import doctor
from tests.builders import make_user

OLD, NEW = "old-" + "k" * 40, "new-" + "k" * 40
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.fixture
def second_step(db):
    """Somebody's, as it lies there when nothing has sealed it yet."""
    user = make_user("Ulla")
    return Authenticator.objects.create(user=user, type="totp", data={"secret": SECRET})


def seals():
    return [one.seal for one in second_steps()]


def told():
    return " ".join(one.text for one in doctor.second_step_findings())


@pytest.mark.parametrize("keys", [[], [OLD], [NEW, OLD]])
def test_a_sealed_text_opens_and_tells_nothing(settings, keys):
    settings.ENCRYPTION_KEYS = keys
    stored = seal(SECRET)
    assert SECRET not in stored and unseal(stored) == SECRET
    assert seal(SECRET) != stored, "who has the same secret cannot be seen"


def test_what_was_stored_before_there_were_seals_is_as_it_was():
    assert unseal(SECRET) == SECRET and seal_of(SECRET) is Seal.NONE


def test_an_older_key_opens_until_it_is_thrown_away(settings):
    by_server = seal(SECRET)
    settings.ENCRYPTION_KEYS = [OLD]
    by_old = seal(SECRET)
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    assert unseal(by_server) == unseal(by_old) == SECRET
    assert seal_of(by_server) is seal_of(by_old) is Seal.OLDER
    settings.ENCRYPTION_KEYS = [NEW]
    assert seal_of(by_old) is Seal.LOST
    with pytest.raises(CannotUnseal):
        unseal(by_old)


def test_a_new_secret_key_needs_the_old_one_in_the_row(settings):
    stored, before = seal(SECRET), settings.SECRET_KEY
    settings.SECRET_KEY = NEW
    assert seal_of(stored) is Seal.LOST
    settings.ENCRYPTION_KEYS = [NEW, before]
    assert unseal(stored) == SECRET


@pytest.mark.parametrize("place", [10, -10])
def test_what_somebody_has_changed_does_not_open(place):
    stored = list(seal(SECRET))
    stored[place] = "A" if stored[place] != "A" else "B"
    with pytest.raises(CannotUnseal):
        unseal("".join(stored))


@pytest.mark.parametrize("broken", ["sealed:", "sealed:åäö", "sealed:gAAA"])
def test_what_is_no_seal_does_not_open(broken):
    with pytest.raises(CannotUnseal):
        unseal(broken)


def test_what_lies_open_is_sealed_and_then_let_alone(second_step):
    codes = Authenticator.objects.create(
        user=second_step.user, type="recovery_codes", data={"seed": "ab" * 40, "used_mask": 5}
    )
    assert reseal_second_steps() == 2
    assert seals() == [Seal.NEWEST] * 2
    second_step.refresh_from_db()
    codes.refresh_from_db()
    assert unseal(second_step.data["secret"]) == SECRET
    assert unseal(codes.data["seed"]) == "ab" * 40 and codes.data["used_mask"] == 5
    assert reseal_second_steps() == 0


def test_keys_are_changed_without_anybody_noticing(second_step, settings):
    for keys in ([], [OLD], [NEW, OLD], [NEW]):
        settings.ENCRYPTION_KEYS = keys
        assert reseal_second_steps() == (keys != [NEW])
        assert seals() == [Seal.NEWEST]
    second_step.refresh_from_db()
    assert unseal(second_step.data["secret"]) == SECRET


def test_what_no_key_opens_is_left_for_the_day_when_the_key_is_found(second_step, settings):
    settings.ENCRYPTION_KEYS = [OLD]
    reseal_second_steps()
    settings.ENCRYPTION_KEYS = [NEW]
    assert reseal_second_steps() == 0
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    assert reseal_second_steps() == 1
    second_step.refresh_from_db()
    assert unseal(second_step.data["secret"]) == SECRET


def test_the_doctor_says_what_is_open_and_what_is_lost(second_step, settings):
    assert "1 person's second step is sealed under an older key, or not at all" in told()
    settings.ENCRYPTION_KEYS = [OLD]
    reseal_second_steps()
    assert told() == ""
    settings.ENCRYPTION_KEYS = [NEW]
    assert "cannot be read" in told() and "SAMSYN_ENCRYPTION_KEYS" in told()
    assert not any(one.stops for one in doctor.second_step_findings()), "the others can work"


def test_the_doctor_refuses_a_key_that_can_be_guessed(db, settings):
    settings.ENCRYPTION_KEYS = [NEW, "short"]
    (finding,) = [one for one in doctor.settings_findings() if "fewer than 40" in one.text]
    assert finding.stops and "short" not in finding.text.split()


def test_keys_are_read_from_a_file_too(tmp_path, monkeypatch):
    place = tmp_path / "keys"
    place.write_text(f"{NEW}\n{OLD}\n")
    monkeypatch.setenv("SAMSYN_ENCRYPTION_KEYS_FILE", str(place))
    assert env.words("SAMSYN_ENCRYPTION_KEYS") == [NEW, OLD]
    monkeypatch.delenv("SAMSYN_ENCRYPTION_KEYS_FILE")
    monkeypatch.setenv("SAMSYN_ENCRYPTION_KEYS", f"{NEW}, {OLD},")
    assert env.words("SAMSYN_ENCRYPTION_KEYS") == [NEW, OLD]
