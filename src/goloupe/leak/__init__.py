"""Deadlocks and goroutine leaks: who waits for what nobody can give any more.

**Leaks by reachability** (`find`).  A goroutine that waits on a channel or a lock needs somebody who still has it.  So the heap is
traversed as a collector would, but from the stacks of those goroutines only that can run; a goroutine that waits joins them as
soon as what it waits for is reached; and when nothing changes any more, the others have leaked: nothing that will ever happen can
wake them.  That is what Go's ``goroutineleak`` profile does (`profile`; `mgc.go`: ``findMaybeRunnableGoroutines``,
``findGoroutineLeaks``; Saioc et al., *Dynamic Partial Deadlock Detection and Recovery via Garbage Collection*, ASPLOS 2025), and it
has no false alarms.

The heap of the model is Python's (`reach`), a stack is the frames of a suspended greenlet (`stacks`), and the stack maps of the
compiler are a liveness analysis of bytecode (`liveness`).  `world` tells what else is a root: package variables and what stand-ins
keep.

Where this differs from Go: a pointer to a field that is a struct keeps that field alive and not the struct around it, so that some
leaks show here which Go's collector cannot prove.  Package variables are roots, as in Go; a goroutine that only they reach is a
*suspect*.

The same liveness serves `runtime.GC`: what a function will not read any more is let go (`dead`).

**Why** (`why`).  A sentence that follows the chain: who waits for a lock, who holds it and where it was taken, what that one waits
for.  The machine's locks do not know their holders; a hook writes them down (`holders`).

**Predictions** (`lockorder`).  Locks that were taken in both orders in a run that went well; directed runs of
`goloupe.explore` confirm or drop them.
"""
