from datetime import date

import pytest

from bulletin.models import WorkdayOverride
from bulletin.reading import findings, read
from editorial.drafting.workdays import House

pytestmark = pytest.mark.django_db
NOTICE = "某局关于《某办法》的公示\n\n公示期限：{period}。\n\n某某药品监督管理局\n2021年1月4日\n"


def test_an_exceptional_day_of_the_register_counts_before_the_calendar() -> None:
    WorkdayOverride.objects.create(on="2021-01-05", is_workday=False, source="示例通知")
    found = read(NOTICE.format(period="2021年1月4日至1月15日（10个工作日）"), workdays=House())
    [entry] = found.snapshot.entries()
    assert entry.consultation is not None
    assert (entry.consultation.working_days, entry.consultation.computed_working_days) == (10, 9)
    assert findings.WORKING_DAYS in [each.sentence for each in found.warnings]


def test_a_year_whose_worked_weekends_were_entered_is_known() -> None:
    assert not House().known(2150)
    WorkdayOverride.objects.create(on="2150-01-01", is_workday=False, source="示例通知")
    assert not House().known(2150)
    WorkdayOverride.objects.create(on=date(2150, 2, 7), is_workday=True, source="示例通知")
    assert date(2150, 2, 7).weekday() == 5
    assert House().known(2150)
