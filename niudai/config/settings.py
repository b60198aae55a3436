"""The one settings file; everything that differs between places comes from the environment."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

CODE = Path(__file__).resolve().parents[2]


def env_bool(name: str, default: bool) -> bool:
    """Read a yes/no variable; a misspelt value stops the start instead of passing for no."""
    text = os.environ.get(name, "").strip().lower()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    if text == "":
        return default
    raise ImproperlyConfigured(f"环境变量 {name} 只能写 true 或 false，现在是“{text}”。")


def env_list(name: str, default: str) -> list[str]:
    """Read a comma-separated variable without its blanks."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


# The one folder that holds everything worth a backup: database, uploads, keys.
DATA = Path(os.environ.get("NIUDAI_DATA") or CODE / "var").resolve()
DATA.mkdir(parents=True, exist_ok=True)


def kept_secret(name: str) -> str:
    """A secret from the environment, else from DATA/keys; made on first use, readable by the owner."""
    if value := os.environ.get(f"NIUDAI_{name.upper()}"):
        return value
    path = DATA / "keys" / name
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        draft = path.with_name(f"{name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(os.urandom(32).hex())
        try:
            os.link(draft, path)  # two processes may start at once: the first one wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def database(url: str) -> dict:
    """Django's database entry for DATABASE_URL (postgres://user:password@host:port/name) or SQLite."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "niudai.sqlite3",
            "CONN_MAX_AGE": 300,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
                "PRAGMA mmap_size=268435456;PRAGMA cache_size=-32000;PRAGMA temp_store=MEMORY;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or len(parts.path) < 2:
        raise ImproperlyConfigured(
            "DATABASE_URL 应写成 postgres://用户:密码@主机:端口/库名，或留空使用 SQLite。"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {
            "options": "-c jit=off",  # our statements are short; compiling costs more
            # PostgreSQL plans a statement once per connection: a fifth of a page's time
            "server_side_binding": True,
            "prepare_threshold": 5,
        },
    }


DEBUG = env_bool("NIUDAI_DEBUG", False)
SECRET_KEY = kept_secret("secret_key")
AUDIT_KEY = kept_secret("audit_key")
ALLOWED_HOSTS = env_list("NIUDAI_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("NIUDAI_ORIGINS", "")
BEHIND_TLS = env_bool("NIUDAI_TLS", False)

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "niudai.base",
    "niudai.org",
    "niudai.ledger",
    "niudai.sync",
    "niudai.work",
    "niudai.desk",
    "niudai.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "csp",
    "ninja",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "niudai.org.middleware.ActorMiddleware",
    "niudai.base.web.problems.ProblemMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "niudai.config.urls"
WSGI_APPLICATION = "niudai.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["niudai.base.templatetags.web"],
        },
    }
]

# The frame of every page lies in the base; what its menu offers is the desk's to say.
NIUDAI_MENU = "niudai.desk.menu.entries"
# Rooms that want to know about new or voided ledger entries, told inside the same transaction
# (decision 0006: the ledger stays below them and knows no names).
LEDGER_FOLLOWERS = ["niudai.sync.actions.follow_entries"]
# The content rows that ledger forms offer: (jurisdiction) -> (code, name, framework, line), …
LEDGER_CONTENT_ROWS = "niudai.sync.queries.content_rows"

AUTH_USER_MODEL = "org.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "niudai.org.passwords.ThreeClassesValidator"},
]
LOGIN_URL = "org:sign_in"
LOGIN_REDIRECT_URL = "desk:home"

# Sign-in lock: 5 failures lock the account name at that address for 15 minutes (assessor's usual values, editable).
AXES_FAILURE_LIMIT = int(os.environ.get("NIUDAI_LOCK_FAILURES", "5"))
AXES_COOLOFF_TIME = int(os.environ.get("NIUDAI_LOCK_MINUTES", "15")) / 60
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "niudai.org.lockout.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SESSION_COOKIE_AGE = int(os.environ.get("NIUDAI_SESSION_MINUTES", "30")) * 60
SESSION_SAVE_EVERY_REQUEST = False  # ActorMiddleware renews a session that is half used up
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_SSL_REDIRECT = False  # the front proxy does it
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_HSTS_PRELOAD = False
SECURE_REFERRER_POLICY = "same-origin"
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "niudai.base.web.problems.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "Y年n月j日"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if (STATIC_ROOT / "staticfiles.json").exists() and not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
UPLOAD_LIMIT = int(os.environ.get("NIUDAI_UPLOAD_MB", "50")) * 1_000_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"niudai": {"level": os.environ.get("NIUDAI_LOG", "INFO")}},
}
