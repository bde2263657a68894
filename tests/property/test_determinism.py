"""The same seed makes the same run; other seeds make others, as in Go."""

from __future__ import annotations

from pathlib import Path

from tests.property.determinism import CHOICES, Choices, run


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


def test_choices_are_spread_as_in_go() -> None:
    runs = [Choices.of(run(seed, "0", program=CHOICES, procs=1)) for seed in (1, 2)]
    for found in runs:
        assert 420 <= found.taken <= 580
        assert sum(found.starts) == 800
        assert all(60 <= n <= 140 for n in found.starts)
        # The goroutine created last runs next, the others wait in line.
        assert found.order == "70123456"
    assert runs[0].starts != runs[1].starts
