"""Stand-ins: Python for the functions of the standard library whose real source cannot serve.

Programs run the real source of the standard library, lowered like their own.  What that source stands on (the runtime, assembly, system
calls, the layout of memory) is replaced here, function by function.  Types, constants and variables always come from the real source, so a
stand-in sees the very objects that lowered code sees: structs with slots ``f_NAME``, strings as bytes, errors as ``Iface`` or None.

The model.  A stand-in is known by the *link key* of the Go function it replaces: ``strings.Index``, ``sync.(*Mutex).Lock``,
``sync/atomic.(*Pointer[...]).Load`` (type arguments are written as dots, one stand-in serves all instances).  It is one of three things:

* ``@override(keys…)``: a function of values only.  It is called exactly as the Go function, receiver first.
* ``@bound(keys…)``: a factory that gets the `Library` of this run and returns the function; it may ask for the machine, for types and for
  other functions.
* ``@generic(keys…)``: a factory that gets the library and the list of type arguments.

Invariants.  There is one file per replaced package, named after it; it is imported when a program first asks for a function of that
package.  No file holds state of a run: that is in the `Library`.  A function without a stand-in and without a body in Go is an error of
the linker when it is *called*.

``LEFT_OUT`` names the packages that need not be read at all, ``SKIP_INIT`` those whose initialisation is not run because nothing of it
would have an effect here, ``UNSUPPORTED`` those that no program can import, with the reason.  `type_class` gives the Python class of
struct types that stand-ins represent in their own way, such as ``reflect.Value``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from goloupe.std.library import Library

__all__ = [
    "LEFT_OUT",
    "LINKED_VARIABLES",
    "OVERRIDES",
    "SKIP_INIT",
    "UNSUPPORTED",
    "Library",
    "StandIn",
    "StandIns",
    "bound",
    "find",
    "generic",
    "lookup",
    "override",
    "type_class",
]

Function = Callable[..., Any]

PLAIN, BOUND, GENERIC = range(3)


class StandIn:
    """One entry of the registry: what kind of thing it is, and the function or factory."""

    __slots__ = ("kind", "made")

    def __init__(self, kind: int, made: Function) -> None:
        self.kind = kind
        self.made = made


OVERRIDES: Final[dict[str, StandIn]] = {}
"""Link key -> stand-in, of the packages that were asked for so far."""

FILES: Final = {
    **{
        path: path.replace("/", "_")
        for path in (
            "hash/crc32",
            "hash/maphash",
            "internal/abi",
            "internal/byteorder",
            "internal/bytealg",
            "internal/chacha8rand",
            "internal/cpu",
            "internal/fuzz",
            "internal/godebug",
            "internal/poll",
            "internal/race",
            "internal/reflectlite",
            "internal/strconv",
            "internal/stringslite",
            "internal/sync",
            "internal/syscall/unix",
            "internal/synctest",
            "iter",
            "maps",
            "math",
            "math/big",
            "math/bits",
            "math/rand",
            "os",
            "os/signal",
            "reflect",
            "runtime",
            "runtime/debug",
            "runtime/pprof",
            "slices",
            "strings",
            "sync",
            "sync/atomic",
            "syscall",
            "time",
            "unicode",
            "unique",
            "weak",
        )
    },
    **dict.fromkeys(
        (
            "crypto/fips140",
            "crypto/internal/constanttime",
            "crypto/internal/boring/sig",
            "crypto/internal/fips140",
            "crypto/internal/fips140/alias",
            "crypto/internal/fips140/sha3",
            "crypto/internal/fips140/subtle",
            "crypto/internal/fips140deps/time",
            "crypto/internal/sysrand",
            "crypto/md5",
            "crypto/rand",
            "crypto/subtle",
        ),
        "crypto",
    ),
    "encoding/binary": "internal_byteorder",
    "golang.org/x/sys/cpu": "internal_cpu",
    "golang.org/x/sys/unix": "syscall",
    "math/rand/v2": "math_rand",
    "net": "math_rand",
}
"""Import path of each package that has stand-ins -> its module."""

LINKNAMES: Final = {
    "crypto/internal/fips140hash.sha3Unwrap": "crypto/sha3.unwrap",
    "mime/multipart.readMIMEHeader": "net/textproto.readMIMEHeader",
    "net.newUnixFile": "os.net_newUnixFile",
    "net/http.readMIMEHeader": "net/textproto.readMIMEHeader",
    "sync_test.runtime_blockUntilEmptyCleanupQueue": "runtime.unique_runtime_blockUntilEmptyCleanupQueue",
    "syscall.hasWaitingReaders": "sync.syscall_hasWaitingReaders",
    "testing/synctest.testingSynctestTest": "testing.testingSynctestTest",
    "time_test.absClock": "time.legacyAbsClock",
    "time_test.absDate": "time.legacyAbsDate",
    "time_test.timeAbs": "time.legacyTimeTimeAbs",
    "unique.runtime_blockUntilEmptyCleanupQueue": "runtime.unique_runtime_blockUntilEmptyCleanupQueue",
    "time/tzdata.registerLoadFromEmbeddedTZData": "time.registerLoadFromEmbeddedTZData",
    **{
        f"runtime.Race{name}": f"internal/race.{name}"
        for name in (
            "Acquire",
            "Disable",
            "Enable",
            "Errors",
            "Read",
            "ReadRange",
            "Release",
            "ReleaseMerge",
            "Write",
            "WriteRange",
        )
    },
    **{
        f"internal/syscall/unix.{name[0].upper()}{name[1:]}": f"syscall.{name}"
        for name in (
            "recvfromInet4",
            "recvfromInet6",
            "sendtoInet4",
            "sendtoInet6",
            "sendmsgNInet4",
            "sendmsgNInet6",
            "recvmsgInet4",
            "recvmsgInet6",
        )
    },
}
"""Functions whose body is that of another, by ``//go:linkname``, outside of the runtime."""

