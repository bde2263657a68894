"""What every cache of goloupe needs: when a result is stale, and files that are whole or not there.

- `identity`: another goloupe, another toolchain, another environment;
- `manifest`: what the go command would look at again;
- `sections`: files with checksums.

What is kept, and where, is the affair of those who keep it: `goloupe.program` for analyses, `goloupe.launch` for programs that are run.
"""
