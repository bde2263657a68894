"""Reproducers: a bug that the model showed, shown by the stock toolchain.

From the schedule of a bug come **constraints**: event A of one goroutine before event B of another (`constraints`).  A copy of the
program gets **gates**: calls in front of the operations that take part (a Go program, `frontend/gates`, puts them there).  A goroutine
that comes to a gate waits there until those that are to be before it have passed theirs (`gates` writes the Go file with the plan).  The
copy is an overlay of the go command: no file of the program is touched, and modules, vendor trees and build tags work as ever.

Gates must hide no race.  They wait by sleeping and looking at plain variables, in functions that the race detector leaves out
(``//go:norace``), so they add no happens-before edge.  A gate that nobody opens opens itself after a while: a plan that does not fit the
native run costs time, and never hangs it.

A gate is in front of a statement, or, where something else is called in it first, around an expression.  Where a schedule goes to another
goroutine in the midst of a statement, between what that reads and what it stores, the copy has a gate there: ``x++`` becomes
``{t := x; gate; x = t + 1}``, and a variable is read by a function with a gate in it.  Races are tried without that first.

Go's race detector takes more for ordered than must be: all operations on a buffered channel of empty structs, for one.  So a race that the
order of the schedule does not show gets another copy, with gates at its two places alone, where two goroutines **meet**: each waits for the
other, and then both go on.

Who has done all that it did in the schedule waits at its next gate until the others have, too: there the schedule ended.  There is one in
front of what it was about to do; who had not begun begins last.  A ``select``
takes the case that it took: the other channels are hidden from it (`gates.CASE`).  That must not make a bug of its own, so a run in which
the right case does not come in time ends at once, and is no hit.

What the native run calls a goroutine is found out where it is made, or from the end of its stack when it comes to a gate first.

Then the binary runs some times with gates, and the program as it is as often (`goloupe.frontend.native`); `verdict` says which outputs
show the same kind of bug at the same place.

`reproduce` begins with a token, a finding or a whole exploration: it has the run repeated in a process of its own, from which its order
comes back.  What came of it is a `goloupe.explore.confirmation.Confirmation`.
"""