LINKED_VARIABLES: Final = {"time_test.haveHighResSleep": True}
"""Variables that are those of the runtime, by ``//go:linkname``, and what they hold."""

LEFT_OUT: Final = frozenset(
    (
        "internal/asan",
        "internal/coverage/rtcov",
        "internal/cpu",
        "internal/goarch",
        "internal/godebug",
        "internal/godebugs",
        "internal/goexperiment",
        "internal/goos",
        "internal/msan",
        "internal/profilerecord",
        "internal/runtime/atomic",
        "internal/runtime/cgobench",
        "internal/runtime/cgroup",
        "internal/runtime/exithook",
        "internal/runtime/gc",
        "internal/runtime/gc/internal/gen",
        "internal/runtime/gc/scan",
        "internal/runtime/maps",
        "internal/runtime/math",
        "internal/runtime/sys",
        "internal/runtime/syscall/linux",
        "internal/runtime/wasitest",
        "internal/trace/tracev2",
        "internal/unsafeheader",
        "runtime",
        "runtime/cgo",
    )
)
"""Packages that are not read at all: everything that others use of them is a type, a constant or has a stand-in."""

SKIP_INIT: Final = LEFT_OUT | {
    "internal/abi",
    "internal/bytealg",
    "internal/race",
    "internal/sync",
    "sync",
    "sync/atomic",
    "unique",
    "weak",
}
"""Packages whose variables stay zero (or are set by stand-ins): their `init` is about the real machine."""

UNSUPPORTED: Final = {
    "C": "cgo is not supported: there is no machine code to call",
    "plugin": "package plugin is not supported: there is no machine code to load",
    "runtime/cgo": "cgo is not supported: there is no machine code to call",
}
"""Packages that cannot be imported, and why."""

_TYPE_CLASSES: Final = {
    "internal/reflectlite.Value": ("reflect.value", "Value"),
    "reflect.Value": ("reflect.value", "Value"),
}
"""Link text of struct types with a class of their own -> module and class."""


def override(*keys: str) -> Callable[[Function], Function]:
    """Register a function of values only."""

    def register(made: Function) -> Function:
        entry = StandIn(PLAIN, made)
        for key in keys:
            OVERRIDES[key] = entry
        return made

    return register


