"""Settings: environment variables TRACKER_… (nested with `__`) over one TOML file; name, default, help."""

import tomllib
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from pydantic_settings import (
    SettingsError as UnreadableSettings,
)

from tracker.errors import SettingsError


class SourceSettings(BaseModel):
    """What can be set for one source."""

    model_config = ConfigDict(extra="forbid")

    base_url: str = Field(
        default="", pattern="^(https?://.+)?$", description="ask this address instead of the publisher's"
    )
    enabled: bool = Field(default=True, description="false switches the source off")
    key: str = Field(default="", description="the key, client id or app name the publisher gave you", repr=False)
    outlets: list[str] = Field(
        default=[], description="addresses of RSS or Atom feeds, over the default list (rss); queries of unhcr_odp"
    )


class DashboardSettings(BaseModel):
    """Where the dashboard listens."""

    model_config = ConfigDict(extra="forbid")

    host: str = Field(default="127.0.0.1", description="address the dashboard listens on")
    port: int = Field(default=8050, ge=0, le=65535, description="port the dashboard listens on; 0 takes a free one")


class Settings(BaseSettings):
    """All settings of the program."""

    model_config = SettingsConfigDict(env_prefix="TRACKER_", env_nested_delimiter="__", extra="ignore")

    database_url: str = Field(
        default="", description="SQLAlchemy URL; empty: an SQLite file in your data folder", repr=False
    )
    contact: str = Field(
        default="", description="mail or web address put into the User-Agent, so that publishers can reach you"
    )
    allow_loopback: bool = Field(default=False, description="lets collecting reach 127.0.0.0/8")
    sources: dict[str, SourceSettings] = Field(default={}, description="per source: base_url, enabled, key, outlets")
    dashboard: DashboardSettings = Field(default=DashboardSettings(), description="host and port")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over what the file says."""
        return env_settings, init_settings

    def source(self, name: str) -> SourceSettings:
        """The settings of one source, or the defaults."""
        return self.sources.get(name) or SourceSettings()

    @property
    def store_url(self) -> str:
        """The database to use; the default is an SQLite file, whose folder is created by whoever opens it."""
        return self.database_url or f"sqlite:///{user_data_path('displacement-tracker') / 'tracker.sqlite'}"


def load(config: Path | None) -> Settings:
    """Read the environment over the TOML file; SettingsError names the setting, what came and what is allowed."""

    if config is not None and not config.is_file():
        raise SettingsError(f"settings file {config} does not exist: create it or leave --config out")
    try:
        return Settings(**tomllib.loads(config.read_text(encoding="utf-8") if config else ""))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"settings file {config} cannot be read as TOML: {error}") from error
    except ValidationError as error:
        raise SettingsError("; ".join(_in_words(each) for each in error.errors())) from error
    except UnreadableSettings as error:
        raise SettingsError(f"{error}: {error.__cause__}") from error


def _in_words(problem: Any) -> str:
    name = "TRACKER_" + "__".join(str(part).upper() for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"setting {name} does not exist"  # its value may be a key under a misspelt name: never printed
    return f"setting {name}: {problem['msg']}, got {problem['input']!r}"
