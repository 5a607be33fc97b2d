"""What sets a line apart as one of a list, and which dress the entries of a text wear, if all wear one."""

from __future__ import annotations

from . import numbers
from .coverage import is_periodical, issue_line, split_coverage
from .english import is_english
from .front import opens_highlights
from .lines import ROW, RULE
from .section_names import known_section, may_name_section, says_nothing, section_name
from .sheet import Sheet

# How far down the first entry may stand.
LONGEST_FRONT = 60
# How many lines at the top may be dressed like entries and yet be the bulletin's title.
LONGEST_MASTHEAD = 2
# In bold, shorter words are sub-headings.
SHORTEST_BOLD = 8
NUMBER, LINK, DATE, BOLD, BELOW = "№", "[]", "D", "**", "↓"


def dress_of(sheet: Sheet, at: int) -> str:
    """What sets the line apart as one of a list; nothing for bare, numbered and long lines."""
    head = sheet.head(at)
    if not head.core or head.level or sheet.attachment(at) or opens_highlights(head.core):
        return ""
    if head.own or _is_number_alone(sheet, at):
        return NUMBER
    if head.number is not None or sheet.dated(at):
        return ""
    if head.bullet:
        return head.bullet
    if head.url is not None:
        return LINK
    if head.day is not None:
        return DATE
    if _is_address(sheet.text(at + 1)) and sheet.headlike(at) and not sheet.signed(at):
        return BELOW
    return BOLD if head.bold and len(head.core) >= SHORTEST_BOLD else ""


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "<http")) and " " not in text


def _is_number_alone(sheet: Sheet, at: int) -> bool:
    head = sheet.head(at)
    if not 5 <= len(head.core) <= 40 or "号" not in head.core or numbers.whole(head.core) is None:
        return False
    return bool(head.bold or head.bracket or head.bullet) or sheet.formal(at + 1)


def dress_of_entries(sheet: Sheet) -> str:
    """The dress of the first line that can only be an entry; nothing where the first such line wears none."""
    highlight = ""
    for at in range(min(len(sheet), LONGEST_FRONT)):
        dress = dress_of(sheet, at)
        if opens_highlights(sheet.head(at).core):
            highlight = dress_of(sheet, at + 1) or "none"
        elif (highlight and dress == highlight) or is_front(sheet, at):
            continue
        elif dress and _over_numbers(sheet, at) and dress_of(sheet, at + 1):
            highlight = ""
        elif _opens_list(sheet, at):
            return dress
        elif (dress and at > LONGEST_MASTHEAD) or not _before_entries(sheet, at):
            return ""
        else:
            highlight = ""
    return ""


def _opens_list(sheet: Sheet, at: int) -> bool:
    dress = dress_of(sheet, at)
    if not dress or _over_numbers(sheet, at) or known_section(sheet, at):
        return False
    return _is_list(sheet, dress, at)


def is_front(sheet: Sheet, at: int) -> bool:
    """Whether the line tells the title, the number or the date of the issue."""
    return is_periodical(sheet.head(at).core, sheet.vocabulary) or issue_line(sheet.text(at)) is not None


def _over_numbers(sheet: Sheet, at: int) -> bool:
    """Whether numbered or formal titles stand under the line, which then heads a section."""
    below, dress = sheet.head(at + 1), dress_of(sheet, at + 1)
    if dress_of(sheet, at) == NUMBER or _is_bulleted_agency(sheet, at):
        return False
    if dress:
        return dress != dress_of(sheet, at) and may_name_section(section_name(sheet.head(at).core))
    return (below.number == 1 and sheet.headlike(at + 1)) or (sheet.formal(at + 1) and not sheet.prose(at + 1))


def _is_bulleted_agency(sheet: Sheet, at: int) -> bool:
    """• European Commission over the title of one entry."""
    head = sheet.head(at)
    return bool(head.bullet) and head.core.isascii() and sheet.vocabulary.registry.find(head.core) is not None


def _before_entries(sheet: Sheet, at: int) -> bool:
    """Whether the line may stand before the first entry: front matter, a part, a section."""
    head, text = sheet.head(at), sheet.text(at)
    if head.level or issue_line(text) or known_section(sheet, at) or split_coverage(head.core)[1]:
        return True
    if sheet.lines[at].kind in {ROW, RULE}:
        return True
    if sheet.solid(at) or sheet.formal(at) or sheet.prose(at):
        return False
    if head.number is not None:
        over = dress_of(sheet, at + 1) or says_nothing(sheet.text(at + 1))
        return bool(over) and may_name_section(section_name(head.core))
    return len(text) <= (80 if is_english(text) else 40)


def _is_list(sheet: Sheet, dress: str, first: int) -> bool:
    """Whether the dress is worn often enough to be that of a list."""
    headed = first > 0 and (sheet.head(first - 1).level > 0 or known_section(sheet, first - 1))
    return (headed and dress != BOLD) or _worn(sheet, dress, first, 2)


def _worn(sheet: Sheet, dress: str, first: int, times: int) -> bool:
    for at in range(first, len(sheet)):
        times -= dress_of(sheet, at) == dress
        if not times:
            return True
    return False
