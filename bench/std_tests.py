"""The standard library's own tests, with go test and with goloupe test.

    python bench/std_tests.py [--go PATH] [--timeout SECONDS] [--each SECONDS] [--save] [package…]
    python bench/std_tests.py --markdown [FILE]

For each package both commands run with -json -short, and the verdicts on test functions (with examples, without subtests) are
compared.  A function without a verdict, since its package was killed or could not be run, counts as different; what the Go command
itself skips or fails is compared like the rest.  A package that does not end in time is run again function by function, each with a limit
of its own, so that one slow test does not hide the others.

``std_tests_reasons.toml`` says of functions why they differ, or why they are not compared at all.  ``--save`` keeps what was found in
``std_tests_results.json``, package by package, and ``--markdown`` makes the page of the docs from both.  The exit code is 1 if a function
differs without a reason, or has a reason and does not differ: the page has neither.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from std_tests_page import Reasons, page, percent

PACKAGES = """
errors unicode/utf8 unicode/utf16 strings bytes strconv sort slices maps iter cmp container/heap container/list container/ring math
math/bits math/cmplx math/rand math/rand/v2 context sync sync/atomic bufio io path path/filepath text/tabwriter text/template text/scanner
encoding/base64 encoding/hex encoding/binary encoding/csv encoding/json regexp regexp/syntax fmt time log hash/crc32 hash/fnv hash/maphash
html index/suffixarray go/scanner go/parser go/constant
""".split()  # noqa: SIM905

HERE = Path(__file__).parent
RESULTS = HERE / "std_tests_results.json"
PAGE = HERE.parent / "docs" / "reference" / "std-tests.md"


def run(command: list[str], limit: float) -> tuple[str, bool]:
    """Output of a command, and whether it ended in time; it is killed with all its children if not."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        out, _ = process.communicate(timeout=limit)
        return out.decode("utf-8", "replace"), True
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, _ = process.communicate()
        return out.decode("utf-8", "replace"), False


def verdicts(text: str) -> dict[str, str]:
    """pass, fail or skip by function."""
    out = {}
    for line in text.splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            continue
        test = event.get("Test", "")
        if test and "/" not in test and event.get("Action") in ("pass", "fail", "skip"):
            out[test] = event["Action"]
    return out


def measure(package: str, go: list[str], ours: list[str], limit: float, each: float) -> tuple[dict[str, str], dict[str, str], float, float]:
    """Verdicts of both, and the seconds each took."""
    start = time.monotonic()
    expected = verdicts(run([*go, "test", "-json", "-short", "-count=1", "-vet=off", package], 600)[0])
    middle = time.monotonic()
    command = [*ours, "test", "-json", "-short", "-timeout=0", package]
    text, ended = run(command, limit)
    took = time.monotonic() - middle
    got = verdicts(text)
    if not ended or any(name not in got for name in expected):
        for name in expected:
            if name not in got and each:
                got |= verdicts(run([*command, f"-run=^{name}$"], each)[0])
    return expected, got, middle - start, took


def compared(args: argparse.Namespace, reasons: Reasons, results: dict[str, Any]) -> None:
    """Run the packages and print a line for each; ``results`` gets what is kept."""
    ours = [sys.executable, "-m", "goloupe"]
    same_all = all_all = 0
    print(f"{'package':22} {'compared':>9} {'same':>5} {'%':>6} {'aside':>5} {'go s':>6} {'here s':>7}  differing")
    for package in args.packages or PACKAGES:
        expected, got, theirs, took = measure(package, [args.go], ours, args.timeout, args.each)
        different = {name: [verdict, got.get(name, "none")] for name, verdict in expected.items() if got.get(name) != verdict}
        results[package] = {"functions": len(expected), "different": different}
        aside = set(reasons.aside_in(package, expected))
        count = len(expected) - len(aside)
        counted = {name: pair for name, pair in different.items() if name not in aside}
        same = count - len(counted)
        same_all, all_all = same_all + same, all_all + count
        shown = [f"{name}({'/'.join(pair)})" for name, pair in counted.items()]
        if len(shown) > args.names:
            shown[args.names :] = [f"and {len(shown) - args.names} more"]
        print(
            f"{package:22} {count:9} {same:5} {percent(same, count):6.1f} {len(aside):5} {theirs:6.1f} {took:7.1f}  {' '.join(shown)}",
            flush=True,
        )
        if args.save:
            kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
            kept[package] = results[package]
            RESULTS.write_text(json.dumps(dict(sorted(kept.items())), indent=1) + "\n", encoding="utf-8")
    print(f"{'all':22} {all_all:9} {same_all:5} {percent(same_all, all_all):6.1f}")


def main() -> int:
    """Print the table, or write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--go", default="go")
    parser.add_argument("--timeout", type=float, default=300, help="seconds for a package")
    parser.add_argument("--each", type=float, default=60, help="seconds for a function that had no verdict; 0: none")
    parser.add_argument("--names", type=int, default=8, help="how many differing functions to name")
    parser.add_argument("--save", action="store_true", help="keep the results for the page")
    parser.add_argument("--markdown", nargs="?", type=Path, const=PAGE, help="run nothing: write the page from the results that were kept")
    parser.add_argument("packages", nargs="*")
    args = parser.parse_args()
    reasons = Reasons.read(HERE / "std_tests_reasons.toml")
    results: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    if args.markdown is None:
        compared(args, reasons, results)
    else:
        args.markdown.write_text(page(results, reasons, PACKAGES), encoding="utf-8")
    complaints = reasons.complaints(results, set(args.packages or results))
    print("".join(f"{line}\n" for line in complaints), end="", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
