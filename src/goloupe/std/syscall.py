"""Package syscall: system calls, made through Python's `os`; `syscall_process` has those that are about the process itself.

The numbers of errors and flags are the host's own.  Output to descriptors 1 and 2 goes to the machine's streams, so that a run can be
observed.  A call that would block on a descriptor that others may make ready parks its goroutine (see `internal_poll`).
"""

from __future__ import annotations

import errno
import fcntl as _fcntl
import os
import resource
import stat
import struct
import time
from collections.abc import Callable
from typing import Any

from goloupe.runtime.value import NIL_SLICE, Iface, Slice
from goloupe.std import bound, internal_poll, os_signal, override, syscall_process  # noqa: F401 - so that it registers what it has
from goloupe.std.library import Library

AT_FDCWD = -100
AT_REMOVEDIR = 0x200
AT_SYMLINK_NOFOLLOW = 0x100
AT_SYMLINK_FOLLOW = 0x400
MAP_ANON = 0x20
_LOOK_AGAIN = 0.001
"""Seconds until the next try for a lock."""


def failure(lib: Library, exc: Exception) -> Iface | None:
    """The error for an exception of `os`."""
    if isinstance(exc, OSError) and exc.errno:
        return lib.errno(exc.errno)
    return lib.errno(errno.EINVAL)


_ERRORS = (OSError, ValueError, OverflowError)


def _directory(fd: int) -> int | None:
    return None if fd == AT_FDCWD else fd


def status(function: Callable[..., Any]) -> Callable[[Library], Callable[..., Iface | None]]:
    """A factory for a call that gives an error only."""

    def make(lib: Library) -> Callable[..., Iface | None]:
        def call(*args: Any) -> Iface | None:
            try:
                function(*args)
            except _ERRORS as exc:
                return failure(lib, exc)
            return None

        return call

    return make


def number(function: Callable[..., int], wrong: int = -1) -> Callable[[Library], Callable[..., tuple[int, Iface | None]]]:
    """A factory for a call that gives a number and an error."""

    def make(lib: Library) -> Callable[..., tuple[int, Iface | None]]:
        def call(*args: Any) -> tuple[int, Iface | None]:
            try:
                return function(*args), None
            except _ERRORS as exc:
                return wrong, failure(lib, exc)

        return call

    return make


def _unlink(directory: int, path: bytes, flags: int) -> None:
    if flags & AT_REMOVEDIR:
        os.rmdir(path, dir_fd=_directory(directory))
    else:
        os.unlink(path, dir_fd=_directory(directory))


def _chmod(directory: int, path: bytes, mode: int, flags: int = 0) -> None:
    if flags & AT_SYMLINK_NOFOLLOW and stat.S_ISLNK(os.lstat(path, dir_fd=_directory(directory)).st_mode):
        raise OSError(errno.EOPNOTSUPP, "")
    os.chmod(path, mode, dir_fd=_directory(directory))


def _access(directory: int, path: bytes, mode: int, flags: int = 0) -> None:
    if not os.access(path, mode, dir_fd=_directory(directory), effective_ids=bool(flags & 0x200)):
        os.stat(path, dir_fd=_directory(directory))
        raise OSError(errno.EACCES, "")


def _chown(directory: int, path: bytes, uid: int, gid: int, flags: int) -> None:
    os.chown(path, uid, gid, dir_fd=_directory(directory), follow_symlinks=not flags & AT_SYMLINK_NOFOLLOW)


def _link(old_directory: int, old: bytes, new_directory: int, new: bytes, flags: int) -> None:
    os.link(
        old,
        new,
        src_dir_fd=_directory(old_directory),
        dst_dir_fd=_directory(new_directory),
        follow_symlinks=bool(flags & AT_SYMLINK_FOLLOW),
    )


def _set_times(directory: int, path: bytes, times: Any, flags: int) -> None:
    pairs = [(t.f_Sec, t.f_Nsec) for t in times]
    now_or_omit = {(1 << 30) - 1, (1 << 30) - 2}
    if any(nsec in now_or_omit for _, nsec in pairs):
        info = os.stat(path, dir_fd=_directory(directory))

        present = (info.st_atime_ns, info.st_mtime_ns)
        stamps = [
            time.time_ns() if nsec == (1 << 30) - 1 else present[i] if nsec == (1 << 30) - 2 else sec * 1_000_000_000 + nsec
            for i, (sec, nsec) in enumerate(pairs)
        ]
    else:
        stamps = [sec * 1_000_000_000 + nsec for sec, nsec in pairs]
    os.utime(path, ns=(stamps[0], stamps[1]), dir_fd=_directory(directory), follow_symlinks=not flags & AT_SYMLINK_NOFOLLOW)


