"""Eager timers: partial order sampling in which time may go on whenever it likes.

On a clock that stands still while goroutines run a timeout never hits work in the middle; on a loaded machine it does.  Here the next
timer is one more process with a pending operation, as in the model of timed actors by Desai, Qadeer and Seshia (*Systematic testing of
asynchronous reactive systems*, FSE 2015), and takes part in the draw of `pos`.
"""

from __future__ import annotations

from goloupe.explore.run import SOON
from goloupe.explore.strategies.pos import Pos


class EagerPos(Pos):
    """Partial order sampling with eager timers."""

    __slots__ = ()

    name = "eager"
    paper = "Yuan, Yang, Gu: Partial order aware concurrency sampling, CAV 2018; Desai, Qadeer, Seshia: FSE 2015"

    def __init__(self, seed: int = 0) -> None:
        super().__init__(seed, eager=SOON)
