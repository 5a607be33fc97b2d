"""What the house-style proof says of each kind of slip, in one table for translation; looks at no text itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of slip: its code, and the sentence that tells an editor of it."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Slip:
    """Where ``rule`` is broken in a text; ``replacement`` is None where only a person can tell what should stand."""

    start: int
    end: int
    rule: Rule
    replacement: str | None = None
    values: tuple[tuple[str, str], ...] = ()


def _(sentence: str) -> str:
    """Marks a sentence for the catalogue; the caller translates it."""
    return sentence


# GB/T 15834—2011 (marks), GB/T 15835—2011 (figures), GB/T 9704—2012 (document numbers, dates).
HALF_WIDTH = Rule("half-width", _("A half-width mark stands in Chinese text."))
MIXED_PAIR = Rule("mixed-pair", _("A bracket is full-width on one side and half-width on the other."))
STRAIGHT_QUOTES = Rule("straight-quotes", _("Straight quotation marks stand in Chinese text."))
UNPAIRED = Rule("unpaired", _("This mark has no partner."))
DOUBLED_MARK = Rule("doubled-mark", _("Two marks follow each other where one should stand."))
DOTS = Rule("dots", _("An ellipsis is written with six dots: ……"))
TILDE = Rule("tilde", _("A range is written with ～, not with the ASCII tilde."))
INNER_TITLE = Rule("inner-title", _("A title within a title stands in 〈〉."))
INNER_SPACE = Rule("inner-space", _("Spaces stand inside the marks."))
DATE_STYLE = Rule("date-style", _("A date in running text is written with 年, 月 and 日."))
LEADING_ZERO = Rule("leading-zero", _("Months and days are written without a leading zero."))
ROUND_ZERO = Rule("round-zero", _("The zero of a date in Chinese figures is written 〇."))
NO_SUCH_DAY = Rule("no-such-day", _("There is no such day in the calendar."))
WRONG_WEEKDAY = Rule("wrong-weekday", _("{date} falls on another day of the week."))
YEAR_BRACKETS = Rule("year-brackets", _("The year of a document number stands in 〔〕."))
SERIAL_ZERO = Rule("serial-zero", _("A document number is written without leading zeros."))
SERIAL_ORDINAL = Rule("serial-ordinal", _("After the year in brackets a document number has no 第."))
SPACED_NUMBER = Rule("spaced-number", _("Spaces stand inside a document number."))
SPACED_DIGITS = Rule("spaced-digits", _("Spaces stand between the digits of one number."))
WIDE_DIGITS = Rule("wide-digits", _("Figures are written half-width."))
MIXED_SPACING = Rule("mixed-spacing", _("Figures stand with a space here and without one elsewhere in the same text."))
DOUBLED_CHARACTER = Rule("doubled-character", _("A character is typed twice."))
DOUBLED_WORD = Rule("doubled-word", _("A word is typed twice."))
WRONG_WORD = Rule("wrong-word", _("This word is usually written {right}."))
LOST_WORD = Rule("lost-word", _("A word seems to be missing here: who was spoken to?"))
AUTHORITY = Rule("authority", _("The register has this authority as {name}."))
TITLE = Rule("title", _("The archive has this title as 《{title}》."))

RULES = tuple(value for value in list(globals().values()) if isinstance(value, Rule))
