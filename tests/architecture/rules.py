"""The rules of the house that a machine can read off the source: each gives the lines that break it, as sentences."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

LONGEST_FILE = 300
LONGEST_ADMIN_FILE = 200
LONGEST_FUNCTION = 40

# What only one place may import. A place is a file, or a folder with everything in it; tests may look at anything.
TYPESETTING = tuple(f"bulletin/rendering/{each}" for each in ("pdf.py", "economy.py", "faces.py"))
TYPESETTING += ("bulletin/rendering/tagging/", "bulletin/rendering/typesetting/")
DOORS = {
    "weasyprint": TYPESETTING,
    "pydyf": TYPESETTING,
    "PIL": ("bulletin/rendering/pictures.py", "editorial/intake/formats/"),
    "segno": ("bulletin/rendering/codes.py",),
    "pikepdf": (),
    "nh3": ("bulletin/richtext.py",),
    "django.utils.safestring.mark_safe": ("bulletin/richtext.py",),
    "django.core.mail": ("bulletin/delivery/mail.py", "bulletin/delivery/console.py"),
    "zipfile": ("editorial/intake/", "bulletin/formats/word/package.py"),
    "docx": ("bulletin/formats/word/",),
    "lxml": ("editorial/intake/formats/",),
    "xml": ("editorial/intake/formats/",),
    "openpyxl": ("editorial/intake/formats/", "editorial/spreadsheets/books.py"),
    "urllib3": ("editorial/evidence/fetching.py",),
    "mammoth": ("editorial/intake/formats/word.py",),
    "readability": ("editorial/intake/formats/mainpart.py",),
    "pypdfium2": ("editorial/intake/formats/pdf.py",),
    "magic": ("editorial/intake/formats/families.py",),
    "filetype": ("editorial/intake/formats/families.py",),
    "django.db.models.signals": (),
    "django.dispatch": (),
    "django.contrib.contenttypes.fields": (),
}
# What nobody may call: host names come from SITE_ROOT, mail goes through its door, safe HTML through richtext.
CALLS: dict[str, tuple[str, ...]] = {
    "get_host": (),
    "build_absolute_uri": (),
    "send_mail": (),
    "mail_admins": (),
    "mark_safe": DOORS["nh3"],
    "SafeString": DOORS["nh3"],
}
# Where another program's errors end, whatever they are: the confined child tells its parent the name, and that refuses;
# a hook in WeasyPrint is taken out, and the page is set without it.
BOUNDARIES = (
    "bulletin/rendering/compositor.py",
    "bulletin/rendering/typesetting/hooks.py",
    "editorial/intake/formats/child.py",
)
VIEWS = ("bulletin/archive/", "bulletin/delivery/", "editorial/admin/")
# "contents" is a table of contents, and a word of the trade.
WORDS_TO_AVOID = {"content", "item", "items", "object", "objects", "data", "info", "manager", "managers", "processor"}
WORDS_TO_AVOID |= {"processors", "handler", "handlers", "util", "utils", "helper", "helpers", "common", "misc"}


@dataclass(frozen=True)
class Source:
    """One Python file, by its path from the root of the repository."""

    path: str
    text: str

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(ast.parse(self.text)))

    def lies_in(self, places: tuple[str, ...]) -> bool:
        return any(self.path == place or (place.endswith("/") and self.path.startswith(place)) for place in places)

    @property
    def is_test(self) -> bool:
        return self.path.startswith("tests/")


Rule = Callable[[Source], Iterator[str]]


def files_are_short(source: Source) -> Iterator[str]:
    limit = LONGEST_ADMIN_FILE if "/admin/" in source.path else LONGEST_FILE
    lines = len(source.text.splitlines())
    if lines > limit:
        yield f"{source.path} has {lines} lines, and may have {limit}"


def functions_are_short(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = length(node)
            if lines > LONGEST_FUNCTION:
                yield f"{source.path}:{node.lineno} {node.name} has {lines} lines, and may have {LONGEST_FUNCTION}"


def doors_are_kept(source: Source) -> Iterator[str]:
    if source.is_test:
        return
    for line, name in _imports(source):
        for library, places in DOORS.items():
            if (name == library or name.startswith(f"{library}.")) and not source.lies_in(places):
                yield f"{source.path}:{line} imports {name}, which is for {' and '.join(places) or 'nobody'}"


def calls_are_permitted(source: Source) -> Iterator[str]:
    if source.is_test:
        return
    for node in source.nodes:
        if isinstance(node, ast.Call):
            name = _called(node)
            if name in CALLS and not source.lies_in(CALLS[name]):
                yield f"{source.path}:{node.lineno} calls {name}"


def nothing_is_fetched_by_bare_key_in_views(source: Source) -> Iterator[str]:
    if not source.lies_in(VIEWS):
        return
    for node in source.nodes:
        by_key = isinstance(node, ast.Call) and {"pk", "id"} & {keyword.arg for keyword in node.keywords}
        if by_key and isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".objects.get"):
            yield f"{source.path}:{node.lineno} fetches by bare key; fetch through what the person may see"


def no_error_is_swallowed_whole(source: Source) -> Iterator[str]:
    if source.lies_in(BOUNDARIES):
        return
    for node in source.nodes:
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = ast.unparse(node.type) if node.type else "everything"
        cleans_up = isinstance(node.body[-1], ast.Raise)
        if caught == "Exception" or (caught in {"BaseException", "everything"} and not cleans_up):
            yield f"{source.path}:{node.lineno} catches {caught}"


def no_check_can_be_skipped(source: Source) -> Iterator[str]:
    for node in source.nodes:
        names = {getattr(node, field, None) for field in ("arg", "attr", "id")}
        if "skip_checks" in names:
            yield f"{source.path}:{getattr(node, 'lineno', 0)} has a skip_checks flag"


def save_has_no_logic(source: Source) -> Iterator[str]:
    if "/models/" not in source.path:
        return
    for node in source.nodes:
        if isinstance(node, ast.ClassDef):
            for member in node.body:
                if isinstance(member, ast.FunctionDef) and member.name == "save":
                    yield f"{source.path}:{member.lineno} gives {node.name} a save() of its own"


def modules_say_what_they_are_for(source: Source) -> Iterator[str]:
    if not source.is_test and source.text.strip() and ast.get_docstring(ast.parse(source.text)) is None:
        yield f"{source.path} has no docstring"


def tests_have_no_docstrings(source: Source) -> Iterator[str]:
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and ast.get_docstring(node):
            yield f"{source.path}:{node.lineno} {node.name} has a docstring; its name should be the sentence"


def modules_are_named_in_the_words_of_the_trade(source: Source) -> Iterator[str]:
    name = source.path.rsplit("/", 1)[-1].removesuffix(".py")
    avoided = WORDS_TO_AVOID & set(name.split("_"))
    if avoided:
        yield f"{source.path} is named with a word to avoid: {', '.join(sorted(avoided))}"


RULES: tuple[Rule, ...] = (
    files_are_short,
    functions_are_short,
    doors_are_kept,
    calls_are_permitted,
    nothing_is_fetched_by_bare_key_in_views,
    no_error_is_swallowed_whole,
    no_check_can_be_skipped,
    save_has_no_logic,
    modules_say_what_they_are_for,
    tests_have_no_docstrings,
    modules_are_named_in_the_words_of_the_trade,
)


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from ``def`` to the end, decorators left out."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _imports(source: Source) -> Iterator[tuple[int, str]]:
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""
