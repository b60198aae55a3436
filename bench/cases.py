"""What is measured: each work, the bare SQL for the same rows, and the limit the project set itself."""

from __future__ import annotations

import itertools
import json
import random
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.clock import Times, beside, each, measure
from bench.floors import dispatch_rows, fact_rows, sql, step_rows, writing
from bench.server import Client, query
from niudai.base.calendar import today
from niudai.base.periods import Period
from niudai.org.models import Leadership, Organization
from niudai.org.queries import actor_for
from niudai.sync import queries as sync
from niudai.work import actions as work
from niudai.work.models import Assignment, PlanItem

RUNS = 200
STEPS = 61  # acts of each kind, the first of them a warm-up


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table; times in milliseconds, `floor` the bare SQL where there is one."""

    name: str
    took: float
    floor: float | None
    limit: str
    met: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """What the cases work with."""

    account: object
    jurisdiction: int
    client: Client  # with the session of the Party office
    api: Client  # with its token
    port: int
    session: str


def all_cases(world: World) -> Iterator[Result]:
    """Every measurement, in the order of the table."""
    yield from lists(world)
    yield from status_change(world)
    yield from pages(world)
    yield from search(world)
    yield from matrices(world)
    yield from dispatch(world)


def lists(world: World) -> Iterator[Result]:
    """A filtered, sorted list of 50: the API's JSON and the whole page."""
    bare = sql(
        "SELECT a.id, a.code, a.title, o.code, o.name, a.line, m.code, a.period, a.state,"
        " a.due_on, a.done_on FROM work_assignment a"
        " JOIN org_organization o ON o.id = a.organization_id"
        " JOIN work_planitem m ON m.id = a.measure_id"
        " WHERE a.jurisdiction = %s AND a.state = %s ORDER BY a.id DESC LIMIT 51",
        [world.jurisdiction, "acknowledged"],
    )
    ask = "/api/v1/assignments?limit=50&state=acknowledged"
    yield ratio("list of 50 as JSON", *beside(lambda: world.api.get(ask), bare, runs=RUNS), 8)
    rows = sql(
        "SELECT a.id, a.code, a.title, a.line, a.period, a.state, a.due_on, a.done_on, o.code,"
        " o.short_name, o.line FROM work_assignment a JOIN org_organization o"
        " ON o.id = a.organization_id WHERE a.jurisdiction = %s AND a.state = %s"
        " ORDER BY a.due_on, a.id LIMIT 51",
        [world.jurisdiction, "acknowledged"],
    )
    count = sql(
        "SELECT count(*) FROM (SELECT 1 FROM work_assignment WHERE jurisdiction = %s"
        " AND state = %s LIMIT 10001) shown",
        [world.jurisdiction, "acknowledged"],
    )
    address = "/assignments/?" + query(state="acknowledged", view="all")
    found = beside(lambda: world.client.get(address), lambda: (rows(), count()), runs=RUNS)
    yield ratio("list of 50 as a whole page, with its count", *found, 20)


def ratio(name: str, took: Times, floor: Times, limit: float, note: str = "") -> Result:
    """A work against the bare SQL."""
    times = took.p50 / floor.p50
    return Result(
        name, took.p50, floor.p50, f"≤ {limit}×", times <= limit, note or f"p95 {took.p95:.1f} ms"
    )


def absolute(name: str, took: float, limit: float, note: str = "") -> Result:
    """A work against a limit in milliseconds."""
    return Result(name, took, None, f"≤ {limit:g} ms", took <= limit, note)


def status_change(world: World) -> Iterator[Result]:
    """Two acts through the API: one that moves a state, and one that also writes a fact."""
    rows = _in_state(world, "accepted", 2 * STEPS)
    if rows:
        works = [_post(world, row, "close") for row in rows[:STEPS]]
        floors = [writing(step_rows(row)) for row in rows[STEPS:]]
        took, floor = by_turns(works, floors)
        yield ratio("one status change (close): state, event, audit", took, floor, 10)
    rows = _in_state(world, "reported", 2 * STEPS)
    works = [_post(world, row, "accept") for row in rows[:STEPS]]
    floors = [writing([*step_rows(row), *fact_rows(row)]) for row in rows[STEPS:]]
    took, floor = by_turns(works, floors)
    yield ratio("the same with a fact and the summaries (accept)", took, floor, 10)


