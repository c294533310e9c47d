"""In which words does a page say why somebody was not let in, given a role or let go?"""

from django.utils.translation import gettext_lazy as _

WHY_NOT = {
    "not_yours": _("Du kan inte ge eller avsluta den rollen."),
    "own": _("Du kan inte ändra dina egna roller. Be någon annan."),
    "scope": _("Välj vad rollen gäller för."),
    "already": _("Personen har redan den rollen där."),
    "last": _("Länets sista administratör kan inte tas bort. Ge rollen till någon först."),
    "closed": _("Personens konto är stängt. Bara administratören kan öppna det igen."),
}
