"""Signing in and out, passwords, the one-time link and the language."""

from typing import Any

from axes.helpers import get_cool_off
from axes.utils import reset
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache

from swot_app.accounts.forms import ChangePasswordForm, ChoosePasswordForm, LanguageForm, SignInForm
from swot_app.accounts.held import held_input, held_pairs
from swot_app.accounts.languages import remember_language
from swot_app.accounts.links import link_tokens
from swot_app.accounts.methods import acts_by_post
from swot_app.accounts.models import User
from swot_app.accounts.negotiation import wants_json
from swot_app.accounts.paths import current_page, local_or_home


class SignIn(auth_views.LoginView):
    """One form for pages and scripts; what was sent before the sign-in expired rides along."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        # Whoever gives a name and a password is signed in by them, whoever was before.
        self.redirect_authenticated_user = request.method in {"GET", "HEAD"}

    def get_redirect_url(self, *args: Any) -> str:
        # Back to this very page is no way on.
        wanted = super().get_redirect_url(*args)
        return "" if wanted.partition("?")[0] == self.request.path else wanted

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"held": self.request.POST.get("held", "")}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        login(self.request, user)
        with override(user.language):
            response = self.welcome(user)
        remember_language(response, user.language)
        return response

    def welcome(self, user: User) -> HttpResponse:
        if wants_json(self.request):
            return JsonResponse({"user": user.pk, "name": user.name, "csrf_token": get_token(self.request)})
        pairs = held_pairs(self.request.POST.get("held", ""))
        if pairs:
            return render(self.request, "accounts/resume.html", {"pairs": pairs, "path": self.get_success_url()})
        return redirect(self.get_success_url())

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        if wants_json(self.request):
            sentences = [str(sentence) for errors in form.errors.values() for sentence in errors]
            return JsonResponse({"detail": " ".join(sentences)}, status=400)
        return super().form_invalid(form)


@never_cache
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """The answer to something sent without a sign-in: the sign-in page, which holds what was sent."""
    held = held_input(request)
    path = request.get_full_path() if held else current_page(request)
    context = {"form": SignInForm(request), "next": path, "held": held}
    return render(request, "accounts/sign_in.html", context, status=401)


@never_cache
def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """The answer of django-axes after too many failures."""
    seconds = int(get_cool_off(request).total_seconds())
    sentence = _("Too many failed sign-ins. Try again in %(minutes)d minutes.") % {"minutes": -(-seconds // 60)}
    if wants_json(request):
        answer: HttpResponse = JsonResponse({"detail": sentence}, status=429)
    else:
        answer = render(request, "accounts/locked_out.html", {"sentence": sentence}, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


# Whoever is signed out already is where this would lead.
sign_out = login_not_required(acts_by_post("home")(auth_views.LogoutView.as_view()))


def password_chosen(user: User) -> None:
    """Tell the log, which lies above the accounts, through the setting that names its pen."""
    import_string(settings.RECORD_PASSWORD)(user)


class ChangePassword(auth_views.PasswordChangeView):
    """A new password for oneself; it ends every other session of the account."""

    template_name = "accounts/password_change.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("profile")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        response = super().form_valid(form)
        password_chosen(form.user)
        messages.success(self.request, _("Your password is changed. Other devices are signed out."))
        return response


class SetPassword(auth_views.PasswordResetConfirmView):
    """The page behind a one-time link; the token moves into the session before the page is shown."""

    template_name = "accounts/set_password.html"
    form_class = ChoosePasswordForm
    token_generator = link_tokens
    success_url = reverse_lazy("sign_in")

    def get_user(self, uidb64: str) -> User | None:
        user = super().get_user(uidb64)
        return user if user and user.is_active else None

    def form_valid(self, form: "SetPasswordForm[User]") -> HttpResponse:
        response = super().form_valid(form)
        password_chosen(form.user)
        # Five guesses at a forgotten password must not shut out whoever just set a new one.
        reset(username=form.user.get_username())
        messages.success(self.request, _("Your password is set. Sign in with it."))
        return response

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        return super().render_to_response(context, status=200 if self.validlink else 410, **kwargs)


@login_not_required
@acts_by_post("home")
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language, on the account too, and go back to where the person was."""
    response = HttpResponseRedirect(local_or_home(request, request.POST.get("next", "")))
    form = LanguageForm(request.POST)
    if form.is_valid():
        language = form.cleaned_data["language"]
        remember_language(response, language)
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(language=language)
    return response
