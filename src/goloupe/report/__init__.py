"""Reports: results on their way to a reader.

Each format is one file that turns plain results into text and nothing else: it starts no analysis, reads nothing but the source lines that
it quotes, and decides no exit code. What a format needs from outside (colours, what to leave out) is handed in, so that the same results
give the same text, byte for byte.

Of verdicts:

    model        what a report is made from
    gc           the compiler's own lines under the headers of ``go build``
    text         annotated source, for people
    cost         bytes and size classes in words
    explanation  the path from a value to what outlives it
    agreement    goloupe beside the compiler
    json         for programs; documented in docs/reference/json.md

Of bugs that runs have shown:

    bugs         what a report is made from
    bugtext      for people; lanes has the table of a schedule, confirmed what the stock toolchain says
    bugjson      for programs; racelog the same for races of a single run
    sarif, github, junit
                 for those who have a format of their own

Of runs: trace. For all of them:

    excerpt      source lines with the place underlined
    page         the page of a code
    style        colours, or none
"""