def by_turns(
    works: list[Callable[[], object]], floors: list[Callable[[], object]]
) -> tuple[Times, Times]:
    """Works that can be done only once, each followed by its floor."""
    turn, other = iter(works), iter(floors)
    return beside(lambda: next(turn)(), lambda: next(other)(), runs=len(works) - 1, warm=1)


def _in_state(world: World, state: str, most: int) -> list[Assignment]:
    """Tasks of the measurements in this state, spread over the organizations."""
    found = Assignment.objects.unrestricted("bench").filter(
        jurisdiction=world.jurisdiction, state=state, title__startswith="测量用举措"
    )
    found = found.select_related("organization", "measure").order_by("code")
    return list(found[:most])


def _post(world: World, row: Assignment, step: str) -> Callable[[], object]:
    return lambda: world.api.post(f"/api/v1/assignments/{row.code}/{step}")


def pages(world: World) -> Iterator[Result]:
    """The organization page alone, then every page under 50 users who read for a second or two."""
    dice = random.Random(1)  # noqa: S311
    codes = list(
        Organization.objects.unrestricted("bench").order_by("pk").values_list("code", flat=True)
    )
    turn = itertools.cycle(dice.sample(codes, 60))
    took = measure(lambda: world.client.get(f"/organizations/{next(turn)}/"), runs=120)
    yield absolute("organization page, one user, p95", took.p95, 100, f"p50 {took.p50:.1f} ms")
    addresses = page_addresses(codes, dice)
    for name, times in crowd(world, addresses).items():
        yield absolute(
            f"{name}, 50 users, p95",
            times.p95,
            300,
            f"p50 {times.p50:.0f} ms, {len(times.runs)} requests",
        )


def page_addresses(codes: list[str], dice: random.Random) -> dict[str, list[str]]:
    """The pages people look at, some with many addresses."""
    masses = Leadership.objects.filter(ended_on=None).values_list("mass__code", flat=True)
    some = dice.sample(list(masses), 40)
    tasks = Assignment.objects.unrestricted("bench").values_list("code", flat=True)[:40]
    return {
        "home": ["/"],
        "task list": ["/assignments/?view=all&state=acknowledged"],
        "task page": [f"/assignments/{code}/" for code in tasks],
        "ledger list": ["/ledger/"],
        "organization page": [f"/organizations/{code}/" for code in dice.sample(codes, 40)],
        "organization list": ["/organizations/"],
        "pair matrix": [f"/sync/pairs/{code}/" for code in some],
        "roll-up": ["/sync/?line=league"],
        "plan list": ["/plans/"],
        "search": ["/search/?q=hb", "/search/?q=湖滨"],
    }


