"""How far goloupe and the compiler agree on all of the standard library, with one or several toolchains.

    python bench/agree_std.py [--cold] [GO ...]

Each GO is a go command or a GOROOT; without any, the one that goloupe finds. For each the compiler's lines and goloupe's are compared as
multisets, package by package; shapes of messages that differ are listed, with examples. The long run behind `goloupe agree std`: with
--cold, nothing is taken from goloupe's cache. The exit code is 1 if an agreement is below 99 % (99.5 % for Go 1.27.3).
"""

from __future__ import annotations

import argparse
import sys
import time

import goloupe
from goloupe.agreement.compare import compare
from goloupe.agreement.lines import compiler_lines, own_lines
from goloupe.frontend import Toolchain, find_toolchain
from goloupe.frontend.compiler import compiler_diagnostics

LIMIT = 0.99
EXAMPLES = 5


def agree(toolchain: Toolchain, *, cold: bool) -> float:
    """Compare, print, and return the agreement."""
    started = time.perf_counter()
    theirs = compiler_lines(compiler_diagnostics(toolchain, ["std"], directory=toolchain.goroot / "src").text)
    compiled = time.perf_counter()
    with goloupe.load(["std"], directory=toolchain.goroot / "src", go=toolchain.path, use_cache=not cold) as program:
        report = goloupe.escape(program, use_cache=not cold)
    analysed = time.perf_counter()
    ours = {package.path: own_lines(package.lines) for package in report.packages if package.lines}
    result = compare(theirs, ours)
    score = result.score
    print(f"{toolchain.version}: {score.agreement:.3%} of {score.either:,} lines in {len(result.packages)} packages", flush=True)
    print(f"  {score.theirs:,} only the compiler's, {score.ours:,} only goloupe's; {compiled - started:.1f} s, {analysed - compiled:.1f} s")
    for name, shape in result.shapes.items():
        if shape.theirs or shape.ours:
            print(f"  {shape.agreement:8.2%}  {name}: {shape.both:,} in both, {shape.theirs} theirs, {shape.ours} ours")
    shown = 0
    for package in result.packages:
        for whose, lines in (("theirs", package.theirs), ("ours", package.ours)):
            for line in lines[: max(0, EXAMPLES - shown)]:
                print(f"    {whose:6} {package.path}: {line}")
                shown += 1
    for error in report.errors:
        print(f"  error: {error.path}: {error}")
    return score.agreement if not report.errors else 0.0


def main() -> int:
    """Compare with each toolchain."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("go", nargs="*", default=[None], help="go commands or GOROOTs")
    parser.add_argument("--cold", action="store_true", help="do not use goloupe's cache")
    options = parser.parse_args()
    failed = False
    for go in options.go:
        toolchain = find_toolchain(go)
        limit = 0.995 if toolchain.version == "go1.27.3" else LIMIT
        failed |= agree(toolchain, cold=options.cold) < limit
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
