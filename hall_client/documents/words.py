"""Wording that several documents share: dates, limits, remedies. Chinese, as printed."""

import re
from collections.abc import Mapping
from datetime import date

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::\d\d)?)?(?!\d)")

LICENSING = "《中华人民共和国行政许可法》"


def printable(value: str) -> str:
    """Return the text with every ISO date or local time in it in its Chinese form."""
    return _ISO.sub(lambda found: _spoken(*found.groups()), value.strip())


def _spoken(year: str, month: str, day: str, hour: str | None, minute: str | None) -> str:
    spoken = f"{year}年{int(month)}月{int(day)}日"
    return spoken if hour is None else f"{spoken}{int(hour)}时{minute}分"


def chinese_day(day: date) -> str:
    """2026年9月22日."""
    return f"{day.year}年{day.month}月{day.day}日"


def working_days(count: str) -> str:
    """'5' -> 5个工作日; '0' -> 当场办结."""
    return "当场办结" if count.strip() == "0" else f"{count.strip()}个工作日"


def sentence(text: str) -> str:
    """End a clerk's text with a full stop when it has no closing mark of its own."""
    shown = text.strip()
    return shown if shown.endswith(("。", "！", "？", "；", "…")) else f"{shown.rstrip('.,，;')}。"


def remedy(facts: Mapping[str, str], paper: str) -> str:
    """Tell the ways to object: 行政复议法 Art. 20, 行政诉讼法 Art. 46, 行政许可法 Art. 38.

    `review_body` and `court` fill the standard wording; a `remedy` text of the case stands
    alone when it names both ways itself and is added otherwise.
    """
    own = facts.get("remedy", "").strip()
    if "复议" in own and "诉讼" in own:
        return sentence(own)
    standard = (
        f"如不服本{paper}，可以自收到之日起六十日内，依据《中华人民共和国行政复议法》第二十条的规定，"
        f"向{facts['review_body']}申请行政复议；也可以自收到之日起六个月内，"
        f"依据《中华人民共和国行政诉讼法》第四十六条的规定，向{facts['court']}提起行政诉讼。"
    )
    return standard + (sentence(own) if own else "")
