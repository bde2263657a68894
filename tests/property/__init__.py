"""Random well-typed Go programs, run by goloupe and by the real toolchain.

- `source` makes choices: from a seed, or hypothesis makes them.
- `types`, `literals`, `expressions`, `statements`, `templates` and `cases` turn choices into Go: a *case* is a function with the types and
  functions that it needs, which terminates and whose output depends on nothing that Go leaves open, except where the
  compiler's choice (the order in which operands are evaluated) is to be followed.
- `batch` puts many cases in one program, runs it both ways and says which cases differ.
- `shrink` makes a case that differs as small as it gets, by leaving out lines.
"""
