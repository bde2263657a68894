"""Exploration: run a program under many schedules, find what goes wrong in some of them, and repeat exactly that.

The model.  A run of a concurrent program is decided by its **choices**: at each synchronisation point, which goroutine goes on; for each
select with several ready cases, which one; where a map's iteration starts; which of several timers fires.  The machine of
`goloupe.explore.machine` asks a `Director` for each of them.  A *strategy* (package `strategies`, one small file each) is a way to answer;
a `Schedule` is the list of the answers, and giving them once more repeats the run: the program, the machine and virtual time are
deterministic.

Where a goroutine may be interrupted.  Only before operations on channels, locks, wait groups, conditions, atomics and the like, at
a ``go`` statement, Gosched and Sleep.  If no run of that kind has a data race, then no other interleaving of single instructions adds
any behaviour (Musuvathi and Qadeer, *Iterative context bounding for systematic testing of multithreaded programs*, PLDI 2007,
section 3): so the race detector watches each run, and the points suffice.  Points within packages whose locks serve their own caches
and files only (fmt, os, log, testing …: see `goloupe.explore.points`) are passed over.

One process, many runs.  Reading, lowering and initialising the standard library happen once; then each run sets the variables of the
program's own packages to zero, initialises these, and calls main (`goloupe.explore.session`).  Where initialising takes long it happens
once, and each run is a fork of the process (`goloupe.explore.isolation`).  What the standard library keeps from one run to the next
(caches, pools) must not be seen; that it was not is checked: a finding counts only if its schedule repeats it, event by event, in a process
where nothing else ran before.

How it is laid out:

    loading, session      from packages to programs that can be run many times
    machine, points       the machine under control; events is what it notes, run what a run was
    director, strategies  who answers, and how
    judges, races, leaks, failures
                          what went wrong in a run
    engine, children, cluster, exhaust
                          many runs, in several processes; isolation for programs whose runs would see each other
    shrink, recording, cast, lanes, naming, token, present
                          from what was found to what is shown
    together, exploration the tests of a package, and all of it

Invariants: a run never depends on how many runs were before it; a `Schedule` holds everything that decides a run; the hash of a run's
events is equal for two runs of the same schedule of the same program.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _CallableModule(ModuleType):
    """Lets `goloupe.explore` be both the package and, as users know it, the function."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """See `goloupe.explore.exploration.explore`."""
        from goloupe.explore.exploration import explore

        return explore(*args, **kwargs)


sys.modules[__name__].__class__ = _CallableModule
