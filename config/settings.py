"""All settings of Samsyn, read top to bottom. Every SAMSYN_ variable is documented in docs/operations.md."""

import re
import sys
from pathlib import Path

import dj_database_url
from django.utils.csp import CSP

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = re.findall(r"^## (\d+\.\d+\.\d+)", (BASE_DIR / "CHANGELOG.md").read_text(), re.M)[0]

# --- Mode -----------------------------------------------------------------------------------------
# Production is the default: whoever forgets a variable gets a refusal, never an open door.
TESTING = "pytest" in sys.modules
DEMO = env.flag("SAMSYN_DEMO")
DEBUG = False
DATA_DIR = Path(env.text("SAMSYN_DATA", str(BASE_DIR / "data"))).resolve()

SECRET_KEY = env.text("SAMSYN_SECRET_KEY")
if not SECRET_KEY and (TESTING or DEMO):
    SECRET_KEY = "only-for-tests-and-the-demo-" + "0" * 32
# What seals the secrets of second steps in the database, newest first (samsyn/accounts/sealing.py).
ENCRYPTION_KEYS = env.words("SAMSYN_ENCRYPTION_KEYS")
ALLOWED_HOSTS = env.words("SAMSYN_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("SAMSYN_ORIGINS")
CONTACT_EMAIL = env.text("SAMSYN_CONTACT_EMAIL")  # shown on the accessibility statement
BASE_URL = env.text("SAMSYN_URL", "http://localhost:8000").rstrip("/")
SERVED_OVER_HTTPS = BASE_URL.startswith("https://")
# Who publishes the reports and the open data. Assumption, not decided by the county: the name.
PUBLISHER_NAME = env.text("SAMSYN_PUBLISHER_NAME", "BUS-sekretariatet")
PUBLISHER_NUMBER = env.text(
    "SAMSYN_PUBLISHER_NUMBER"
)  # organisationsnummer, ten digits without hyphen
OPEN_DATA_EMAIL = env.text("SAMSYN_OPEN_DATA_EMAIL", CONTACT_EMAIL)

# --- Applications ---------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "django_tasks_db",
    "samsyn.database",
    "samsyn.audit",
    "samsyn.jobs",
    "samsyn.mail",
    "samsyn.accounts",
    "samsyn.organisations",
    "samsyn.guarding",
    "samsyn.deviations",
    "samsyn.push",
    "samsyn.participation",
    "samsyn.coding",
    "samsyn.events",
    "samsyn.tally",
    "samsyn.series",
    "samsyn.notice",
    "samsyn.followups",
    "samsyn.groups",
    "samsyn.surveys",
    "samsyn.plans",
    "samsyn.lifts",
    "samsyn.reports",
    "samsyn.disclosure",
    "samsyn.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "samsyn.web.middleware.extra_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samsyn.web.middleware.viewer",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "samsyn/web/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samsyn.web.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "samsyn.web.forms.Renderer"

# --- Database -------------------------------------------------------------------------------------
# SQLite: WAL + IMMEDIATE so that a read never turns into a refused write, and synchronous=FULL so that
# an acknowledged word survives a power cut. The test database is a file: in memory, parallel requests fail.
DATABASE_URL = env.text("DATABASE_URL")
if DATABASE_URL:
    DATABASES = {
        "default": dj_database_url.parse(DATABASE_URL, conn_max_age=600, conn_health_checks=True)
    }
    # A page asks many small questions: compiling one of them takes longer than to answer it. Two units
    # crossed are 100,000 rows in a year of 200,000, which PostgreSQL's own 4 MB would sort on the disk.
    # libpq lets "options" replace PGOPTIONS whole, so what the operator wrote there is carried along.
    PGOPTIONS = f"-c jit=off -c work_mem=32MB {env.text('PGOPTIONS')}".strip()
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", PGOPTIONS)
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(DATA_DIR / "samsyn.sqlite3"),
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                "PRAGMA cache_size=-64000;PRAGMA journal_size_limit=27103364;",
            },
            "TEST": {"NAME": str(DATA_DIR / "test.sqlite3")},
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- What is kept to be quick, and may be lost at any time --------------------------------------------
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "charts": {  # drawn charts, by what they show (samsyn/exports/charts.py)
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "charts",
        "TIMEOUT": 60 * 60 * 24 * 30,
        "OPTIONS": {"MAX_ENTRIES": env.number("SAMSYN_CHARTS_KEPT", 2000)},
    },
}

