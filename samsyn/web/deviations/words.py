"""How is a refusal said to somebody who only wanted to get on with it?"""

from django.utils.translation import gettext_lazy as _

TOO_FAST = _("Du har skickat väldigt mycket på kort tid. Vänta en minut och skicka igen.")

RECIPIENT_REFUSED = {
    "none": _("Sök fram mottagaren och välj den i listan."),
    "self": _("Ni kan inte skicka till er egen verksamhet."),
    "ended": _("En av mottagarna finns inte längre. Ta bort den och sök fram den som tog över."),
    "already": _("Den verksamheten är redan mottagare av avvikelsen."),
}

NOT_NOW = {
    "state": _("Det går inte längre, för avvikelsen har kommit vidare. Se hur det ser ut nu."),
    "reason": _("Det behövs en motivering."),
    "side": _("Det kan bara den andra parten göra."),
}
