"""What the desk's worker does for back issues, round after round: read what waits, record what was released."""

from __future__ import annotations

from collections.abc import Callable

from bulletin.refusal import Refused
from editorial.backfile import reading, releasing, standing

# A round of the worker has other things to do besides.
A_ROUND = 5


def go_on(is_stopping: Callable[[], bool] = lambda: False) -> bool:
    """Read and record a few; whether there was anything. What was refused waits for a person."""
    done = 0
    for row in standing.waiting()[:A_ROUND]:
        if is_stopping():
            return False
        reading.read(row)
        done += 1
    for row in standing.to_record().filter(refusal="")[:A_ROUND]:
        if is_stopping() or row.batch.released_by is None:
            return False
        done += 1
        try:
            releasing.record(row, by=row.batch.released_by)
        except Refused:
            continue  # The reason stays with the row, and the trail has it.
    return bool(done)
