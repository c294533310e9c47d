"""What follows when two people note something of the same deviation at once? Nothing of either is lost."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Noted:
    """The flags and the note of one deviation, as they stand or as somebody wants them."""

    talk_rather: bool = False
    principle_question: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        # Browsers end lines in their own way: the same words must be the same note.
        object.__setattr__(self, "note", self.note.replace("\r\n", "\n").strip())


def together(*, seen: Noted, mine: Noted, stored: Noted) -> tuple[Noted, bool]:
    """What two people noted, as one, and whether the notes contradict each other.

    What I left as I saw it follows my colleague, what my colleague left follows me. A flag has two
    states, so two people who changed it agree. Two other notes cannot be made one: mine is kept.
    """
    talk_rather = _of(seen.talk_rather, mine.talk_rather, stored.talk_rather)
    principle = _of(seen.principle_question, mine.principle_question, stored.principle_question)
    note = _of(seen.note, mine.note, stored.note)
    contradict = note == mine.note != stored.note and stored.note != seen.note
    return Noted(talk_rather, principle, note), contradict


def _of[T](seen: T, mine: T, stored: T) -> T:
    return stored if mine == seen else mine
