"""What is known of each word of one text and of those beside it?"""

from functools import cached_property

from samsyn.guard.lists import words_in
from samsyn.guard.persons.knowing import Known, is_near_first_name, is_near_word, known
from samsyn.guard.persons.roles import Role, role_of
from samsyn.guard.persons.tokens import tokens_of

_MOST_SLIPS = 30
"""So many words of a text are compared with what may have been meant; each takes half a millisecond."""
_TOGETHER = frozenset(
    {
        " ",
        "\u00a0",
        "  ",
        ", ",
        " (",
        ": ",
        ", (",
        " - ",
        " – ",
        "/",
        " /",
        ' "',
        " ”",
        " '",
        "\n",
        ":",
    }
)
_FROM_SO_MANY_LETTERS = 40
"""A text of so many letters without å, ä and ö was scanned or typed without them."""


def beside(kind: str) -> frozenset[str]:
    """The words of one kind in person.words."""
    return words_in("person.words", kind)


class Reading:
    """One text while it is read; nothing of it outlives the scan."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.blocked: set[int] = set()
        letters = sum(map(str.isalpha, text[:2000]))
        self.is_folded = letters > _FROM_SO_MANY_LETTERS and not any(
            one in text for one in "åäöÅÄÖ\u0308\u030a"
        )
        self._known: dict[str, Known] = {}
        self._roles: dict[str, Role | None] = {}
        self._slips = 0
        self._near: dict[tuple[str, bool], bool] = {}

    def known(self, plain: str) -> Known:
        """What the lists say of a word."""
        if plain not in self._known:
            self._known[plain] = known(plain, folded=self.is_folded)
        return self._known[plain]

    def at(self, place: int) -> Known:
        """What the lists say of the word at this place."""
        return self.known(self.tokens[place].plain)

    def stem(self, place: int) -> str:
        """The word without the s of a genitive, when that leaves the name."""
        token = self.tokens[place]
        if not token.plain.endswith("s") or len(token.plain) < 3:
            return token.plain
        whole, short = self.known(token.plain), self.known(token.plain[:-1])
        if whole.well or (whole.first and not short.well):
            return token.plain
        if whole.word and not (short.well and self._has_owned(place)):
            return token.plain
        if short.is_name and (short.well or not whole.last):
            return token.plain[:-1]
        return token.plain

    def _has_owned(self, place: int) -> bool:
        """Whether what follows is a person's: Bos kontaktperson, but Klass 7 B."""
        return self.gap(place + 1) == " " and (
            self.plain(place + 1) in beside("relation") or self.role(place + 1) is not None
        )

    def name(self, place: int) -> Known:
        """What the lists say of the word without its genitive s."""
        return self.known(self.stem(place))

    def is_genitive(self, place: int) -> bool:
        """Whether the word is written with a genitive s, or :s."""
        token = self.tokens[place]
        return self.stem(place) != token.plain or self.text[token.end : token.end + 2] in {
            ":s",
            "’s",
            "'s",
        }

    def role(self, place: int) -> Role | None:
        """The role that the word at this place names."""
        if not 0 <= place < len(self.tokens):
            return None
        plain = self.tokens[place].plain
        if plain not in self._roles:
            self._roles[plain] = role_of(plain)
        return self._roles[plain]

    def plain(self, place: int) -> str:
        """The word at this place in small letters; nothing where no word is."""
        return self.tokens[place].plain if 0 <= place < len(self.tokens) else ""

    def gap(self, place: int) -> str:
        """What stands before the word at this place."""
        return self.tokens[place].gap if 0 <= place < len(self.tokens) else "\0"

    def is_beside(self, place: int) -> bool:
        """Whether at most a comma or bracket parts the word from the one before."""
        return self.gap(place) in _TOGETHER

    def role_before(self, place: int) -> Role | None:
        """The role right before a name: kurator X, mamman, X, mamman till X, pojken heter X."""
        if place < 1 or not self.is_beside(place):
            return None
        if (role := self.role(place - 1)) and not self._is_owner(place - 1):
            return role
        return self._role_further(place)

    def _is_owner(self, place: int) -> bool:
        """mammans kurator: the first of two roles, in the genitive."""
        token = self.tokens[place]
        return (
            token.plain.endswith("s")
            and not token.plain.endswith("ss")
            and len(token.plain) > 5
            and token.plain[:-1]
            in {
                "mamman",
                "pappan",
                "barnet",
                "pojken",
                "flickan",
                "eleven",
                "patienten",
                "kuratorn",
            }
        )

    def _role_further(self, place: int) -> Role | None:
        before = self.plain(place - 1)
        if before == "till" and (role := self.role(place - 2)) and role.kind == "relative":
            return Role("child", "barnet", "barnet")
        if before in beside("called"):
            return (
                self.role(place - 2) or self.role(place - 3) or Role("child", "", "")
                if False
                else (self.role(place - 2) or self.role(place - 3))
            )
        return None

    def is_called(self, place: int) -> bool:
        """heter X, vid namn X, kallar honom X."""
        before = self.plain(place - 1)
        if before in beside("called"):
            return True
        return before in {"honom", "henne", "hen"} and self.plain(place - 2) in {
            "kallar",
            "kalla",
            "kallade",
        }

    def acts_after(self, place: int) -> bool:
        """Whether what follows is what persons do or have."""
        after = self.plain(place + 1)
        if not after or self.gap(place + 1) not in {" ", "\u00a0", "  ", ", "}:
            return False
        if after in beside("verb") and self.gap(place + 1) != ", ":
            return True
        if after in {"och", "med", "samt"} and self.plain(place + 2) in {
            "hennes",
            "hans",
            "hens",
            "sin",
            "sina",
        }:
            return True
        return after == "som" or (after in {"från", "på"} and self.gap(place + 1) == " ")

    def owns_after(self, place: int) -> bool:
        """Whether it is in the genitive and somebody or something of a person's follows."""
        after = self.plain(place + 1)
        return self.gap(place + 1) in {" ", ":s ", "’s ", "'s "} and (
            after in beside("relation") or self.role(place + 1) is not None
        )

    def is_after(self, place: int, kind: str) -> bool:
        """Whether the word before is of this kind of person.words."""
        return self.gap(place) in {" ", "\u00a0", "  ", ": ", ":"} and self.plain(
            place - 1
        ) in beside(kind)

    def is_near_name(self, place: int) -> bool:
        """Whether the word is one slip away from a first name."""
        plain = self.stem(place)
        return len(plain) >= 5 and self._compared(plain, names=True)

    def is_near_word(self, place: int) -> bool:
        """Whether the word is one slip away from an ordinary word."""
        plain = self.plain(place)
        return len(plain) >= 5 and self._compared(plain, names=False)

    def _compared(self, plain: str, *, names: bool) -> bool:
        if (plain, names) not in self._near:
            self._slips += 1
            if self._slips > _MOST_SLIPS or len(plain) > 16:
                return False
            self._near[plain, names] = (
                is_near_first_name(plain)
                or (plain.endswith("s") and is_near_first_name(plain[:-1]))
                if names
                else is_near_word(plain, folded=self.is_folded)
            )
        return self._near[plain, names]

    @cached_property
    def last(self) -> int:
        """The place of the last word."""
        return len(self.tokens) - 1
