"""Importing a scanned plan: a job is asked for, everything else is read at once."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from niudai.base.errors import NotAllowed, Refused
from niudai.base.models import Attachment, AuditEntry, Job
from niudai.work.actions import scans
from niudai.work.models import Plan
from tests.plantext.paper import needs_scan, picture

TEXT = "群团工作方案\n一、任务\n1.街道团工委要办好集市。\n"


def upload(data, name):
    return SimpleUploadedFile(name, data)


def test_a_text_is_imported_at_once(cast):
    office = cast.actor(cast.office)
    assert isinstance(scans.begin_import(actor=office, text=TEXT), Plan)
    given = upload(TEXT.encode(), "方案.txt")
    assert isinstance(scans.begin_import(actor=office, uploaded=given, title="甲"), Plan)
    assert Job.objects.unrestricted("test").count() == 0


@needs_scan
def test_a_picture_is_kept_and_a_job_asked_for(cast):
    office = cast.actor(cast.office)
    job = scans.begin_import(actor=office, uploaded=upload(picture(TEXT), "方案.png"), title=" 甲 ")
    assert isinstance(job, Job)
    kept = Attachment.objects.unrestricted("test").get()
    assert (job.kind, job.title, job.state) == (
        "work.import_scan",
        "识别扫描件：方案.png",
        "waiting",
    )
    assert job.arguments == {"source": str(kept.code), "plan_title": "甲", "revises": ""}
    audit = AuditEntry.objects.unrestricted("test").get(verb="work.start_import")
    assert json.loads(audit.detail) == {"file": "方案.png", "job": str(job.code)}
    assert Plan.objects.unrestricted("test").filter(source=kept).count() == 0


@needs_scan
def test_a_picture_is_refused_as_any_other_file(cast):
    given = upload(picture(TEXT), "方案.png")
    with pytest.raises(NotAllowed):
        scans.begin_import(actor=cast.actor(cast.women_officer), uploaded=given)
    with pytest.raises(Refused, match="请只选一种方式"):
        scans.begin_import(actor=cast.actor(cast.office), uploaded=given, text=TEXT)
    with pytest.raises(Refused, match="内容像是PNG 图片"):
        scans.begin_import(actor=cast.actor(cast.office), uploaded=upload(given.read(), "方案.jpg"))
    assert Attachment.objects.unrestricted("test").count() == 0
