// Contexts with deadlines and time limits.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

func slow(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return fmt.Errorf("slow: %w", ctx.Err())
	}
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	_, has := ctx.Deadline()
	fmt.Println(has, ctx.Err())
	fmt.Println(slow(ctx, time.Millisecond))
	err := slow(ctx, time.Minute)
	fmt.Println(err, errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded))
	var t interface{ Timeout() bool }
	fmt.Println(errors.As(err, &t) && t.Timeout())
	inner, c2 := context.WithTimeout(ctx, time.Hour)
	defer c2()
	fmt.Println(inner.Err())
	past, c3 := context.WithDeadline(context.Background(), time.Now().Add(-time.Second))
	defer c3()
	<-past.Done()
	fmt.Println(past.Err(), context.Cause(past))
	cc, c4 := context.WithTimeoutCause(context.Background(), time.Millisecond, errors.New("too slow"))
	defer c4()
	<-cc.Done()
	fmt.Println(cc.Err(), context.Cause(cc))
	outer, c5 := context.WithTimeout(context.Background(), time.Hour)
	in, c6 := context.WithTimeout(outer, 2*time.Hour)
	defer c6()
	d1, _ := outer.Deadline()
	d2, _ := in.Deadline()
	c5()
	fmt.Println(d1.Equal(d2), in.Err())
}
