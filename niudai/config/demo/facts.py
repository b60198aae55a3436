"""One year of facts with the gaps that real years have: late answers, missing ones, lone ones."""

from __future__ import annotations

import datetime
import random
import uuid
from collections import defaultdict
from collections.abc import Iterator

from niudai.base.actors import system
from niudai.base.calendar import acting_at, now
from niudai.config.demo import words
from niudai.config.demo.places import Street
from niudai.ledger import actions as ledger
from niudai.ledger.actions import NewEntry, SourceRef
from niudai.org.models import Organization
from niudai.sync.models import ContentRow

SOURCE = SourceRef("config.demo", "demo", "演示数据")
FACTS_A_PAIR = 34  # how many a pair has in a year when the frequency is 1
BATCH = 4000


class Year:
    """The facts of one year up to today, drawn with `dice`, each kept under the day it was recorded."""

    def __init__(self, street: Street, dice: random.Random, entries: int) -> None:
        self.street, self.dice = street, dice
        self.actor = system("演示数据", street.division.pk)
        self.today = now().astimezone().date()
        wanted = entries or FACTS_A_PAIR * len(street.pairs)
        self.often = max(1.0, wanted / (FACTS_A_PAIR * len(street.pairs)))
        self.rows = _rows_by_line()
        self.recorded: defaultdict[datetime.date, list[NewEntry]] = defaultdict(list)

    def build(self) -> Iterator[tuple[int, int]]:
        """Draw all facts and record them month by month; yields (recorded, total)."""
        for mass, party in self.street.pairs:
            self._pair(mass, party)
        total = sum(map(len, self.recorded.values()))
        made = 0
        for month in sorted(self.recorded):
            rows = self.recorded[month]
            moment = datetime.datetime.combine(month, datetime.time(17), now().tzinfo)
            for start in range(0, len(rows), BATCH):
                batch = rows[start : start + BATCH]
                with acting_at(min(moment, now())):
                    ledger.record_entries(actor=self.actor, entries=batch, follow=False)
                made += len(batch)
                yield made, total

    def _pair(self, mass: Organization, party: Organization) -> None:
        care = self.dice.choice((0.95, 0.85, 0.8, 0.6))  # how often the mass side keeps step
        for kind, times in words.TIMES_A_YEAR.items():
            for _ in range(round(times[mass.line] * self.often)):
                self._led(mass, party, kind, care)
        for _ in range(round(self.dice.randint(3, 6) * self.often)):
            self._alone(mass)

    def _led(self, mass: Organization, party: Organization, kind: str, care: float) -> None:
        day = self._some_day()
        title = self.dice.choice(words.TITLES[kind][mass.line])
        rows = self._some_rows(mass.line)
        together = kind == "activity" and self.dice.random() < 0.6
        occasion = uuid.UUID(int=self.dice.getrandbits(128), version=4) if together else None
        shared = {
            "kind": kind,
            "rows": rows,
            "occasion": occasion,
            "occasion_title": title if together else "",
            "source": SOURCE,
        }
        people = self._people(kind)
        self._keep(
            NewEntry(organization=party, occurred_on=day, title=title, concerns=(mass.line,), **shared, **people)
        )  # fmt: skip
        answered = day if together else self._answer(day, care)
        if answered is not None and answered <= self.today:
            self._keep(NewEntry(organization=mass, occurred_on=answered, title=title, **shared))

    def _answer(self, day: datetime.date, care: float) -> datetime.date | None:
        luck = self.dice.random()
        if luck < care:
            return max(self._first(), day + datetime.timedelta(days=self.dice.randint(-4, 7)))
        if luck < care + (1 - care) * 0.6:
            return day + datetime.timedelta(days=self.dice.randint(8, 40))
        return None

    def _alone(self, mass: Organization) -> None:
        kind = self.dice.choice(words.ALONE)
        self._keep(
            NewEntry(
                organization=mass,
                kind=kind,
                occurred_on=self._some_day(),
                title=words.ALONE_TITLES[kind],
                rows=self._some_rows(mass.line),
                source=SOURCE,
                **self._people("activity"),
            )
        )

    def _keep(self, new: NewEntry) -> None:
        after = new.occurred_on + datetime.timedelta(days=3)
        month_end = (after.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
        self.recorded[min(month_end, self.today)].append(new)

    def _first(self) -> datetime.date:
        return self.today - datetime.timedelta(days=365)

    def _some_day(self) -> datetime.date:
        return self._first() + datetime.timedelta(days=self.dice.randint(5, 364))

    def _some_rows(self, line: str) -> tuple[str, ...]:
        return tuple(self.dice.sample(self.rows[line], k=self.dice.choice((1, 1, 2))))

    def _people(self, kind: str) -> dict[str, int]:
        if kind not in ("activity", "implement"):
            return {}
        persons = self.dice.randint(8, 60)
        return {"persons": persons, "person_times": persons * self.dice.choice((1, 1, 2))}


def _rows_by_line() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in ContentRow.objects.select_related("version__framework"):
        framework = row.version.framework
        found[framework.line].append(f"{framework.key}/{row.key}")
    return found
