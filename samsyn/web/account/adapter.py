"""How does allauth behave here? Nobody signs up, letters go by the outbox, sign-ins are logged."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from samsyn.accounts import services
from samsyn.accounts.sealing import CannotUnseal, seal, unseal
from samsyn.accounts.selectors import viewer_for
from samsyn.mail.services import post_letter
from samsyn.web.account import viewing
from samsyn.web.account.lockout import address_of

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-postadressen eller lösenordet stämmer inte."),
        "too_many_login_attempts": _("För många försök. Vänta en stund och försök igen."),
        "enter_current_password": _("Skriv ditt nuvarande lösenord."),
        "incorrect_password": _("Lösenordet stämmer inte."),
    }

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """Put the letter in the outbox, in its reader's language."""
        language = context["user"].language
        with translation.override(language):
            subject = render_to_string(f"{template_prefix}_subject.txt", context).strip()
            body = render_to_string(f"{template_prefix}_message.txt", context)
        post_letter(
            kind="password",
            to=email,
            subject=subject,
            body=body,
            language=language,
            now=timezone.now(),
            secret=True,
        )

    def get_reset_password_from_key_url(self, key):
        # From the settings, never from the request's Host header.
        uid, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return f"{settings.BASE_URL}{path}"

    def login(self, request, user):
        super().login(request, user)
        services.signed_in(user=user, now=timezone.now())

    def get_login_redirect_url(self, request):
        return viewing.first_page(viewer_for(request.user, None, timezone.localdate()))

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        # Whoever chose a language on the way in keeps it.
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            viewing.keep_language(response, user.language)
        return response

    def authentication_failed(self, request, **credentials):
        services.sign_in_failed(
            email=credentials.get("email", ""),
            address=address_of(request),
            step="password",
            now=timezone.now(),
        )


class SecondStepAdapter(DefaultMFAAdapter):
    """What codes are worked out of is sealed before it is stored (ADR 0057)."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Koden stämmer inte. Vänta på nästa kod och försök igen."),
        "key_missing": _(
            "Koder kan inte kontrolleras just nu, och det är inte ditt fel. "
            "Hör av dig till den som driver Samsyn."
        ),
    }

    def encrypt(self, text):
        return seal(text)

    def decrypt(self, encrypted_text):
        """The secret; a refusal in the form when no key fits, never a code worked out of nothing."""
        try:
            return unseal(encrypted_text)
        except CannotUnseal:
            logger.error("A second step cannot be read: ./run doctor says what to do.")
            raise self.validation_error("key_missing") from None
