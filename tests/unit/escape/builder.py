"""Writes small column files from Python, so that the analysis can be tested without the front end.

A node is a :class:`N`; types, variables and functions are made by a :class:`Program`.  Positions count up by themselves:
each statement of a function gets the next line, each expression the next column, unless a node says ``at=(line, col)``.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import Any

from goloupe.syntax import kinds as K
from goloupe.syntax.columns import LOOSE, RUN_SECTIONS, TABLES, Columns
from tests.unit.syntax.validation import validate


@dataclass(eq=False)
class N:
    """A node: kind, children, and what the schema says about its other columns."""

    kind: int
    kids: list[N] = field(default_factory=list)
    type: int = -1
    aux: int = -1
    aux2: int = -1
    flags: int = 0
    at: tuple[int, int] | None = None
    index: int = -1


@dataclass(eq=False)
class Var:
    """A variable or function object."""

    id: int
    type: int


@dataclass(eq=False)
class Fn:
    """A function."""

    id: int
    obj: Var
    params: list[Var]
    results: list[Var]
    locals: list[Var]
    body: list[N] | None = None
    line: int = 0


class Program:
    """Builds the columns of one package."""

    def __init__(self, path: str = "example.com/p", file: str = "./main.go") -> None:
        self.path = path
        self.file = file
        self.strings: list[str] = [""]
        self._ids: dict[str, int] = {"": 0}
        self.types: list[dict[str, int]] = []
        self._type_ids: dict[str, int] = {}
        self.fields: list[tuple[int, int, int, int]] = []
        self.objects: list[dict[str, Any]] = []
        self.consts: list[tuple[int, int, int]] = []
        self.funcs: list[dict[str, Any]] = []
        self.fns: list[Fn] = []
        self.fa: list[tuple[int, N, N | None]] = []
        self.ms: list[tuple[int, str, int, str]] = []
        self.order: list[int] | None = None
        self.int = self.type("int", K.T_INT, 8)
        self.string = self.type("string", K.T_STRING, 16, K.TF_HASPTR, ptrdata=8)
        self.bool = self.type("bool", K.T_BOOL, 1, align=1)
        self.uintptr = self.type("uintptr", K.T_UINTPTR, 8)
        self.unsafe_pointer = self.type("unsafe.Pointer", K.T_UNSAFE_POINTER, 8, K.TF_HASPTR | K.TF_DIRECTIFACE, ptrdata=8)
        self.any = self.type("interface {}", K.T_INTERFACE, 16, K.TF_HASPTR | K.TF_EMPTYIFACE, ptrdata=16)
        self.nothing = self.type("<nil>", K.T_UNTYPED_NIL, 0)
        self.blank = self.object("_", K.CLASS_AUTO, self.int, flags=K.O_BLANK)

    # Tables.

    def text(self, s: str) -> int:
        if s not in self._ids:
            self._ids[s] = len(self.strings)
            self.strings.append(s)
        return self._ids[s]

    def type(self, name: str, kind: int, size: int, flags: int = 0, **more: int) -> int:
        if name in self._type_ids:
            return self._type_ids[name]
        row = dict.fromkeys(TABLES[1], 0)
        row.update(t_kind=kind, t_size=size, t_align=8, t_flags=flags, t_elem=-1, t_key=-1, t_sym=-1, t_str=self.text(name))
        for key, value in more.items():
            row["t_" + key] = value
        self._type_ids[name] = len(self.types)
        self.types.append(row)
        return len(self.types) - 1

    def _has_pointers(self, t: int) -> bool:
        return bool(self.types[t]["t_flags"] & K.TF_HASPTR)

    def name_of(self, t: int) -> str:
        return self.strings[self.types[t]["t_str"]]

    def ptr(self, elem: int) -> int:
        return self.type("*" + self.name_of(elem), K.T_POINTER, 8, K.TF_HASPTR | K.TF_DIRECTIFACE, elem=elem, ptrdata=8)

    def slice(self, elem: int) -> int:
        return self.type("[]" + self.name_of(elem), K.T_SLICE, 24, K.TF_HASPTR, elem=elem, ptrdata=8)

    def array(self, n: int, elem: int) -> int:
        size = self.types[elem]["t_size"] * n
        flags = self.types[elem]["t_flags"] & K.TF_HASPTR
        return self.type(f"[{n}]{self.name_of(elem)}", K.T_ARRAY, size, flags, elem=elem, len=n, ptrdata=size if flags else 0)

    def map(self, key: int, elem: int) -> int:
        name = f"map[{self.name_of(key)}]{self.name_of(elem)}"
        return self.type(name, K.T_MAP, 8, K.TF_HASPTR | K.TF_DIRECTIFACE, key=key, elem=elem, ptrdata=8)

    def chan(self, elem: int) -> int:
        return self.type("chan " + self.name_of(elem), K.T_CHAN, 8, K.TF_HASPTR | K.TF_DIRECTIFACE, elem=elem, ptrdata=8)

    def func_type(self, text: str = "func()", params: int = 0, results: int = 0) -> int:
        return self.type(text, K.T_FUNC, 8, K.TF_HASPTR | K.TF_DIRECTIFACE, ptrdata=8, nparams=params, nresults=results)

    def struct(self, name: str, *fields: tuple[str, int]) -> int:
        start = len(self.fields)
        offset, pointers = 0, False
        for fname, ftype in fields:
            self.fields.append((self.text(fname), ftype, offset, 0))
            offset += (self.types[ftype]["t_size"] + 7) // 8 * 8
            pointers |= self._has_pointers(ftype)
        flags = K.TF_NAMED | (K.TF_HASPTR if pointers else 0)
        return self.type(
            name, K.T_STRUCT, offset, flags, fields=start, nfields=len(fields), sym=self.text(f"{self.path}.{name}"),
            ptrdata=offset if pointers else 0,
        )  # fmt: skip

    def set_fields(self, t: int, *fields: tuple[str, int]) -> None:
        """Give a recursive struct its fields after its pointer type exists."""
        row = self.types[t]
        row["t_fields"], row["t_nfields"] = len(self.fields), len(fields)
        size = 0
        for fname, ftype in fields:
            self.fields.append((self.text(fname), ftype, size, 0))
            size += (self.types[ftype]["t_size"] + 7) // 8 * 8
            row["t_flags"] |= self.types[ftype]["t_flags"] & K.TF_HASPTR
        row["t_size"], row["t_ptrdata"] = size, size

    def interface(self, name: str) -> int:
        return self.type(name, K.T_INTERFACE, 16, K.TF_HASPTR | K.TF_NAMED, ptrdata=16)

    def object(self, name: str, cls: int, type_id: int, fn: int = -1, flags: int = 0, key: str = "") -> Var:
        self.objects.append(
            {
                "o_name": self.text(name), "o_class": cls, "o_type": type_id, "o_pos": 0, "o_file": 0, "o_fn": fn,
                "o_key": self.text(key) if key else -1, "o_flags": flags, "o_def": -1, "o_single": -1,
            }
        )  # fmt: skip
        return Var(len(self.objects) - 1, type_id)

    def const(self, kind: int, text: str, show: str | None = None) -> int:
        self.consts.append((kind, self.text(text), self.text(text if show is None else show)))
        return len(self.consts) - 1

    # Functions.

    def func(
        self,
        name: str,
        params: list[tuple[str, int]] | None = None,
        results: list[tuple[str, int]] | None = None,
        flags: int = 0,
        parent: Fn | None = None,
        key: str | None = None,
    ) -> Fn:
        fn_id = len(self.funcs)
        line = 10 * (fn_id + 1)
        signature = self.func_type(f"func#{fn_id}", len(params or []), len(results or []))
        obj = self.object(name, K.CLASS_FUNC, signature, fn_id, key=key or f"{self.path}.{name}")
        fn = Fn(fn_id, obj, [], [], [], line=line)
        for i, (pname, ptype) in enumerate(params or []):
            bits = K.O_UNNAMED if pname in ("", "_") else 0
            var = self.object(pname or f"~p{i}", K.CLASS_PARAM, ptype, fn_id, bits)
            self.objects[var.id]["o_pos"] = line << 12 | 10 + i
            fn.params.append(var)
        for i, (rname, rtype) in enumerate(results or []):
            var = self.object(rname or f"~r{i}", K.CLASS_PARAMOUT, rtype, fn_id)
            self.objects[var.id]["o_pos"] = line << 12 | 50 + i
            fn.results.append(var)
        self.funcs.append(
            {
                "fn_name": self.text(name), "fn_key": self.text(key or f"{self.path}.{name}"), "fn_obj": obj.id,
                "fn_type": signature, "fn_pos": line << 12 | 6, "fn_file": 0,
                "fn_flags": flags | (K.FN_CLOSURE if parent else 0), "fn_parent": parent.id if parent else -1,
            }
        )  # fmt: skip
        self.fns.append(fn)
        return fn

    def local(self, fn: Fn, name: str, type_id: int, flags: int = 0) -> Var:
        var = self.object(name, K.CLASS_AUTO, type_id, fn.id, flags)
        fn.locals.append(var)
        self.objects[var.id]["o_pos"] = (fn.line + 1) << 12 | len(fn.locals)
        return var

    def external(self, name: str, key: str, params: int = 1, results: int = 0) -> Var:
        return self.object(name, K.CLASS_FUNC, self.func_type(f"func {key}", params, results), -1, key=key)

    def global_var(self, name: str, type_id: int) -> Var:
        return self.object(name, K.CLASS_EXTERN, type_id, key=f"{self.path}.{name}")

    # Nodes.

    def name(self, var: Var) -> N:
        return N(K.NAME, type=var.type, aux=var.id)

    def lit(self, value: int, type_id: int | None = None) -> N:
        return N(K.LITERAL, type=self.int if type_id is None else type_id, aux=self.const(K.C_INT, str(value)), flags=K.F_SMALL_CONST)

    def text_lit(self, value: str) -> N:
        return N(K.LITERAL, type=self.string, aux=self.const(K.C_STRING, value, json.dumps(value)))

    def nil(self) -> N:
        return N(K.NIL, type=self.nothing)

    def addr(self, x: N, implicit: bool = False) -> N:
        node = x
        while node.kind in (K.DOT, K.INDEX):
            node = node.kids[0]
        if node.kind == K.NAME:
            self.objects[node.aux]["o_flags"] |= K.O_ADDRTAKEN
        return N(K.ADDR, [x], self.ptr(x.type), flags=K.F_IMPLICIT if implicit else 0)

    def deref(self, x: N) -> N:
        return N(K.DEREF, [x], self.types[x.type]["t_elem"])

    def dot(self, x: N, name: str, type_id: int) -> N:
        kind = K.DOTPTR if self.types[x.type]["t_kind"] == K.T_POINTER else K.DOT
        return N(kind, [x], type_id, self.text(name))

    def index(self, x: N, i: N) -> N:
        kind = K.INDEXMAP if self.types[x.type]["t_kind"] == K.T_MAP else K.INDEX
        return N(kind, [x, i], self.types[x.type]["t_elem"])

    def box(self, x: N, iface: int | None = None) -> N:
        return N(K.CONVIFACE, [x], self.any if iface is None else iface, flags=K.F_IMPLICIT)

    def new(self, t: int) -> N:
        return N(K.NEW, [N(K.TYPE, type=t)], self.ptr(t))

    def struct_lit(self, t: int, **values: N) -> N:
        return N(K.STRUCTLIT, [N(K.STRUCTKEY, [v], v.type, self.text(k)) for k, v in values.items()], t)

    def ptr_lit(self, t: int, **values: N) -> N:
        return N(K.PTRLIT, [self.struct_lit(t, **values)], self.ptr(t))

    def slice_lit(self, t: int, *values: N, variadic: bool = False) -> N:
        return N(K.SLICELIT, list(values), t, flags=K.F_IMPLICIT if variadic else 0)

    def make(self, t: int, *sizes: N) -> N:
        kind = {K.T_SLICE: K.MAKESLICE, K.T_MAP: K.MAKEMAP, K.T_CHAN: K.MAKECHAN}[self.types[t]["t_kind"]]
        kids = list(sizes) or [N(K.NONE)]
        if kind == K.MAKESLICE and len(kids) == 1:
            kids.append(N(K.NONE))
        return N(kind, kids, t)

    def call(self, fun: N | Var, *args: N, type_id: int = -1, flags: int = 0) -> N:
        return N(K.CALLFUNC, [self.name(fun) if isinstance(fun, Var) else fun, *args], type_id, flags=flags)

    def call_method(self, receiver: N, method: str, *args: N, type_id: int = -1) -> N:
        return N(K.CALLINTER, [N(K.DOTINTER, [receiver], aux=self.text(method)), *args], type_id)

    def closure(self, fn: Fn, *captured: Var) -> N:
        return N(K.CLOSURE, [N(K.CLOSUREVAR, type=v.type, aux=v.id) for v in captured], self.func_type(), fn.id)

    def define(self, var: Var, value: N, single: bool = True) -> list[N]:
        """``var := value``; ``single`` says that this is the only assignment."""
        node = N(K.AS, [self.name(var), value], flags=K.F_DEF)
        self.objects[var.id]["o_def"] = node
        if single:
            self.objects[var.id]["o_single"] = value
        return [N(K.DCL, aux=var.id), node]

    def declare(self, var: Var) -> list[N]:
        """``var x T``."""
        return [N(K.DCL, aux=var.id), N(K.AS, [self.name(var), N(K.NONE)])]

    def assign(self, left: N, right: N) -> N:
        return N(K.AS, [left, right])

    def discard(self, value: N) -> N:
        return N(K.AS, [self.name(self.blank), value])

    def ret(self, *values: N) -> N:
        return N(K.RETURN, list(values))

    def loop(self, *body: N, cond: N | None = None) -> N:
        return N(K.FOR, [cond or N(K.NONE), N(K.NONE), N(K.BLOCK, list(body))])

    def branch(self, cond: N, *body: N) -> N:
        return N(K.IF, [cond, N(K.BLOCK, list(body)), N(K.BLOCK)])

    # Encoding.

    def encode(self) -> bytes:
        nodes: list[N] = []
        rows: dict[str, list[int]] = {name: [] for name in TABLES[0]}

        def emit(node: N, line: int, col: list[int]) -> None:
            node.index = len(nodes)
            nodes.append(node)
            col[0] += 1
            at = node.at or (line, min(col[0], 200))
            for name, value in (
                ("n_kind", node.kind),
                ("n_pos", at[0] << 12 | at[1]),
                ("n_file", 0),
                ("n_type", node.type),
                ("n_aux", node.aux),
                ("n_aux2", node.aux2),
                ("n_flags", node.flags),
                ("n_end", 0),
            ):
                rows[name].append(value)
            for kid in node.kids:
                emit(kid, line, col)
            rows["n_end"][node.index] = len(nodes)

        bodies = []
        plist: list[int] = []
        dcl: list[int] = []
        for fn, row in zip(self.fns, self.funcs, strict=True):
            row["fn_node"] = -1
            if fn.body is not None:
                body = N(K.FUNCBODY)
                body.index = len(nodes)
                nodes.append(body)
                start = {"n_kind": K.FUNCBODY, "n_pos": fn.line << 12, "n_type": -1, "n_aux": -1, "n_aux2": -1}
                for name in TABLES[0]:
                    rows[name].append(start.get(name, 0))
                for offset, statement in enumerate(fn.body):
                    emit(statement, fn.line + 1 + offset, [0])
                rows["n_end"][body.index] = len(nodes)
                row["fn_node"] = body.index
                row["fn_flags"] |= K.FN_HAS_BODY
                bodies.append(body)
            row["fn_params"], row["fn_nparams"] = len(plist), len(fn.params) + len(fn.results)
            row["fn_nrecvparams"], row["fn_nresults"] = len(fn.params), len(fn.results)
            plist += [v.id for v in (*fn.params, *fn.results)]
            row["fn_dcl"], row["fn_ndcl"] = len(dcl), len(fn.params) + len(fn.results) + len(fn.locals)
            dcl += [v.id for v in (*fn.params, *fn.results, *fn.locals)]
        for row in self.objects:
            for key in ("o_def", "o_single"):
                if isinstance(row[key], N):
                    row[key] = row[key].index
        sections: dict[str, list[int]] = dict(rows)
        sections.update({name: [row[name] for row in self.types] for name in TABLES[1]})
        sections.update({name: [row[i] for row in self.fields] for i, name in enumerate(TABLES[2])})
        sections.update({name: [row[name] for row in self.objects] for name in TABLES[3]})
        sections.update({name: [row[i] for row in self.consts] for i, name in enumerate(TABLES[4])})
        sections.update({name: [row[name] for row in self.funcs] for name in TABLES[5]})
        loose = {
            "fn_plist": plist,
            "fn_dcl_list": dcl,
            "fa": [v for obj, node, rhs in self.fa for v in (obj, node.index, rhs.index if rhs else -1)],
            "ms": [v for t, m, obj, p in self.ms for v in (t, self.text(m), obj, self.text(p) if p else -1)],
        }
        assert set(loose) == set(LOOSE) - set(RUN_SECTIONS)
        sections.update(loose)
        order = self.order if self.order is not None else [f.id for f in self.fns if self.funcs[f.id]["fn_parent"] < 0]
        return pack(self, sections, order)

    def columns(self) -> Columns:
        columns = Columns(self.encode(), self.path)
        validate(columns)
        return columns


_WIDTH = {"n_kind": "B", "n_pos": "I", "n_file": "h", "t_kind": "B", "t_size": "q", "t_align": "B", "t_len": "q", "t_ptrdata": "q",
          "t_nrecv": "H", "t_nparams": "H", "t_nresults": "H", "f_offset": "q", "o_class": "B", "o_pos": "I", "o_file": "h",
          "c_kind": "B", "fn_pos": "I", "fn_file": "h"}  # fmt: skip


def pack(program: Program, sections: dict[str, list[int]], order: list[int], **header: Any) -> bytes:
    """Write the container."""
    data = [s.encode("utf-8", "surrogateescape") for s in program.strings]
    offsets = [0]
    for piece in data:
        offsets.append(offsets[-1] + len(piece))
    blobs: list[tuple[str, bytes, int, int]] = []
    for name, values in sections.items():
        code = _WIDTH.get(name, "i")
        blobs.append((name, struct.pack(f"<{len(values)}{code}", *values), len(values), struct.calcsize(code)))
    blobs.append(("str_off", struct.pack(f"<{len(offsets)}i", *offsets), len(offsets), 4))
    blobs.append(("str_data", b"".join(data), offsets[-1], 1))

    def make(base: int) -> tuple[bytes, bytes]:
        table: dict[str, list[int]] = {}
        body = bytearray()
        for name, blob, count, width in blobs:
            while (base + len(body)) % 8:
                body.append(0)
            table[name] = [base + len(body), count, width]
            body += blob
        meta = {
            "schema": 1, "path": program.path, "name": "p", "root": True, "goversion": "go1.27.3", "lang": "1.27",
            "goarch": "amd64", "hash": "", "sections": table, "files": ["/src/main.go"], "filenames_gc": [program.file],
            "funcs_order": order, **header,
        }  # fmt: skip
        return json.dumps(meta).encode(), bytes(body)

    size = len(make(1 << 20)[0]) + 64
    meta, body = make(8 + size)
    return b"GLC1" + struct.pack("<I", size) + meta.ljust(size) + body
