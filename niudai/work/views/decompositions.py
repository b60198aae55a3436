"""The decomposition table (任务分解表) of a plan as a Word file."""

from __future__ import annotations

import uuid
from typing import Final

from django.core.files.base import ContentFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from niudai.base.web.guards import signed_in
from niudai.work.models import Plan
from niudai.work.queries import plans as queries

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@signed_in
def word_file(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The decomposition table as a Word file to print or pass on; columns without content stay out."""
    from niudai.base.documents import table_document  # noqa: PLC0415 — 15 MB most processes never need

    plan = queries.plan(request.actor, code)
    rows = [line.cells() for line in queries.decomposition(queries.tree_items(plan))]
    kept = [i for i in range(len(queries.TABLE_COLUMNS)) if i < 3 or any(row[i] for row in rows)]
    content = table_document(
        f"{plan.title[:80]}任务分解表",
        [queries.TABLE_COLUMNS[i] for i in kept],
        [[row[i] for i in kept] for row in rows],
        made_at=timezone.localtime(),
        note=_issued(plan),
    )
    name = f"{plan.title[:80]}任务分解表.docx"
    return FileResponse(ContentFile(content), as_attachment=True, filename=name, content_type=DOCX)


def _issued(plan: Plan) -> str:
    """“（幸街工委发〔2026〕5号，2026年3月5日）”, “（核对中）” before it is issued."""
    day = plan.issued_on
    if day is None:
        return f"（{plan.get_state_display()}）"
    said = [plan.doc_number, f"{day.year}年{day.month}月{day.day}日"]
    return f"（{'，'.join(filter(None, said))}）"
