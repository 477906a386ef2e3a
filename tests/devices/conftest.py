"""What the device tests share: a slip, a label, the default hall, the bundled fonts."""

from datetime import UTC, date, datetime

import pytest

from hall_client.app.papers import Label, TicketSlip
from hall_client.devices.glyphs import Glyphs
from hall_client.devices.profiles import HallProfiles, LabelProfile, TicketProfile, load_profiles


@pytest.fixture(scope="session")
def glyphs() -> Glyphs:
    return Glyphs.bundled()


@pytest.fixture(scope="session")
def profiles() -> HallProfiles:
    return load_profiles()


@pytest.fixture(scope="session")
def ticket_profile(profiles: HallProfiles) -> TicketProfile:
    assert profiles.ticket
    return profiles.ticket


@pytest.fixture(scope="session")
def label_profile(profiles: HallProfiles) -> LabelProfile:
    assert profiles.label
    return profiles.label


@pytest.fixture
def slip() -> TicketSlip:
    return TicketSlip(
        hall="彭水县政务服务中心",
        queue="商事登记",
        number="A001",
        people_ahead=3,
        wait="约 10-25 分钟",
        issued_at=datetime(2026, 5, 8, 1, 2, tzinfo=UTC),
        query_code="K7Q2M9XA",
        rules=("过号三次请重新取号", "请保管好小票，凭号办理"),
        name="张*",
    )


@pytest.fixture
def label() -> Label:
    return Label(
        code="H126050800012-03",
        title="食品经营许可申请书",
        applicant="张*𠮷",
        hall="彭水县政务服务中心",
        received_on=date(2026, 5, 8),
        material=3,
        total=5,
        due="2026-06-08",
    )
