"""How long goloupe takes, beside the compiler, in one run on one machine.

    python bench/speed.py [--go GO] [--repeat N] [--only NAME ...]

Each measurement is repeated, and the median counts. Measured are whole commands, from the start of Python to the last line written:

    compiler      go build -a -gcflags='-m -l' std, for comparison
    std cold      goloupe escape --format gc std, with nothing in goloupe's cache but the front end
    std warm      the same again, nothing changed
    one function  net/http after a change inside of one function, the rest in the cache
    fmt first     a main.go that imports fmt, with nothing in the cache but the front end; and again
    http first    the same for one that imports net/http

For each, limits and goals are those of the project: the exit code is 1 if a limit is not kept. Peak memory is the sum over all processes
of the command, sampled (Linux only).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import goloupe
from goloupe.frontend import find_toolchain
from goloupe.frontend.building import build

FMT = """package main

import "fmt"

type point struct{ x, y int }

func newPoint(x, y int) *point { return &point{x, y} }

func main() {
	p := newPoint(1, 2)
	fmt.Println("hello", p.x, p)
}
"""

HTTP = """package main

import (
	"fmt"
	"log"
	"net/http"
)

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "hello, %s\\n", r.URL.Path) })
	server := &http.Server{Addr: ":8080", Handler: mux}
	log.Fatal(server.ListenAndServe())
}
"""


@dataclass(frozen=True)
class Run:
    """One command."""

    seconds: float
    busy: float
    peak: int


@dataclass
class Measured:
    """The times of one thing, in seconds."""

    name: str
    limit: float | None = None
    goal: float | None = None
    times: list[float] = field(default_factory=list)
    peak: int = 0
    """Bytes, over all processes."""
    busy: list[float] = field(default_factory=list)
    """Processor time, in seconds, over all processes: what matters where others use the machine too."""

    def add(self, run: Run) -> None:
        """Count one more run."""
        self.times.append(run.seconds)
        self.busy.append(run.busy)
        self.peak = max(self.peak, run.peak)

    @property
    def median(self) -> float:
        """What counts."""
        return statistics.median(self.times)


class Bench:
    """One machine, one toolchain, one scratch directory."""

    def __init__(self, go: str | None, scratch: Path, repeat: int) -> None:
        self.toolchain = find_toolchain(go)
        self.scratch = scratch
        self.repeat = repeat
        self.cache = scratch / "cache"
        self.env = {**os.environ, "GOLOUPE_CACHE": str(self.cache), "GOLOUPE_GO": str(self.toolchain.path)}
        # A copy: while goloupe is being worked on, each change of it makes what is cached stale.
        package = Path(goloupe.__file__).parent
        shutil.copytree(package, scratch / "lib" / "goloupe", ignore=shutil.ignore_patterns("__pycache__"))
        self.env["PYTHONPATH"] = str(scratch / "lib")
        self.env.pop("GOFLAGS", None)
        build(self.toolchain, self.cache)
        self.goloupe("version")  # byte-compiles

    def goloupe(self, *args: str, directory: Path | None = None) -> Run:
        """Run the command with its output in a file."""
        return self.run([sys.executable, "-m", "goloupe", *args], directory or self.scratch)

    def run(self, command: list[str], directory: Path) -> Run:
        """Run a command."""
        with (self.scratch / "output").open("wb") as output:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            started = time.perf_counter()
            process = subprocess.Popen(command, cwd=directory, env=self.env, stdout=output, stderr=output)
            watch = Memory(process.pid)
            status = process.wait()
            seconds = time.perf_counter() - started
            peak = watch.stop()
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if status != 0:
            sys.stderr.write((self.scratch / "output").read_text("utf-8", "replace")[-2000:])
            raise SystemExit(f"{' '.join(command)} ended with status {status}")
        return Run(seconds, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, peak)

    def forget(self) -> None:
        """Empty goloupe's cache, except for the front end."""
        for entry in self.cache.iterdir():
            if entry.name != "frontend":
                shutil.rmtree(entry)

    def measure(self, what: Measured, action: Callable[[], Run], prepare: Callable[[], object] = lambda: None) -> Measured:
        """Repeat an action."""
        for _ in range(self.repeat):
            prepare()
            what.add(action())
        show(what)
        return what

    # What is measured.

    def std(self, wanted: Callable[[str], bool]) -> list[Measured]:
        """All of the standard library, in turns with the compiler: a machine is not equally fast at all times."""
        compiler, cold, warm = Measured("compiler"), Measured("std cold"), Measured("std warm", limit=0.5)
        build_command = [str(self.toolchain.path), "build", "-a", "-gcflags=-m -l", "std"]
        for _ in range(self.repeat):
            for what, action in (
                (compiler, lambda: self.run(build_command, self.scratch)),
                (cold, lambda: self.goloupe("escape", "--format", "gc", "std")),
                (warm, lambda: self.goloupe("escape", "--format", "gc", "std")),
            ):
                if not wanted(what.name):
                    continue
                if what is cold:
                    self.forget()
                what.add(action())
        if compiler.times:
            cold.limit, cold.goal = compiler.median, compiler.median / 2
        measured = [what for what in (compiler, cold, warm) if what.times]
        for what in measured:
            show(what)
        return measured

    def one_function(self) -> list[Measured]:
        """net/http, with a server.go that an overlay gives another body of one function each time."""
        original = self.toolchain.goroot / "src" / "net" / "http" / "server.go"
        text = original.read_text("utf-8")
        changed = self.scratch / "server.go"
        overlay = self.scratch / "overlay.json"
        overlay.write_text(json.dumps({"Replace": {str(original): str(changed)}}), "utf-8")
        place = "func (srv *Server) Close() error {\n"
        if place not in text:
            place = "func (s *Server) Close() error {\n"
        assert place in text
        count = 0

        def change() -> None:
            nonlocal count
            count += 1
            changed.write_text(text.replace(place, f"{place}\tsink{count} := new([{count}]int)\n\t_ = sink{count}\n"), "utf-8")
            time.sleep(0.1)

        def analyse() -> Run:
            return self.goloupe("escape", "--format", "gc", "--overlay", str(overlay), "net/http")

        change()
        analyse()
        return [self.measure(Measured("one function", limit=1.0), analyse, change)]

    def program(self, name: str, source: str, limit: float) -> list[Measured]:
        """A small program, the first time and the second."""
        folder = self.scratch / name
        folder.mkdir()
        (folder / "main.go").write_text(source, "utf-8")
        time.sleep(0.1)

        def analyse() -> Run:
            return self.goloupe("escape", "main.go", directory=folder)

        first = self.measure(Measured(f"{name} first", limit=limit), analyse, self.forget)
        return [first, self.measure(Measured(f"{name} again", limit=0.4), analyse)]


