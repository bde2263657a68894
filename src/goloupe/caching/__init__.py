"""What every cache of goloupe needs: when a result is stale, and files that are whole or not there.

- `identity`: another goloupe, another toolchain, another environment;
- `manifest`: what the go command would look at again;
- `sections`: files with checksums;
- `runs`: what the go command answered, for as long as it would answer the same.

Invariants: what is kept is filed under all that it was made from, so nothing is ever invalidated, only no longer asked for. A file appears
under its name by a rename, whole; one that is damaged counts as missing. Writing may fail, and then nothing is kept.

What is kept, and where, is the affair of those who keep it: `goloupe.program` for analyses, `goloupe.launch` for programs that are run.
"""
