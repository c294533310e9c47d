"""What is asked for when somebody logs in, looks after the own account, or keeps others'?"""

from allauth.account import forms as account_forms
from allauth.core import context, ratelimit
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samsyn.accounts import services
from samsyn.accounts.sealing import CannotUnseal, seal, unseal
from samsyn.domain.vocabulary import Role
from samsyn.web.account.lockout import address_of


def _in_our_words(form, **labels):
    """Our labels instead of allauth's, and no placeholders: they vanish when one types."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""
        field.label = labels.get(name, field.label)


class LogInForm(account_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _in_our_words(self, login=_("E-postadress"), password=_("Lösenord"))


class ForgottenForm(account_forms.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _in_our_words(self, email=_("E-postadress"))


NEW_PASSWORD_HINT = _("Minst 12 tecken. Några ord efter varandra är lättare att minnas.")


class ChosenPasswordForm(account_forms.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _in_our_words(self, password1=_("Nytt lösenord"), password2=_("Nytt lösenord igen"))
        self.fields["password1"].help_text = NEW_PASSWORD_HINT


class ChangePasswordForm(account_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _in_our_words(
            self,
            oldpassword=_("Nuvarande lösenord"),
            password1=_("Nytt lösenord"),
            password2=_("Nytt lösenord igen"),
        )
        self.fields["password1"].help_text = NEW_PASSWORD_HINT


class SecondStepForm(AuthenticateForm):
    """The code after the password: limited per account, and every wrong one is in the log."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _in_our_words(self, code=_("Kod"))

    def clean_code(self):
        key = f"second-step:{self.user.pk}"
        if not ratelimit.consume(context.request, action="second_step", key=key):
            raise forms.ValidationError(_("För många försök. Vänta en kvart och försök igen."))
        try:
            code = super().clean_code()
        except forms.ValidationError:
            services.sign_in_failed(
                email=self.user.email,
                address=address_of(context.request),
                step="code",
                now=timezone.now(),
            )
            raise
        ratelimit.clear(context.request, action="second_step", key=key)
        return code


class BeginSecondStepForm(ActivateTOTPForm):
    """The first code. Until it is typed the secret lies in the session, which the database keeps too."""

    def __init__(self, *args, **kwargs):
        session = context.request.session
        session[SECRET_SESSION_KEY] = _opened(session.get(SECRET_SESSION_KEY, ""))
        super().__init__(*args, **kwargs)
        session[SECRET_SESSION_KEY] = seal(self.secret)


def _opened(sealed):
    """The secret that was shown; none, so that allauth makes a new one, when its key is gone."""
    try:
        return unseal(sealed)
    except CannotUnseal:
        return ""


class DetailsForm(forms.Form):
    title = forms.CharField(label=_("Titel"), max_length=120, required=False)
    phone = forms.CharField(label=_("Telefon"), max_length=40, required=False)


class JoiningForm(forms.Form):
    """Who asks to join a unit."""

    name = forms.CharField(label=_("Namn"), max_length=120)
    email = forms.EmailField(
        label=_("E-postadress i tjänsten"),
        help_text=_("Dit går ett brev med en länk. Först när du har öppnat den når ansökan fram."),
    )
    title = forms.CharField(label=_("Titel"), max_length=120, required=False)


class InvitationForm(forms.Form):
    """To whom the letter goes; name and password are the invited person's to write."""

    email = forms.EmailField(label=_("E-postadress i tjänsten"))
    language = forms.ChoiceField(
        label=_("Brevets språk"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        initial="sv",
    )


class NewAccountForm(forms.Form):
    """What the invited person writes. The address is given: it is what the letter went to."""

    name = forms.CharField(label=_("Namn"), max_length=120)
    title = forms.CharField(label=_("Titel"), max_length=120, required=False)
    password = forms.CharField(
        label=_("Lösenord"),
        help_text=NEW_PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Lösenordet igen"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self):
        if (
            self.cleaned_data.get("password", self.cleaned_data["again"])
            != self.cleaned_data["again"]
        ):
            raise forms.ValidationError(_("De två lösenorden är inte lika."))
        return self.cleaned_data["again"]


class RoleForm(forms.Form):
    """First which role and a word to search a place by; the places found are then chosen from."""

    role = forms.ChoiceField(
        label=_("Roll"), choices=lambda: [(role, gettext(role.label)) for role in Role]
    )
    q = forms.CharField(
        label=_("Sök enhet, huvudman eller BUS-område"),
        help_text=_("Behövs inte för roller som gäller hela länet."),
        required=False,
    )


class InvitedToForm(RoleForm):
    """The same for an invitation, with the roles that the inviting person may invite to."""

    def __init__(self, *args, roles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role, gettext(role.label)) for role in roles]
