"""Somebody who wants to know a hidden number, and has more to go on than anybody will have.

The attacker knows what every single report is about, which are linked, and the rule of hiding; of places the
attacker knows what is shown. What is unknown is how many reports of each sort come from each place, so every
table, whatever it counts, is a sum of these. Linear programming gives the least and the most that any
hidden number can be (scipy's HiGHS; whole numbers by `milp`).
"""

from collections import defaultdict

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from samsyn.domain.publications import other_values, parts_of, place_values


class Attacker:
    """Reads a protected publication, and works out intervals."""

    def __init__(self, publication, protected):
        self.publication = publication
        points_out = frozenset(one for each in publication.reports for one, _ in each.place)
        self.parts = {q: parts_of(q, points_out) for q in publication.tables}
        self.places = sorted({each.place for each in publication.reports}, key=repr)
        self.abouts = defaultdict(int)
        for each in publication.reports:
            self.abouts[
                each.about, each.is_between, each.is_answered, each.services, each.event
            ] += each.count
        self.unknown = {
            (about, place): number
            for number, (about, place) in enumerate(
                (about, place) for about in self.abouts for place in self.places
            )
        }
        self.cells = defaultdict(lambda: np.zeros(len(self.unknown)))
        self.real = defaultdict(int)
        self._read_cells()
        self._set_up(protected, points_out)

    def _read_cells(self):
        """Every number of every table as a sum of the unknown ones."""
        sample = {
            (e.about, e.is_between, e.is_answered, e.services, e.event): e
            for e in self.publication.reports
        }
        have = defaultdict(int)
        for e in self.publication.reports:
            have[(e.about, e.is_between, e.is_answered, e.services, e.event), e.place] += e.count
        for (about, place), number in self.unknown.items():
            for question, parts in self.parts.items():
                for others, weight in other_values(question, parts, sample[about]).items():
                    for of_places in place_values(question, parts, place):
                        cell = question, parts.values(question, of_places, others)
                        self.cells[cell][number] += weight
                        self.real[cell] += weight * have[about, place]

    def _set_up(self, protected, points_out):
        rows, least, most = [], [], []

        def know(row, low, high):
            rows.append(row)
            least.append(low)
            most.append(high)

        for about, count in self.abouts.items():
            row = np.zeros(len(self.unknown))
            for place in self.places:
                row[self.unknown[about, place]] = 1
            know(row, count, count)
        self.hidden = []
        for cell, row in self.cells.items():
            if not protected.hides(*cell):
                know(row, self.real[cell], self.real[cell])
                continue
            if cell[0] in protected.withheld:
                continue
            self.hidden.append(cell)
            # The rule: a place without any is not listed, so one that is listed has at least one.
            is_total = (
                not self.parts[cell[0]].others and {d for d, _ in cell[0].where} <= points_out
            )
            know(row, 1 if is_total else 0, np.inf)
        self.known = LinearConstraint(np.array(rows), least, most)

    def interval(self, cell):
        """The least and the most that a hidden number can be, as far as the attacker can tell."""
        ends = []
        for sign in (1, -1):
            found = milp(
                sign * self.cells[cell],
                constraints=self.known,
                integrality=np.ones(len(self.unknown)),
                bounds=Bounds(0, np.inf),
            )
            assert found.success, found.message
            ends.append(round(sign * found.fun))
        return tuple(ends)


def by_subtraction(publication, protected):
    """Hidden numbers that follow from a sum of a line less what is shown of it: no programming needed."""
    points_out = frozenset(one for each in publication.reports for one, _ in each.place)
    attacker = Attacker(publication, protected)
    found = {}
    for question, parts in attacker.parts.items():
        if question in protected.withheld:
            continue
        for side in (0, 1) if parts.places else (0,):
            lines = defaultdict(list)
            for (q, values), real in attacker.real.items():
                if q == question:
                    named = dict(zip(q.by, values, strict=True))
                    key = tuple(v for d, v in named.items() if (d in points_out) is (side == 0))
                    lines[key].append((values, real))
            for key, line in lines.items():
                margin = {
                    values: real
                    for (q, values), real in attacker.real.items()
                    if q.by == (parts.places if side == 0 else parts.others)
                    and q.where == question.where
                    and (q.scope, q.count) == (question.scope, question.count)
                    and not protected.hides(q, values)
                }.get(key)
                # What places do not enter in is shown in full, in this publication or another.
                total = sum(real for _, real in line) if side else margin
                hidden = [values for values, _ in line if protected.hides(question, values)]
                if total is not None and len(hidden) == 1:
                    found[question, hidden[0]] = total - sum(
                        real for values, real in line if values != hidden[0]
                    )
    return found
