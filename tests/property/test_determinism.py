"""The same seed makes the same run; other seeds make others, as in Go."""

from __future__ import annotations

from pathlib import Path

from tests.property.determinism import run


def test_same_seed_same_output(tmp_path: Path) -> None:
    first = run(5, "0")
    assert len(first.splitlines()) == 6
    assert {run(5, hash_seed) for hash_seed in ("1", "random")} == {first}
    cold, warm = (run(5, "0", tmp_path) for _ in range(2))
    assert cold == warm == first


def test_seeds_differ() -> None:
    outputs = [run(seed, "0").splitlines() for seed in range(1, 7)]
    order, keys, picked, random = ({lines[i] for lines in outputs} for i in range(4))
    assert len(order) > 1
    assert len(keys) > 1
    assert len(random) == 6
    assert all(2 <= int(line.split()[1]) <= 18 for line in picked)
