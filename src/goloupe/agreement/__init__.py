"""Agreement: goloupe beside the compiler, line by line.

The compiler is asked for its diagnostics of the same packages, and both lists are compared as multisets, since the compiler repeats itself
(for instances of generic functions) and its order is of no meaning to users. Lines that other parts of the compiler print are left out, by
name. The measure is lines in both ÷ lines in either.

    lines    reading what the go command printed; the shape of a message
    compare  multisets, and what they come to
"""

from goloupe.agreement.compare import Agreement, PackageAgreement, compare
from goloupe.agreement.lines import LEFT_OUT, Line, compiler_lines, own_lines, shape

__all__ = ["LEFT_OUT", "Agreement", "Line", "PackageAgreement", "compare", "compiler_lines", "own_lines", "shape"]
