"""What a reading reports beside the snapshot: homes and quotations of lines, what found no place, what to look at.

Every non-blank source line has exactly one home: either one Evidence record with the basis ``home`` (its words are kept
in the field at ``path``) or one Leftover. Two more kinds of Evidence say where a field took its value from without
moving the words: ``quoted`` (the value stands in the line) and ``computed`` (it was counted from what stands there).
"""

from __future__ import annotations

from dataclasses import dataclass

HOME, QUOTED, COMPUTED = "home", "quoted", "computed"


@dataclass(frozen=True, slots=True)
class Evidence:
    path: str
    line: int
    text: str
    basis: str


@dataclass(frozen=True, slots=True)
class Leftover:
    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Caution:
    """What an editor should look at: ``sentence`` is one of the table below, for translation, ``values`` fill it."""

    line: int
    text: str
    sentence: str = ""
    values: tuple[tuple[str, str], ...] = ()


def caution(line: int, sentence: str, *values: tuple[str, str]) -> Caution:
    return Caution(line, sentence.format(**dict(values)), sentence, values)


def _(sentence: str) -> str:
    """Marks a sentence for the catalogue; the caller translates it."""
    return sentence


# Why a line found no place in the snapshot.
PAGE_NUMBER = _("This is a page number.")
SEPARATOR = _("This is a rule between two pieces of text.")
RUNNING_LINE = _("This line is repeated on every page.")
CONTENTS = _("This is part of the table of contents, which is made anew for every issue.")
FRONT_MATTER = _("This stands before the first entry and is no field of the front matter.")
BEFORE_ENTRIES = _("This stands under a heading, before its first entry.")
RELEASE_NOTE = _("This is a note on how the document may be made public.")
CATALOGUE_FIELD = _("This is a field of the source's catalogue that an entry does not keep.")
SECOND_NUMBER = _("This gives another title or number for the issue than the one already read.")
IMPRINT = _("This belongs to the imprint, which is made anew for every issue.")
WEB_PAGE = _("This belongs to the web page that the text was copied from.")
COLUMNS = _("This heads the columns of a list.")
EMPTY_SECTION = _("This says that the section holds nothing.")
LETTERHEAD = _("This stands above the title and is no field of the entry.")
FENCE = _("This is a mark around text that is kept as typed.")
MARKED_OUT = _("An editor left this out.")

# What an editor should look at.
EMPTY_LINK = _("The link leads nowhere (“#”), so its address is left empty.")
UNUSABLE_LINK = _("The address “{address}” cannot be used, so it is left out.")
WORKING_DAYS = _("The text says {stated} working days; counted with both ends included there are {counted}.")
PROVISIONAL_YEAR = _("The official calendar of {year} is not known yet, so its working days are provisional.")
WEEKDAY = _("The text names another weekday than that of {date}.")
NO_YEAR = _("The date names no year; the year of the signature is taken.")
COUNTED_DEADLINE = _("The deadline is counted from the date of the signature; please confirm the day of publication.")
COUNTED_EFFECT = _(
    "The date of effect is counted from the date of the signature; please confirm the day of publication."
)
COUNTED_FROM_DATE = _("The deadline is counted from the date named, which itself does not count; please confirm it.")
UNCOUNTED_DEADLINE = _("The deadline counts from the publication, and no date is known to count from.")
ENTRY_NUMBER = _("The entry is numbered {printed}, where {expected} was expected.")
NO_ENTRY_NUMBER = _("The entry carries no number.")
COMPILED_ON = _("This date may be the part's or that of the entry above it; it is taken as the part's.")
ISSUE_FROM_FOOTER = _("The number of the issue stands only in a running line of the page.")
CALENDAR_DAYS = _("The text says {stated} days; counted with both ends included there are {counted}.")
COUNTED_OPENING = _("The period begins with the publication; the date of the signature is taken, please confirm it.")
UNKNOWN_YEAR = _("The deadline names no year, and no date of a signature tells which.")
AMBIGUOUS_DATE = _("“{date}” can be read with the day or with the month first; it is left for you to enter.")
NOT_UNDERSTOOD = _("The layout was not understood; all the text is kept. Mark by hand where parts and entries begin.")
PARTLY_UNDERSTOOD = _("Much of the text found no entry ({lines} lines); mark by hand where entries begin.")
UNKNOWN_AUTHORITY = _("“{name}” is not in the register of authorities.")
MISSPELT_AUTHORITY = _("“{name}” is not in the register of authorities; did the text mean “{known}”?")
CONTEXTUAL_NAME = _("“{name}” means another authority in every text, so it is not taken as one.")
AUTHORITY_OF_NUMBER = _("Only the letters of the document number tell that this came from “{name}”; please confirm it.")
CHECK_DIGIT = _("The check digit of {number} does not fit its other digits.")
