"""Saved views (常用视图) of lists: a name for filters, order and columns; personal, so without audit lines."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, urlencode

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from niudai.base.actors import Actor
from niudai.base.errors import Refused, Unseen
from niudai.base.models import SavedView

PASSING: Final = {"page", "export", "print", "csrfmiddlewaretoken"}
_NAME_LENGTH: Final = 40
_QUERY_LENGTH: Final = 1000
_PER_TABLE: Final = 30


def clean_query(query: str) -> str:
    """The query string without page number and output format."""
    pairs = parse_qsl(query.lstrip("?"))
    return urlencode([(name, value) for name, value in pairs if name not in PASSING])


def views_of(actor: Actor, table: str) -> list[SavedView]:
    """The actor's own and the jurisdiction's shared views of one table, by name; one query."""
    mine_or_shared = Q(account_id=actor.account_id) | Q(shared=True)
    found = SavedView.objects.filter(mine_or_shared, jurisdiction=actor.jurisdiction, table=table)
    return list(found.order_by("name", "pk")[:_PER_TABLE])


def save(*, actor: Actor, table: str, name: str, query: str, shared: bool) -> SavedView:
    """Create the view; Refused when the name is empty, too long or used, or the query too long."""
    name = name.strip()
    if not name or len(name) > _NAME_LENGTH:
        raise Refused(f"请给视图起一个名称，不超过{_NAME_LENGTH}个字。", field="name")
    if len(query) > _QUERY_LENGTH or not table:
        raise Refused("筛选条件太多，视图没有保存，请减少条件后再试。")
    view = SavedView(
        jurisdiction=actor.jurisdiction,
        account_id=actor.account_id,
        table=table[:60],
        name=name,
        query=query,
        shared=shared,
        created_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            view.save(force_insert=True)
    except IntegrityError:
        raise Refused("已有同名视图，请换一个名称。", field="name") from None
    return view


def delete(*, actor: Actor, pk: int) -> None:
    """Delete one's own view; Unseen for any other."""
    _own(actor, pk).delete()


def turn_sharing(*, actor: Actor, pk: int) -> bool:
    """Share one's own view with the jurisdiction or take it back; the new setting. Unseen for any other."""
    view = _own(actor, pk)
    view.shared = not view.shared
    view.save(update_fields=["shared"])
    return view.shared


def _own(actor: Actor, pk: int) -> SavedView:
    view = SavedView.objects.filter(
        pk=pk, jurisdiction=actor.jurisdiction, account_id=actor.account_id
    ).first()
    if view is None:
        raise Unseen()
    return view
