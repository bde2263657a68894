// A group of goroutines with the first error, cancelling the others.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

type group struct {
	wg     sync.WaitGroup
	once   sync.Once
	err    error
	cancel context.CancelCauseFunc
	sem    chan struct{}
}

func withContext(ctx context.Context, limit int) (*group, context.Context) {
	ctx, cancel := context.WithCancelCause(ctx)
	return &group{cancel: cancel, sem: make(chan struct{}, limit)}, ctx
}

func (g *group) Go(f func() error) {
	g.sem <- struct{}{}
	g.wg.Go(func() {
		defer func() { <-g.sem }()
		if err := f(); err != nil {
			g.once.Do(func() {
				g.err = err
				g.cancel(err)
			})
		}
	})
}

func (g *group) Wait() error {
	g.wg.Wait()
	g.cancel(g.err)
	return g.err
}

func main() {
	g, ctx := withContext(context.Background(), 10)
	fail := errors.New("task 3 failed")
	var mu sync.Mutex
	cancelled := 0
	for i := range 6 {
		g.Go(func() error {
			if i == 3 {
				return fail
			}
			<-ctx.Done()
			mu.Lock()
			cancelled++
			mu.Unlock()
			return ctx.Err()
		})
	}
	fmt.Println(g.Wait(), cancelled, context.Cause(ctx) == fail)
	g, ctx = withContext(context.Background(), 2)
	sum := 0
	for i := range 10 {
		g.Go(func() error {
			mu.Lock()
			defer mu.Unlock()
			sum += i
			return nil
		})
	}
	fmt.Println(g.Wait(), sum, ctx.Err())
}
