"""The printed words of an edition in each language that a masthead may have; it formats, it decides nothing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

DASH = "—"


@dataclass(frozen=True, kw_only=True)
class Words:
    """One language: plain words, patterns that take one value, and the two ways of writing a date."""

    name: str
    number: str
    combined: str
    special: str
    year_number: str
    dated_on: str
    coverage: str
    highlights: str
    boxes: str
    corrections: str
    correction_of: str
    wrong: str
    right: str
    contents: str
    notices: str
    articles: str
    compiler: str
    compiled_on: str
    document_type: str
    document_number: str
    authorities: str
    signed_on: str
    published_on: str
    effective: str
    on_publication: str
    consultation: str
    from_on: str
    closes_on: str
    previous_closes_on: str
    working_days: str
    computed: str
    email: str
    cites: str
    topics: str
    editor_note: str
    source: str
    byline: str
    accessed_on: str
    original: str
    attachments: str
    imprint: str
    revision: str
    revision_number: str
    departments: str
    sign_offs: str
    stage: str
    by: str
    deputy_for: str
    on: str
    approval: str
    override: str
    back_issue: str
    late: str
    brought_in_by: str
    recorded_on: str
    attested: str
    original_file: str
    original_stands: str
    audit_head: str
    contact: str
    publisher: str
    next_issue: str
    back: str
    nothing: str
    colon: str
    comma: str
    galley: str
    unsigned: str
    changed: str
    stages: dict[str, str] = field(default_factory=dict)
    months: tuple[str, ...] = ()

    def date(self, value: str | None) -> str:
        """An ISO 8601 date as printed; what is none is printed as it stands."""
        day = _day(value)
        if day is None:
            return value or ""
        if self.months:
            return f"{day.day} {self.months[day.month - 1]} {day.year}"
        return f"{day.year}年{day.month}月{day.day}日"

    def period(self, first: str | None, last: str | None) -> str:
        """Two dates as printed, the year once when it is the same (in Chinese, where it leads)."""
        if not first or not last or first == last:
            return self.date(first or last)
        start, end = _day(first), _day(last)
        if start and end and start.year == end.year and not self.months:
            return f"{self.date(first)}{DASH}{end.month}月{end.day}日"
        return f"{self.date(first)}{DASH}{self.date(last)}"


CHINESE = Words(
    name="刊名",
    number="第{}期",
    combined="第{}—{}期",
    special="增刊",
    year_number="年内第{}期",
    dated_on="出版日期",
    coverage="收录时段",
    highlights="本期要点",
    boxes="本期提示",
    corrections="更正",
    correction_of="更正 {}",
    wrong="误",
    right="正",
    contents="目录",
    notices="公文{}件",
    articles="资讯{}篇",
    compiler="编制",
    compiled_on="发布时间",
    document_type="文种",
    document_number="发文字号",
    authorities="发文机关",
    signed_on="成文日期",
    published_on="发布日期",
    effective="施行日期",
    on_publication="自发布之日起施行",
    consultation="征求意见",
    from_on="{}起",
    closes_on="{}截止",
    previous_closes_on="原截止日期{}",
    working_days="{}个工作日",
    computed="推算",
    email="联系邮箱",
    cites="相关文件",
    topics="主题",
    editor_note="编者按",
    source="来源",
    byline="作者",
    accessed_on="查阅日期",
    original="原文链接",
    attachments="附件",
    imprint="版权页",
    revision="版次",
    revision_number="第{}版",
    departments="编制部门",
    sign_offs="审签记录",
    stage="审次",
    by="审签人",
    deputy_for="（代{}）",
    on="日期",
    approval="编号",
    override="未经复核",
    back_issue="过刊补录",
    late="{}（补录）",
    brought_in_by="补录人",
    recorded_on="补录日期",
    attested="补录核对",
    original_file="补录原件",
    original_stands="{}（即本期PDF）",
    audit_head="操作留痕",
    contact="联系方式",
    publisher="编辑出版",
    next_issue="下期出版",
    back="返回目录",
    nothing="本期无",
    colon="：",
    comma="、",
    galley="清样",
    unsigned="待审",
    changed="签后有改动",
    stages={"first": "初审", "second": "复审", "final": "终审"},
)

ENGLISH = Words(
    name="Title",
    number="No. {}",
    combined="Nos. {}–{}",
    special="Special issue",
    year_number="No. {} of the year",
    dated_on="Published",
    coverage="Covering",
    highlights="Highlights",
    boxes="At a glance",
    corrections="Corrections",
    correction_of="Correction of {}",
    wrong="For",
    right="Read",
    contents="Contents",
    notices="Notices: {}",
    articles="Articles: {}",
    compiler="Compiled by",
    compiled_on="Compiled on",
    document_type="Kind",
    document_number="Number",
    authorities="Issued by",
    signed_on="Dated",
    published_on="Published",
    effective="Effective",
    on_publication="On publication",
    consultation="Comments",
    from_on="from {}",
    closes_on="until {}",
    previous_closes_on="previously until {}",
    working_days="{} working days",
    computed="computed",
    email="Comments to",
    cites="Related",
    topics="Topics",
    editor_note="Editor’s note",
    source="Source",
    byline="By",
    accessed_on="Accessed",
    original="Original",
    attachments="Attachments",
    imprint="Imprint",
    revision="Revision",
    revision_number="No. {}",
    departments="Departments",
    sign_offs="Sign-offs",
    stage="Stage",
    by="Signed by",
    deputy_for=" (for {})",
    on="Date",
    approval="Number",
    override="Released without review",
    back_issue="Back issue, entered late",
    late="{} (late entry)",
    brought_in_by="Entered by",
    recorded_on="Entered on",
    attested="Attested",
    original_file="Entered from",
    original_stands="{} (which is the PDF of this issue)",
    audit_head="Audit trail",
    contact="Contact",
    publisher="Publisher",
    next_issue="Next issue",
    back="Back to contents",
    nothing="Nothing in this issue",
    colon=": ",
    comma=", ",
    galley="Galley",
    unsigned="not signed",
    changed="changed after signing",
    stages={"first": "First review", "second": "Second review", "final": "Final review"},
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
)


def words_for(language: str | None) -> Words:
    """The vocabulary of a masthead's language; Chinese unless it says English."""
    return ENGLISH if (language or "").lower().partition("-")[0] == "en" else CHINESE


def _day(value: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value or "")
    except ValueError:
        return None
