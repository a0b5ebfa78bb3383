"""All settings, in one module, read from the environment; .env.example lists every variable."""

from archive.environment import BASE_DIR, data_dir, env, secret_key
from archive.search import search_connection

# Where the archive lives

DATA_DIR = data_dir()
# One file for each import, with a line for each item.
MANIFESTS_DIR = DATA_DIR / "manifests"
# How often clients asked in this minute; nobody is named.
LIMITS_DIR = DATA_DIR / "limits"

# The archive itself

ARCHIVE_NAME = env.str("ARCHIVE_NAME", default="On the Record")
# False: every page but sign-in, /healthz and /readyz needs an account.
ARCHIVE_PUBLIC = env.bool("ARCHIVE_PUBLIC", default=True)

# True marks every page as a demonstration, and brings the command that fills it: see demo/.
DEMO = env.bool("DEMO", default=False)

# Security

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = secret_key(key_file=DATA_DIR / "secret_key", debug=DEBUG)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# True behind a proxy that ends TLS. gunicorn.conf.py says whose X-Forwarded-Proto counts; with Django's own
# SECURE_PROXY_SSL_HEADER anyone's would.
HTTPS = env.bool("HTTPS", default=False)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
if HTTPS:
    # By these names a browser takes them from this host alone, and only over https.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# An upload larger than this goes to disk; a form larger than this is refused.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Whose X-Forwarded-For says where a request comes from; gunicorn.conf.py trusts the same.
TRUSTED_PROXIES = env.list("FORWARDED_ALLOW_IPS", default=["127.0.0.1", "::1"])
# Of one client, over all processes of a machine; 0 for no limit.
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", default=120)
REPORTS_PER_DAY = env.int("REPORTS_PER_DAY", default=20)

# Application

INSTALLED_APPS = [
    # Before haystack, whose rebuild_index it replaces by one without a gap.
    "articles.apps.ArticlesConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "haystack",
    *(["demo"] if DEMO else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # It lengthens each answer by chance, so that no size tells of a secret in it (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "articles.api.middleware.ApiMiddleware",
    "articles.middleware.RefuseNulMiddleware",
    "articles.middleware.RevocableAnswersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "articles.middleware.PrivateArchiveMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.context_processors.archive",
            ],
        },
    },
]

# Database

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'archive.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Measured on Django 5.2: without IMMEDIATE and a busy timeout 404 of 600 concurrent
        # read-write transactions failed, with them none.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Of SQLite too: to open it for a page, read its tables and close it again is some tenth of a page's time.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Search

HAYSTACK_CONNECTIONS = {"default": search_connection(env.str("SEARCH_URL", default=""), data_dir=DATA_DIR)}
# What a request leaves undone of the index, a thread of its process does. Tests do it in the request.
INDEXING_THREAD = True
HAYSTACK_SIGNAL_PROCESSOR = "articles.search.signals.OutboxSignalProcessor"

# Accounts

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Seconds that the link in a mail opens.
PASSWORD_RESET_TIMEOUT = 4 * 3600
# After so many hours one signs in again.
SIGN_IN_HOURS = env.int("SIGN_IN_HOURS", default=12)
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

# Mail, for new passwords

EMAIL_URL = env.str("EMAIL_URL", default="consolemail://" if DEBUG else "")
# Without a way to send mail, nobody is told to wait for one.
CAN_SEND_MAIL = bool(EMAIL_URL)
vars().update(env.email_url_config(EMAIL_URL or "dummymail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="archive@localhost")

# Language and time

LANGUAGE_CODE = "en"
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_I18N = False
USE_TZ = True

# Static files

STATIC_URL = "static/"
# The image has its own, so that no volume keeps the files of an older version.
STATIC_ROOT = env.str("STATIC_ROOT", default=str(DATA_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "articles.bundles.BundlingStorage"},
}
# A page asks for one stylesheet and one script; with DEBUG for each of these, in this order.
STATIC_BUNDLES = {
    "css/archive.css": [
        "css/tokens.css",
        "css/base.css",
        "css/layout.css",
        "css/components.css",
        "css/reading.css",
        "css/utilities.css",
        "css/print.css",
    ],
    "js/archive.js": ["js/complete.js", "js/copy.js", "js/keys.js"],
}

# Logging

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
