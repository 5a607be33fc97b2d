"""An uploaded file opened: the one workbook in it and the files beside it; rows come from the limited child alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext_lazy as _

from bulletin.refusal import Refused, require
from editorial.intake import bundle, extract
from editorial.intake.extract import Loss, Row

LARGEST = 50 * 1024 * 1024
ENDINGS = (".xlsx", ".csv")

TOO_LARGE = _("The zip file is larger than 50 MiB; divide it.")
NO_WORKBOOK = _("The zip file holds no workbook (.xlsx or .csv).")
WHICH_WORKBOOK = _("The zip file holds more than one workbook in the same folder. Leave one, and put others deeper.")
NO_ROWS = _("There are no rows below the heads of the columns.")


@dataclass(frozen=True)
class Opened:
    """The rows of the workbook, the first being its heads, and the files by their paths from its folder."""

    rows: list[Row]
    losses: tuple[Loss, ...]
    files: Mapping[str, Callable[[], bytes]]
    is_packed: bool
    # Comma-separated, with our marks against formulas.
    is_text: bool


def opened(data: bytes, name: str) -> Opened:
    """What is in an uploaded file. Raises Refused with one sentence."""
    if not (name.lower().endswith(".zip") and bundle.is_zip(data)):
        return _of_workbook(data, {}, is_packed=False)
    require((len(data) <= LARGEST, TOO_LARGE))
    files = bundle.paths(data)
    place = _workbook_in(files)
    folder = place.parent
    inside = {path: read for path, read in files.items() if path != str(place) and _lies_in(path, folder)}
    near = {str(PurePosixPath(path).relative_to(folder)): read for path, read in inside.items()}
    return _of_workbook(files[str(place)](), near, is_packed=True)


def _of_workbook(data: bytes, files: Mapping[str, Callable[[], bytes]], *, is_packed: bool) -> Opened:
    rows, losses = extract.extract_rows(data)
    require((len(rows) > 1, NO_ROWS))
    return Opened(rows, losses, files, is_packed, is_text=not bundle.is_zip(data))


def _workbook_in(files: Mapping[str, object]) -> PurePosixPath:
    """The workbook that lies highest."""
    found = sorted((PurePosixPath(path) for path in files if path.lower().endswith(ENDINGS)), key=_depth)
    if not found:
        raise Refused([NO_WORKBOOK])
    require((len([path for path in found if _depth(path) == _depth(found[0])]) == 1, WHICH_WORKBOOK))
    return found[0]


def _depth(path: PurePosixPath) -> int:
    return len(path.parts)


def _lies_in(path: str, folder: PurePosixPath) -> bool:
    return PurePosixPath(path).is_relative_to(folder)
