"""testing/synctest: bubbles with a clock of their own."""

from pathlib import Path

import pytest

from .conftest import Run

BUBBLES = """\
package deep

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func Example() {
	fmt.Println("outside")
	// Output: outside
}

func TestClock(t *testing.T) {
	before := time.Now()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		time.Sleep(24 * time.Hour)
		fmt.Println(start.UTC(), time.Since(start))
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		time.Sleep(5*time.Second - time.Nanosecond)
		synctest.Wait()
		fmt.Println(ctx.Err())
		time.Sleep(time.Nanosecond)
		synctest.Wait()
		fmt.Println(ctx.Err())
	})
	if d := time.Since(before); d > time.Hour {
		t.Error(d, "have passed outside")
	}
}

func TestWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var wg sync.WaitGroup
		n := 0
		tick := time.NewTicker(time.Second)
		for range 3 {
			wg.Go(func() { <-tick.C; n++ })
		}
		synctest.Wait()
		fmt.Println(n)
		time.Sleep(2 * time.Second)
		synctest.Wait()
		fmt.Println(n)
		wg.Wait()
		tick.Stop()
		fmt.Println(n)
	})
}
"""

FATAL = """\
package deep

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func Test(t *testing.T) {
	var c chan int
	var timer *time.Timer
	var wg sync.WaitGroup
	wg.Add(1)
	inside, outside := func() {}, func() {}
	_, _, _ = &c, &timer, &wg
	%s
	synctest.Test(t, func(t *testing.T) { inside() })
	outside()
}
"""


def test_a_bubble_has_a_clock_of_its_own(run: Run, module: Path) -> None:
    (module / "go.mod").write_text("module example.com/mod\n\ngo 1.25\n")
    (module / "sub" / "deep" / "deep_test.go").write_text(BUBBLES)
    done = run("test", "-C", "sub/deep")
    assert done.code == 0, done.out + done.err
    assert done.out.splitlines()[:6] == [
        "2000-01-01 00:00:00 +0000 UTC 24h0m0s",
        "<nil>",
        "context deadline exceeded",
        "0",
        "2",
        "3",
    ]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (
            "inside = func() { c = make(chan int) }; outside = func() { close(c) }",
            "fatal error: close of synctest channel from outside bubble",
        ),
        (
            "inside = func() { c = make(chan int, 1) }; outside = func() { select { case <-c: default: } }",
            "fatal error: receive on synctest channel from outside bubble",
        ),
        (
            "inside = func() { timer = time.NewTimer(time.Hour) }; outside = func() { timer.Stop() }",
            "fatal error: stop of synctest timer from outside bubble",
        ),
        ("inside = func() { wg.Add(1) }", "fatal error: sync: WaitGroup.Add called from inside and outside synctest bubble"),
        (
            "inside = func() { synctest.Test(t, func(t *testing.T) {}) }",
            "panic: synctest.Run called from within a synctest bubble [recovered, repanicked]",
        ),
        (
            "inside = func() { go func() { <-make(chan int) }() }",
            "panic: deadlock: main bubble goroutine has exited but blocked goroutines remain [recovered, repanicked]",
        ),
        ("inside = func() { select {} }", "panic: deadlock: all goroutines in bubble are blocked [recovered, repanicked]"),
        ("outside = synctest.Wait", "panic: goroutine is not in a bubble [recovered, repanicked]"),
    ],
)
def test_what_belongs_to_a_bubble_stays_in_it(run: Run, module: Path, code: str, message: str) -> None:
    (module / "sub" / "deep" / "deep_test.go").write_text(FATAL % code)
    done = run("test", "-C", "sub/deep")
    assert done.code == 1
    assert message in done.out.splitlines(), done.out
    if "deadlock" in message:
        assert "(durable), synctest bubble 1]:" in done.out or "select (no cases), synctest bubble 1]:" in done.out


def test_what_orders_events_in_a_bubble(run: Run, module: Path) -> None:
    # The verdicts of go test -race, for each of the tests.
    verdicts = {
        "TestRace": "FAIL",
        "TestWaitOrders": "PASS",
        "TestSleepDoesNotOrder": "FAIL",
        "TestMutex": "PASS",
        "TestTimer": "PASS",
        "TestAfterBubble": "PASS",
        "TestTicker": "PASS",
        "TestTwoTimers": "PASS",
        "TestCtx": "PASS",
        "TestTimersRace": "FAIL",
    }
    (module / "go.mod").write_text("module example.com/mod\n\ngo 1.25\n")
    source = Path(__file__).with_name("bubble_races.go.txt").read_text()
    (module / "sub" / "deep" / "bubble_test.go").write_text(source)
    done = run("test", "-race", "-v", "-C", str(module), "./sub/deep")
    said = [line.split() for line in done.out.splitlines() if line.startswith("--- ")]
    assert {words[2]: words[1].rstrip(":") for words in said} == verdicts
