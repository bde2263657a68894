"""The syntax of a package as columns: typed trees without a Python object per node.

``columns`` reads what the front end wrote; ``kinds`` names its numbers; ``format`` renders a node as the compiler's diagnostics do;
``layout`` computes the sizes of what has no type.  Nothing in here analyses anything.
"""

from goloupe.syntax.columns import Columns, CorruptColumns

__all__ = ["Columns", "CorruptColumns"]
