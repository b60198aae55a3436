"""A plan and its revision for tests: issued, settled by officers, dispatched, then read anew."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from niudai.base.actors import Actor
from niudai.org.models import Organization
from niudai.work.actions import drafts, plans
from niudai.work.actions.changes import ItemChange
from niudai.work.models import Assignment, Plan, PlanItem
from tests.cast import Cast
from tests.factories.work import dispatched

ISSUED_ON = datetime.date(2026, 1, 20)
OLD = """幸福街道群团工作方案
一、主要任务
1.街道团工委2026年6月底前办好青年集市，不少于5场次。
2.社区团支部走访困难青年，建立联系台账。
3.社区妇联办好家长课堂，做好宣传。
二、组织保障
1.街道总工会加强督促检查。
2026年1月12日
"""
NEW = """幸福街道群团工作方案
一、主要任务
1.社区团支部走访困难青年，建立联系台账。
2.街道团工委2026年9月底前办好青年集市，不少于8场次。
3.街道团工委开办青年夜校。
二、组织保障
1.街道总工会加强督促检查。
2026年5月12日
"""


@dataclass
class Revision:
    """The Party office with an issued plan; `draft` once the revision has been imported."""

    cast: Cast
    old: str = OLD
    cut: tuple[str, str] | None = (
        None  # (words of the item to cut, words the second part begins with)
    )
    joined: str = ""  # words of the item to join to the one before it
    plan: Plan = field(init=False)
    draft: Plan = field(init=False)

    def __post_init__(self) -> None:
        self.actor: Actor = self.cast.actor(self.cast.office)
        draft = plans.import_plan(actor=self.actor, text=self.old)
        if self.cut:
            item = self.item(draft, self.cut[0])
            at = item.text.index(self.cut[1])
            drafts.split_item(actor=self.actor, item=item, revision=draft.revision, at=at)
        if self.joined:
            item = self.item(draft, self.joined)
            drafts.merge_items(actor=self.actor, item=item, revision=draft.revision)
        draft = self.fresh(draft)
        self.plan = plans.issue_plan(
            actor=self.actor, plan=draft, doc_number="幸街〔2026〕3号", issued_on=ISSUED_ON
        )

    def read(self, text: str = NEW) -> Plan:
        """Import the revision."""
        self.draft = plans.import_plan(actor=self.actor, text=text, revises=self.fresh(self.plan))
        return self.draft

    def fresh(self, plan: Plan) -> Plan:
        """The plan as the database has it now."""
        return Plan.objects.unrestricted("test").select_related("revises").get(pk=plan.pk)

    def items(self, plan: Plan) -> list[PlanItem]:
        """All items of a plan in order."""
        rows = PlanItem.objects.unrestricted("test").filter(plan=plan)
        return list(rows.select_related("plan__revises", "revises").order_by("position"))

    def item(self, plan: Plan, words: str) -> PlanItem:
        """The item that says `words`."""
        return next(item for item in self.items(plan) if words in (item.text or item.title))

    def settle(self, words: str, **values: object) -> PlanItem:
        """Let the office set values of a measure of the issued plan."""
        item = self.item(self.plan, words)
        return drafts.set_measure(
            actor=self.actor,
            item=item,
            revision=item.plan.revision,
            change=ItemChange(**values),
        )

    def help(self, item: PlanItem, *bodies: Organization) -> None:
        """Let organizations assist with an item."""
        through = PlanItem.assisting.through
        through.objects.bulk_create(
            through(planitem_id=item.pk, organization_id=body.pk) for body in bodies
        )

    def helpers(self, item: PlanItem) -> list[int]:
        """The ids of the organizations that assist with an item."""
        rows = PlanItem.assisting.through.objects.filter(planitem=item).order_by("pk")
        return list(rows.values_list("organization_id", flat=True))

    def task(self, words: str, place: Organization, **given: object) -> Assignment:
        """Dispatch the measure that says `words` to one organization."""
        return dispatched(self.actor, self.item(self.plan, words), place, **given)[0]

    def pairs(self) -> list[tuple[str, str]]:
        """(words of the draft's item, words of the item it goes on from), without headings."""
        return [
            (item.title, item.revises.title if item.revises else "")
            for item in self.items(self.draft)
            if item.kind != "heading"
        ]
