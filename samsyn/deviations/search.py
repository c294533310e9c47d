"""How are deviations found by words? The start of each word, in any order, alike on both databases."""

import re
from collections.abc import Iterable, Mapping

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from samsyn.database.bulk import insert_rows
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
    columns = columns_of(deviation, deviation.addressings.all(), _texts(deviation), copies)
    SearchText.objects.update_or_create(deviation=deviation, defaults=columns)


def index_new(
    deviation: Deviation,
    addressings: Iterable[Addressing],
    version: DeviationVersion,
    copy: SecretariatCopy,
) -> None:
    """Write the search row of what has just been sent, from what is at hand."""
    texts = searched_texts(version, (), (), ())
    columns = columns_of(deviation, addressings, texts, [copy.texts])
    insert_rows(SearchText, [SearchText(deviation=deviation, **columns)])


def columns_of(
    deviation: Deviation,
    addressings: Iterable[Addressing],
    texts: Iterable[str],
    copies: Iterable[Mapping[str, object]],
) -> dict[str, str]:
    """What is searched: by the parties in `texts`, by the secretariat in its copies alone."""
    parts = list(addressings)
    head = [deviation.number, deviation.reporter_name_then, *(one.name_then for one in parts)]
    copied = [text for copy in copies for text in copy.values() if isinstance(text, str)]
    marks = {
        mark_of_unit(deviation.reporter_unit_id),
        mark_of_principal(deviation.reporter_principal_id),
        *(mark_of_unit(one.unit_id) for one in parts),
        *(mark_of_principal(one.principal_id) for one in parts),
    }
    return {
        "parties": " ".join(sorted(marks)),
        "party_words": _joined(*head, deviation.own_system_reference, *texts),
        "copy_words": _joined(*head, *copied),
    }


def mark_of_unit(unit_id: int) -> str:
    """The word that stands in `parties` for a unit, to search only what it has sent or been sent."""
    return f"u{unit_id}"


def mark_of_principal(principal_id: int) -> str:
    """The word that stands in `parties` for a principal."""
    return f"p{principal_id}"


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


def found_by(
    deviations: QuerySet[Deviation], text: str, *, in_copies: bool, party: str = ""
) -> QuerySet[Deviation]:
    """Those of `deviations` in which every word of `text` begins some word; all when `text` is empty.

    `party` is the mark of a unit or principal that all of `deviations` concern; it only makes it quicker.
    """
    words = words_of(text)[:_MOST_WORDS]
    if not words:
        return deviations
    return deviations.filter(pk__in=matching_ids(words, in_copies=in_copies, party=party))


def matching_ids(words: list[str], *, in_copies: bool, party: str = "") -> RawSQL:
    """A subquery of deviation ids from the database's own full-text index.

    With the mark of a `party`, its deviations and the words are joined inside the index: a common word
    stands in thirty thousand others.
    """
    if connection.vendor == "postgresql":
        vector = "copy_vector" if in_copies else "party_vector"
        asked, given = "to_tsquery('simple', %s)", [" & ".join(f"{word}:*" for word in words)]
        if party:
            asked, given = f"({asked} && %s::tsquery)", [*given, f"'#{party}'"]
        sql = f"SELECT deviation_id FROM deviations_searchtext WHERE {vector} @@ {asked}"  # noqa: S608
        return RawSQL(sql, given)  # noqa: S611 - parameters only
    column = "copy_words" if in_copies else "party_words"
    query = " AND ".join(f'{column} : "{word}" *' for word in words)
    if party:
        query += f' AND parties : "{party}"'
    sql = "SELECT rowid FROM deviations_search WHERE deviations_search MATCH %s"
    return RawSQL(sql, [query])  # noqa: S611 - parameters only
