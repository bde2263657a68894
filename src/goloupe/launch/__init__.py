"""Putting a program together and starting it.

The front end writes the functions of a program as the compiler would see them before it makes machine code; `goloupe.lower` turns each of
them into Python; `goloupe.runtime` is the machine they run on; `goloupe.std` holds the few functions of the standard library that have no
Go body. This package is where the four meet:

- `columns` reads the front end's blobs back into the columns that lowering walks;
- `prelude` collects the names that lowered code may mention;
- `program` loads packages on demand, initialises them in the order that `cmd/link` and `runtime/proc.go` (`doInit`) do, calls
  `main.main`, and turns the way the program ended into an exit code.

Nothing here knows a Go type or a statement: what a construct means belongs to `lower`, what happens while it runs to `runtime`.

Known difference: a function is lowered when it is first called, not before the program starts; a program never pays for what it does not
reach.
"""
