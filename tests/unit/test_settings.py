"""Settings: who may say what, and a clear sentence when a file is wrong."""

import re
from pathlib import Path

import pytest

from hall_client import settings
from hall_client.settings import Loaded, SettingsError
from hall_client.words import catalogue


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    return tmp_path / "policy.toml"


@pytest.fixture
def user(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def load(
    policy: Path, user: Path, environ: dict[str, str] | None = None, **given: object
) -> Loaded:
    return settings.load(given, environ or {}, policy, user)


def test_without_any_file_the_hall_starts_in_chinese_on_its_own_database(
    policy: Path, user: Path
) -> None:
    loaded = load(policy, user)
    assert loaded.settings.language == "zh_CN"
    assert loaded.settings.database_url.startswith("sqlite:///")
    assert loaded.settings.database_url.endswith("/hall.db")
    assert set(loaded.origins.values()) == {"built in"}


def test_later_sources_win_and_each_value_knows_its_origin(policy: Path, user: Path) -> None:
    policy.write_text('station = "p"\nlanguage = "en"\ntheme = "contrast"\ntext_size = "large"\n')
    user.write_text('language = "zh_CN"\ntheme = "light"\ntext_size = "huge"\n')
    loaded = load(
        policy, user, {"HALL_THEME": "contrast", "HALL_PASSWORD": "x"}, text_size="normal"
    )
    told = loaded.settings
    assert (told.station, told.language, told.theme, told.text_size) == (
        "p",
        "zh_CN",
        "contrast",
        "normal",
    )
    assert [loaded.origins[key] for key in ("station", "language", "theme", "text_size")] == [
        str(policy),
        str(user),
        "environment",
        "command line",
    ]


def test_what_the_policy_locks_nobody_changes(policy: Path, user: Path) -> None:
    policy.write_text('station = "counter-3"\nlocked = ["station", "voice"]\n')
    user.write_text('station = "mine"\nvoice = false\n')
    loaded = load(policy, user, {"HALL_STATION": "env"}, station="argument")
    assert loaded.settings.station == "counter-3"
    assert loaded.settings.voice is True
    assert loaded.origins["station"] == f"{policy} (locked)"
    assert loaded.origins["voice"] == "built in (locked)"


def test_an_argument_that_is_not_given_changes_nothing(policy: Path, user: Path) -> None:
    assert load(policy, user, {"HALL_STATION": "env"}, station=None).settings.station == "env"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('station = "a"\nlangage = "en"\n', 2, 'no setting "langage"'),
        ('\n\ntheme = "pink"\n', 3, "light, contrast"),
        ("voice = 3\n", 1, "true or false"),
        ('lock_after_min = "soon"\n', 1, "minutes"),
        ('station = ""\n', 1, '"station" must be a text'),
        ("station = 7\n", 1, '"station" must be a text'),
        ('locked = ["station"]\n', 1, 'no setting "locked"'),
        ("[database]\nurl = 1\n", 1, '"database" must be a text'),
    ],
)
def test_a_wrong_line_is_named_with_what_to_write(
    policy: Path, user: Path, text: str, line: int, said: str
) -> None:
    user.write_text(text)
    with pytest.raises(SettingsError) as wrong:
        load(policy, user)
    assert str(wrong.value).startswith(f"{user}, line {line}: ")
    assert said in str(wrong.value)


@pytest.mark.parametrize("text", ["station = \n", "x = [1", 'a = "\n'])
def test_a_file_that_is_not_toml_says_where(policy: Path, user: Path, text: str) -> None:
    user.write_text(text)
    with pytest.raises(
        SettingsError, match=r"settings\.toml: This is not TOML: .*(line 1|end of document)"
    ):
        load(policy, user)


def test_a_file_in_another_encoding_is_said_to_be_so(policy: Path, user: Path) -> None:
    user.write_bytes('station = "窗口"'.encode("gb18030"))
    with pytest.raises(SettingsError, match="UTF-8") as wrong:
        load(policy, user)
    assert wrong.value.said("zh") == f"{user}: 文件不是 UTF-8 编码。请另存为 UTF-8。"


@pytest.mark.parametrize("locked", ['"station"', '["stations"]', "[1]", "[[]]"])
def test_a_lock_on_nothing_is_refused(policy: Path, user: Path, locked: str) -> None:
    policy.write_text(f"locked = {locked}\n")
    with pytest.raises(SettingsError, match="must list settings"):
        load(policy, user)


def test_a_wrong_variable_is_named(policy: Path, user: Path) -> None:
    with pytest.raises(SettingsError, match=r"HALL_TEXT_SIZE.*normal, large, huge"):
        load(policy, user, {"HALL_TEXT_SIZE": "giant"})


def test_the_listing_shows_no_password(policy: Path, user: Path) -> None:
    url = "postgresql://clerk1:s3cret@db.hall:5432/hall"
    rows = {key: value for key, value, _origin in load(policy, user, database=url).rows()}
    assert rows["database"] == "postgresql://clerk1:***@db.hall:5432/hall"
    assert rows["device_profile"] == ""


def test_paths_are_paths_and_a_tilde_is_home(policy: Path, user: Path) -> None:
    user.write_text('state_dir = "~/hall"\ndevice_profile = "/etc/hall-client/devices.toml"\n')
    told = load(policy, user).settings
    assert told.state_dir == Path.home() / "hall"
    assert told.logs == Path.home() / "hall" / "logs"
    assert told.device_profile == Path("/etc/hall-client/devices.toml")


def test_every_problem_has_words_in_both_languages() -> None:
    source = Path(settings.__file__).read_text("utf-8")
    raised = set(re.findall(r'SettingsError\("([a-z0-9-]+)"', source))
    said = catalogue("settings")
    assert raised == said.keys()
    for code, texts in said.items():
        facts = [set(re.findall(r"{(\w+)}", texts[language])) for language in ("zh", "en")]
        assert facts[0] == facts[1], code