# --- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "samsyn/locale"]
LANGUAGE_COOKIE_NAME = "samsyn_language"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
# Numbers are grouped by the filter `number` where people read them; never in ids and hidden fields.
USE_THOUSAND_SEPARATOR = False

# --- Accounts -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "todo:start"
LOGOUT_REDIRECT_URL = "public:start"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "samsyn.web.account.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nothing is sent to an address that has no account
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
ACCOUNT_FORMS = {
    "login": "samsyn.web.account.forms.LogInForm",
    "reset_password": "samsyn.web.account.forms.ForgottenForm",
    "reset_password_from_key": "samsyn.web.account.forms.ChosenPasswordForm",
    "change_password": "samsyn.web.account.forms.ChangePasswordForm",
}
MFA_FORMS = {
    "authenticate": "samsyn.web.account.forms.SecondStepForm",
    "activate_totp": "samsyn.web.account.forms.BeginSecondStepForm",
}
MFA_ADAPTER = "samsyn.web.account.adapter.SecondStepAdapter"
MFA_TOTP_ISSUER = "Samsyn"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an account is opened by somebody who knows its owner
# Nobody reads case content with a password alone, except in the demo and the tests.
REQUIRE_TOTP = env.flag("SAMSYN_REQUIRE_TOTP", not (DEMO or TESTING))

# Assumptions, not decided by the county: docs/operations.md "Förslag, ej fastställt".
SURVEY_LEAST_ANSWERS = env.number("SAMSYN_SURVEY_LEAST_ANSWERS", 5)
SPIDER_LEAST_CHANGE = env.number("SAMSYN_SPIDER_LEAST_CHANGE", 5)  # tenths of a step
INVITATION_DAYS = env.number("SAMSYN_INVITATION_DAYS", 14)
JOINING_CONFIRM_HOURS = env.number("SAMSYN_JOINING_CONFIRM_HOURS", 72)
JOINING_PASSED_ON_DAYS = env.number("SAMSYN_JOINING_PASSED_ON_DAYS", 7)
JOINING_PER_HOUR = env.number("SAMSYN_JOINING_PER_HOUR", 20)  # from one client address
JOINING_PER_ADDRESS = env.number("SAMSYN_JOINING_PER_ADDRESS", 3)  # a day and night
ENTRY_KEPT_DAYS = env.number("SAMSYN_ENTRY_KEPT_DAYS", 90)
INACTIVE_LETTER_MONTHS = env.number("SAMSYN_INACTIVE_LETTER_MONTHS", 18)
INACTIVE_CLOSE_MONTHS = env.number("SAMSYN_INACTIVE_CLOSE_MONTHS", 19)

# Guessing is stopped per account *and* address, so that nobody can lock a colleague out from elsewhere;
# allauth's own per-address limit catches one address that tries many accounts.
AXES_FAILURE_LIMIT = env.number("SAMSYN_LOGIN_TRIES", 8)
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "samsyn.web.account.lockout.account_tried"
AXES_CLIENT_IP_CALLABLE = "samsyn.web.account.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "samsyn.web.account.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
# The second step is limited per account: who comes that far knows the password already.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "60/10m/ip",
    "second_step": "10/15m/key",
    "reset_password": "20/m/ip,5/10m/key",
    "joining": f"{JOINING_PER_HOUR}/h/ip",
}

SESSION_COOKIE_AGE = env.number("SAMSYN_SESSION_SECONDS", 60 * 60 * 8)
SESSION_COOKIE_NAME = "samsyn_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SERVED_OVER_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_USE_SESSIONS = True  # the session cookie is the only cookie that identifies anybody
# In the session: what is told there may be the name of a file, which is no text for a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "samsyn.web.errors.csrf_failure"

