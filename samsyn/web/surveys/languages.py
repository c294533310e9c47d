"""What is each language called in itself? For links to a questionnaire in another language."""

OWN_NAMES = {
    "sv": "Svenska",
    "sv-x-lattlast": "Lätt svenska",
    "en": "English",
    "ar": "العربية",
    "so": "Soomaali",
    "fi": "Suomi",
    "fa": "فارسی",
    "es": "Español",
    "pl": "Polski",
    "ti": "ትግርኛ",
    "uk": "Українська",
}
RIGHT_TO_LEFT = {"ar", "fa"}
