"""Settings, read once from the environment (prefix `KLAGEREJSEN_`); a missing or unsafe one stops the start."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from klagerejsen.catalogue import LANGUAGES, spoken, translator

PREFIX = "KLAGEREJSEN_"
LEAST_SECRET_LENGTH = 32
_ = str  # marks a text for the catalogue


class UnsafeSettings(RuntimeError):  # noqa: N818 - reads as what it is: the settings are unsafe
    """A setting is missing, malformed or unsafe; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the installation decides.

    `data_dir` holds the SQLite file and the generated secret; `database_url` is an SQLAlchemy URL;
    `public_url` is what join links and QR codes point to; `secure_cookies` follows its scheme.
    `trusted_hosts` are the names the server answers to (empty: any), `trusted_proxies` the addresses whose
    word on where a request came from is believed, separated by commas.
    """

    data_dir: Path
    database_url: str
    secret_key: str
    public_url: str = ""
    language: str = "da"
    trusted_hosts: tuple[str, ...] = ()
    trusted_proxies: str = ""

    @property
    def secure_cookies(self) -> bool:
        """Cookies go over https only, where the installation is reached by https."""
        return self.public_url.startswith("https://")


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raise `UnsafeSettings` where one cannot be used."""
    env = os.environ if environment is None else environment
    data_dir = Path(env.get(PREFIX + "DATA_DIR") or "instance").resolve()
    return Settings(
        data_dir=data_dir,
        database_url=_database_url(env, data_dir),
        secret_key=_secret(env, data_dir),
        public_url=_public_url(env),
        language=_language(env),
        trusted_hosts=tuple(env.get(PREFIX + "TRUSTED_HOSTS", "").split()),
        trusted_proxies=_trusted_proxies(env),
    )


def _database_url(env: Mapping[str, str], data_dir: Path) -> str:
    """Return the database's address; PostgreSQL's usual one names no driver, and ours is psycopg."""
    url = env.get(PREFIX + "DATABASE_URL") or f"sqlite:///{data_dir / 'klagerejsen.sqlite3'}"
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)


def _unsafe(env: Mapping[str, str], text: str, **words: object) -> UnsafeSettings:
    """Say what is the matter in the language of whoever starts the program."""
    return UnsafeSettings(translator(spoken(env))(text).format(**words))


def _secret(env: Mapping[str, str], data_dir: Path) -> str:
    name = PREFIX + "SECRET_KEY"
    secret = env.get(name) or _kept_secret(data_dir)
    if len(secret) < LEAST_SECRET_LENGTH:
        raise _unsafe(env, _("{name} skal have mindst {least} tegn."), name=name, least=LEAST_SECRET_LENGTH)
    return secret


def _kept_secret(data_dir: Path) -> str:
    """Make a secret at the first start and keep it beside the data, readable by the owner only."""
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = data_dir / "secret"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(LEAST_SECRET_LENGTH))
    return path.read_text(encoding="ascii").strip()


def _public_url(env: Mapping[str, str]) -> str:
    name = PREFIX + "PUBLIC_URL"
    url = env.get(name, "").rstrip("/")
    if url and not url.startswith(("http://", "https://")):
        raise _unsafe(env, _("{name} skal begynde med https:// (på et lukket net http://)."), name=name)
    return url


def _trusted_proxies(env: Mapping[str, str]) -> str:
    name = PREFIX + "TRUSTED_PROXIES"
    addresses = env.get(name, "")
    if "*" in addresses:
        words = _("{name} skal nævne adresser: den, der er nævnt, kan sige, hvem enhver er.")
        raise _unsafe(env, words, name=name)
    return addresses


def _language(env: Mapping[str, str]) -> str:
    name = PREFIX + "LANGUAGE"
    language = env.get(name, "da")
    if language not in LANGUAGES:
        raise _unsafe(env, _("{name} skal være en af {languages}."), name=name, languages=", ".join(LANGUAGES))
    return language