def _rlimit(limits: Any, old: Any, which: int) -> None:
    if old is not None:
        soft, hard = resource.getrlimit(which)
        old.f_Cur, old.f_Max = soft & 0xFFFFFFFFFFFFFFFF, hard & 0xFFFFFFFFFFFFFFFF
    if limits is not None:
        soft, hard = (-1 if n == 0xFFFFFFFFFFFFFFFF else n for n in (limits.f_Cur, limits.f_Max))
        resource.setrlimit(which, (soft, hard))


STATUS: dict[str, Callable[..., Any]] = {
    "Chdir": os.chdir,
    "Chroot": os.chroot,
    "Fchdir": os.fchdir,
    "Fchmod": os.fchmod,
    "Fchown": os.fchown,
    "Fchownat": _chown,
    "Fdatasync": os.fdatasync,
    "Fsync": os.fsync,
    "Ftruncate": os.ftruncate,
    "Mkdirat": lambda fd, path, mode: os.mkdir(path, mode, dir_fd=_directory(fd)),
    "Mknodat": lambda fd, path, mode, dev: os.mknod(path, mode, dev, dir_fd=_directory(fd)),
    "Renameat": lambda fd, old, fd2, new: os.rename(old, new, src_dir_fd=_directory(fd), dst_dir_fd=_directory(fd2)),
    "Setpgid": os.setpgid,
    "Setpriority": os.setpriority,
    "Truncate": os.truncate,
    "faccessat": _access,
    "faccessat2": _access,
    "fchmodat": _chmod,
    "fchmodat2": _chmod,
    "linkat": _link,
    "symlinkat": lambda old, fd, new: os.symlink(old, new, dir_fd=_directory(fd)),
    "unlinkat": _unlink,
    "utimensat": _set_times,
    "Dup2": lambda old, new: os.dup2(old, new, inheritable=True),
    "prlimit1": lambda _pid, which, new, old: _rlimit(new, old, which),
}
"""Calls that give an error only."""

NUMBER: dict[str, Callable[..., int]] = {
    "Dup": lambda fd: _fcntl.fcntl(fd, _fcntl.F_DUPFD, 0),
    "Getpgid": os.getpgid,
    "Getpriority": os.getpriority,
    "fcntl": lambda fd, command, arg: _fcntl.fcntl(fd, command, arg),
    "openat": lambda fd, path, flags, mode: os.open(path, flags, mode & 0o7777, dir_fd=_directory(fd)),
}
"""Calls that give a number and an error."""

PLAIN: dict[str, Callable[..., int]] = {
    "Getegid": os.getegid,
    "Geteuid": os.geteuid,
    "Getgid": os.getgid,
    "Getpagesize": lambda: 4096,
    "Getpid": os.getpid,
    "Getppid": os.getppid,
    "Gettid": os.getpid,
    "Getuid": os.getuid,
    "Umask": os.umask,
}
"""Calls that cannot fail."""

for _name, _function in STATUS.items():
    bound(f"syscall.{_name}")(status(_function))
for _name, _function in NUMBER.items():
    bound(f"syscall.{_name}")(number(_function))
for _name, _function in PLAIN.items():
    override(f"syscall.{_name}")(_function)


@override("syscall.Sync")
def sync() -> None:
    """Write everything to disk."""
    os.sync()


# Reading and writing.


def put(buffer: Slice, data: bytes) -> int:
    """Store bytes at the start of a slice; returns how many."""
    n = len(data)
    if n:
        buffer.arr[buffer.off : buffer.off + n] = data
    return n


def content(buffer: Slice) -> bytes:
    """The bytes of a slice."""
    return bytes(memoryview(buffer.arr)[buffer.off : buffer.off + buffer.len]) if buffer.len else b""


@bound("syscall.Kill")
def kill(lib: Library) -> Callable[[int, int], Iface | None]:
    """Send a signal; what the program sends to itself is its own affair if it wants it."""
    send = status(os.kill)(lib)
    return lambda pid, number: None if pid == os.getpid() and os_signal.deliver_now(lib, number) else send(pid, number)


@bound("syscall.Flock")
def flock(lib: Library) -> Callable[[int, int], Iface | None]:
    """Lock a file; who has to wait for the lock looks again and again, so that other goroutines run."""

    def call(fd: int, how: int) -> Iface | None:
        try:
            while True:
                try:
                    _fcntl.flock(fd, how | _fcntl.LOCK_NB)
                except BlockingIOError:
                    if how & _fcntl.LOCK_NB:
                        raise
                else:
                    return None
                time.sleep(_LOOK_AGAIN)  # Another process may have it.
                lib.rt.sleep(int(_LOOK_AGAIN * 1e9))
        except _ERRORS as exc:
            return failure(lib, exc)

    return call


