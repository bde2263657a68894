"""Package maps: cloning, which the runtime does."""

from __future__ import annotations

from goloupe.runtime.maps import NIL_MAP, clone_map
from goloupe.runtime.rtype import MAP
from goloupe.runtime.value import Iface
from goloupe.std import override


@override("maps.clone")
def clone(m: Iface) -> Iface:
    """A map with the same entries."""
    assert m.t.kind == MAP and m.t.elem is not None
    if m.v is NIL_MAP:
        return m
    made = clone_map(m.v)
    copy = m.t.elem.copy
    if m.t.elem.inplace:
        plain = m.t.key is not None and m.t.key.plain_key
        for key, entry in made.items():
            made[key] = copy(entry) if plain else (entry[0], copy(entry[1]))
    return Iface(m.t, made)
