"""What is known of each word of one text and of those beside it?"""

from functools import cache, cached_property

from samsyn.guard.lists import words_in
from samsyn.guard.persons.knowing import (
    Known,
    is_near_first_name,
    is_near_word,
    is_unit_shaped,
    known,
)
from samsyn.guard.persons.roles import Role, role_of
from samsyn.guard.persons.tokens import tokens_of
from samsyn.guard.words import fold

_MOST_SLIPS = 30
"""So many words of a text are compared with what may have been meant; each takes half a millisecond."""
_TOGETHER = frozenset(
    [
        " ",
        "\u00a0",
        "  ",
        ", ",
        " (",
        ": ",
        ":",
        ", (",
        " - ",
        " – ",
        "/",
        " /",
        ' "',
        " ”",
        " '",
        "\n",
    ]
)
_ENDINGS = ("ade", "ades", "des", "te", "tes", "er", "ar", "as", "es")
_BLANKS = frozenset({" ", "\u00a0", "  "})
_FROM_SO_MANY_LETTERS = 12
"""A text of so many letters without å, ä and ö was scanned or typed without them."""


def beside(kind: str) -> frozenset[str]:
    """The words of one kind in person.words."""
    return _with_folded(words_in("person.words", kind))


@cache
def _with_folded(words: frozenset[str]) -> frozenset[str]:
    return words | {fold(one) for one in words}


def is_unit_word(plain: str) -> bool:
    """Whether somebody can work there: habiliteringen, bup, skolan, enheten."""
    return (
        plain in _with_folded(words_in("unit.words", "<>"))
        or is_unit_shaped(plain)
        or plain.upper() in words_in("abbreviations.words")
    )


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
        if not token.plain.endswith("s") or len(token.plain) < 3 or token.plain.endswith("ss"):
            return token.plain
        whole, short = self.known(token.plain), self.known(token.plain[:-1])
        if whole.never or whole.well or (whole.first and not short.well):
            return token.plain
        if not whole.word and self._is_subject(place):
            return token.plain
        if whole.word and not (short.well and self._has_owned(place)):
            return token.plain
        if not whole.is_name and not whole.word and not whole.proper and self._has_owned(place):
            return token.plain[:-1]
        if short.is_name and (short.well or not whole.last):
            return token.plain[:-1]
        return token.plain

    def _is_subject(self, place: int) -> bool:
        """Lillis vill: what is right before a verb or a comma is in no genitive."""
        if place == self.last or self.tokens[place + 1].begins:
            return True
        return self.gap(place + 1) != " " or self.plain(place + 1) in beside("verb")

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
        if token.plain.endswith(("s", "x", "z")) and self.at(place).first:
            return True
        return self.has_genitive_s(place)

    def has_genitive_s(self, place: int) -> bool:
        """Whether a genitive s was added to the word, or :s."""
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
        gap = self.gap(place)
        return gap in _TOGETHER or (gap == ". " and not self.tokens[place].begins)

    def role_before(self, place: int) -> Role | None:
        """The role right before a name: kurator X, mamman, X, mamman till X, pojken heter X."""
        if place < 1 or not self.is_beside(place):
            return None
        if (role := self.role(place - 1)) and role.word == self.plain(place - 1)[-len(role.word) :]:
            return role  # not in the genitive: "barnets bästa", "ett barns liv"
        return self._role_further(place)

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
        """Whether what follows is what persons do or have: har, och hennes, som, på habiliteringen."""
        after, further = self.plain(place + 1), self.plain(place + 2)
        if self.gap(place + 1) not in _BLANKS:
            return after == "som" and self.gap(place + 1) == ", "
        if after in beside("verb") or after == "som":
            return True
        if after in {"och", "med", "samt", "o"}:
            return further in {"hennes", "hans", "hens", "sin", "sina"} or self._is_surely_name(
                place + 2
            )
        return after in {"från", "på", "vid", "hos", "pa", "fran"} and is_unit_word(further)

    def is_paired(self, place: int) -> bool:
        """Gunvald och Tekla: joined to what is surely a name."""
        return self.plain(place + 1) in {"och", "o", "&"} and self._is_surely_name(place + 2)

    def seems_to_act_after(self, place: int) -> bool:
        """Whether what follows ends as verbs do; plural nouns do too, so only for what is no word."""
        after = self.plain(place + 1)
        if after in {"på", "från", "hos", "pa", "fran"}:
            return self.gap(place + 1) == " "
        is_small = place < self.last and self.tokens[place + 1].is_small
        return (
            is_small and self.gap(place + 1) == " " and after.endswith(_ENDINGS) and len(after) > 3
        )

    def _is_surely_name(self, place: int) -> bool:
        if place > self.last or not self.tokens[place].is_capital:
            return False
        name = self.name(place)
        return name.first and not name.word and not name.place

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
                else is_near_word(plain)
            )
        return self._near[plain, names]

    @cached_property
    def last(self) -> int:
        """The place of the last word."""
        return len(self.tokens) - 1