@bound("syscall.read")
def read(lib: Library) -> Callable[[int, Slice], tuple[int, Iface | None]]:
    """Read into a slice."""

    def call(fd: int, p: Slice) -> tuple[int, Iface | None]:
        try:
            if fd == 0:
                internal_poll.wait_for_input(lib, fd)
            return put(p, os.read(fd, p.len)), None
        except _ERRORS as exc:
            return -1, failure(lib, exc)

    return call


@bound("syscall.write")
def write(lib: Library) -> Callable[[int, Slice], tuple[int, Iface | None]]:
    """Write a slice."""
    rt = lib.rt

    def call(fd: int, p: Slice) -> tuple[int, Iface | None]:
        try:
            if fd == 1:
                rt.write_stdout(content(p))
            elif fd == 2:
                rt.write_stderr(content(p))
            else:
                return os.write(fd, content(p)), None
        except _ERRORS as exc:
            return -1, failure(lib, exc)
        return p.len, None

    return call


@bound("syscall.pread")
def pread(lib: Library) -> Callable[[int, Slice, int], tuple[int, Iface | None]]:
    """Read at an offset."""

    def call(fd: int, p: Slice, offset: int) -> tuple[int, Iface | None]:
        try:
            return put(p, os.pread(fd, p.len, offset)), None
        except _ERRORS as exc:
            return -1, failure(lib, exc)

    return call


@bound("syscall.pwrite")
def pwrite(lib: Library) -> Callable[[int, Slice, int], tuple[int, Iface | None]]:
    """Write at an offset."""

    def call(fd: int, p: Slice, offset: int) -> tuple[int, Iface | None]:
        try:
            return os.pwrite(fd, content(p), offset), None
        except _ERRORS as exc:
            return -1, failure(lib, exc)

    return call


@bound("syscall.Seek")
def seek(lib: Library) -> Callable[[int, int, int], tuple[int, Iface | None]]:
    """Move the offset of a file; of a directory, begin again."""

    def call(fd: int, offset: int, whence: int) -> tuple[int, Iface | None]:
        try:
            _listings(lib).pop(fd, None)
            return os.lseek(fd, offset, whence), None
        except _ERRORS as exc:
            return -1, failure(lib, exc)

    return call


@bound("syscall.Close")
def close(lib: Library) -> Callable[[int], Iface | None]:
    """Close; the standard streams are the machine's and stay open."""

    def call(fd: int) -> Iface | None:
        try:
            _listings(lib).pop(fd, None)
            if fd > 2:
                os.close(fd)
        except _ERRORS as exc:
            return failure(lib, exc)
        return None

    return call


@bound("syscall.pipe2")
def pipe2(lib: Library) -> Callable[[Any, int], Iface | None]:
    """A pipe."""

    def call(p: Any, flags: int) -> Iface | None:
        try:
            p[0], p[1] = os.pipe2(flags)
        except _ERRORS as exc:
            return failure(lib, exc)
        return None

    return call


@bound("syscall.readlinkat")
def readlinkat(lib: Library) -> Callable[[int, bytes, Slice], tuple[int, Iface | None]]:
    """The target of a symbolic link."""

    def call(fd: int, path: bytes, buffer: Slice) -> tuple[int, Iface | None]:
        try:
            return put(buffer, os.readlink(path, dir_fd=_directory(fd))[: buffer.len]), None
        except _ERRORS as exc:
            return -1, failure(lib, exc)

    return call


@bound("syscall.Getcwd")
def getcwd(lib: Library) -> Callable[[Slice], tuple[int, Iface | None]]:
    """The working directory, with a zero at the end."""

    def call(buffer: Slice) -> tuple[int, Iface | None]:
        try:
            path = os.getcwdb() + b"\0"  # noqa: PTH109
        except _ERRORS as exc:
            return 0, failure(lib, exc)
        if len(path) > buffer.len:
            return 0, lib.errno(errno.ERANGE)
        return put(buffer, path), None

    return call


# Memory.


@bound("syscall.Mmap")
def mmap(lib: Library) -> Callable[[int, int, int, int, int], tuple[Slice, Iface | None]]:
    """Memory: a copy of a part of a file, or zeros."""

    def call(fd: int, offset: int, length: int, _prot: int, flags: int) -> tuple[Slice, Iface | None]:
        if length <= 0:
            return NIL_SLICE, lib.errno(errno.EINVAL)
        data = bytearray(length)
        try:
            if not flags & MAP_ANON:
                part = os.pread(fd, length, offset)
                data[: len(part)] = part
        except _ERRORS as exc:
            return NIL_SLICE, failure(lib, exc)
        return Slice(data, 0, length, length), None

    return call


@override("syscall.Munmap", "syscall.Mlock", "syscall.Munlock")
def munmap(_b: Slice) -> None:
    """Memory goes away by itself."""


