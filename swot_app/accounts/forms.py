"""Forms of the accounts: sign-in, passwords, profile, language."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.utils.translation import gettext_lazy as _

from swot_app.accounts.models import User

WRONG = _("The user name or the password is wrong.")

# Each language by its own name, for whoever cannot read the other.
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]


class SignInForm(AuthenticationForm):
    # One sentence for every refusal: it never says which of the two was wrong, or whether the account exists.
    error_messages = {"invalid_login": WRONG, "inactive": WRONG}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")


class ChooseHelp:
    """The rules of settings.AUTH_PASSWORD_VALIDATORS in one sentence instead of a list."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = _(
            "At least 10 characters; not figures alone, not a common password, nothing like your name."
        )
        self.fields["new_password2"].help_text = ""


class ChangePasswordForm(ChooseHelp, PasswordChangeForm):
    pass


class ChoosePasswordForm(ChooseHelp, SetPasswordForm):  # type: ignore[type-arg]  # generic in the stubs alone
    pass


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    language = forms.ChoiceField(label=_("Language of the pages"), choices=LANGUAGES)

    class Meta:
        model = User
        fields = ["name", "work_phone", "language"]
        labels = {"name": _("Your name"), "work_phone": _("Work phone (optional)")}
        help_texts = {"work_phone": _("An office number, for questions about the assessment. Give no private number.")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "work_phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        }


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=LANGUAGES)
