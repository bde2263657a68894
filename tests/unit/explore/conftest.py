"""Go programs as sessions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from goloupe.explore.judges import judge_end
from goloupe.explore.loading import targets
from goloupe.explore.session import Session
from goloupe.frontend.talking import FrontEnd
from goloupe.frontend.toolchain import find_toolchain


@pytest.fixture(scope="session")
def front_end() -> Iterator[FrontEnd]:
    """A front end for all tests."""
    with FrontEnd(find_toolchain(None)) as h:
        yield h


@pytest.fixture
def load(front_end: FrontEnd, tmp_path: Path) -> Callable[..., Session]:
    """Make a session of a Go source; with ``test`` it is a test file, and the session is that test's."""
    return partial(session_of, front_end, tmp_path)


@pytest.fixture(scope="session")
def load_once(front_end: FrontEnd, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Session]:
    """The session of a program, for the tests of a module to share."""
    return lambda source: session_of(front_end, tmp_path_factory.mktemp("program"), source)


def session_of(front_end: FrontEnd, directory: Path, source: str, test: str = "") -> Session:
    """Read a Go source."""
    (directory / "go.mod").write_text("module m\n\ngo 1.27\n")
    (directory / ("m_test.go" if test else "main.go")).write_text(source)
    goroot = str(find_toolchain(None).goroot)
    target = targets(front_end, ["."], directory, goroot, run=f"^{test}$" if test else None)[0]
    session = target.session()
    session.judges.append(judge_end)
    return session


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], Any]:
    """Call a function in a thread with a large stack; what is left of the sessions' machines ends with it."""
    made: list[Session] = []
    original = Session.__init__

    def noted(self: Session, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        made.append(self)

    monkeypatch.setattr(Session, "__init__", noted)

    def call(fn: Callable[[], Any]) -> Any:
        out: list[Any] = []
        errors: list[BaseException] = []

        def work() -> None:
            try:
                out.append(fn())
            except BaseException as error:
                errors.append(error)
            finally:
                for session in made:
                    session.machine.shut()

        old = threading.stack_size(256 << 20)
        try:
            thread = threading.Thread(target=work)
            thread.start()
        finally:
            threading.stack_size(old)
        thread.join()
        if errors:
            raise errors[0]
        return out[0]

    return call