@override("syscall.Mprotect", "syscall.Madvise")
def mprotect(_b: Slice, _prot: int) -> None:
    """All memory can be read and written."""


# Files and directories.


def fill_stat(st: Any, info: os.stat_result) -> None:
    """Fill a Stat_t."""
    st.f_Dev = info.st_dev
    st.f_Ino = info.st_ino
    st.f_Nlink = info.st_nlink
    st.f_Mode = info.st_mode
    st.f_Uid = info.st_uid
    st.f_Gid = info.st_gid
    st.f_Rdev = info.st_rdev
    st.f_Size = info.st_size
    st.f_Blksize = info.st_blksize
    st.f_Blocks = info.st_blocks
    for spec, ns in ((st.f_Atim, info.st_atime_ns), (st.f_Mtim, info.st_mtime_ns), (st.f_Ctim, info.st_ctime_ns)):
        spec.f_Sec, spec.f_Nsec = divmod(ns, 1_000_000_000)


@bound("syscall.Fstat")
def fstat(lib: Library) -> Callable[[int, Any], Iface | None]:
    """What there is to know about an open file."""

    def call(fd: int, st: Any) -> Iface | None:
        try:
            fill_stat(st, os.fstat(fd))
        except _ERRORS as exc:
            return failure(lib, exc)
        return None

    return call


@bound("syscall.fstatat")
def fstatat(lib: Library) -> Callable[[int, bytes, Any, int], Iface | None]:
    """What there is to know about a file."""

    def call(fd: int, path: bytes, st: Any, flags: int) -> Iface | None:
        try:
            fill_stat(st, os.stat(path, dir_fd=_directory(fd), follow_symlinks=not flags & AT_SYMLINK_NOFOLLOW))
        except _ERRORS as exc:
            return failure(lib, exc)
        return None

    return call


def _listings(lib: Library) -> dict[int, list[bytes]]:
    found: dict[int, list[bytes]] = lib.state.setdefault("syscall.listings", {})
    return found


def _entry(item: os.DirEntry[bytes], offset: int) -> bytes:
    """A directory entry in the form of getdents64."""
    name = os.fsencode(item.name)
    kind = 10 if item.is_symlink() else 4 if item.is_dir(follow_symlinks=False) else 8 if item.is_file(follow_symlinks=False) else 0
    size = (19 + len(name) + 1 + 7) & ~7
    head = struct.pack("<QqHB", item.inode(), offset, size, kind)
    return (head + name).ljust(size, b"\0")


@bound("syscall.Getdents")
def getdents(lib: Library) -> Callable[[int, Slice], tuple[int, Iface | None]]:
    """The next entries of a directory."""

    def call(fd: int, buffer: Slice) -> tuple[int, Iface | None]:
        try:
            listings = _listings(lib)
            left = listings.get(fd)
            if left is None:
                with os.scandir(fd) as items:
                    left = [_entry(item, i + 1) for i, item in enumerate(items)]  # type: ignore[arg-type]
                left.reverse()
                listings[fd] = left
            out = b""
            while left and len(out) + len(left[-1]) <= buffer.len:
                out += left.pop()
            if left and not out:
                return -1, lib.errno(errno.EINVAL)
            return put(buffer, out), None
        except _ERRORS as exc:
            return -1, failure(lib, exc)

    return call


@bound("syscall.Getgroups")
def getgroups(lib: Library) -> Callable[[], tuple[Slice, Iface | None]]:
    """The groups of the process."""

    def call() -> tuple[Slice, Iface | None]:
        try:
            ids = os.getgroups()
        except OSError as exc:
            return NIL_SLICE, failure(lib, exc)
        return (Slice(ids, 0, len(ids), len(ids)) if ids else NIL_SLICE), None

    return call


@bound("syscall.Uname")
def uname(lib: Library) -> Callable[[Any], Iface | None]:
    """Names of the system."""

    def call(buffer: Any) -> Iface | None:
        info = os.uname()
        for field, text in (
            ("Sysname", info.sysname),
            ("Nodename", info.nodename),
            ("Release", info.release),
            ("Version", info.version),
            ("Machine", info.machine),
        ):
            array = getattr(buffer, "f_" + field)
            data = text.encode()[:64]
            array[: len(data)] = [b - 256 if b > 127 else b for b in data]
        return lib.errno(0)

    return call


@override("syscall.Getrusage")
def getrusage(_who: int, _usage: Any) -> None:
    """Zeros: the resources are Python's."""


@bound("syscall.gettimeofday")
def gettimeofday(lib: Library) -> Callable[[Any], int]:
    """The machine's clock."""

    def call(tv: Any) -> int:
        sec, nsec = lib.rt.walltime()
        tv.f_Sec, tv.f_Usec = sec, nsec // 1000
        return 0

    return call
