"""The printed words of a sign-off sheet (审签单) in each language that a masthead may have."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.rendering.vocabulary import is_english


@dataclass(frozen=True, kw_only=True)
class SheetWords:
    sheet: str
    draft: str
    issue: str
    number: str
    dated_on: str
    revision: str
    released_at: str
    digest: str
    snapshot: str
    audit_head: str
    override: str
    by_stage: str
    stage: str
    signed: str
    persons: str
    record: str
    place: str
    what: str
    whole_issue: str
    person: str
    at: str
    approval: str
    remark: str
    deputy: str
    guest: str
    missing: str
    none: str
    remarks: str
    said: str
    settled: str
    must_fix: str
    passage: str
    resolved: str
    open: str
    no_remarks: str
    colon: str
    comma: str


CHINESE = SheetWords(
    sheet="审签单",
    draft="审签单（草稿）DRAFT",
    issue="刊期",
    number="第{}期",
    dated_on="出版日期",
    revision="版次",
    released_at="发布时间",
    digest="内容指纹",
    snapshot="定稿指纹",
    audit_head="操作留痕",
    override="未经复核",
    by_stage="各审次",
    stage="审次",
    signed="已签",
    persons="审签人",
    record="审签记录",
    place="位置",
    what="审签内容",
    whole_issue="整期",
    person="审签人",
    at="时间",
    approval="编号",
    remark="意见",
    deputy="（代{}）",
    guest="（受邀审阅，链接由{}发出）",
    missing="未签",
    none="—",
    remarks="审稿意见",
    said="意见",
    settled="处理",
    must_fix="必改",
    passage="原文",
    resolved="已解决",
    open="未解决",
    no_remarks="本期没有审稿意见。",
    colon="：",
    comma="、",
)

ENGLISH = SheetWords(
    sheet="Sign-off sheet",
    draft="DRAFT",
    issue="Issue",
    number="No. {}",
    dated_on="Dated",
    revision="Revision",
    released_at="Released",
    digest="Digest",
    snapshot="Frozen digest",
    audit_head="Audit trail",
    override="Released without review",
    by_stage="Stages",
    stage="Stage",
    signed="Signed",
    persons="Signed by",
    record="Sign-offs",
    place="Place",
    what="What was signed",
    whole_issue="The whole issue",
    person="Signed by",
    at="Time",
    approval="Number",
    remark="Remark",
    deputy=" (for {})",
    guest=" (guest, invited by {})",
    missing="not signed",
    none="–",
    remarks="Remarks",
    said="Remark",
    settled="Settled",
    must_fix="Must fix",
    passage="Passage",
    resolved="Resolved",
    open="Open",
    no_remarks="Nobody made a remark on this issue.",
    colon=": ",
    comma=", ",
)


def words_for(language: str | None) -> SheetWords:
    """The vocabulary of a masthead's language; Chinese unless it says English."""
    return ENGLISH if is_english(language) else CHINESE
