"""Settings of an installation, safe by default; what varies comes from the environment.

Documented in docs/settings.md: a test fails when a variable read here is not described there.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from hudang.config import nightly
from hudang.config.paths import CHECKOUT, data_folder, secret

DATA = data_folder()
SECRET_KEY = os.environ.get("HUDANG_SECRET_KEY") or secret(DATA, "session")
FIELD_KEY = os.environ.get("HUDANG_FIELD_KEY") or secret(DATA, "field")
LOOKUP_KEY = os.environ.get("HUDANG_LOOKUP_KEY") or secret(DATA, "lookup")
AUDIT_KEY = os.environ.get("HUDANG_AUDIT_KEY") or secret(DATA, "audit")
DEBUG = os.environ.get("HUDANG_DEBUG") == "1"
_LOCAL_URL = f"http://127.0.0.1:{os.environ.get('HUDANG_PORT', '8000')}"
PUBLIC_URL = (os.environ.get("HUDANG_PUBLIC_URL") or _LOCAL_URL).rstrip("/")
_HOSTS = os.environ.get("HUDANG_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
ALLOWED_HOSTS = [host for host in (*_HOSTS, urlsplit(PUBLIC_URL).hostname) if host]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
HTTPS = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "csp",
    "hudang.platform",
    "hudang.audit",
    "hudang.divisions",
    "hudang.accounts",
    "hudang.notifications",
    "hudang.households",
    "hudang.digitization",
    "hudang.archives",
    "hudang.assessment",
    "hudang.rosters",
    "hudang.printing",
    "hudang.forms",
    "hudang.library",
    "hudang.benefits",
    "hudang.casework",
    "hudang.recertification",
    "hudang.quality",
    "hudang.training",
    "hudang.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hudang.web.shared.middleware.CompressedPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hudang.web.training.ground.PracticeGround",
    "hudang.web.shared.middleware.DoorMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "hudang.config.urls"
WSGI_APPLICATION = "hudang.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "hudang.web.shared.context.shell",
            ],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "hudang.sqlite3",
        # each thread keeps its connection, and with it the pages of the database that it has read
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # a write transaction takes its lock at once, so two writers wait for each other instead of failing
            "transaction_mode": "IMMEDIATE",
            "timeout": 60,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-65536; PRAGMA mmap_size=1073741824; PRAGMA temp_store=MEMORY;"
            ),
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_PATH = "/sign-in/"
LOGIN_URL = LOGIN_PATH
LOGIN_REDIRECT_URL = "home"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "lockout.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "hudang.web.home.faults.forged"
CSRF_COOKIE_HTTPONLY = False  # the upload script sends it back in a header
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
DATE_FORMAT = "Y-m-d"
STATIC_URL = "/static/"
STATIC_ROOT = CHECKOUT / ".static"
# what the user's guide shows and gives: pictures of the pages, files to practise with
GUIDE_FOLDER = CHECKOUT / "docs" / "guide"
STATICFILES_DIRS = [("screenshots", CHECKOUT / "docs" / "screenshots"), ("guide", GUIDE_FOLDER / "files")]
LOCK_FILE = CHECKOUT / "requirements.lock"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
OBJECTS_FOLDER = DATA / "objects"
RESULTS_FOLDER = DATA / "results"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = DATA / "incoming"
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True)

# how messages leave the product; each a class of the shape of notifications.channels.Channel
NOTIFICATION_CHANNELS = ["hudang.notifications.channels.FileDrop"]
NIGHTLY_WORKS = list(nightly.NIGHTLY_WORKS)
TASKS = {"default": {"BACKEND": "hudang.platform.task_backend.QueueOrAtOnce"}}
# 练习环境: a folder for each trainee, made anew at will
PRACTICE_FOLDER = DATA / "practice"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
