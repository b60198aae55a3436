"""Importing a plan that must be recognized page by page (扫描件): a job reads it, the draft comes when it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from niudai import plantext
from niudai.base import audit, files, jobs
from niudai.base.actors import Actor
from niudai.base.errors import Refused
from niudai.base.models import Attachment, Job
from niudai.work.actions.plans import FILE_KINDS, check_import, draft_plan, import_plan
from niudai.work.models import Plan

IMPORT_JOB: Final = "work.import_scan"


def begin_import(
    *,
    actor: Actor,
    uploaded: UploadedFile | None = None,
    text: str = "",
    title: str = "",
    revises: Plan | None = None,
) -> Plan | Job:
    """Import a plan at once, or ask for the job that does it when pages have to be recognized.

    Errors and effects as `import_plan`, or as `start_scan_import`.
    """
    if uploaded is not None and not text.strip() and _is_scan(uploaded):
        return start_scan_import(actor=actor, uploaded=uploaded, title=title, revises=revises)
    return import_plan(actor=actor, uploaded=uploaded, text=text, title=title, revises=revises)


@transaction.atomic
def start_scan_import(
    *, actor: Actor, uploaded: UploadedFile, title: str = "", revises: Plan | None = None
) -> Job:
    """Keep a scanned plan and ask for the job that reads it into a draft.

    Raises NotAllowed; Refused (at `file`) for a file that is not taken.
    Effects in order: the file is kept, the job, audit "work.start_import".
    """
    check_import(actor, uploaded, "", revises)
    source = files.store(actor, uploaded, allow=FILE_KINDS)
    job = jobs.enqueue(
        actor,
        IMPORT_JOB,
        title=f"识别扫描件：{source.name}",
        source=str(source.code),
        plan_title=title.strip()[:200],
        revises=str(revises.code) if revises else "",
    )
    detail = {"file": source.name, "job": str(job.code)}
    audit.record(actor, "work.start_import", detail=detail)
    return job


def import_scan(
    *,
    actor: Actor,
    source: Attachment,
    title: str = "",
    revises: Plan | None = None,
    progress: plantext.Progress,
    hold: Callable[[], None],
) -> Plan:
    """Read a kept file into a draft; called again after a crash, it finds the draft that is there.

    `progress(done, pages)` is called after each page. `hold` is called inside the writing
    transaction and raises when somebody else has taken the job over. Raises NotAllowed; Refused when
    the file cannot be read. Effects as `import_plan` without keeping the file.
    """
    if found := _draft_of(actor, source):
        return found
    try:
        read = plantext.read(files.read_bytes(source), source.name, progress)
    except plantext.PlanUnreadable as unreadable:
        raise Refused(str(unreadable)) from unreadable
    with transaction.atomic():
        hold()
        return _draft_of(actor, source) or draft_plan(
            actor=actor, read=read, source=source, title=title, revises=revises
        )


def _draft_of(actor: Actor, source: Attachment) -> Plan | None:
    rows = Plan.objects.unrestricted("the job's own file")
    own = {scope.jurisdiction for scope in actor.scopes}
    return rows.filter(jurisdiction__in=own, source=source).first()


def _is_scan(uploaded: UploadedFile) -> bool:
    uploaded.seek(0)
    scan = plantext.takes_long(uploaded.read(), uploaded.name or "")
    uploaded.seek(0)
    return scan
