"""Reads about requests for more time (延期)."""

from __future__ import annotations

import uuid

from niudai.base.actors import Actor
from niudai.base.errors import Unseen
from niudai.work.models import Assignment, Extension


def extensions(assignment: Assignment) -> list[Extension]:
    """The requests for more time of a task, newest first; the task has passed its gate."""
    rows = Extension.objects.unrestricted("the task has passed its gate")
    rows = rows.filter(jurisdiction=assignment.jurisdiction, assignment=assignment)
    return list(rows.order_by("-asked_at", "-pk"))


def extension(actor: Actor, code: uuid.UUID) -> Extension:
    """One request whose task the actor may see, with task and organization, or Unseen."""
    rows = Extension.objects.visible_to(actor).filter(code=code)
    found = rows.select_related("assignment__organization", "assignment__measure").first()
    if found is None:
        raise Unseen()
    return found
