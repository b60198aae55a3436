"""The work room in the JSON API: plans, their revisions, and assignments."""

from ninja import Router

from niudai.work.api.assignments import router as assignments
from niudai.work.api.plans import router as plans
from niudai.work.api.revisions import router as revisions
from niudai.work.api.steps import router as steps

router = Router()
for part in (plans, revisions, assignments, steps):
    router.add_router("", part)

__all__ = ["router"]
