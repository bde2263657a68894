"""The page of a code: Markdown as it is, or set for a terminal."""

from __future__ import annotations

import re


def render(markdown: str, *, terminal: bool, width: int = 100) -> str:
    """Return the text of a page; for a terminal, rich (loaded only here) sets it."""
    text = re.sub(r"<!--.*?-->\n?", "", markdown, flags=re.DOTALL)
    if not terminal:
        return text
    from io import StringIO

    from rich.console import Console
    from rich.markdown import Markdown

    out = StringIO()
    Console(file=out, force_terminal=True, width=width).print(Markdown(text))
    return out.getvalue()
