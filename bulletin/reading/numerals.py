"""Integers written in Arabic, full-width or Chinese digits; knows nothing of what they count."""

from __future__ import annotations

ARABIC = "0-9０-９"
HAN = "〇○ＯOoО零一二三四五六七八九十百廿卅两"
NARROW = str.maketrans("０１２３４５６７８９", "0123456789")

_DIGITS = {each: value for value, group in enumerate(("〇○ＯOoО零0", *"一二三四五六七八九")) for each in group} | {
    "两": 2
}
_TENS = {"廿": 20, "卅": 30}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def integer(text: str) -> int | None:
    """The value of ``144``, ``１４４``, ``十二``, ``一百零三`` or ``二〇二一``; None when it is no number."""
    narrow = text.translate(NARROW)
    if narrow.isascii() and narrow.isdigit():
        return int(narrow) if len(narrow) <= 9 else None
    if not text or len(text) > 9:
        return None
    if all(each in _DIGITS or each.isdecimal() for each in narrow):
        return int("".join(str(_DIGITS.get(each, each)) for each in narrow))
    return _counted(text)


def _counted(text: str) -> int | None:
    total, pending = 0, 0
    for each in text:
        if each in _DIGITS:
            pending = _DIGITS[each]
        elif each in _TENS:
            total += _TENS[each]
        elif each in _UNITS:
            total, pending = total + (pending or 1) * _UNITS[each], 0
        else:
            return None
    return total + pending
