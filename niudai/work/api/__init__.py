"""The work room in the JSON API: plans, and assignments."""

from ninja import Router

from niudai.work.api.assignments import router as assignments
from niudai.work.api.plans import router as plans
from niudai.work.api.steps import router as steps

router = Router()
for part in (plans, assignments, steps):
    router.add_router("", part)

__all__ = ["router"]
