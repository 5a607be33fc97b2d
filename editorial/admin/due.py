"""Instants as people of the desk speak of them: in two days, overdue by three hours; in words, not by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SOON = timedelta(hours=24)


@dataclass(frozen=True)
class Due:
    """An instant by which something is to be done, seen from ``now``."""

    at: datetime
    now: datetime

    @property
    def overdue(self) -> bool:
        return self.at < self.now

    @property
    def soon(self) -> bool:
        return not self.overdue and self.at - self.now <= SOON

    @property
    def manner(self) -> str:
        """For the style sheet; what it says is in the words too."""
        return "overdue" if self.overdue else "soon" if self.soon else ""

    @property
    def words(self) -> str:
        if self.overdue:
            return _("overdue by %(span)s") % {"span": span(self.now - self.at)}
        return _("in %(span)s") % {"span": span(self.at - self.now)}


def due(at: datetime | None, now: datetime | None = None) -> Due | None:
    """None where nothing is due."""
    return Due(at, now or timezone.now()) if at else None


def span(length: timedelta) -> str:
    """The two largest units of a length of time: "2 days 3 h", "3 h 20 min", "20 min"."""
    minutes = int(length.total_seconds()) // 60
    days, hours = minutes // (24 * 60), minutes // 60 % 24
    if days and not hours:
        return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
    if days:
        return ngettext("%(days)s day %(hours)s h", "%(days)s days %(hours)s h", days) % {"days": days, "hours": hours}
    if hours and minutes % 60 == 0:
        return _("%(hours)s h") % {"hours": hours}
    if hours:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes % 60}
    return _("%(minutes)s min") % {"minutes": minutes}
