"""URLs of the accounts."""

from django.urls import path

from swot_app.accounts import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("language/", views.set_language, name="set_language"),
    path("password/", views.ChangePassword.as_view(), name="password_change"),
    path("link/<uidb64>/<token>/", views.SetPassword.as_view(), name="set_password"),
]
