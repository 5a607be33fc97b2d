"""Settings, all from the environment (README lists it); a production start with unsafe values is refused."""

from __future__ import annotations

from pathlib import Path

import django_stubs_ext
import environ
from django.utils.translation import gettext_lazy as _
from js_asset import static_lazy

from bulletin import compat, deployment

# Makes ModelAdmin[…], ModelForm[…] and their like subscriptable, as their types are.
django_stubs_ext.monkeypatch()

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("BULLETIN_DEMO", default=False)
DESK = env.bool("BULLETIN_DESK", default=True)
DEVELOPMENT_KEY = "django-insecure-for-development-on-one-machine-and-nothing-that-others-can-reach"
SECRET_KEY = env.str("SECRET_KEY", default=deployment.DEVELOPMENT_KEY)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_ROOT = env.str("SITE_ROOT", default="http://localhost:8000").rstrip("/")
DESK_ROOT = env.str("DESK_ROOT", default="http://localhost:8001").rstrip("/")
CSRF_TRUSTED_ORIGINS = [origin for origin in {SITE_ROOT, DESK_ROOT} if origin.startswith("https://")]

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django_filters",
    "bulletin",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    compat.CSP_MIDDLEWARE,
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.template.context_processors.i18n",
    compat.CSP_CONTEXT_PROCESSOR,
]
if DESK:
    INSTALLED_APPS = [
        "editorial",
        "django.contrib.admin.apps.SimpleAdminConfig",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "import_export",
        "django_prose_editor",
        *INSTALLED_APPS,
    ]
    MIDDLEWARE[3:3] = ["django.contrib.sessions.middleware.SessionMiddleware"]
    MIDDLEWARE += [
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "editorial.sessions.limited",
        "django.contrib.messages.middleware.MessageMiddleware",
    ]
    CONTEXT_PROCESSORS += [
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ]
    # Bodies are sanitised by bulletin.richtext alone, so the editor's own allow-list gets nothing from these.
    DJANGO_PROSE_EDITOR_EXTENSIONS = [
        {
            "js": [static_lazy("editorial/figures.js")],
            "extensions": dict.fromkeys(("Picture", "FigureCaption", "PictureFigure"), lambda *_: None),
        }
    ]
    AUTH_USER_MODEL = "editorial.User"
    AUTHENTICATION_BACKENDS = ["editorial.roles.MembershipBackend"]
    LOGIN_URL = "desk:login"

ROOT_URLCONF = "bulletin.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS += ["django.forms"]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'bulletin.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
# The further forms of editions (bulletin/archive/making.py): a few of them, in the memory of each process.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "forms": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "forms",
        "TIMEOUT": 86_400,
        "OPTIONS": {"MAX_ENTRIES": 16},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STORE_URL = env.str("STORE_URL", default=f"file://{VAR / 'store'}")
DRAFTS_URL = env.str("DRAFTS_URL", default=f"file://{VAR / 'drafts'}")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not SITE_ROOT.startswith("https://")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        # A public site serves what collectstatic gathered, under names that change with the content.
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if SITE_ROOT.startswith("https://")
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Bulletin <bulletin@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL = env.email_url("EMAIL_URL", default="consolemail://")
if MAIL["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend":
    MAIL["EMAIL_BACKEND"] = "bulletin.delivery.console.EmailBackend"
globals().update(compat.mail_settings(MAIL))
# A larger PDF is not attached to the mail of an issue, only linked.
MAIL_ATTACHMENT_BYTES = env.int("MAIL_ATTACHMENT_BYTES", default=5 * 1024 * 1024)

IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

SECURE = SITE_ROOT.startswith("https://")
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_SSL_REDIRECT = SECURE and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
DESK_IDLE_MINUTES = env.int("DESK_IDLE_MINUTES", default=120)
DESK_SESSION_HOURS = env.int("DESK_SESSION_HOURS", default=12)
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "bulletin-session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "bulletin-csrf"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
globals().update(
    compat.csp_settings(
        {
            "default-src": ["'none'"],
            "script-src": ["'self'", compat.NONCE],
            "style-src": ["'self'", compat.NONCE],
            "img-src": ["'self'", "data:"],
            "font-src": ["'self'"],
            "connect-src": ["'self'"],
            "manifest-src": ["'self'"],
            "form-action": ["'self'"],
            "base-uri": ["'none'"],
            "object-src": ["'none'"],
            "frame-ancestors": ["'none'"],
        }
    )
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# Whatever process has a public address is refused here; bulletin.wsgi refuses to serve at any other, but for the demo.
if SECURE:
    deployment.refuse(
        deployment.flaws(
            debug=DEBUG, secret_key=SECRET_KEY, allowed_hosts=ALLOWED_HOSTS, site_root=SITE_ROOT, demo=DEMO
        )
    )
