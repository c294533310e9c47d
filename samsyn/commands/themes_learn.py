"""How much better are proposals that know the secretariat's codings, are they used? (themes learn)"""

import sys

from django.conf import settings
from django.utils import timezone

from samsyn.coding.services.learning import CodedText, accept_weights, coded_texts
from samsyn.coding.suggesting import weights_in_use
from samsyn.domain.access import Everything
from samsyn.suggester.training.examples import Example
from samsyn.suggester.training.learning import learned

WHY = Everything("./run themes learn")


def learn(*, accept: bool) -> int:
    """Print the figures before and after, and use the new weights when that is asked for."""
    found = coded_texts(by=WHY, now=timezone.now())
    if not found:
        print("themes: the secretariat has coded nothing to learn from yet", file=sys.stderr)
        return 1
    new = learned(
        [_example(one) for one in found],
        least_reports=settings.THEME_LEAST_REPORTS,
        in_use=weights_in_use(),
    )
    for name, figures in (("before", new.before), ("after", new.after)):
        right, first_two = figures["right"], figures["in_first_two"]
        print(
            f"{name:<8}{figures['texts']} reports   right {right:.3f}   in first two {first_two:.3f}"
        )
    if accept:
        print(f"in use from now on: {accept_weights(new.weights, by=WHY, now=timezone.now())}")
    else:
        print("nothing is changed; --accept uses what was learned")
    return 0


def _example(one: CodedText) -> Example:
    return Example(f"report-{one.deviation_id}", one.text, one.theme, one.subtype)
