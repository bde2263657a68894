"""What lines of source call the objects of operations."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from goloupe.explore.naming import Lines, Names, operands, select_cases


@pytest.mark.parametrize(
    ("op", "line", "names"),
    [
        ("lock", "s.mu.Lock()", ["s.mu"]),
        ("lock", "defer s.Unlock()", ["s"]),
        ("lock", "once.Do(func() {", ["once"]),
        ("lock", "locks[i].Lock()", ["locks[i]"]),
        ("rlock", "c.mu.RLock()", ["c.mu"]),
        ("send", "results <- f(x)", ["results"]),
        ("send", "case q.jobs <- job:", ["q.jobs"]),
        ("recv", "v, ok := <-ch", ["ch"]),
        ("recv", "for v := range q.jobs {", ["q.jobs"]),
        ("recv", "<-ctx.Done()", ["ctx.Done()"]),
        ("recv", "a, b := <-x, <-y", ["x", "y"]),
        ("close", "defer close(done) // <-done", ["done"]),
        ("add", "wg.Add(len(jobs))", ["wg"]),
        ("add", "defer wg.Done()", ["wg"]),
        ("done", "wg.Done()", ["wg"]),
        ("done", "wg.Add(-1)", ["wg"]),
        ("add", "q.Add(func() {})", []),
        ("wait", "wg.Wait()", ["wg"]),
        ("atomic", "atomic.AddInt64(&s.n, 1)", ["s.n"]),
        ("atomic", "if n.Load() > 3 {", ["n"]),
        ("send", "send(results, 1)", []),
        ("unheard", "x.y()", []),
    ],
)
def test_operands(op, line, names):
    assert operands(op, line) == names


SELECT = """\
	for {
		select {
		case v := <-results:
			select {
			case inner <- v:
			}
		case out <- 1:
			x()

		case <-time.After(time.Second):
		default:
		}
		case <-none
	}
""".splitlines()


def test_cases_of_a_select():
    assert select_cases(SELECT, 2) == ["results", "out", "time.After"]
    assert select_cases(SELECT, 4) == ["inner"]
    assert select_cases(SELECT, 99) == []


def test_names_are_told_apart(tmp_path: Path):
    file = tmp_path / "a.go"
    file.write_text("m.Lock()\nf(ch, ch)\nonce.Do(func() { close(c) })\nx <- 1\n")
    objects = [SimpleNamespace() for _ in range(7)]
    names = Names(Lines())
    for obj, op, line in zip(objects, ("lock", "lock", "send", "recv", "once", "lock", "send"), (1, 1, 2, 2, 3, 3, 4), strict=True):
        names.learn(op, obj, str(file), line)
    assert [names.of(obj) for obj in objects] == ["m", "m#2", "chan#1", "chan#2", "once", "once", "x"]
    assert names.of(SimpleNamespace()) == "?"
