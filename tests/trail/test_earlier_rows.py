"""A database of the version before the chain: its rows are numbered and chained when it is brought forward."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from editorial.models import AuditEntry, SignOff

BEFORE = [("bulletin", "0002_guards"), ("editorial", "0001_initial")]


@pytest.fixture
def earlier(transactional_db: None) -> Any:
    """The tables of the earlier version; the present ones are put back whatever happens."""
    executor = MigrationExecutor(connection)
    latest = [key for key in executor.loader.graph.leaf_nodes() if key[0] in dict(BEFORE)]
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps
    MigrationExecutor(connection).migrate(latest)


def test_what_was_signed_and_traced_before_is_numbered_and_chained(earlier: Any) -> None:
    rows = _earlier_rows(earlier)
    executor = MigrationExecutor(connection)
    latest = [key for key in executor.loader.graph.leaf_nodes() if key[0] in dict(BEFORE)]
    executor.migrate(latest)

    numbered = SignOff.objects.order_by("pk").values_list("year", "number", "stage_name")
    assert list(numbered) == [(2025, 1, "初审"), (2026, 1, "初审"), (2026, 2, "初审")]
    assert list(AuditEntry.objects.order_by("serial").values_list("serial", flat=True)) == [1, 2, 3]
    call_command("verify_audit")
    assert rows == 3


def _earlier_rows(apps: Any) -> int:
    """Three sign-offs about the turn of a year in Shanghai, three entries of the trail."""

    def create(model: str, **columns: Any) -> Any:
        return apps.get_model(*model.split(".")).objects.create(**columns)

    user = create("editorial.User", username="early", password="!")
    masthead = create("bulletin.Masthead", code="early", title="早报", time_zone="Asia/Shanghai")
    issue = create("editorial.Issue", masthead=masthead, number=1)
    plan = create("editorial.Plan", masthead=masthead)
    stage = create("editorial.Stage", plan=plan, position=1, code="first", name="初审", scope="issue", role="chief")
    # 16:00 UTC is midnight in Shanghai.
    for number, at in enumerate(
        (datetime(2025, 12, 31, 15, 59, tzinfo=UTC), datetime(2025, 12, 31, 16, 0, tzinfo=UTC))
    ):
        create("editorial.SignOff", stage=stage, issue=issue, digest=str(number), by=user, at=at)
    create("editorial.SignOff", stage=stage, issue=issue, digest="2", by=user, at=datetime(2026, 5, 1, tzinfo=UTC))
    for number in range(3):
        at = datetime(2026, 1, number + 1, tzinfo=UTC)
        create("editorial.AuditEntry", verb="edit", object=f"{number}", masthead=masthead, by=user, at=at)
    return 3
