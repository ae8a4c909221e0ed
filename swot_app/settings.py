"""Settings of the project, driven by the environment; README.md describes every variable."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from swot_app import env
from swot_app.logs import FORMS, LEVELS, logging_of

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("SWOT_DATA_DIR", str(BASE_DIR / "var")))

DEBUG = env.boolean("DEBUG")
DEMO = env.boolean("SWOT_DEMO")
HTTPS = env.boolean("SWOT_HTTPS")
SERVICE_WORKER = env.boolean("SWOT_SERVICE_WORKER", default=True)

SECRET_KEY = env.secret("SECRET_KEY") or ("for development alone, never in production" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY to a long random text, or SECRET_KEY_FILE to a file that holds one.")
# The keys of before: what they signed is still taken.
SECRET_KEY_FALLBACKS = env.secret("SECRET_KEY_OLD").split()

# How many proxies of the operator's own stand before the server; the audit log and the lock-out look past them.
PROXY_COUNT = env.integer("SWOT_PROXIES", 0)

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")
CSRF_FAILURE_VIEW = "stations.views.errors.csrf_failure"

INSTALLED_APPS = [
    "modeltranslation",
    "swot_app.accounts.apps.OfficeConfig",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "js_lib_bootstrap5",
    "django_tasks_db",
    "swot_app.accounts",
    "stations",
]

MIDDLEWARE = [
    "swot_app.requests.request_middleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # After the static files, which are compressed beforehand.
    "swot_app.compression.PageCompressionMiddleware",
    "stations.views.origin.origin_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "swot_app.accounts.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "swot_app.urls"
WSGI_APPLICATION = "swot_app.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": env.database(env.secret("DATABASE_URL"), sqlite=DATA_DIR / "swot.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "swot_app.accounts.sessions.OfficeBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
# The audit log's pen; the accounts know of nothing above them.
RECORD_PASSWORD = "stations.receivers.record_password"  # noqa: S105 -- a function's name
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60  # a one-time link is good for three days

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_HANDLER = "swot_app.accounts.lock_out.LockOut"
AXES_LOCKOUT_CALLABLE = "swot_app.accounts.views.locked_out"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_CLIENT_IP_CALLABLE = "stations.views.origin.address_of"

# A sheet is filled in over days; the work phone stays signed in for two weeks.
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "swot_app.accounts.sessions"

# Counters of how much one person sends. Each process keeps its own, unless several machines share them in the database.

CACHES: dict[str, dict[str, Any]] = {
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "database": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "swot_cache",
        # Two for each person at work in one minute.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
CACHES = {"default": CACHES[env.choice("SWOT_CACHE", "process", set(CACHES))]}

# Languages

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "stations" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
MODELTRANSLATION_DEFAULT_LANGUAGE = "zh-hans"
# A fallback would hide a missing translation.
MODELTRANSLATION_ENABLE_FALLBACKS = False


def name_in_language(name: str, language: str) -> str:
    """How a form calls one of the two fields that hold a text."""
    return f"{name} · {'中文' if language == 'zh-hans' else 'English'}"


MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME = name_in_language

# Background work: rows in the database, taken by any number of workers on any number of machines

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Static files

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "swot_app.storage.StaticStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Files that people send, and finished reports: private, and never where the web server looks

FILES_DIR = Path(env.text("SWOT_FILES_DIR", str(DATA_DIR / "files"))).resolve()
if any(FILES_DIR.is_relative_to(folder.resolve()) for folder in (STATIC_ROOT, BASE_DIR / "static")):
    raise ImproperlyConfigured("SWOT_FILES_DIR lies among the static files, which everybody can fetch. Choose another.")
# Where a page takes no files, what is sent as one is not even written to the disk; evidence has a handler of its own.
FILE_UPLOAD_HANDLERS = ["swot_app.uploads.NoFiles"]

# Security: nothing inline, nothing from elsewhere

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Bootstrap draws its check marks with inline images.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# The project's forms hold a few kilobytes. A megabyte pasted into a note, which is three when Chinese is encoded, still
# gets its answer in the form; a larger request is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

if HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# What the operator names

# Where the product is found from outside; printed reports say so. No pattern of several origins will do.
SITE_ADDRESS = env.address("SWOT_SITE_ADDRESS") or next((name for name in CSRF_TRUSTED_ORIGINS if "*" not in name), "")

SUPERVISING_AUTHORITY = {
    "zh-hans": env.text("SWOT_AUTHORITY_ZH", "民政局"),
    "en": env.text("SWOT_AUTHORITY_EN", "civil affairs bureau"),
}

# Typefaces that the reports use instead of the ones that come along, each a font file.
REPORT_FONTS = {
    role: path
    for role, path in (
        ("title", env.text("SWOT_FONT_TITLE")),
        ("fang", env.text("SWOT_FONT_FANG")),
        ("kai", env.text("SWOT_FONT_KAI")),
        ("hei", env.text("SWOT_FONT_HEI")),
    )
    if path
}

LOG_FORMAT = env.choice("LOG_FORMAT", "text", FORMS)
LOGGING = logging_of(form="everything" if DEBUG else LOG_FORMAT, level=env.choice("LOG_LEVEL", "INFO", LEVELS))
