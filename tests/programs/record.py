"""Record what the programs beside this file do under the real toolchain.

    python tests/programs/record.py [--go GO] [--check] [NAME ...]

Each program is formatted, vetted, built and run: twice on one processor and once on four, all with the same outcome, or nothing is
written. ``--check`` writes nothing at all and says what would change. Without names, all programs are recorded.

The files beside NAME.go are described in README.md; `normalise` decides what of standard error is compared.
"""

# ruff: noqa: T201  (a command that reports on standard output)

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TIMEOUT = 60.0
"""Seconds that a program may take; the real toolchain needs far less than one for each."""


@dataclass(frozen=True)
class Outcome:
    """What a run of a program left behind."""

    out: bytes
    err: str
    """Normalised."""
    code: int


@dataclass(frozen=True)
class Program:
    """A program of the corpus."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def arguments(self) -> list[str]:
        """The command line: the words of a line ``// Arguments: …``."""
        found = re.search(r"^// Arguments: (.*)$", self.path.read_text(encoding="utf-8"), re.MULTILINE)
        return found[1].split() if found else []

    @property
    def input(self) -> bytes:
        """Standard input."""
        path = self.path.with_suffix(".in")
        return path.read_bytes() if path.exists() else b""

    @property
    def unvettable(self) -> bool:
        """Whether ``go vet`` rightly objects to what the program shows."""
        return bool(re.search(r"^// Vet: ", self.path.read_text(encoding="utf-8"), re.MULTILINE))

    @property
    def recorded(self) -> bool:
        return self.path.with_suffix(".out").exists()

    def expected(self) -> Outcome:
        """Read what was recorded."""
        err, code = self.path.with_suffix(".err"), self.path.with_suffix(".code")
        return Outcome(
            self.path.with_suffix(".out").read_bytes(),
            err.read_bytes().decode() if err.exists() else "",
            int(code.read_text(encoding="utf-8")) if code.exists() else 0,
        )

    def write(self, outcome: Outcome) -> None:
        """Record an outcome; what is empty or 0 has no file, except for standard output."""
        self.path.with_suffix(".out").write_bytes(outcome.out)
        err, code = self.path.with_suffix(".err"), self.path.with_suffix(".code")
        if outcome.err:
            err.write_bytes(outcome.err.encode())
        else:
            err.unlink(missing_ok=True)
        if outcome.code:
            code.write_text(f"{outcome.code}\n", encoding="utf-8")
        else:
            code.unlink(missing_ok=True)

    def run(self, command: list[str], env: Mapping[str, str], cwd: str | os.PathLike[str], timeout: float = TIMEOUT) -> Outcome:
        """Run `command` with the program's arguments and input."""
        done = subprocess.run(
            [*command, *self.arguments], input=self.input, capture_output=True, env=dict(env), cwd=cwd, timeout=timeout, check=False
        )
        return Outcome(done.stdout, normalise(done.stderr.decode(errors="backslashreplace")), done.returncode)


def corpus(names: list[str] | None = None) -> list[Program]:
    """Return the programs, all or those whose names begin with one of `names`, in order."""
    programs = [Program(path) for path in sorted(HERE.glob("*.go"))]
    if names:
        programs = [p for p in programs if any(p.name.startswith(name.removesuffix(".go")) for name in names)]
    return programs