# --- Browser security -----------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = SERVED_OVER_HTTPS and env.flag("SAMSYN_REDIRECT_TO_HTTPS", True)
SECURE_HSTS_SECONDS = 31536000 if SERVED_OVER_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SERVED_OVER_HTTPS
if env.flag("SAMSYN_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # the proxy's own X-Forwarded-For entry is the client's address

# --- Files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"  # written by serve and demo; nothing to keep
# Tests serve the sources: nothing is collected for them, and no folder is read through for each client.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = TESTING
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site has any use for our files
STATICFILES_DIRS = [BASE_DIR / "samsyn/web/static"]
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Assumption, not decided by the county: docs/operations.md "Förslag, ej fastställt".
ATTACHMENT_MAX_BYTES = env.number("SAMSYN_ATTACHMENT_MAX_BYTES", 10 * 1024 * 1024)
ATTACHMENTS_PER_DEVIATION = env.number("SAMSYN_ATTACHMENTS_PER_DEVIATION", 10)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "samsyn.web.files.uploads.SizeGuard",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Statistics -----------------------------------------------------------------------------------
# Assumption, not decided by the county: numbers below this are hidden in what points out an area.
SMALL_NUMBERS_BELOW = env.number("SAMSYN_SMALL_NUMBERS_BELOW", 6)
# Likewise: among so many other units at least a unit is compared, and how long a time a unit states that
# it had nothing to report (a divisor of twelve).
COMPARED_UNITS_AT_LEAST = env.number("SAMSYN_COMPARED_UNITS_AT_LEAST", 3)
NOTHING_TO_REPORT_MONTHS = env.number("SAMSYN_NOTHING_TO_REPORT_MONTHS", 3)
# Likewise: how sure an interval beside a share over years is to be, in percent.
SERIES_CONFIDENCE_PERCENT = env.number("SAMSYN_SERIES_CONFIDENCE_PERCENT", 95)
# Likewise: a service that was sent fewer reports has no part of its own in a yearly report.
REPORT_LEAST_FOR_A_PART = env.number("SAMSYN_REPORT_LEAST_FOR_A_PART", 6)
# Likewise: from how many reports on a year is one that the next is compared with in sentences.
REPORT_COMPARED_FROM = env.number("SAMSYN_REPORT_COMPARED_FROM", 20)
# Likewise: how many words a quote in a report may have.
REPORT_QUOTE_WORDS = env.number("SAMSYN_REPORT_QUOTE_WORDS", 60)
# Likewise: a report about a place that reads more deviations than this is counted by a job; one that was
# made so lately is shown as it is, and how long it is kept.
LOCAL_REPORT_AT_ONCE = env.number("SAMSYN_LOCAL_REPORT_AT_ONCE", 1_000)
LOCAL_REPORT_FRESH_MINUTES = env.number("SAMSYN_LOCAL_REPORT_FRESH_MINUTES", 60)
LOCAL_REPORT_KEPT_DAYS = env.number("SAMSYN_LOCAL_REPORT_KEPT_DAYS", 30)
# Likewise: when a change sticks out (ADR 0034).
NOTICE_WRONG_LISTS_PERCENT = env.number("SAMSYN_NOTICE_WRONG_LISTS_PERCENT", 5)
NOTICE_USUAL_PERCENT = env.number("SAMSYN_NOTICE_USUAL_PERCENT", 95)
NOTICE_RUN_MONTHS = env.number("SAMSYN_NOTICE_RUN_MONTHS", 8)
NOTICE_RUN_MISSES = env.number("SAMSYN_NOTICE_RUN_MISSES", 1)
NOTICE_EARLIER_MONTHS = env.number("SAMSYN_NOTICE_EARLIER_MONTHS", 36)
NOTICE_LEAST_EARLIER_MONTHS = env.number("SAMSYN_NOTICE_LEAST_EARLIER_MONTHS", 12)
NOTICE_LEAST_COUNT = env.number("SAMSYN_NOTICE_LEAST_COUNT", 5)
NOTICE_TERM_MONTHS = env.number("SAMSYN_NOTICE_TERM_MONTHS", 6)
NOTICE_EARLIER_TERMS = env.number("SAMSYN_NOTICE_EARLIER_TERMS", 3)

# --- Deviations -----------------------------------------------------------------------------------
# Assumption, not decided by the county: how near in time two deviations are shown as similar.
STEPS_PER_MINUTE = env.number("SAMSYN_STEPS_PER_MINUTE", 30)
# Likewise: how many times a minute one session may have the guard read a text while it is written.
GUARD_READS_PER_MINUTE = env.number("SAMSYN_GUARD_READS_PER_MINUTE", 90)
SIMILAR_WITHIN_DAYS = env.number("SAMSYN_SIMILAR_WITHIN_DAYS", 7)
# Likewise: how many points of likeness (samsyn/domain/likeness.py) the secretariat is shown a pair for.
SIMILAR_POINTS = env.number("SAMSYN_SIMILAR_POINTS", 4)
# Likewise: what each likeness weighs, from which share of common words two texts are alike, how far apart two
# reports of one event may be sent, and how many of the latest deviations are compared with each other.
SIMILAR_WEIGHTS = env.numbers(
    "SAMSYN_SIMILAR_WEIGHTS",
    {
        "both_units": 2,
        "one_unit": 1,
        "same_day": 2,
        "near_day": 1,
        "same_theme": 1,
        "many_words": 2,
        "some_words": 1,
    },
)
SIMILAR_MANY_WORDS_PERCENT = env.number("SAMSYN_SIMILAR_MANY_WORDS_PERCENT", 50)
SIMILAR_SOME_WORDS_PERCENT = env.number("SAMSYN_SIMILAR_SOME_WORDS_PERCENT", 25)
SIMILAR_SENT_WITHIN_DAYS = env.number("SAMSYN_SIMILAR_SENT_WITHIN_DAYS", 60)
SIMILAR_LOOKED_THROUGH = env.number("SAMSYN_SIMILAR_LOOKED_THROUGH", 200)

# Who proposes themes at the coding desk (samsyn/coding/suggesting.py): the path of a function, or nothing.
THEME_SUGGESTER = env.text("SAMSYN_THEME_SUGGESTER", "samsyn.coding.suggesting.by_weights")
# What `./run themes learn --accept` has learned of the secretariat's codings; without it, what is shipped.
THEME_WEIGHTS = DATA_DIR / "suggester" / "weights.bin"
# Förslag, ej fastställt: words that stand in fewer reports than this are not learned of them.
THEME_LEAST_REPORTS = env.number("SAMSYN_THEME_LEAST_REPORTS", 5)

# --- Answering by a function mailbox (ADR 0023) -----------------------------------------------------
# Assumptions, not decided by the county: how long a letter's link opens, how long and how often a code
# can be typed, how many codes one recipient's part gets, how soon the next, and how long a visit lasts.
MAILBOX_LINK_DAYS = env.number("SAMSYN_MAILBOX_LINK_DAYS", 90)
MAILBOX_CODE_MINUTES = env.number("SAMSYN_MAILBOX_CODE_MINUTES", 15)
MAILBOX_CODE_TRIES = env.number("SAMSYN_MAILBOX_CODE_TRIES", 5)
MAILBOX_CODES_PER_HOUR = env.number("SAMSYN_MAILBOX_CODES_PER_HOUR", 5)
MAILBOX_CODES_PER_DAY = env.number("SAMSYN_MAILBOX_CODES_PER_DAY", 15)
MAILBOX_CODE_PAUSE_SECONDS = env.number("SAMSYN_MAILBOX_CODE_PAUSE_SECONDS", 60)
MAILBOX_VISIT_MINUTES = env.number("SAMSYN_MAILBOX_VISIT_MINUTES", 120)

# Förslag, ej fastställt: so long after its last change a draft, of a deviation or an answer, is removed.
DRAFT_KEPT_DAYS = env.number("SAMSYN_DRAFT_KEPT_DAYS", 90)

# --- Mail (only from the outbox: samsyn/mail) -----------------------------------------------------
MAIL_FROM = env.text("SAMSYN_MAIL_FROM", "Samsyn <noreply@localhost>")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM
MAIL_BOUNCES = env.text("SAMSYN_MAIL_BOUNCES")  # the Return-Path: its mailbox runs `./run bounce`
MAIL_HOST = env.text("SAMSYN_MAIL_HOST")
MAIL_PORT = env.number("SAMSYN_MAIL_PORT", 587)
MAIL_PROVIDER = env.text("SAMSYN_MAIL_PROVIDER")  # a backend of django-anymail, instead of SMTP
# Assumptions, not decided by the county: how long a server may be silent, how long a round of letters
# keeps a worker, the first wait before the next try, when a letter is given up and when forgotten.
MAIL_TIMEOUT = env.number("SAMSYN_MAIL_TIMEOUT", 20)
MAIL_ROUND_SECONDS = env.number("SAMSYN_MAIL_ROUND_SECONDS", 60)
MAIL_FIRST_WAIT_SECONDS = env.number("SAMSYN_MAIL_FIRST_WAIT_SECONDS", 60)
MAIL_GIVE_UP_DAYS = env.number("SAMSYN_MAIL_GIVE_UP_DAYS", 5)
MAIL_KEEP_DAYS = env.number("SAMSYN_MAIL_KEEP_DAYS", 90)
MAIL_SECRET_MINUTES = env.number("SAMSYN_MAIL_SECRET_MINUTES", 60)
# A provider's webhook is closed unless it has a secret ("user:password", sent as basic authentication).
MAIL_WEBHOOK_SECRET = env.text("SAMSYN_MAIL_WEBHOOK_SECRET")
ANYMAIL = {
    **env.table("SAMSYN_MAIL_PROVIDER_OPTIONS"),
    "WEBHOOK_SECRET": [MAIL_WEBHOOK_SECRET],
    "IGNORE_UNSUPPORTED_FEATURES": True,  # what a provider cannot do is no reason to lose a letter
    "REQUESTS_TIMEOUT": MAIL_TIMEOUT,
}
MAILER: dict[str, object] = {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
if MAIL_PROVIDER:
    MAILER = {"BACKEND": f"anymail.backends.{MAIL_PROVIDER}.EmailBackend"}
elif MAIL_HOST:
    MAILER = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": MAIL_HOST,
            "port": MAIL_PORT,
            "username": env.text("SAMSYN_MAIL_USER"),
            "password": env.text("SAMSYN_MAIL_PASSWORD"),
            "use_tls": env.flag("SAMSYN_MAIL_TLS", True) and MAIL_PORT != 465,
            "use_ssl": env.flag("SAMSYN_MAIL_TLS", True) and MAIL_PORT == 465,
            "timeout": MAIL_TIMEOUT,
        },
    }
