#!/usr/bin/env python3
"""Fill in the outputs in the documentation, by running what they are outputs of.

    python docs/build_docs.py            rewrite README.md and docs/**/*.md
    python docs/build_docs.py --check    change nothing; exit with 1 if something is out of date

In the Markdown files, a comment says where the fenced block below it comes from:

    <!-- compiler -->              what go build -gcflags='-m -l' prints for the Go block above it, as main.go
    <!-- run DIR: COMMAND -->      the output of a goloupe command in a directory of the repository
    <!-- go DIR: COMMAND -->       the same for a command of the real go; it may be lucky: it has three tries
    <!-- file PATH -->             a file of the repository
    <!-- claims -->                the programs in docs/claims, and what becomes of their claims, up to <!-- end -->
    <!-- codes -->                 a table of all codes, up to <!-- end -->

In a command, TOKEN is the first token that is shown above it on the page.  What differs from one run to the next (times, and how many
schedules an exploration had time for) does not make a page out of date.

Where lines of the compiler are shown, both goloupe and the real compiler are run, and this program ends with an error if they differ.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from goloupe.cli import main as goloupe
from goloupe.findings import CODES
from goloupe.frontend import Toolchain, find_toolchain

ROOT = Path(__file__).resolve().parents[1]

BLOCK = re.compile(
    r"(?P<mark><!-- (?P<kind>compiler|run|go|file)(?P<rest>[^>]*?) -->\n)(?P<fence>```\w*\n)(?P<old>.*?)(?P<end>^```$)",
    re.DOTALL | re.MULTILINE,
)
VARYING = re.compile(
    r"(?<=\t)\d+\.\d+s$"
    r"|(?<=  found in )(the first )?schedule [^;]*; ([\d,]+ of [\d,]+ show it; )?"
    r"|(?<= natural order), of [\d,]+$"
    r"|[\d,]+ schedules?, [\d,]+ different behaviours?, ((about|less than) [\d.]+ % unseen|too few to tell what is unseen), [\d.]+s$"
    r"|(?<= explored in )[\d,]+ schedules, [\d.]+s$",
    re.MULTILINE,
)
FOUND = re.compile(r"^(?:.*  GL\d{4}|\S.*: (?:no|\d+) bugs?\b.*)$", re.MULTILINE)
TOKEN = re.compile(r"gl\d+_[\w-]+")
GO_BLOCK = re.compile(r"^```go\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CODES_TABLE = re.compile(r"(<!-- codes -->\n).*?(<!-- end -->)", re.DOTALL)
CLAIMS = re.compile(r"(<!-- claims -->\n).*?(<!-- end -->)", re.DOTALL)


TRIES: Final = 3
"""For commands of the real go: a flaky test that passes a thousand times may fail on a loaded machine."""


class OutOfStep(Exception):
    """goloupe and the compiler do not print the same."""


class Outputs:
    """Runs commands, each only once."""

    def __init__(self) -> None:
        self._lines: dict[str, str] = {}
        self._toolchain: Toolchain | None = None

    @property
    def toolchain(self) -> Toolchain:
        """The toolchain whose compiler is asked."""
        if self._toolchain is None:
            self._toolchain = find_toolchain()
        return self._toolchain

    def lines(self, source: str, where: str) -> str:
        """Return the lines of the compiler for a program of one file; goloupe's and the compiler's, which have to be the same."""
        if source not in self._lines:
            with tempfile.TemporaryDirectory() as folder:
                Path(folder, "main.go").write_text(source, encoding="utf-8")
                ours = self.goloupe("build -gcflags='-m -l' main.go", folder)
                theirs = self.go("go build -o /dev/null -gcflags='-m -l' main.go", folder)
            skip = ("# command-line-arguments", "index bounds check elided")
            ours, theirs = ("".join(f"{x}\n" for x in text.splitlines() if not x.endswith(skip)) for text in (ours, theirs))
            if ours != theirs:
                raise OutOfStep(f"{where}: goloupe prints\n{ours}\nand the compiler prints\n{theirs}")
            self._lines[source] = ours
        return self._lines[source]

    def goloupe(self, command: str, folder: str | Path) -> str:
        """Return what a goloupe command prints, first on standard output."""
        import shlex

        if command.split()[0] in ("run", "test", "explore", "replay"):
            # They write to the streams of the process.
            env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"}
            line = [sys.executable, "-m", "goloupe", *shlex.split(command)]
            done = subprocess.run(line, cwd=folder, env=env, capture_output=True, text=True, check=False)
            if "internal error" in done.stderr:
                raise OutOfStep(f"goloupe {command} in {folder} fails:\n{done.stderr}")
            text = (done.stdout + done.stderr).replace(f"{folder}/", "")
            return text.replace(str(self.toolchain.goroot), "$GOROOT")
        before, pwd = Path.cwd(), os.environ.get("PWD")
        out, err = io.StringIO(), io.StringIO()
        os.chdir(folder)
        os.environ["PWD"] = str(folder)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = goloupe(shlex.split(command))
        finally:
            os.chdir(before)
            os.environ.pop("PWD")
            if pwd is not None:
                os.environ["PWD"] = pwd
        if code > 1:
            raise OutOfStep(f"goloupe {command} in {folder} fails:\n{err.getvalue()}")
        return out.getvalue() + err.getvalue()

    def go(self, command: str, folder: str | Path) -> str:
        """Return what a command of the real go prints; a test that deadlocks ends soon."""
        env = self.toolchain.environment()
        env["GOFLAGS"] = f"{env.get('GOFLAGS', '')} -timeout=60s".strip()
        env["PATH"] = f"{self.toolchain.path.parent}{os.pathsep}{env.get('PATH', '')}"
        done = subprocess.run(command, shell=True, cwd=folder, env=env, capture_output=True, text=True, check=False)
        return done.stdout + done.stderr


@dataclass(frozen=True, slots=True)
class Claim:
    """A program in docs/claims: what is claimed, when that holds, and remarks."""

    name: str
    title: str
    holds_if: str
    """A regular expression; the claim holds if a line of the compiler matches, or, after "no ", if none does."""
    remark: str
    program: str

    @classmethod
    def read(cls, file: Path) -> Claim:
        """Read the comments at the top of a program."""
        fields: dict[str, list[str]] = {}
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        i = 0
        key = ""
        while i < len(lines) and lines[i].startswith("// "):
            name, found, text = lines[i][3:].strip().partition(": ")
            if found and name in ("claim", "holds if", "remark"):
                key = name
                fields[key] = [text]
            else:
                fields[key].append(lines[i][3:].strip())
            i += 1
        program = "".join(lines[i:]).lstrip("\n")
        text = {name: " ".join(parts) for name, parts in fields.items()}
        return cls(file.stem, text["claim"], text["holds if"], text.get("remark", ""), program)

    def holds(self, lines: str) -> bool:
        """Decide."""
        pattern = self.holds_if.removeprefix("no ")
        return bool(re.search(pattern, lines, re.MULTILINE)) != self.holds_if.startswith("no ")


def claims() -> list[Claim]:
    """Return all claims, in order."""
    return [Claim.read(file) for file in sorted((ROOT / "docs" / "claims").glob("*.go"))]


def claims_text(outputs: Outputs) -> Iterator[str]:
    """Return the body of the page of claims."""
    yield f"\nChecked with {outputs.toolchain.version}, `-gcflags='-m -l'`.\n\n| | Claim | |\n|---|---|---|\n"
    found = [(claim, outputs.lines(claim.program, claim.name)) for claim in claims()]
    for number, (claim, lines) in enumerate(found, 1):
        yield f"| [{number}](#{number}) | {claim.title} | {_verdict(claim, lines)} |\n"
    for number, (claim, lines) in enumerate(found, 1):
        yield f'\n## <a id="{number}"></a>{number}. {claim.title}\n\n{_verdict(claim, lines)[:1].upper()}{_verdict(claim, lines)[1:]}.'
        yield f"{f' {claim.remark}' if claim.remark else ''}\n\n```go\n{claim.program}```\n```text\n{lines or '(nothing)' + chr(10)}```\n"
    yield "\n"


def codes_text() -> str:
    """Return the table of codes."""
    rows = (f"| [{code.name}]({code.name}.md) | {code.title} | {code.severity} |\n" for code in CODES.values())
    return f"\n| Code | | Severity |\n|---|---|---|\n{''.join(rows)}\n"


def _verdict(claim: Claim, lines: str) -> str:
    return "**holds**" if claim.holds(lines) else "**does not hold**"


def current(new: str, old: str) -> bool:
    """Whether an output says what the last one said.

    An exploration may come upon another schedule of the same bug first, and so to another token and table; then the findings count.
    """
    new, old = VARYING.sub("", new), VARYING.sub("", old)
    if new == old:
        return True
    if not TOKEN.search(new) or TOKEN.findall(new) == TOKEN.findall(old):
        return False
    return FOUND.findall(new) == FOUND.findall(old)


def fill(text: str, outputs: Outputs, where: str) -> str:
    """Return a Markdown text with all its outputs made anew."""

    tokens: list[str] = []

    def block(match: re.Match[str]) -> str:
        kind, rest = match["kind"], match["rest"].strip()
        if kind == "compiler":
            programs = GO_BLOCK.findall(text[: match.start()])
            new = outputs.lines(programs[-1], where) or "(nothing)\n"
        elif kind == "file":
            new = (ROOT / rest).read_text(encoding="utf-8")
        else:
            folder, _, command = rest.partition(": ")
            if tokens:
                command = command.replace("TOKEN", tokens[0])
            run = outputs.go if kind == "go" else outputs.goloupe
            for _ in range(TRIES if kind == "go" else 1):
                new = f"$ {command}\n{run(command.removeprefix('goloupe ') if kind == 'run' else command, ROOT / folder).rstrip()}\n"
                if current(new, match["old"]):
                    break
        new = f"{new.rstrip()}\n"
        if current(new, match["old"]):
            new = match["old"]
        tokens.extend(TOKEN.findall(new))
        return f"{match['mark']}{match['fence']}{new}{match['end']}"

    text = BLOCK.sub(block, text)
    text = CODES_TABLE.sub(lambda match: f"{match[1]}{codes_text()}{match[2]}", text)
    return CLAIMS.sub(lambda match: f"{match[1]}{''.join(claims_text(outputs))}{match[2]}", text)


def pages() -> list[Path]:
    """Return the files that may have outputs in them."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def main() -> int:
    """Do it."""
    check = "--check" in sys.argv[1:]
    outputs = Outputs()
    stale = 0
    for page in pages():
        old = page.read_text(encoding="utf-8")
        new = fill(old, outputs, page.name)
        if new != old:
            stale += 1
            sys.stdout.write(f"{page.relative_to(ROOT)}\n")
            if not check:
                page.write_text(new, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
