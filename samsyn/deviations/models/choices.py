"""Which closed lists do the columns hold? As functions, so that a new word needs no migration."""

from samsyn.domain import vocabulary

USER = "accounts.User"
UNIT = "organisations.Unit"


def levels() -> list[tuple[str, str]]:
    return vocabulary.Level.choices()


def contacts() -> list[tuple[str, str]]:
    return vocabulary.DirectContact.choices()


def consequences() -> list[tuple[str, str]]:
    return vocabulary.Consequence.choices()


def origins() -> list[tuple[str, str]]:
    return vocabulary.Origin.choices()


def closings() -> list[tuple[str, str]]:
    return vocabulary.Closing.choices()


def views() -> list[tuple[str, str]]:
    return vocabulary.View.choices()


def causes() -> list[tuple[str, str]]:
    return vocabulary.Cause.choices()


def outcomes() -> list[tuple[str, str]]:
    return vocabulary.AnswerOutcome.choices()


def step_kinds() -> list[tuple[str, str]]:
    return vocabulary.StepKind.choices()


def deadlines() -> list[tuple[str, str]]:
    return vocabulary.Deadline.choices()


def rungs() -> list[tuple[str, str]]:
    return vocabulary.Rung.choices()


def copy_sources() -> list[tuple[str, str]]:
    return [("version", "version"), ("answer", "answer"), ("message", "message")]