MAILERS = {"default": MAILER}
# Without a server letters wait; only the demo marks them as sent, and shows them on a page of its own.
MAIL_LEAVES = bool(MAIL_HOST or MAIL_PROVIDER or DEMO or TESTING)
if TESTING:
    MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}

# --- Other systems (samsyn/push) --------------------------------------------------------------------
# Hosts that webhooks may reach although they lie in a local network; every other private address is refused.
WEBHOOK_HOSTS = env.words("SAMSYN_WEBHOOK_HOSTS", "127.0.0.1,localhost" if DEMO else "")
WEBHOOK_PLAIN_ON_LOOPBACK = DEMO or TESTING  # http to this machine, and only there
# Assumptions, not decided by the county: how long an event is tried, when a silent receiver is switched
# off, and how long the old secret signs beside a new one.
WEBHOOK_GIVE_UP_HOURS = env.number("SAMSYN_WEBHOOK_GIVE_UP_HOURS", 24)
WEBHOOK_OFF_DAYS = env.number("SAMSYN_WEBHOOK_OFF_DAYS", 5)
WEBHOOK_OVERLAP_HOURS = env.number("SAMSYN_WEBHOOK_OVERLAP_HOURS", 24)

# --- Jobs (samsyn/jobs; what is repeated, and when: samsyn/jobs/schedules.py) ---------------------
TASKS = {"default": {"BACKEND": "samsyn.jobs.backend.KeysOnly", "QUEUES": []}}
# Assumptions about the machine, in seconds: how often a worker says that it lives, after which silence
# its jobs are another's, how often a job is tried, and the first wait before the next try.
JOBS_BEAT_SECONDS = env.number("SAMSYN_JOBS_BEAT_SECONDS", 10)
JOBS_DEAD_SECONDS = env.number("SAMSYN_JOBS_DEAD_SECONDS", 60)
JOBS_ATTEMPTS = env.number("SAMSYN_JOBS_ATTEMPTS", 5)
JOBS_BACKOFF_SECONDS = env.number("SAMSYN_JOBS_BACKOFF_SECONDS", 30)
JOBS_KEEP_DONE_HOURS = env.number("SAMSYN_JOBS_KEEP_DONE_HOURS", 24)
JOBS_KEEP_FAILED_DAYS = env.number("SAMSYN_JOBS_KEEP_FAILED_DAYS", 90)

# --- Logs: to standard error, never with case text -------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.logs.Line",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("SAMSYN_LOG_LEVEL", "WARNING")},
}

if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
