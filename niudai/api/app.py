"""The one API object: the rooms' routers under bearer tokens, with its schema and docs page."""

from __future__ import annotations

from typing import Any, ClassVar

from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from niudai.api.auth import Bearer
from niudai.api.problems import attach
from niudai.base.api import router as jobs
from niudai.ledger.api import router as ledger
from niudai.org.api import router as org
from niudai.sync.api import router as sync
from niudai.work.api import router as work


class ReadableRenderer(JSONRenderer):
    """JSON whose Chinese can be read without decoding."""

    json_dumps_params: ClassVar[dict[str, Any]] = {"ensure_ascii": False}


api = NinjaAPI(
    title="纽带接口",
    version="1",
    description="与页面同一套权限、规则和动作。每次请求须带 Authorization: Bearer 令牌。",
    auth=Bearer(),
    renderer=ReadableRenderer(),
    docs_url=None,
    urls_namespace="api",
)
attach(api)
for router in (org, work, ledger, sync, jobs):
    api.add_router("", router)
