"""What a run has read: enough to tell, without asking the go command, that it would read the same again.

The go command looks at directories (which files are there), at files (build constraints and imports of all Go files, in use or not) and
at what describes modules: go.mod, go.sum, go.work, vendor/modules.txt, the files of `go env -w`, the overlay. A manifest names all of
these with the time of their last change, the files with their sizes too, and the module files also where there are none: a new go.mod
further up changes everything. A directory's time changes whenever an entry appears in it or vanishes; if it has, the entries that matter
are compared. Below a package that embeds files any entry may matter.

The last change is that of the content or of the inode, whichever is later: programs that copy, unpack or synchronise put back the time
of the former.

Patterns with "..." are about whole trees; then the manifest has every directory that such a pattern could reach.

A file that was touched while the run went on, or so shortly before that the clock of the file system may not have ticked since, could
change again and keep its time. With such a file no manifest is made, and the next run looks properly again.

What is not in a manifest: headers and libraries outside of the packages that cgo uses.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

from goloupe.frontend.results import LoadedPackage

MAX_DIRECTORIES = 30_000
"""Of trees that are larger than this no manifest is made."""

_SOURCES = (
    ".go",
    ".s",
    ".S",
    ".sx",
    ".h",
    ".hh",
    ".hpp",
    ".hxx",
    ".c",
    ".cc",
    ".cpp",
    ".cxx",
    ".m",
    ".f",
    ".F",
    ".for",
    ".f90",
    ".swig",
    ".swigcxx",
    ".syso",
)
_TICK = 20_000_000
_COARSE_TICK = 2_100_000_000
_MODULE_FILES = ("go.mod", "go.work")
_LOCAL_PATH = re.compile(r'(?:=>|^\s*use\b|^)[ \t]*"?((?:\.\.?|/(?!/)|[A-Za-z]:[\\/])[^\s"()]*)', re.MULTILINE)


class Unmanageable(Exception):
    """No manifest can be made of this run."""


Directories = dict[str, tuple[int, int]]
"""Time of the last change, and a checksum of the entries that matter; zeros for a directory that does not exist."""
_ANY_ENTRY = -1
"""The checksum of a directory in which every entry matters."""
Files = dict[str, tuple[int, int] | None]
"""Time of the last change, and size; None for a file that does not exist."""


class Manifest:
    """What has to stay as it is for a run to have the same outcome."""

    def __init__(self, directories: Directories, files: Files) -> None:
        self._directories = directories
        self._files = files

    def __len__(self) -> int:
        return len(self._directories) + len(self._files)

    def holds(self) -> bool:
        """Tell whether everything is as it was."""
        stat = os.stat
        try:
            for path, (time, entries) in self._directories.items():
                if not time:
                    if os.path.lexists(path):
                        return False
                elif _changed(stat(path)) != time and _checksum(path) != entries:
                    return False
            for path, known in self._files.items():
                if known is None:
                    if os.path.lexists(path):
                        return False
                    continue
                found = stat(path)
                if _changed(found) != known[0] or found.st_size != known[1]:
                    return False
        except (OSError, ValueError):
            return False
        return True

    def encode(self) -> bytes:
        """Turn it into JSON: files by directory, as most share theirs with others."""
        folders: dict[str, list[Any]] = {}
        for path, known in self._files.items():
            folder, name = os.path.split(path)
            folders.setdefault(folder, []).append([name, *known] if known else [name])
        return json.dumps([self._directories, folders], separators=(",", ":")).encode()

    @staticmethod
    def decode(data: bytes) -> Manifest:
        """Read it back; ValueError if it is damaged."""
        try:
            directories, folders = json.loads(data)
            files: Files = {}
            for folder, entries in folders.items():
                prefix = os.path.join(folder, "")  # noqa: PTH118
                for entry in entries:
                    files[prefix + entry[0]] = (entry[1], entry[2]) if len(entry) == 3 else None
            return Manifest({path: (time, entries) for path, (time, entries) in directories.items()}, files)
        except (TypeError, LookupError, AttributeError, RecursionError) as error:
            raise ValueError(f"damaged manifest: {error}") from error


def take(
    *,
    started: int,
    directory: Path,
    patterns: Iterable[str],
    packages: Iterable[LoadedPackage],
    goroot: Path,
    environ: Mapping[str, str],
    args: Iterable[str],
) -> Manifest:
    """Make the manifest of a run that began at `started` (time.time_ns()) and has found `packages`."""
    collector = _Collector(started)
    collector.module_files_above(directory)
    collector.settings(goroot, environ, directory)
    for arg in args:
        collector.argument(arg, directory)
    collector.named_modules()
    for pattern in patterns:
        collector.pattern(pattern, directory, goroot)
    for package in packages:
        collector.package(package)
    return Manifest(collector.directories, collector.files)


class _Collector:
    def __init__(self, started: int) -> None:
        self._started = started
        self.directories: Directories = {}
        self.files: Files = {}
        self._above: set[str] = set()
        self._module_files: list[str] = []

    def directory(self, path: str, *, any_entry: bool = False) -> None:
        if path in self.directories:
            if any_entry:
                self.directories[path] = (self.directories[path][0], _ANY_ENTRY)
            return
        if len(self.directories) >= MAX_DIRECTORIES:
            raise Unmanageable
        try:
            time = _changed(os.stat(path))  # noqa: PTH116
            self._settled(time)
            self.directories[path] = (time, _ANY_ENTRY if any_entry else _checksum(path))
        except OSError:
            self.directories[path] = (0, 0)

    def file(self, path: str) -> bool:
        """Take down a file, and return whether it exists."""
        if path not in self.files:
            try:
                stat = os.stat(path)  # noqa: PTH116
            except OSError:
                self.files[path] = None
            else:
                time = _changed(stat)
                self._settled(time)
                self.files[path] = (time, stat.st_size)
        return self.files[path] is not None

    def _settled(self, time: int) -> None:
        tick = _TICK if time % 1_000_000_000 else _COARSE_TICK
        if time > self._started - tick:
            raise Unmanageable

    def package(self, package: LoadedPackage) -> None:
        if not package.directory:
            return
        if not package.standard:
            self.module_files_above(Path(package.directory))
        if "embed" in package.imports and not package.standard:
            # Patterns of //go:embed may name any file further down.
            for path in _tree(package.directory, everything=True):
                self.directory(path, any_entry=True)
        if package.path == "command-line-arguments":
            # Files that were named one by one: what else is in their directory does not matter.
            for name in package.files:
                self.file(name)
            return
        self.directory(package.directory)
        for entry in _entries(package.directory):
            if entry.name.endswith(_SOURCES):
                self.file(entry.path)
        inside = os.path.join(package.directory, "")  # noqa: PTH118
        for name in package.files:
            if not name.startswith(inside):
                self.generated(name)

    def generated(self, path: str) -> None:
        """Take down a file that is in Go's build cache, where it is named after its content and touched now and then."""
        folder = os.path.dirname(path)  # noqa: PTH120
        if not os.path.isdir(folder):  # noqa: PTH112
            raise Unmanageable
        if not os.path.basename(path).endswith("-d"):  # noqa: PTH119
            self.file(path)

    def module_files_above(self, directory: Path) -> None:
        for folder in (directory, *directory.parents):
            path = str(folder)
            if path in self._above:
                return
            self._above.add(path)
            for name in _MODULE_FILES:
                found = os.path.join(path, name)  # noqa: PTH118
                if self.file(found):
                    self._module_files.append(found)
                    self.file(found.removesuffix(".mod").removesuffix(".work") + (".sum" if name == "go.mod" else ".work.sum"))
                    self.file(os.path.join(path, "vendor", "modules.txt"))  # noqa: PTH118

    def pattern(self, pattern: str, directory: Path, goroot: Path) -> None:
        if pattern in ("std", "cmd"):
            self.tree(str(goroot / "src"), commands=pattern == "cmd")
            return
        if "..." not in pattern and pattern != "all":
            if pattern.endswith(".go"):
                self.file(str(directory / pattern))
            return
        local = pattern.startswith(("./", "../", "...")) or os.path.isabs(pattern)  # noqa: PTH117
        if local and not pattern.startswith("..."):
            self.tree(str(directory / (pattern[: pattern.index("...")].rpartition("/")[0] or "/")))
            return
        # An import path: it may match in the main modules, in replaced ones and in the standard library.
        self.tree(str(goroot / "src"))
        for found in [*self._module_files]:
            self.tree(os.path.dirname(found))  # noqa: PTH120

    def tree(self, root: str, *, commands: bool = True) -> None:
        root = os.path.normpath(root)
        for path in _tree(root, "" if commands else os.path.join(root, "cmd")):  # noqa: PTH118
            self.directory(path)

    def settings(self, goroot: Path, environ: Mapping[str, str], directory: Path) -> None:
        self.file(str(goroot / "VERSION"))
        files = [str(goroot / "go.env")]
        named = environ.get("GOENV", "")
        if named and named != "off":
            files.append(named)
        for name, below in (("HOME", "Library/Application Support"), ("HOME", ".config"), ("XDG_CONFIG_HOME", ""), ("APPDATA", "")):
            if environ.get(name):
                files.append(str(Path(environ[name]) / below / "go" / "env"))
        for file in files:
            if self.file(file):
                # Whichever of them counts: what it may say must not go unnoticed.
                for line in _text(file).splitlines():
                    name, _, value = line.partition("=")
                    self.setting(name.strip(), value.strip(), directory)
        for name in ("GOFLAGS", "GOWORK"):
            self.setting(name, environ.get(name, ""), directory)

    def setting(self, name: str, value: str, directory: Path) -> None:
        """Take down the files that a variable of the go command names."""
        if name == "GOFLAGS":
            if "'" in value or '"' in value:
                raise Unmanageable
            for arg in value.split():
                self.argument(arg, directory)
        elif name == "GOWORK" and value not in ("off", "auto", ""):
            self.module_files_above(Path(value).parent)
            if self.file(value):
                self._module_files.append(value)
            self.file(value.removesuffix(".work") + ".work.sum")

    def argument(self, arg: str, directory: Path) -> None:
        name, _, value = arg.lstrip("-").partition("=")
        if name == "overlay":
            path = directory / value
            self.file(str(path))
            try:
                replace = json.loads(path.read_bytes()).get("Replace") or {}
                for replacement in replace.values():
                    if replacement:
                        self.file(str(directory / replacement))
            except (OSError, ValueError, AttributeError, TypeError):
                raise Unmanageable from None
        elif name == "modfile":
            self.file(str(directory / value))
            self.file(str(directory / value).removesuffix(".mod") + ".sum")

    def named_modules(self) -> None:
        """Follow the modules that go.work uses and that go.mod replaces others with: their go.mod files count too."""
        for path in self._module_files:  # grows
            for name in _LOCAL_PATH.findall(_text(path)):
                self.module_files_above(Path(os.path.normpath(Path(path).parent / name)))