class Memory:
    """Watches the memory of a process and of all that it starts."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        if Path("/proc/self/smaps_rollup").exists():
            self._thread.start()

    def stop(self) -> int:
        """Return the most that was seen."""
        self._over.set()
        if self._thread.ident is not None:
            self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            self._peak = max(self._peak, sum(resident(pid) for pid in family(self._pid)))


def family(pid: int) -> list[int]:
    """Return a process and its descendants."""
    found = [pid]
    for parent in found:  # grows
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text()
            for task in Path(f"/proc/{parent}/task").iterdir():
                if task.name != str(parent):
                    children += " " + (task / "children").read_text()
        except OSError:
            continue
        found.extend(int(child) for child in children.split())
    return found


def resident(pid: int) -> int:
    """Return the proportional share of memory of a process in bytes."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def show(what: Measured) -> None:
    """Print one line."""
    times = " ".join(f"{seconds:.2f}" for seconds in what.times)
    limit = f"  limit {what.limit:.2f}" if what.limit else ""
    goal = f"  goal {what.goal:.2f}" if what.goal else ""
    memory = f"  peak {what.peak / 1e6:.0f} MB" if what.peak else ""
    busy = statistics.median(what.busy)
    print(f"{what.name:14} {what.median:7.2f} s{limit}{goal}{memory}  busy {busy:.2f} s  ({times})", flush=True)


def main() -> int:
    """Measure, and compare with the limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--go", help="the go command or GOROOT to use")
    parser.add_argument("--repeat", type=int, default=3, help="how often to measure each thing (3)")
    parser.add_argument("--only", nargs="*", help="measure only these")
    options = parser.parse_args()

    def wanted(name: str) -> bool:
        return not options.only or any(only in name for only in options.only)

    results: list[Measured] = []
    with tempfile.TemporaryDirectory(prefix="goloupe-bench-") as scratch:
        bench = Bench(options.go, Path(scratch), options.repeat)
        print(f"{bench.toolchain.version} on {os.cpu_count()} processors, Python {sys.version.split()[0]}; load {os.getloadavg()[0]:.1f}")
        if any(map(wanted, ("compiler", "std cold", "std warm"))):
            results += bench.std(wanted)
        if wanted("one function"):
            results += bench.one_function()
        if wanted("fmt"):
            results += bench.program("fmt", FMT, 1.5)
        if wanted("http"):
            results += bench.program("http", HTTP, 5.0)
    for name in ("std cold", "std warm"):
        by_name = {what.name: what for what in results}
        if name in by_name and "compiler" in by_name:
            print(f"{name} / compiler: {by_name[name].median / by_name['compiler'].median:.2f}")
    missed = [what.name for what in results if what.limit and what.median > what.limit]
    if missed:
        print(f"over the limit: {', '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
