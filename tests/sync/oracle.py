"""The plain oracle of 同步: the definition carried out by hand, day by day, with no thought of speed.

Written from the definition alone and by another route than `niudai.sync.matching`: it walks the
calendar one day at a time and strikes answered facts off a list, and it counts cells by looking at
every single fact. It imports nothing of the product; facts are anything with id, day, occasion and
measure.
"""

from datetime import timedelta


def answers(party, mass, tolerance):
    """{id of a fact of p: (id of the fact of m or None, lag or None, late)} and the ids left over."""
    left = sorted(mass, key=lambda m: (m.day.isoformat(), m.id))
    waiting = sorted(party, key=lambda p: (p.day.isoformat(), p.id))
    result = {}

    # Step 2: same occasion.
    for p in list(waiting):
        for m in left:
            if p.occasion != "" and p.occasion == m.occasion:
                result[p.id] = (m.id, 0, False)
                left.remove(m)
                waiting.remove(p)
                break

    # Step 3: within the tolerance; first a walk for the same measure, then one for any compatible.
    for p in list(waiting):
        for wanted in (_names_the_same, _compatible):
            m, lag = _walk(p, left, -tolerance, tolerance, wanted)
            if m is not None:
                result[p.id] = (m.id, lag, False)
                left.remove(m)
                waiting.remove(p)
                break

    # Step 4: late.
    for p in list(waiting):
        m, lag = _walk(p, left, tolerance + 1, 90, _compatible)
        if m is not None:
            result[p.id] = (m.id, lag, True)
            left.remove(m)
            waiting.remove(p)

    # Steps 5 and 6: without an answer, and left over.
    for p in waiting:
        result[p.id] = (None, None, False)
    return result, [m.id for m in left]


def _walk(p, left, from_lag, to_lag, wanted):
    """The first fact of m met walking the calendar from ``from_lag`` to ``to_lag`` days after p."""
    for lag in range(from_lag, to_lag + 1):
        for m in left:
            if m.day == p.day + timedelta(days=lag) and wanted(p, m):
                return m, lag
    return None, None


def _names_the_same(p, m):
    return p.measure != "" and p.measure == m.measure


def _compatible(p, m):
    return p.measure == m.measure or p.measure == "" or m.measure == ""


def cell(party, mass, tolerance, first, last, today):
    """The counts, lags and word of the period ``first``–``last`` (inclusive) as shown on ``today``."""
    result, left = answers(party, mass, tolerance)
    in_step, late, missing, pending, alone = [], [], 0, 0, 0
    for p in party:
        if not first <= p.day <= last:
            continue
        answered_by, lag, was_late = result[p.id]
        if answered_by is not None and was_late:
            late.append(lag)
        elif answered_by is not None:
            in_step.append(lag)
        elif today <= p.day + timedelta(days=tolerance):
            pending += 1
        else:
            missing += 1
    for m in mass:
        if m.id in left and first <= m.day <= last:
            alone += 1
    return {
        "in_step": len(in_step),
        "late": len(late),
        "missing": missing,
        "pending": pending,
        "alone": alone,
        "lags": sorted(in_step + late),
        "word": _word(in_step, late, missing, pending, over=today > last),
    }


def _word(in_step, late, missing, pending, over):
    if not in_step and not late and not missing and not pending:
        return "党组织未开展" if over else "未到期"
    if missing > 0:
        return f"缺{missing}/{len(in_step) + len(late) + missing}"
    if late:
        return f"迟{rounded_median(late)}天"
    if pending:
        return "待跟进"
    return "同步"


def rounded_median(values):
    """The middle of the sorted values, halves rounded away from zero; None for no values."""
    values = sorted(values)
    while len(values) > 2:
        values = values[1:-1]
    if not values:
        return None
    middle = sum(values) / len(values)
    if middle == int(middle):
        return int(middle)
    return int(middle + 0.5) if middle > 0 else int(middle - 0.5)
