"""Many cases in one program, run by goloupe and by the real toolchain, and compared case by case."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.programs.record import ROOT, environment
from tests.property.cases import Case
from tests.property.support import IMPORTS, SUPPORT, USED

MARK = "\n===== case "
TIMEOUT = 60.0
LONG = 3.0
"""Seconds that a compiled program may take, before the case at which it is is left out as too long."""
TOO_LONG = -1


class NotWellTyped(Exception):
    """The compiler rejects a program."""

    def __init__(self, said: str, numbers: set[int]) -> None:
        super().__init__(said)
        self.numbers = numbers


class TooLong(Exception):
    """A case takes too long, even compiled."""


@dataclass(frozen=True)
class Outcome:
    """What a program printed, by case, and how it ended."""

    cases: dict[int, str]
    end: str
    code: int


def program(cases: Sequence[Case]) -> str:
    """The Go program that runs the cases, and ends as the last one wants."""
    parts = [
        "package main",
        "import (",
        *(f'\t"{name}"' for name in IMPORTS),
        ")",
        "var (",
        *(f"\t_ = {name}" for name in USED),
        ")",
        SUPPORT,
    ]
    main = ["func main() {"]
    for case in cases:
        parts += [f"//line case{case.number}.go:1", case.text]
        main += [f'\tfmt.Print("\\n===== case {case.number}\\n")', f"\ttry(case{case.number})"]
    main += ['\tfmt.Print("\\n===== case end\\n")']
    if cases:
        main += [f"//line case{cases[-1].number}.go:9000", "\t" + cases[-1].end]
    return "\n".join([*parts, *main, "}", ""])


def lines_of_panic(err: str) -> str:
    """What standard error says before it shows goroutines."""
    return without_addresses(re.split(r"^(?:goroutine \d+ |\[signal )", err, maxsplit=1, flags=re.MULTILINE)[0])


def without_addresses(text: str) -> str:
    """The text without where things are, which Go does not say: a pointer, channel or function as Println shows it."""
    return re.sub(r"0x[0-9a-f]{6,}|0xc[0-9a-f]+", "ADDR", text)


def outcome(done: subprocess.CompletedProcess[bytes]) -> Outcome:
    """Split the output of a run."""
    parts = done.stdout.decode(errors="backslashreplace").split(MARK)[1:]
    found: dict[int, str] = {}
    for part in parts:
        head, _, text = part.partition("\n")
        if head != "end":
            found[int(head)] = without_addresses(text)
    end = parts[-1] if parts and parts[-1].startswith("end") else "not reached"
    return Outcome(found, end + "\n" + lines_of_panic(done.stderr.decode(errors="backslashreplace")), done.returncode)


def real(go: Path, source: Path) -> Outcome:
    """Run a program with the real toolchain."""
    env = {**environment(), "GOFLAGS": "", "GOWORK": "off", "CGO_ENABLED": "0", "GOTOOLCHAIN": "local"}
    binary = source.with_suffix(".exe")
    built = subprocess.run(
        [str(go), "build", "-gcflags=-e", "-o", str(binary), str(source)],
        env=env,
        cwd=source.parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if built.returncode:
        said = built.stdout + built.stderr
        raise NotWellTyped(said, {int(n) for n in re.findall(r"case(\d+)\.go:", said)})
    try:
        return outcome(subprocess.run([str(binary)], env=env, capture_output=True, timeout=LONG, check=False))
    except subprocess.TimeoutExpired as late:
        return outcome(subprocess.CompletedProcess([], TOO_LONG, late.stdout or b"", b""))
    finally:
        binary.unlink()


def goloupe(go: Path, source: Path) -> Outcome:
    """Run a program with goloupe."""
    env = {**environment(), "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1", "PATH": f"{go.parent}{os.pathsep}{os.environ['PATH']}"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "goloupe", "run", str(source)],
            env=env,
            cwd=source.parent,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        return outcome(subprocess.CompletedProcess([], -1, late.stdout or b"", b"it did not end"))
    return outcome(done)


@dataclass(frozen=True)
class Difference:
    """A case that differs: what it prints, and should print."""

    number: int
    expected: str
    actual: str

    def __str__(self) -> str:
        return f"--- expected ---\n{self.expected}\n--- actual ---\n{self.actual}"


AGAIN = 4
"""How often a compiled program is run again to see whether Go itself settles what differs."""


def printed(found: Outcome, numbers: Sequence[int]) -> dict[int, str]:
    """What cases printed; with how the program ended, for the last."""
    texts = {number: found.cases.get(number, "(not reached)") for number in numbers}
    texts[numbers[-1]] += f"\n{found.end}\nexit code {found.code}"
    return texts


def compare(
    go: Path, cases: Sequence[Case], work: Path, too_long: list[int] | None = None, unsettled: list[int] | None = None
) -> list[Difference]:
    """Run the cases both ways and return how they differ; those after one that ends the program are run in another one.

    A case whose compiled program takes more than LONG seconds is left out, and its number is added to `too_long`; without such a
    list, that is an error. A case that differs, and of which the compiled program prints something else when it is run again (a timer
    on a busy machine), is left out too if there is a list `unsettled`, and its number is added to that.
    """
    differences: list[Difference] = []
    left = list(cases)
    while left:
        source = work / "main.go"
        source.write_text(program(left), encoding="utf-8")
        expected = real(go, source)
        if expected.code == TOO_LONG:
            late = list(expected.cases)[-1]
            if too_long is None:
                raise TooLong(late)
            too_long.append(late)
            left = [case for case in left if case.number != late]
            continue
        actual = goloupe(go, source)
        reached = [case.number for case in left if case.number in expected.cases and case.number in actual.cases]
        if reached:
            one, other = printed(expected, reached), printed(actual, reached)
            found = [n for n in reached if one[n] != other[n]]
            if found and unsettled is not None:
                more = [printed(real(go, source), reached) for _ in range(AGAIN)]
                unsettled += [n for n in found if any(texts[n] != one[n] for texts in more)]
                found = [n for n in found if n not in unsettled]
            differences += [Difference(n, one[n], other[n]) for n in found]
        else:
            differences.append(Difference(left[0].number, f"{expected.end}\n{expected.code}", f"{actual.end}\n{actual.code}"))
        left = left[max(len(reached), 1) :]
    return differences
