"""Django's registration of the accounts, and of its admin with the entrance that the accounts give it."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    default = True
    name = "swot_app.accounts"
    label = "accounts"
    verbose_name = _("Accounts")


class OfficeConfig(admin.AdminConfig):
    default = False
    default_site = "swot_app.accounts.office.Office"
