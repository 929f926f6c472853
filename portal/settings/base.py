"""What all environments share, sorted by topic."""

from pathlib import Path

import environ
from celery.schedules import crontab

from portal.settings.logs import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

# ------------------------------------------------------------------ applications
INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "stats",
    "auctions",
    "notary",
    "certification",
    "onestop",
    "accounts",
    "core",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.forms",  # widgets are rendered by the project's own engine (core.forms.PortalFormRenderer)
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "portal.apps.BuiltStaticFilesConfig",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "django_celery_beat",
    "django_cotton.apps.SimpleAppConfig",
    "django_filters",
    "django_htmx",
    "django_linear_migrations",
    "guardian",
    "pghistory",
    "pgtrigger",
    "template_partials.apps.SimpleAppConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.address_length_middleware",
    "core.middleware.RequestLogMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.CurrentAccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
SITE_NAME = "Cổng nghiệp vụ Tư pháp"
SITE_URL = env("SITE_URL", default="http://localhost:8000").rstrip("/")
SUPPORT_EMAIL = env("SUPPORT_EMAIL", default="")  # shown to people who need help; "" = not shown
ENVIRONMENT_LABEL = env("ENVIRONMENT_LABEL", default="")  # text of the strip on top: training, demo

# ------------------------------------------------------------------ templates
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context_processors.site",
            ],
            # django-cotton and template-partials both rewrite loaders when left to themselves,
            # and the later one wins without an error; so both are listed here by hand.
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "core.templatetags.vn",
            ],
        },
    }
]
COTTON_DIR = "cotton"
COTTON_ISOLATE_BY_DEFAULT = True
FORM_RENDERER = "core.forms.PortalFormRenderer"

# ------------------------------------------------------------------ database, cache, queue
DATABASES = {"default": env.db("DATABASE_URL", default="postgres://localhost/portal")}
DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 10, "timeout": 20}}
DATABASES["default"]["ATOMIC_REQUESTS"] = False  # one service call = one transaction
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="redis://localhost:6379/0")
CACHES = {
    "default": {
        "BACKEND": "core.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # a locked user's sessions must end at once

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_connect_timeout": 2,
    "socket_timeout": 10,
    # Without these a request waits six seconds for a dead Redis; the outbox and its periodic task lose nothing.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "deliver-outbox": {"task": "core.deliver_due_messages", "schedule": 10.0},
    "tend-jobs": {"task": "core.tend_jobs", "schedule": 30.0},
    "worker-heartbeat": {"task": "core.heartbeat", "schedule": 15.0},
    "clean-up": {"task": "core.clean_up", "schedule": crontab(hour=3, minute=10)},
    "portal-read-files": {"task": "portal.read_waiting_files", "schedule": 300.0},
    "portal-forget-questions": {
        "task": "portal.forget_unconfirmed_questions",
        "schedule": crontab(hour=3, minute=30),
    },
    "release-due": {"task": "portal.release_due", "schedule": 30.0},
    "accounts-clean-up": {"task": "accounts.clean_up", "schedule": crontab(hour=3, minute=20)},
    "rebuild-search": {"task": "core.rebuild_search", "schedule": crontab(hour=3, minute=40)},
}
# A running job that has finished no item for so long has lost its worker, and another one goes on with it.
FRONT_PAGE_SECONDS = env.int("FRONT_PAGE_SECONDS", default=30)  # how long a notice may be missing there; 0 = never
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=120)

# ------------------------------------------------------------------ accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.LoginNameBackend", "guardian.backends.ObjectPermissionBackend"]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONITOR_ANONYMOUS_USER = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "role_home"
LOGOUT_REDIRECT_URL = "home"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.password_rules.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "accounts.password_rules.NotCommon"},
    {"NAME": "accounts.password_rules.NotOnlyDigits"},
    {"NAME": "accounts.password_rules.NotTheName"},
]
FIRST_PASSWORD_DAYS = 7
EMAIL_LINK_DAYS = 3
DORMANT_DAYS = 90
PASSWORD_RESET_TIMEOUT = 24 * 3600

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}  # an asset owner's login name is the e-mail address
ACCOUNT_EMAIL_VERIFICATION = "none"  # an owner's account is inactive until the link in the mail is opened
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = EMAIL_LINK_DAYS
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody can make the portal write to strangers
ACCOUNT_SESSION_REMEMBER = False  # office computers are shared: the session ends with the browser
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "signup": "200/h/ip",  # every refused form counts, and an office shares one address
    "signup_address": "5/h/key",
    "resend_confirmation": "20/h/ip,1/3m/key",
    "change_password": "60/10m/user",  # the page; new passwords may be refused often until one fits
    "old_password": "10/5m/user",  # wrong ones, so that nobody guesses it from a screen left open
    "reset_password": "60/h/ip",
    "reset_password_address": "20/h/ip,3/h/key",
    "reset_password_from_key": "60/m/ip",
    "letter_preview": "60/h/ip",
    "account_request": "60/h/ip,5/h/key",
    "account_request_lookup": "30/h/ip,10/h/key",
    "question": "30/h/ip,3/h/key",
    "question_lookup": "30/h/ip,10/h/key",
    "question_confirmation": "20/h/ip,1/3m/key",
}

# ------------------------------------------------------------------ language and time
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

# ------------------------------------------------------------------ static and stored files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(BASE_DIR / "var" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGE_ROOT = Path(env("STORAGE_ROOT", default=str(BASE_DIR / "var" / "files")))
STORAGES = {
    "default": {"BACKEND": "core.storage.RefusingStorage"},
    "private": {"BACKEND": "core.storage.FolderStorage", "OPTIONS": {"folder": "private"}},
    "public": {"BACKEND": "core.storage.FolderStorage", "OPTIONS": {"folder": "public"}},
    "scratch": {"BACKEND": "core.storage.FolderStorage", "OPTIONS": {"folder": "scratch"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DEMO_ACCOUNTS_FILE = Path(env("DEMO_ACCOUNTS_FILE", default=str(BASE_DIR / "var" / "demo-accounts.json")))
FILE_SCANNERS = env.list("FILE_SCANNERS", default=[])  # dotted names of callables: scanner(path) -> True when clean
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# ------------------------------------------------------------------ mail
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
vars().update(env.email("EMAIL_URL", default="smtp://localhost:25"))
EMAIL_TIMEOUT = 10
# After this long a message that is being sent is taken for abandoned; longer than any talk with a mail server.
OUTBOX_LEASE_SECONDS = env.int("OUTBOX_LEASE_SECONDS", default=180)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Cổng nghiệp vụ Tư pháp <khong-tra-loi@localhost>")

# ------------------------------------------------------------------ documents
PDF_FONT_FOLDERS = env.list(  # Debian: fonts-croscore, fonts-dejavu-core
    "PDF_FONT_FOLDERS", default=["/usr/share/fonts/truetype/croscore", "/usr/share/fonts/truetype/dejavu"]
)

# ------------------------------------------------------------------ security
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_HTTPONLY = False  # htmx sends it as a header
CSRF_FAILURE_VIEW = "portal.views.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# ------------------------------------------------------------------ auctions
# "At least N days before" wants N whole days in between (domain note on counting); default: the lenient reading.
AUCTION_STRICT_DEADLINES = env.bool("AUCTION_STRICT_DEADLINES", default=False)

# ------------------------------------------------------------------ history
PGHISTORY_APPEND_ONLY = True