def _changed(stat: os.stat_result) -> int:
    """Return when a file or a directory has last been changed, in nanoseconds."""
    return max(stat.st_mtime_ns, stat.st_ctime_ns)


def _text(file: str) -> str:
    try:
        return Path(file).read_text("utf-8", "replace")
    except OSError:
        raise Unmanageable from None


def _entries(directory: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(directory) as entries:
            return list(entries)
    except OSError:
        raise Unmanageable from None


def _tree(root: str, without: str = "", *, everything: bool = False) -> Iterator[str]:
    """Yield `root` and the directories that "..." can reach below it, or all of them."""
    pending = [root]
    while pending:
        directory = pending.pop()
        yield directory
        try:
            with os.scandir(directory) as entries:
                pending.extend(e.path for e in entries if e.path != without and (_reachable(e) or (everything and _is_directory(e))))
        except OSError:
            continue


def _is_directory(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def _reachable(entry: os.DirEntry[str]) -> bool:
    return entry.name[0] not in "._" and entry.name != "testdata" and _is_directory(entry)


def _checksum(directory: str) -> int:
    """Condense what the go command would look at: sources, and directories that patterns can reach."""
    with os.scandir(directory) as entries:
        names = sorted(entry.name for entry in entries if entry.name.endswith(_SOURCES) or _reachable(entry))
    return crc32("\0".join(names).encode("utf-8", "surrogateescape")) or 1