def bound(*keys: str) -> Callable[[Function], Function]:
    """Register a factory: ``make(lib) -> function``, or ``make(lib, key)`` if it stands for several keys."""

    def register(made: Function) -> Function:
        entry = StandIn(BOUND, made)
        for key in keys:
            OVERRIDES[key] = entry
        return made

    return register


def generic(*keys: str) -> Callable[[Function], Function]:
    """Register a factory for a generic function: ``make(lib, [type arguments]) -> function``, or with their link texts as third."""

    def register(made: Function) -> Function:
        entry = StandIn(GENERIC, made)
        for key in keys:
            OVERRIDES[key] = entry
        return made

    return register


def package_of(key: str) -> str:
    """The import path in a link key."""
    end = len(key)
    for mark in "[(":
        at = key.find(mark)
        if 0 <= at < end:
            end = at
    slash = key.rfind("/", 0, end)
    dot = key.find(".", slash + 1)
    return key[:dot] if dot >= 0 else ""


def split_key(key: str) -> tuple[str, list[str]]:
    """A link key with dots for its type arguments, and the arguments' link texts."""
    if "[" not in key:
        return key, []
    out: list[str] = []
    args: list[str] = []
    depth = start = 0
    for i, c in enumerate(key):
        if c == "[" and depth == 0:
            depth, start = 1, i + 1
            out.append("[...]")
        elif depth == 0:
            out.append(c)
        elif c in "[({":
            depth += 1
        elif c in ")}":
            depth -= 1
        elif c == "]":
            depth -= 1
            if depth == 0:
                args.append(key[start:i])
        elif c == "," and depth == 1:
            args.append(key[start:i])
            start = i + 1
    return "".join(out), args


def find(lib: Library, key: str) -> Function | None:
    """The function that stands in for the Go function with link key ``key``, or None."""
    other = LINKNAMES.get(key)
    if other is not None:
        return lib.function(other)
    module = FILES.get(package_of(key))
    if module is None:
        return None
    lib.load(module)
    plain, args = split_key(key)
    entry = OVERRIDES.get(plain)
    if entry is None:
        return None
    made = entry.made
    if entry.kind == PLAIN:
        return made
    if entry.kind == BOUND:
        return made(lib, plain) if made.__code__.co_argcount > 1 else made(lib)  # type: ignore[no-any-return]
    types = [lib.type_of(arg) for arg in args]
    return made(lib, types, args) if made.__code__.co_argcount > 2 else made(lib, types)  # type: ignore[no-any-return]


class StandIns:
    """The stand-ins of one run: link key -> function or None.  The linker completes ``library`` when it is ready to answer."""

    def __init__(self, rt: Any) -> None:
        self.library = Library(rt)
        self.library.find = self
        self.left_out: frozenset[str] = frozenset()
        """Functions that have none in this run."""

    def __call__(self, key: str) -> Function | None:
        """The stand-in for the function with this link key."""
        if key in self.left_out:
            return None
        found = find(self.library, key)
        wrap = self.library.wrapped.get(key)
        return found if wrap is None or found is None else wrap(found)


UNWATCHED: Final = frozenset(
    (
        "internal/bytealg.Equal",
        "internal/bytealg.IndexRabinKarp[[]uint8]",
        "internal/bytealg.LastIndexByte",
        "internal/bytealg.LastIndexRabinKarp[[]uint8]",
        "strings.Join",
        *(f"strings.(*Builder).{name}" for name in ("String", "Write", "WriteByte", "WriteString")),
        *(
            f"encoding/binary.{order}Endian.{name}{bits}"
            for order in ("little", "big")
            for name in ("Uint", "PutUint", "AppendUint")
            for bits in (16, 32, 64)
        ),
    )
)
"""Stand-ins for the sake of speed whose real source reads or writes memory that goroutines can share: the race detector is to see that."""


def lookup(rt: Any) -> StandIns:
    """The stand-ins for a run on machine ``rt``."""
    return StandIns(rt)


def type_class(link: str) -> Any:
    """The Python class of the struct type ``link`` if a stand-in has its own, else None."""
    place = _TYPE_CLASSES.get(link)
    if place is None:
        return None
    return getattr(import_module(f"goloupe.std.{place[0]}"), place[1])
