"""Reproducers: a bug that the model showed, shown by the stock toolchain.

From the schedule of a bug come **constraints**: event A of one goroutine before event B of another (`constraints`).  A copy of the program
gets **gates**: calls in front of the operations that take part (`goloupe.frontend.gating` finds their places).  A goroutine that comes to
a gate waits there until those that are to be before it have passed theirs (`gates` writes the Go file with the plan).  The copy is an
overlay of the go command: no file of the program is touched, and modules, vendor trees and build tags work as ever.

Gates must hide no race.  They wait by sleeping and looking at plain variables, in functions that the race detector leaves out
(``//go:norace``), so they add no happens-before edge.  A gate that nobody opens opens itself after a while: a plan that does not fit the
native run costs time, and never hangs it.

Then the binary runs some times with gates, and the program as it is as often (`goloupe.frontend.native`); `verdict` says which
outputs show the same kind of bug at the same place.
"""
