"""The digest of a batch: what two people attest, and what no change of a row leaves as it was."""

from __future__ import annotations

from bulletin import snapshot as shape
from editorial.models import BackIssue, Batch


def digest(batch: Batch) -> str:
    """SHA-256 of the canonical JSON of every row that is not left out: file, text read from it, form of its PDF."""
    rows = batch.rows.exclude(state=BackIssue.State.LEFT_OUT).order_by("digest")
    kept = rows.values_list("digest", "content_digest", "stands")
    return shape.digest({"masthead": batch.masthead_id, "rows": [list(row) for row in kept]})
