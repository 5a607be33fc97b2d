"""What the parent makes of a child's answer: the PDF when it is one, otherwise the sentence that says what happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from bulletin.confinement.exchange import Cause, Failure
from bulletin.confinement.limits import Limits
from bulletin.refusal import Refused
from bulletin.rendering.typeset import FAULTS, Typeset

MEBIBYTE = 1024 * 1024


def typeset(head: dict[str, Any], blobs: list[bytes], limits: Limits) -> Typeset:
    """Raises Refused for a failure that the child told and for output that is no PDF; faults come without one."""
    if "failed" in head:
        raise Refused([out_of_memory(limits) if head["failed"] == "memory" else failed(str(head["failed"]))])
    found: dict[str, Any] = {name: _texts(head.get(name)) for name in FAULTS}
    if any(found.values()):
        return Typeset(b"", 0, **found)
    pages, pdf = head.get("pages"), b"".join(blobs)
    if not (type(pages) is int and pages > 0 and pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")):
        raise Refused([no_whole_pdf(limits)])
    return Typeset(pdf, pages, plain_lines=head.get("plain_lines") is True)


def of(failure: Failure, limits: Limits) -> str:
    """The sentence for a child that gave no whole answer."""
    if failure.cause is Cause.SIGNAL:
        return _("Typesetting was ended by signal %(number)d.") % {"number": failure.number}
    sentences: dict[Cause, Callable[[Limits], str]] = {
        Cause.NOT_STARTED: no_renderer,
        Cause.TIME: out_of_time,
        Cause.PROCESSOR_TIME: out_of_processor_time,
        Cause.MEMORY: out_of_memory,
    }
    return sentences.get(failure.cause, no_whole_pdf)(limits)


def no_whole_pdf(limits: Limits) -> str:
    return _("What the typesetting process answered is no whole PDF.")


def out_of_time(limits: Limits) -> str:
    return _("Typesetting took longer than %(seconds)d seconds and was stopped.") % {"seconds": limits.wall}


def out_of_processor_time(limits: Limits) -> str:
    return _("Typesetting took more than %(seconds)d seconds of processor time and was stopped.") % {
        "seconds": limits.cpu
    }


def out_of_memory(limits: Limits) -> str:
    return _("Typesetting needed more than %(size)d MiB of memory and was stopped.") % {
        "size": limits.memory // MEBIBYTE
    }


def failed(name: str) -> str:
    return _("Typesetting failed (%(name)s).") % {"name": name}


def no_renderer(limits: Limits) -> str:
    return _("The typesetting process could not be started; the log says why.")


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()