def crowd(
    world: World, addresses: dict[str, list[str]], users: int = 50, seconds: float = 40
) -> dict[str, Times]:
    """`users` people for `seconds`, each reading one to three seconds between two pages."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    until = time.perf_counter() + seconds

    def user(number: int) -> None:
        dice = random.Random(number)  # noqa: S311
        client = Client(world.port, session=world.session)
        time.sleep(dice.uniform(0, 2))
        while time.perf_counter() < until:
            name = dice.choice(list(addresses))
            began = time.perf_counter()
            client.get(_quoted(dice.choice(addresses[name])))
            found[name].append((time.perf_counter() - began) * 1000)
            time.sleep(dice.uniform(1, 3))

    threads = [threading.Thread(target=user, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {name: Times(tuple(found[name])) for name in addresses}


def _quoted(address: str) -> str:
    path, _, values = address.partition("?")
    if not values or values.isascii():
        return address
    return f"{path}?{query(**dict(part.split('=', 1) for part in values.split('&')))}"


def search(world: World) -> Iterator[Result]:
    """Global search by name, by a part of a name, and by pinyin initials."""
    for text in ("湖滨", "机械", "hbsq", "王伟"):
        took = measure(lambda text=text: world.client.get(f"/search/?{query(q=text)}"), runs=60)
        yield absolute(f"search “{text}”, whole page", took.p50, 50, f"p95 {took.p95:.1f} ms")


def matrices(world: World) -> Iterator[Result]:
    """The matrix of one pair, the roll-up of all organizations, and the area's totals."""
    actor = actor_for(world.account)
    year = Period.of("year", today())
    pairs = list(sync.visible_pairs(actor).filter(line="league", ended_on=None)[:50])
    turn = itertools.cycle(pairs)
    took = measure(lambda: sync.pair_matrix(actor, next(turn), period=year), runs=100)
    rows = sql(
        "SELECT * FROM sync_pairsummary WHERE jurisdiction = %s AND pair_id = %s AND period = %s",
        [world.jurisdiction, pairs[0].pk, year.key],
    )
    floor = measure(rows, runs=100)
    yield Result("matrix of one pair, one year", took.p50, floor.p50, "≤ 50 ms", took.p50 <= 50)
    for line in ("union", "league", "women"):
        took = measure(lambda line=line: sync.rollup(actor, line=line, period=year), runs=20)
        count = len(sync.rollup(actor, line=line, period=year).rows)
        floor = measure(
            sql(
                "SELECT s.* FROM sync_pairsummary s JOIN org_leadership l ON l.id = s.pair_id"
                " WHERE s.jurisdiction = %s AND l.line = %s AND s.period = %s AND s.row = ''",
                [world.jurisdiction, line, year.key],
            ),
            runs=20,
        )
        yield Result(
            f"roll-up of {count} {line} organizations × steps, one year",
            took.p50, floor.p50, "≤ 500 ms", took.p50 <= 500,
        )  # fmt: skip
    took = measure(
        lambda: sync.area_rollup([world.jurisdiction], framework="league6", period=year), runs=100
    )
    yield absolute("roll-up above the subdistrict", took.p50, 5)


def dispatch(world: World) -> Iterator[Result]:
    """One measure to 500 and to 1,000 organizations in one request, and a whole plan as a job does it."""
    measures = list(
        PlanItem.objects.unrestricted("bench")
        .filter(title__startswith="测量用举措", assignments=None)
        .order_by("pk")
    )
    places = list(
        Organization.objects.unrestricted("bench")
        .filter(jurisdiction=world.jurisdiction)
        .exclude(code="")
        .order_by("pk")
        .values_list("pk", "code")
    )
    for count, limit in ((500, 60), (1000, 150)):
        chosen = places[-count:] if len(places) >= count else places
        codes = [code for _, code in chosen]
        body = json.dumps({"organizations": codes}).encode()
        takes = [measures.pop() for _ in range(8)]
        took = each(
            [
                lambda item=item, body=body: world.api.post(
                    f"/api/v1/measures/{item.code}/dispatch", body
                )
                for item in takes
            ]
        )
        floor = each([dispatch_rows(measures.pop(), [pk for pk, _ in chosen]) for _ in range(8)])
        yield Result(
            f"dispatch of one measure to {len(chosen)}", took.p50, floor.p50, f"≤ {limit} ms", took.p50 <= limit
        )  # fmt: skip
    actor = actor_for(world.account)
    began = time.perf_counter()
    ids = [pk for pk, _ in places]
    rest = measures[:40]
    for item in rest:
        work.dispatch_measure(actor=actor, measure=item, organization_ids=ids)
    took_all = (time.perf_counter() - began) * 1000
    yield absolute(f"a whole plan, {len(rest)} × {len(ids)}", took_all, 20_000)
