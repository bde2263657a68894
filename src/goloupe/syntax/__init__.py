"""The syntax of a package as columns: typed trees without a Python object per node.

The model.  A package is a set of tables whose columns are arrays: nodes in preorder, types, objects, constants, functions.  The first child
of a node is the node after it, and the next sibling is where the node ends, so a tree is walked without recursion and without an object
for each node.

``columns`` reads what the front end wrote; ``kinds`` names its numbers; ``format`` renders a node as the compiler's diagnostics do;
``layout`` computes the sizes of what has no type.  Nothing in here analyses anything.

Invariants: columns of a table have the same length, an index is -1 or inside of its table, subtrees nest.  The first is tested when a file
is read, the others by tests of what the front end writes.  Both sides have the same numbers: a test compares ``kinds`` with
`frontend/go/schema.go`.

What is followed: the syntax and type trees of ``cmd/compile`` (`ir`, `types`), in the form that they have before escape analysis, or, for
programs that are run, before its `walk`.
"""

from goloupe.syntax.columns import Columns, CorruptColumns

__all__ = ["Columns", "CorruptColumns"]
