"""Packages of crypto: what Go has in assembly only, in Python; random bytes from the run's seed.

Where a package has both, it asks the processor which to take; the model's processor has no extensions, so the portable form runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.runtime.value import ElemRef, Slice
from goloupe.std import bound, override
from goloupe.std.library import Library
from goloupe.std.syscall import put


@bound("crypto/internal/sysrand.Read")
def sysrand_read(lib: Library) -> Callable[[Slice], None]:
    """Fill with random bytes."""

    def call(b: Slice) -> None:
        put(b, lib.random_bytes(b.len))

    return call


@bound("crypto/internal/fips140.fatal", "crypto/internal/sysrand.fatal", "crypto/rand.fatal")
def fatal(lib: Library, _key: str) -> Callable[[bytes], None]:
    """Stop the program."""
    return lambda text: lib.rt.fatal(text.decode())


@bound("crypto/internal/fips140.getIndicator")
def get_indicator(lib: Library) -> Callable[[], int]:
    """Whether an approved service was used."""
    return lambda: lib.state.get("fips140.indicator", 0)


@bound("crypto/internal/fips140.setIndicator")
def set_indicator(lib: Library) -> Callable[[int], None]:
    """Note that an approved service was used."""

    def call(value: int) -> None:
        lib.state["fips140.indicator"] = value

    return call


@override("crypto/internal/boring/sig.BoringCrypto", "crypto/internal/boring/sig.FIPSOnly", "crypto/internal/boring/sig.StandardCrypto")
def nothing() -> None:
    """Marks in machine code, of which there is none."""


@override("crypto/subtle.setDITEnabled", "crypto/fips140.isBypassed")
def no() -> bool:
    """Not set."""
    return False


@override("crypto/subtle.setDITDisabled", "crypto/fips140.setBypass", "crypto/fips140.unsetBypass")
def no_effect() -> None:
    """No effect."""


@bound("crypto/internal/fips140deps/time.monoTime", "crypto/internal/fips140deps/time.HighPrecisionNow")
def mono_time(lib: Library, _key: str) -> Callable[[], int]:
    """The clock."""
    return lib.rt.nanotime  # type: ignore[no-any-return]


@bound("crypto/md5.block")
def md5_block(lib: Library) -> Callable[[Any, Slice], None]:
    """The portable form."""
    return lib.function("crypto/md5.blockGeneric")


@override("crypto/internal/fips140/subtle.xorBytes")
def xor_bytes(dst: Any, x: Any, y: Any, n: int) -> None:
    """``dst[i] = x[i] ^ y[i]``."""
    a = int.from_bytes(x.arr[x.index : x.index + n], "little")
    b = int.from_bytes(y.arr[y.index : y.index + n], "little")
    dst.arr[dst.index : dst.index + n] = (a ^ b).to_bytes(n, "little")


@override("crypto/internal/fips140/subtle.XORBytes")
def xor_bytes_checked(dst: Slice, x: Slice, y: Slice) -> int:
    """``dst[i] = x[i] ^ y[i]``; how many."""
    n = min(x.len, y.len)
    if n:
        if n > dst.len:
            from goloupe.std.library import panic_string

            panic_string("subtle.XORBytes: dst too short")
        if _overlaps(dst, x, n) or _overlaps(dst, y, n):
            from goloupe.std.library import panic_string

            panic_string("subtle.XORBytes: invalid overlap")
        xor_bytes(ElemRef(dst.arr, dst.off), ElemRef(x.arr, x.off), ElemRef(y.arr, y.off), n)
    return n


def _overlaps(a: Slice, b: Slice, n: int) -> bool:
    return a.arr is b.arr and a.off != b.off and abs(a.off - b.off) < n


@override("crypto/internal/fips140/alias.AnyOverlap")
def any_overlap(a: Slice, b: Slice) -> bool:
    """Whether two slices share memory."""
    return a.len > 0 and b.len > 0 and a.arr is b.arr and a.off <= b.off + b.len - 1 and b.off <= a.off + a.len - 1


@override("crypto/internal/fips140/alias.InexactOverlap")
def inexact_overlap(a: Slice, b: Slice) -> bool:
    """Whether two slices share memory at different indices."""
    return a.len > 0 and b.len > 0 and (a.arr is not b.arr or a.off != b.off) and any_overlap(a, b)


_ROUND_CONSTANTS = (
    0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B, 0x0000000080000001,
    0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
    0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
    0x000000000000800A, 0x800000008000000A, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
)  # fmt: skip
_ROTATIONS = (0, 1, 62, 28, 27, 36, 44, 6, 55, 20, 3, 10, 43, 25, 39, 41, 45, 15, 21, 8, 18, 2, 61, 56, 14)
_MASK = (1 << 64) - 1


@override("crypto/internal/fips140/sha3.keccakF1600")
def keccak_f1600(state: Any) -> None:
    """The permutation of SHA-3 on 200 bytes."""
    a = [int.from_bytes(state[8 * i : 8 * i + 8], "little") for i in range(25)]
    for constant in _ROUND_CONSTANTS:
        c = [a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20] for x in range(5)]
        d = [c[x - 1] ^ ((c[(x + 1) % 5] << 1 | c[(x + 1) % 5] >> 63) & _MASK) for x in range(5)]
        b = [0] * 25
        for i in range(25):
            x, y = i % 5, i // 5
            v = a[i] ^ d[x]
            r = _ROTATIONS[i]
            b[y + 5 * ((2 * x + 3 * y) % 5)] = (v << r | v >> 64 - r) & _MASK
        a = [b[i] ^ (~b[i // 5 * 5 + (i + 1) % 5] & b[i // 5 * 5 + (i + 2) % 5]) for i in range(25)]
        a[0] ^= constant
    state[:] = b"".join([v.to_bytes(8, "little") for v in a])


@override("crypto/internal/constanttime.boolToUint8")
def bool_to_uint8(b: bool) -> int:
    """1 for true; the compiler knows it by name, and its source panics."""
    return 1 if b else 0
