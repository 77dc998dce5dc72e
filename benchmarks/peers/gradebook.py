"""What nbgrader's gradebook says a student has earned. Standard library only: runs in peers' environments too."""

import sqlite3
from contextlib import closing
from pathlib import Path

_EARNED = """
    select total(coalesce(grade.manual_score, grade.auto_score))
    from grade
    join submitted_notebook on submitted_notebook.id = grade.notebook_id
    join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
    where submitted_assignment.student_id = ?
"""


def marks(book: Path, student: str) -> tuple[float, float]:
    """Points earned, and points there were."""
    with closing(sqlite3.connect(f"file:{book}?mode=ro", uri=True)) as connection:
        (earned,) = connection.execute(_EARNED, (student,)).fetchone()
        (possible,) = connection.execute("select total(max_score) from grade_cells").fetchone()
    return float(earned), float(possible)
