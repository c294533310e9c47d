"""What weighs how much in the likeness of two deviations? The county's settings, as the domain wants them."""

from django.conf import settings

from samsyn.domain.likeness import Scale
from samsyn.domain.vocabulary import Likeness


def likeness_scale() -> Scale:
    """The scale that the settings give; every likeness has a weight."""
    return Scale(
        within_days=settings.SIMILAR_WITHIN_DAYS,
        weights={one: settings.SIMILAR_WEIGHTS[one.value] for one in Likeness},
        many_words=settings.SIMILAR_MANY_WORDS_PERCENT / 100,
        some_words=settings.SIMILAR_SOME_WORDS_PERCENT / 100,
    )
