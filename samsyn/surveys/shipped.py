"""Which questionnaires come with Samsyn? One file for each version, which migrations put in the database."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from samsyn.domain.questionnaires import from_data, to_data
from samsyn.surveys.shipped_texts import in_every_language

FOLDER = Path(__file__).parent / "questionnaires"
SHIPPED_AT = datetime(2026, 11, 22, tzinfo=UTC)


def shipped(key: str, number: int) -> dict[str, Any]:
    """What a shipped version asks, as it is kept, with its `use` beside it."""
    path = FOLDER / f"{key}-{number}.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    texts = path.with_suffix("")
    if texts.is_dir():
        data = in_every_language(data, texts)
    return {"use": data.pop("use"), "content": to_data(from_data(data))}


def install(apps: Any, key: str, number: int) -> None:
    """Put a shipped version in the database, settled; for migrations, with their models."""
    found = shipped(key, number)
    questionnaire, _ = apps.get_model("surveys", "Questionnaire").objects.get_or_create(
        key=key, defaults={"use": found["use"]}
    )
    apps.get_model("surveys", "QuestionnaireVersion").objects.get_or_create(
        questionnaire=questionnaire,
        number=number,
        defaults={
            "content": found["content"],
            "written_at": SHIPPED_AT,
            "settled_at": SHIPPED_AT,
        },
    )
