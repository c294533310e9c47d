"""What did the writer of a draft call no name, between writing and sending?

The session holds keyed digests, never the words: the choice is kept as long as the log-in and stands
neither with the draft nor with what is sent (ADR 0044).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from samsyn.guarding.last_word import folded_choice
from samsyn.web.guarding.forms import NO_NAME

KEPT = "guard_decided"
MOST_DRAFTS = 20
"""The oldest drafts' choices are forgotten first, and asked for again."""


@dataclass(frozen=True)
class Remembered:
    """A container of words that knows their digests alone."""

    key: str
    digests: frozenset[str]

    def __contains__(self, words: object) -> bool:
        return _digest(self.key, str(words)) in self.digests


class AllWords:
    """A container of whatever stands in a text of which somebody has decided everything."""

    def __contains__(self, words: object) -> bool:
        return True


def decided_for(request, key) -> Remembered:
    """What has been called no name in the draft with this key."""
    return Remembered(str(key), frozenset(request.session.get(KEPT, {}).get(str(key), ())))


def remember_posted(request, key) -> None:
    """Remember the words that came with a posted form."""
    if words := request.POST.getlist(NO_NAME):
        _change(request, key, add=words)


def remember_posted_alone(request, key) -> None:
    """Remember the words that came with a posted form, and of this draft no others."""
    _keep(request, key, _digests(key, request.POST.getlist(NO_NAME)))


def remember(request, key, words: str) -> None:
    _change(request, key, add=[words])


def forget(request, key, words: str) -> None:
    """Ask about these words again."""
    _change(request, key, drop=[words])


def _change(request, key, *, add: Iterable[str] = (), drop: Iterable[str] = ()) -> None:
    before = set(request.session.get(KEPT, {}).get(str(key), ()))
    _keep(request, key, (before | _digests(key, add)) - _digests(key, drop))


def _keep(request, key, digests: set[str]) -> None:
    kept = dict(request.session.get(KEPT, {}))
    if digests == set(kept.pop(str(key), ())):
        return
    kept[str(key)] = sorted(digests)
    request.session[KEPT] = dict(list(kept.items())[-MOST_DRAFTS:])


def _digests(key, some: Iterable[str]) -> set[str]:
    return {_digest(str(key), folded_choice(words)) for words in some}


def _digest(key: str, words: str) -> str:
    return salted_hmac("samsyn.guarding.decided", f"{key}:{words}", algorithm="sha256").hexdigest()
