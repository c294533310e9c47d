"""Two people at once, a thousand times. Run inside the drill's environment; prints what it counted."""

import json
import sys
import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.utils import timezone  # noqa: E402

from samsyn.accounts import selectors as accounts  # noqa: E402
from samsyn.accounts.models import User  # noqa: E402
from samsyn.deviations import services  # noqa: E402
from samsyn.deviations.content import Account, AnswerContent, Submission  # noqa: E402
from samsyn.deviations.models import Agreement, Answer, Deviation  # noqa: E402
from samsyn.domain.lifecycle import StepRefused  # noqa: E402
from samsyn.domain.refusals import Outdated  # noqa: E402
from samsyn.domain.vocabulary import AnswerOutcome, View  # noqa: E402
from samsyn.organisations.models import Unit  # noqa: E402

BARRIER = threading.Barrier(2)


def viewer(key):
    user = User.objects.get(email=f"{key}@demo.invalid")
    return accounts.choices_for(user, timezone.localdate())[0]


class Race:
    """One deviation, with what two people try on it at the same moment."""

    def __init__(self):
        self.writer, self.answerer, self.manager = map(
            viewer, ("socialtjanst", "bup", "enhetschef")
        )
        self.agreement = Agreement.objects.get(key="bus").pk
        self.other = Unit.objects.get(key="demo-bup-morkullan").pk

    def fresh(self, *, answered=False, judged=False):
        now = timezone.now()
        deviation = services.send_deviation(
            submission_key=uuid.uuid4(),
            submission=Submission(
                account=Account(title="Två samtidigt", what_happened="En övning."),
                recipient_ids=(self.answerer.unit_id,),
                agreement_id=self.agreement,
            ),
            by=self.writer,
            now=now,
        )
        part = deviation.addressings.get()
        if answered:
            self.answer(deviation, part, "Första svaret", self.answerer)()
            part.refresh_from_db()
        if judged:
            self.judge(deviation, part, AnswerOutcome.PARTLY)()
            part.refresh_from_db()
        deviation.refresh_from_db()
        return deviation, part

    def common(self, deviation, part, by):
        ids = {"deviation_id": deviation.pk, "by": by, "now": timezone.now()}
        return (
            ids if part is None else ids | {"addressing_id": part.pk, "seen_version": part.version}
        )

    def answer(self, deviation, part, words, by):
        content = AnswerContent(view=View.AGREES, perspective=words)
        return lambda: services.answer_deviation(
            content=content, **self.common(deviation, part, by)
        )

    def judge(self, deviation, part, outcome):
        return lambda: services.judge_answer(
            outcome=outcome, **self.common(deviation, part, self.writer)
        )

    def answer_twice(self):
        deviation, part = self.fresh()
        words = {"a": self.answerer, "b": self.manager}
        yield from (self.answer(deviation, part, each, by) for each, by in words.items())

        def holds(won):
            return Answer.objects.get(addressing=part).perspective == won[0].perspective

        yield holds

    def answer_and_redirect(self):
        deviation, part = self.fresh()
        yield self.answer(deviation, part, "Svar", self.answerer)
        yield lambda: services.redirect(
            to_unit_id=self.other, reason="Fel", **self.common(deviation, part, self.manager)
        )

        def holds(won):
            part.refresh_from_db()
            return (part.answered_at is None) != (part.redirected_at is None)

        yield holds

    def judge_twice(self):
        deviation, part = self.fresh(answered=True)
        for outcome in (AnswerOutcome.RESOLVED, AnswerOutcome.UNRESOLVED):
            yield self.judge(deviation, part, outcome)

        def holds(won):
            part.refresh_from_db()
            return part.outcome == won[0].outcome

        yield holds

    def close_and_amend(self):
        deviation, part = self.fresh(answered=True, judged=True)
        yield lambda: services.close_deviation(
            seen_version=deviation.version, **self.common(deviation, None, self.writer)
        )
        yield lambda: services.amend_answer(
            content=AnswerContent(view=View.DIFFERS, perspective="Ändrat"),
            reason="Nytt",
            **self.common(deviation, part, self.answerer),
        )

        def holds(won):
            deviation.refresh_from_db()
            return (deviation.closed_at is None) == (part.answers.count() == 2)

        yield holds

    def answer_and_withdraw(self):
        deviation, part = self.fresh()
        yield self.answer(deviation, part, "Svar", self.answerer)
        yield lambda: services.withdraw_deviation(
            seen_version=deviation.version,
            reason="Löst",
            **self.common(deviation, None, self.writer),
        )

        def holds(won):
            one = Deviation.objects.get(pk=deviation.pk)
            part.refresh_from_db()
            return (one.withdrawn_at is None) != (part.answered_at is None)

        yield holds


def attempt(action):
    BARRIER.wait(timeout=60)
    try:
        return action()
    except (Outdated, StepRefused) as refusal:
        return refusal
    except Exception as error:
        return error


def main(times):
    race, counted, examples = Race(), Counter(), []
    kinds = (
        race.answer_twice,
        race.answer_and_redirect,
        race.judge_twice,
        race.close_and_amend,
        race.answer_and_withdraw,
    )
    with ThreadPoolExecutor(2) as pool:
        for turn in range(times):
            kind = kinds[turn % len(kinds)]
            one, other, holds = kind()
            results = list(pool.map(attempt, (one, other)))
            won = [each for each in results if not isinstance(each, Exception)]
            known = [each for each in results if isinstance(each, Outdated | StepRefused)]
            counted["races"] += 1
            counted["errors"] += 2 - len(won) - len(known)
            counted["not exactly one winner"] += len(won) != 1
            counted["overwritten"] += len(won) == 1 and not holds(won)
            if len(won) != 1 or len(known) != 1:
                examples.append(f"{kind.__name__}: {results!r}"[:300])
    print(json.dumps({"counted": dict(counted), "examples": examples[:3]}))


main(int(sys.argv[1]))
