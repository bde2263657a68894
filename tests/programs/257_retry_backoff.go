// Retries with growing waits, limits and cancellation.
package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

var errTemporary = errors.New("temporary")

type permanent struct{ error }

func (p permanent) Unwrap() error { return p.error }

func retry(ctx context.Context, max int, base time.Duration, f func(try int) error) error {
	var errs []error
	for try := range max {
		err := f(try)
		var p permanent
		switch {
		case err == nil:
			return nil
		case errors.As(err, &p):
			return fmt.Errorf("permanent at try %d: %w", try, p.error)
		}
		errs = append(errs, err)
		select {
		case <-ctx.Done():
			return errors.Join(append(errs, ctx.Err())...)
		case <-time.After(base << try):
		}
	}
	return fmt.Errorf("gave up after %d: %w", max, errors.Join(errs...))
}

func main() {
	bg := context.Background()
	start := time.Now()
	n := 0
	fmt.Println(retry(bg, 5, 10*time.Millisecond, func(int) error {
		if n++; n < 4 {
			return errTemporary
		}
		return nil
	}), n)
	d := time.Since(start)
	fmt.Println(d >= 70*time.Millisecond, d < 20*time.Second)
	fmt.Println(retry(bg, 3, time.Millisecond, func(try int) error { return fmt.Errorf("%w %d", errTemporary, try) }))
	fmt.Println(retry(bg, 3, time.Millisecond, func(try int) error {
		if try == 1 {
			return permanent{errors.New("no such host")}
		}
		return errTemporary
	}))
	ctx, cancel := context.WithTimeout(bg, 30*time.Millisecond)
	defer cancel()
	err := retry(ctx, 100, time.Hour, func(int) error { return errTemporary })
	fmt.Println(errors.Is(err, errTemporary), errors.Is(err, context.DeadlineExceeded))
}
