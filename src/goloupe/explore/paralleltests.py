"""Which tests run in parallel: those that call t.Parallel, themselves or in a function that they call.

The functions of the program's own packages are followed as they call each other by name, and as they use methods as values.  A method
``Parallel`` of an interface, without arguments, is taken for that of a test.  What a function literal does is not what the
function around it does: ``t.Run("sub", func(t *testing.T) { t.Parallel() })`` makes a subtest parallel, and not the test.  A function that
calls Parallel of some other test than the one it is called for is taken for one that makes it parallel, too; then a test is run beside
others which does not go on beside them, and that is all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from goloupe.explore.beside import PARALLEL
from goloupe.syntax.kinds import CALLFUNC, CALLINTER, METHEXPR, METHVALUE, NAME

if TYPE_CHECKING:
    from goloupe.syntax.columns import Columns


METHOD: Final = PARALLEL.rpartition(".")[2]


class Calls:
    """Who calls whom, in some packages of a program."""

    def __init__(self, columns: Mapping[str, Columns], packages: Iterable[str]) -> None:
        self._columns = columns
        # Of a package that is compiled for tests the functions have the names that they always have.
        self._paths = {path.partition(" ")[0]: path for path in packages if path in columns}
        self._functions: dict[str, dict[str, int]] = {}
        self._callees: dict[str, frozenset[str]] = {}

    def parallel(self, key: str) -> bool:
        """Whether a function calls t.Parallel."""
        seen = {key}
        left = [key]
        while left:
            callees = self._called(left.pop())
            if PARALLEL in callees:
                return True
            left += callees - seen
            seen |= callees
        return False

    def _called(self, key: str) -> frozenset[str]:
        known = self._callees.get(key)
        if known is None:
            known = self._callees[key] = frozenset(self._look(key))
        return known

    def _look(self, key: str) -> Iterable[str]:
        path = self._paths.get(_package(key))
        if path is None:
            return
        c = self._columns[path]
        functions = self._functions.get(path)
        if functions is None:
            functions = self._functions[path] = {c.strings[c.fn_key[fn]]: fn for fn in c.funcs_order}
        fn = functions.get(key)
        if fn is None or c.fn_node[fn] < 0:
            return
        kinds, root = c.n_kind, c.fn_node[fn]
        for node in range(root, c.n_end[root]):
            kind = kinds[node]
            if kind == CALLINTER and c.n_end[node + 1] == c.n_end[node] and c.strings[c.n_aux[node + 1]] == METHOD:
                yield PARALLEL
            if kind in (METHVALUE, METHEXPR):  # Called here, or by whoever gets it.
                obj = c.n_aux2[node]
                if obj < 0 and c.strings[c.n_aux[node]] == METHOD:
                    yield PARALLEL
            else:
                obj = c.n_aux[node + 1] if kind == CALLFUNC and kinds[node + 1] == NAME else -1
            if obj >= 0 and c.o_key[obj] >= 0:
                yield c.strings[c.o_key[obj]]


def _package(key: str) -> str:
    """The path of the package of a function."""
    path, slash, name = key.partition("[")[0].rpartition("/")
    return path + slash + name.partition(".")[0]
