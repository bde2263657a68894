"""What the source calls the channels and locks that a run works on.

The machine knows objects; the line on which an operation stands says how the program calls its object: ``s.mu.Lock()`` is about ``s.mu``,
``for v := range ch`` receives from ``ch``.  Where a line does not tell, or tells of several, the object has a number: ``chan#1``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from goloupe.explore.events import Variable, key_of

_OPERAND: Final = r"""([A-Za-z_][\w.]*(?:\[(?:[\w.]+|"[^"\\]*")\]|\(\))?(?:\.[A-Za-z_]\w*)*)"""
_METHODS: Final = {
    "lock": "Lock|TryLock|Unlock|Wait|Do",
    "rlock": "RLock|TryRLock|RUnlock",
    "wait": "Wait",
    "once": "Do",
    "signal": "Signal",
    "broadcast": "Broadcast",
    "map": "Load|Store|LoadOrStore|LoadAndDelete|Delete|Swap|CompareAndSwap|CompareAndDelete|Range|Clear",
}
_PATTERNS: Final = {
    "send": (re.compile(rf"{_OPERAND}\s*<-"),),
    "recv": (re.compile(rf"<-\s*{_OPERAND}"), re.compile(rf"\brange\s+{_OPERAND}\s*\{{")),
    "close": (re.compile(rf"\bclose\(\s*{_OPERAND}\s*\)"),),
    "len": (re.compile(rf"\b(?:len|cap)\(\s*{_OPERAND}\s*\)"),),
    "atomic": (
        re.compile(rf"\batomic\.\w+\(\s*&?{_OPERAND}"),
        re.compile(rf"(?<!\.){_OPERAND}\.(?:Load|Store|Add|Swap|CompareAndSwap|And|Or)\("),
    ),
    "done": (re.compile(rf"(?<![\w.]){_OPERAND}\.(?:Done\(\)|Add\(\s*-[\w.]+\s*\))"),),
    "add": (re.compile(rf"(?<![\w.]){_OPERAND}\.(?:Done\(\)|Go\(|Add\(\s*-?[\w.]+(?:\([\w.]+\))?\s*\))"),),
    **{op: (re.compile(rf"(?<![\w.]){_OPERAND}\.(?:{methods})\("),) for op, methods in _METHODS.items()},
}
_CASE: Final = re.compile(r"^\s*case\b(.*)")
_RECV: Final = re.compile(rf"<-\s*{_OPERAND}")
_SEND: Final = re.compile(rf"^\s*{_OPERAND}\s*<-")
KINDS: Final = {
    "send": "chan",
    "recv": "chan",
    "close": "chan",
    "len": "chan",
    "select": "chan",
    "lock": "mutex",
    "rlock": "rwmutex",
    "add": "waitgroup",
    "done": "waitgroup",
    "wait": "waitgroup",
    "once": "once",
    "signal": "cond",
    "broadcast": "cond",
    "atomic": "atomic",
    "map": "map",
}


class Lines:
    """Lines of source files, read once each."""

    def __init__(self) -> None:
        self._files: dict[str, list[str]] = {}

    def file(self, file: str) -> list[str]:
        """All lines of a file; none if it cannot be read."""
        lines = self._files.get(file)
        if lines is None:
            try:
                lines = Path(file).read_text(encoding="utf-8", errors="replace").split("\n") if file else []
            except OSError:
                lines = []
            self._files[file] = lines
        return lines

    def line(self, file: str, number: int) -> str:
        """A line without the blanks around it; nothing if there is no such line."""
        lines = self.file(file)
        return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def operands(op: str, line: str) -> list[str]:
    """What the operations of this kind on a line are about."""
    code = line.partition("//")[0]
    found = [name for pattern in _PATTERNS.get(op, ()) for name in pattern.findall(code)]
    return list(dict.fromkeys(name for name in found if name != "atomic"))


def select_cases(lines: list[str], number: int) -> list[str]:
    """The channels of the cases of a select that begins on a line, in order; "" where that cannot be told."""
    if not 0 < number <= len(lines):
        return []
    first = lines[number - 1]
    indent = len(first) - len(first.lstrip())
    out: list[str] = []
    for text in lines[number:]:
        body = text.strip()
        if not body:
            continue
        if len(text) - len(text.lstrip()) < indent or (body.startswith("}") and len(text) - len(text.lstrip()) == indent):
            break
        match = _CASE.match(text) if len(text) - len(text.lstrip()) == indent else None
        if match is not None:
            name = _SEND.search(match[1]) or _RECV.search(match[1])
            out.append(name[1] if name is not None else "")
    return out


class Names:
    """Names for the objects of one run."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self._names: dict[Any, str] = {}
        self._taken: dict[str, int] = {}
        self._kinds: dict[str, int] = {}
        self._bare: dict[Any, str] = {}
        self._on_line: dict[tuple[str, int, str], str] = {}
        """Name on a line -> the operation that was about it first: another operation there is about a part of the same thing."""

    def learn(self, op: str, obj: Any, file: str, number: int) -> None:
        """An operation was seen on a line."""
        if op == "select":
            cases = select_cases(self.lines.file(file), number)
            known = cases if len(cases) == len(obj) else [""] * len(obj)
            for case, name in zip(obj, known, strict=True):
                if case[0] is not None:
                    self._note(case[0], name, "chan", (file, number, name), op)
            return
        if obj is None or op == "block":
            return
        if isinstance(obj, Variable):
            self._names.setdefault(key_of(obj), obj.called())
            return
        name = self.here(op, file, number)
        self._note(obj, name, KINDS.get(op, op), (file, number, name), op)

    def here(self, op: str, file: str, number: int) -> str:
        """What a line calls the object of an operation; nothing if it does not tell."""
        found = operands(op, self.lines.line(file, number))
        return found[0] if len(found) == 1 else ""

    def _note(self, obj: Any, name: str, kind: str, place: tuple[str, int, str], op: str) -> None:
        key = key_of(obj)
        if key in self._names:
            return
        if name and self._on_line.setdefault(place, op) != op:
            self._names[key] = name
        elif name:
            self._taken[name] = n = self._taken.get(name, 0) + 1
            self._names[key] = name if n == 1 else f"{name}#{n}"
        elif key not in self._bare:
            self._kinds[kind] = n = self._kinds.get(kind, 0) + 1
            self._bare[key] = f"{kind}#{n}"

    def of(self, obj: Any) -> str:
        """The name of an object."""
        key = key_of(obj)
        return self._names.get(key) or self._bare.get(key) or "?"