def environment(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment for a run, without what changes a Go program's behaviour."""
    env = {k: v for k, v in environ.items() if k not in ("GODEBUG", "GOGC", "GOMAXPROCS", "GOMEMLIMIT", "GOTRACEBACK")}
    return {**env, "TZ": "UTC", "LC_ALL": "C.UTF-8"}


_ARGUMENTS = re.compile(r"\((?:\.\.\.|[{}x?., 0-9a-f]*)\)$")
_PLACE = re.compile(r"\t(?:.*[/\\])?([^/\\\s]+:\d+)(?: \+0x[0-9a-f]+)?(?: fp=.*)?$")
_HEADER = re.compile(r"^(goroutine \d+)(?: gp=\S+)?(?: m=\S+)?(?: mp=\S+)? (\[.*\]:)$")
_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")
_SIGNAL = re.compile(r"\baddr=\S+ pc=[^\s\]]+")


def normalise(text: str) -> str:
    """Return what Go writes to standard error without that which differs from build to build and from machine to machine.

    - A frame's arguments are left out (``main.f(0x5)`` is ``main.f()``, and so is ``main.f(...)``), and so are offsets and directories
      of positions. Equal frames in a row are one.
    - Addresses are ``ADDR``: hexadecimal numbers of six digits or more, and those of the line about a signal.
    - When the runtime itself gives up, it shows itself: its own stack, its goroutines and its frames around the program's go.
    """
    sections: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line == "":
            sections.append([])
        else:
            sections[-1].append(line)
    kept = [_section(lines) for lines in sections if not _internal(lines)]
    return "\n\n".join("\n".join(lines) for lines in kept).strip("\n") + "\n" if text.strip("\n") else ""


def _internal(lines: list[str]) -> bool:
    """Whether a paragraph is about the runtime itself."""
    if not lines:
        return False
    return lines[0] == "runtime stack:" or (
        _HEADER.match(lines[0]) is not None and any(line.startswith("created by runtime.") for line in lines)
    )


def _section(lines: list[str]) -> list[str]:
    result: list[str] = []
    traceback = False
    skip = False
    for line, after in zip(lines, [*lines, ""][1:], strict=True):
        if skip:
            skip = False
        elif header := _HEADER.match(line):
            traceback = True
            result.append(f"{header[1]} {header[2]}")
        elif traceback and (place := _PLACE.match(after)):
            name = line if line.startswith("created by ") else _ARGUMENTS.sub("()", line)
            skip = True
            frame = [name, f"\t{place[1]}"]
            hidden = name in ("runtime.main()", "runtime.goexit()") or place[1].startswith("<autogenerated>")
            if not hidden and result[-2:] != frame:
                result += frame
        elif traceback and re.match(r"\.\.\.\d+ frames elided\.\.\.$", line):
            result.append("...frames elided...")
        else:
            result.append(_ADDRESS.sub("ADDR", _SIGNAL.sub("addr=ADDR pc=ADDR", line)))
    return result


def renumbered(text: str) -> str:
    """Return a traceback with goroutines numbered by their first appearance: on several processors, numbers are a matter of chance."""
    numbers: dict[str, int] = {}
    return re.sub(r"\bgoroutine (\d+)", lambda m: f"goroutine #{numbers.setdefault(m[1], len(numbers) + 1)}", text)


def build(go: Path, programs: list[Program], work: Path) -> tuple[Path, dict[str, str]]:
    """Build and vet the programs in one module; return the directory of the binaries and what is wrong, by program."""
    (work / "go.mod").write_text("module programs\n\ngo 1.27\n", encoding="utf-8")
    for program in programs:
        place = work / program.name
        place.mkdir()
        shutil.copy(program.path, place)
    env = {**environment(), "GOFLAGS": "", "GOWORK": "off", "CGO_ENABLED": "0"}
    binaries = work / "bin"
    binaries.mkdir()

    def call(command: list[str]) -> str:
        done = subprocess.run(command, cwd=work, env=env, capture_output=True, encoding="utf-8", check=False)
        return done.stdout + (done.stderr if done.returncode else "")

    wrong: dict[str, str] = {}

    def blame(said: str, ignored: frozenset[str] = frozenset()) -> None:
        for line in said.splitlines():
            if (found := re.match(r"(?:vet: )?(?:\./)?([^/\s]+)/[^/\s]+\.go\b.*", line)) and found[1] not in ignored:
                wrong[found[1]] = wrong.get(found[1], "") + line + "\n"

    directories = [f"./{p.name}" for p in programs]
    blame(call([str(go.with_name("gofmt")), "-l", *directories]))
    blame(call([str(go), "vet", *directories]), frozenset(p.name for p in programs if p.unvettable))
    blame(call([str(go), "build", "-o", str(binaries) + os.sep, *directories]))
    return binaries, wrong


def record(programs: list[Program], go: Path, check: bool) -> int:
    """Record or check the programs; return how many are wrong."""
    failures = 0
    with tempfile.TemporaryDirectory(prefix="programs") as directory:
        binaries, wrong = build(go, programs, Path(directory))
        for program in programs:
            problem = wrong.get(program.name)
            outcome = None
            if problem is None:
                outcome, problem = stable(program, binaries / program.name, directory)
            if outcome is not None and check and (not program.recorded or program.expected() != outcome):
                problem = "differs from what is recorded"
            if problem is not None:
                failures += 1
                print(f"{program.name}: {problem.strip()}")
            elif outcome is not None and not check:
                program.write(outcome)
    print(f"{len(programs) - failures} of {len(programs)} programs {'as recorded' if check else 'recorded'}")
    return failures


def stable(program: Program, binary: Path, cwd: str) -> tuple[Outcome | None, str | None]:
    """Return the outcome of a program, or why it has none."""
    env = environment()
    try:
        first, second, third = (program.run([str(binary)], {**env, "GOMAXPROCS": n}, cwd) for n in ("1", "1", "4"))
    except (OSError, subprocess.TimeoutExpired) as problem:
        return None, str(problem)
    if first != second:
        return None, f"not the same twice:\n{first}\n{second}"
    if (first.out, renumbered(first.err), first.code) != (third.out, renumbered(third.err), third.code):
        return None, f"not the same on four processors:\n{first}\n{third}"
    return first, None


def main() -> int:
    """The command."""
    sys.path.insert(0, str(ROOT / "src"))
    from goloupe.frontend import find_toolchain

    parser = argparse.ArgumentParser(description="Record what the programs do under the real toolchain.")
    parser.add_argument("--go", help="the go command, if not the one that goloupe finds")
    parser.add_argument("--check", action="store_true", help="write nothing, and say what would change")
    parser.add_argument("names", nargs="*", metavar="NAME", help="programs: beginnings of their names")
    options = parser.parse_args()
    return 1 if record(corpus(options.names), find_toolchain(options.go).path, options.check) else 0


if __name__ == "__main__":
    sys.exit(main())
