"""How are deviations found by words? The start of each word, in any order, alike on both databases."""

import re
from collections.abc import Iterable, Mapping

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from samsyn.deviations.models import (
    Addressing,
    Answer,
    Deviation,
    DeviationVersion,
    Measure,
    SearchText,
    SecretariatCopy,
)

_WORD = re.compile(r"\w+")
_MOST_WORDS = 8


def words_of(text: str) -> list[str]:
    """The words of a text as they are indexed: lower case, without signs."""
    return _WORD.findall(text.casefold().replace("_", " "))


def index_deviation(deviation_id: int) -> None:
    """Write a deviation's search row anew from its current texts; call inside the step's transaction."""
    deviation = Deviation.objects.get(pk=deviation_id)
    copies = SecretariatCopy.objects.filter(deviation=deviation).values_list("texts", flat=True)
    names = deviation.addressings.values_list("name_then", flat=True)
    columns = columns_of(deviation, names, _texts(deviation), copies)
    SearchText.objects.update_or_create(deviation=deviation, defaults=columns)


def index_new(
    deviation: Deviation,
    addressings: Iterable[Addressing],
    version: DeviationVersion,
    copy: SecretariatCopy,
) -> None:
    """Write the search row of what has just been sent, from what is at hand."""
    names = [addressing.name_then for addressing in addressings]
    texts = searched_texts(version, (), (), ())
    columns = columns_of(deviation, names, texts, [copy.texts])
    SearchText.objects.create(deviation=deviation, **columns)


def columns_of(
    deviation: Deviation,
    recipient_names: Iterable[str],
    texts: Iterable[str],
    copies: Iterable[Mapping[str, object]],
) -> dict[str, str]:
    """What is searched: by the parties in `texts`, by the secretariat in its copies alone."""
    head = [deviation.number, deviation.reporter_name_then, *recipient_names]
    copied = [text for copy in copies for text in copy.values() if isinstance(text, str)]
    return {
        "party_words": _joined(*head, deviation.own_system_reference, *texts),
        "copy_words": _joined(*head, *copied),
    }


def _joined(*texts: str) -> str:
    return " ".join(word for text in texts for word in words_of(text))


def searched_texts(
    version: DeviationVersion | None,
    perspectives: Iterable[str],
    measures: Iterable[str],
    messages: Iterable[str],
) -> list[str]:
    """The parties' texts in which words are searched: the account as it stands, answers, the thread."""
    account = [
        getattr(version, name)
        for name in (
            "title",
            "what_happened",
            "what_was_expected",
            "consequence_text",
            "proposed_measure",
        )
        if version
    ]
    return [*account, *perspectives, *measures, *messages]


def index_agreement(agreement_id: int) -> None:
    """Write the search rows of an agreement's answered deviations anew: who sees answers has changed."""
    answered = Deviation.objects.filter(
        agreement_id=agreement_id, addressings__answers__isnull=False
    )
    for pk in answered.values_list("pk", flat=True).distinct():
        index_deviation(pk)


def _texts(deviation: Deviation) -> list[str]:
    account = deviation.versions.order_by("number").last()
    messages = deviation.messages.values_list("text", flat=True)
    if not deviation.agreement.answers_shown_to_all:
        # A row is shared by all parties: a hit on a word would tell what a hidden answer says.
        return searched_texts(account, (), (), messages)
    answers = Answer.objects.filter(addressing__deviation=deviation)
    measures = Measure.objects.filter(addressing__deviation=deviation)
    return searched_texts(
        account,
        answers.values_list("perspective", flat=True),
        measures.values_list("text", flat=True),
        messages,
    )


def found_by(deviations: QuerySet[Deviation], text: str, *, in_copies: bool) -> QuerySet[Deviation]:
    """Those of `deviations` in which every word of `text` begins some word; all when `text` is empty."""
    words = words_of(text)[:_MOST_WORDS]
    if not words:
        return deviations
    return deviations.filter(pk__in=matching_ids(words, in_copies=in_copies))


def matching_ids(words: list[str], *, in_copies: bool) -> RawSQL:
    """A subquery of deviation ids from the database's own full-text index."""
    column = "copy_words" if in_copies else "party_words"
    if connection.vendor == "postgresql":
        query = " & ".join(f"{word}:*" for word in words)
        sql = (
            "SELECT deviation_id FROM deviations_searchtext "  # noqa: S608 - column is one of two
            f"WHERE to_tsvector('simple', {column}) @@ to_tsquery('simple', %s)"
        )
        return RawSQL(sql, [query])  # noqa: S611 - parameters only
    query = " AND ".join(f'{column} : "{word}" *' for word in words)
    sql = "SELECT rowid FROM deviations_search WHERE deviations_search MATCH %s"
    return RawSQL(sql, [query])  # noqa: S611 - parameters only
