"""The race detector: two accesses to the same memory, one of them a write, that nothing orders.

The model is Go's (the Go memory model of 2022; `runtime/race`): a happens-before relation, made of the order within each goroutine and of
the edges that synchronisation makes; a pair of accesses that it does not order is a data race, whether or not the values
suffered.  The edges come from the machine as the calls that Go's runtime and package sync make to their detector: acquire, release, release
and merge (`goloupe.runtime.hooks`).  The accesses come from lowered code of the flavour "race" (`goloupe.lower.instrument`).

The algorithm is FastTrack (Flanagan and Freund, *FastTrack: efficient and precise dynamic race detection*, PLDI 2009): each goroutine has
a vector clock; for each variable the last write is an *epoch*, one number made of a goroutine and its clock, and the reads are an epoch as
long as they are ordered, a vector otherwise.  It is precise: it reports a race on a variable if and only if the run has one there, as far
as it remembers.  Atomic operations synchronise, and are accesses too: they race with plain ones, not with each other.

A variable is an object and a part of it: field of a struct, element of an array, the whole of a map, the content of a boxed variable.
Plain local variables are not watched: they have a box as soon as anything else could reach them.

Shadow memory is with the variable where that is possible: structs have slots for it beside their fields (`goloupe.runtime.shadow`), and so
have maps and variables with a box.  For the rest it is kept by identity, and holds on to the objects, so that an identity means one object.
Now and then those that the program no longer has are let go; when there are too many all the same (`shadow.CAPACITY`) the oldest are
forgotten, as Go's detector forgets accesses; then a race with an access long ago is missed.

Many elements that are accessed at once have one cell for all as long as nobody accesses one of them by itself (`runs`).

Speed.  A vector clock is one long number, joined by arithmetic on all its fields at once (`clocks`).  Nearly all accesses are by the
goroutine that made the last one and has not synchronised since, the same epoch: for fields, instrumented code finds that out itself.  Those
that are not, and have only ordered accesses before them, take the short ways in `fields`.  A stack costs a walk over the frames once for
each call of a function in which an access has to be remembered, not for each access (`stacks`).  Channels (`channels`) and the locks
of package sync (`goloupe.std.sync_watched`) tell the detector in place when nobody else watches the machine; the hook's methods, which
say the same, serve all other cases: explorations, traces, bubbles, select.

Differences from Go's detector: it has no false negatives from a history that is too short, from memory reused, or from many accesses to
one word; ``clear`` of a slice writes its elements; values without size share nothing, nor do the slots of a channel of such values, which
for Go's detector are one (`racenotify`), so that it takes more for ordered; a race is reported once per pair of places and once per
variable.  Code that Go does not instrument is not watched here either, and assembly is not: stand-ins for it say nothing.
"""
