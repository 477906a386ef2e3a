"""Settings of a hall: local policy with its default, its bounds, and where the rule comes from."""

from collections.abc import Mapping
from dataclasses import dataclass

from hall_client.domain.findings import Finding, error

SettingValue = bool | int | str


@dataclass(frozen=True)
class Setting:
    """One setting; the default's type is its type.

    Numbers have bounds, words a closed list; a text without choices is free.
    """

    name: str
    default: SettingValue
    basis: str
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()


SETTINGS: tuple[Setting, ...] = (
    Setting("recall_limit", 3, "calls of one ticket after the first, rules §5.2", 1, 5),
    Setting("recall_pace_seconds", 10, "between two calls of one ticket, rules §5.2", 5, 120),
    Setting("call_repeats", 2, "how often the voice says one call, rules §5.2", 1, 3),
    Setting("rejoin_after", 3, "further tickets before a passed one rejoins, §5.2", 0, 20),
    Setting("rejoin_times", 2, "how often a passed ticket may rejoin, §5.2", 0, 5),
    Setting("fairness_k", 2, "priority calls in a row, §5.2b", 1, 10),
    Setting("fairness_m_minutes", 15, "ordinary wait that ends the row, §5.2b", 1, 120),
    Setting("undo_seconds", 10, "undo of pass and finish, queue rule 13", 0, 60),
    Setting("agent_ticket_quota", 5, "live tickets of a registered agent, §5.2b", 1, 50),
    Setting("appointment_days_ahead", 5, "working days an appointment reaches, §5.2", 1, 30),
    Setting("appointment_cancel_hours", 2, "latest cancelling, §5.2", 0, 48),
    Setting("extended_service", False, "延时服务 on rest days, §5.2"),
    Setting("anonymous_tickets", True, "numbers without a certificate, §5.2"),
    Setting(
        "slip_rules",
        "请在等候区等候叫号|过号后请到导办台重新排队",
        "hall rules on the ticket, one a line, separated by |, §5.2",
    ),
    Setting("wait_samples_least", 30, "fewer samples: no estimate, §5.2b", 1, 1000),
    Setting("wait_warning_minutes", 30, "queue wait card, §6.4 rule 27", 5, 240),
    Setting("correction_notice_days", 5, "行政许可法 Art. 32(4), local rules shorter", 0, 5),
    Setting("correction_answer_days", 20, "applicant's time to supplement, local rule", 1, 180),
    Setting("deliver_within_days", 10, "行政许可法 Art. 44", 1, 10),
    Setting("public_notice_days", 30, "公告 delivery, §3", 30, 60),
    Setting("hearing_request_days", 5, "行政许可法 Art. 47", 5, 5),
    Setting("forward_within_days", 2, "上报件, local limit §1.4 C15", 1, 20),
    Setting("claim_push_days", 2, "supervisor's claim, §5b", 1, 10),
    Setting("warning_days", 2, "预警 before the committed due date, §6.3", 0, 10),
    Setting("bad_rating_contact_days", 1, "差评 contact, §5.3", 1, 5),
    Setting("bad_rating_answer_days", 5, "差评 feedback, §5.3", 1, 15),
    Setting(
        "tolerance_failure_outcome",
        "terminate",
        "容缺 not completed, §2.5",
        choices=("withdraw", "terminate", "deny"),
    ),
    Setting("label_policy", "retained", "labels, §4b", choices=("folder", "retained", "all")),
    Setting(
        "handoff_scan_policy",
        "folders-flagged-sample",
        "scans at hand-off, §4b",
        choices=("folders", "folders-flagged-sample", "everything"),
    ),
    Setting("handoff_sample_percent", 10, "random sample at hand-off, §4b", 0, 100),
    Setting("mask_id_head", 4, "digits of an ID left readable at the front, §8.4", 0, 6),
    Setting("hide_phone_from_reviewers", True, "审批人员与申请人不见面, §2.3"),
    Setting("idle_lock_minutes", 10, "等保, §8.5", 1, 15),
    Setting("password_length_least", 10, "等保, §8.5", 8, 64),
    Setting("password_days", 90, "等保, §8.5", 1, 90),
    Setting("lock_after_failures", 5, "等保, §8.5", 3, 5),
    Setting("lock_minutes", 15, "等保, §8.5", 10, 120),
    Setting("feed_days", 30, "changes kept for stations that were off", 7, 366),
    Setting("allowed_skew_seconds", 120, "clock of a station against central", 5, 600),
)

DEFAULTS: Mapping[str, SettingValue] = {one.name: one.default for one in SETTINGS}
_BY_NAME = {one.name: one for one in SETTINGS}


def check_settings(given: Mapping[str, SettingValue]) -> list[Finding]:
    """Unknown names, wrong types and values out of bounds."""
    found = (_check_one(name, value) for name, value in given.items())
    return [one for one in found if one is not None]


def _check_one(name: str, value: SettingValue) -> Finding | None:
    where = f"settings.{name}"
    known = _BY_NAME.get(name)
    if known is None:
        return error("setting-unknown", where, setting=name)
    if type(value) is not type(known.default):
        return error("setting-type", where, setting=name)
    if known.choices and value not in known.choices:
        return error("setting-choice", where, setting=name, choices=", ".join(known.choices))
    number = isinstance(value, int) and not isinstance(value, bool)
    if number and not known.low <= int(value) <= known.high:
        return error("setting-bounds", where, low=known.low, high=known.high)
    return None
