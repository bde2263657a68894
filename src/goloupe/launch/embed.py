"""Variables under ``//go:embed`` get their contents before anything is initialised, as data that the linker puts into the program.

Follows `cmd/compile/internal/staticdata.WriteEmbed`: an ``embed.FS`` lists files and the directories above them, sorted by directory
and name, each with the first half of its SHA-256.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from goloupe.frontend.results import Embedding, LoadedPackage
from goloupe.lower.link import Program
from goloupe.lower.names import variable_name
from goloupe.runtime.rtype import SLICE, STRING, Type
from goloupe.runtime.value import Box, Slice


def fill(package: LoadedPackage, program: Program) -> None:
    """Set the variables of a package that hold files."""
    for embedding in package.embeds:
        keys = [f"{package.path.partition(' ')[0]}.{embedding.name}"]
        if package.name == "main":
            keys.append(f"main.{embedding.name}")
        for key in keys:
            t = program.variable_type(key)
            if t is not None:
                program.namespace[variable_name(key)] = value_of(embedding, t)
                break


def value_of(embedding: Embedding, t: Type) -> Any:
    """What a variable of type ``t`` holds."""
    contents = {name: Path(place).read_bytes() for name, place in embedding.files}
    if t.kind in (STRING, SLICE):
        (data,) = contents.values()
        return data if t.kind == STRING else Slice(bytearray(data), 0, len(data), len(data))
    fs = t.zero()
    files = t.fields[0]
    assert files.type.elem is not None
    row = files.type.elem.elem
    assert row is not None
    rows = []
    for name in listing(contents):
        entry = row.zero()
        entry.f_name = name.encode("utf-8", "surrogateescape")
        if name in contents:
            entry.f_data = contents[name]
            entry.f_hash[:] = hashlib.sha256(contents[name]).digest()[:16]
        rows.append(entry)
    setattr(fs, files.slot, Box(Slice(rows, 0, len(rows), len(rows))))
    return fs


def listing(files: dict[str, bytes]) -> list[str]:
    """The names of files and of the directories above them, those with a slash at the end, in the order that an ``embed.FS`` needs."""
    names = set(files)
    for file in files:
        parts = file.split("/")[:-1]
        names.update("/".join(parts[: i + 1]) + "/" for i in range(len(parts)))

    def order(name: str) -> tuple[bytes, bytes]:
        directory, _, element = name.rstrip("/").rpartition("/")
        return (directory or ".").encode("utf-8", "surrogateescape"), element.encode("utf-8", "surrogateescape")

    return sorted(names, key=order)
