// Contexts with values and deadlines through layers of functions, and structured errors out of them.
package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

type ctxKey int

const (
	userKey ctxKey = iota
	traceKey
)

type handler func(ctx context.Context, req string) (string, error)

type middleware func(handler) handler

func chain(h handler, ms ...middleware) handler {
	for i := len(ms) - 1; i >= 0; i-- {
		h = ms[i](h)
	}
	return h
}

func trace(name string) middleware {
	return func(next handler) handler {
		return func(ctx context.Context, req string) (resp string, err error) {
			path, _ := ctx.Value(traceKey).([]string)
			path = append(path[:len(path):len(path)], name)
			defer func() { fmt.Printf("%s %q -> %q %v\n", strings.Join(path, "/"), req, resp, err) }()
			return next(context.WithValue(ctx, traceKey, path), req)
		}
	}
}

func auth(next handler) handler {
	return func(ctx context.Context, req string) (string, error) {
		user, rest, ok := strings.Cut(req, ":")
		if !ok {
			return "", errors.New("unauthorised")
		}
		return next(context.WithValue(ctx, userKey, user), rest)
	}
}

func limit(d time.Duration) middleware {
	return func(next handler) handler {
		return func(ctx context.Context, req string) (string, error) {
			ctx, cancel := context.WithTimeoutCause(ctx, d, fmt.Errorf("limit of %v", d))
			defer cancel()
			return next(ctx, req)
		}
	}
}

func recoverer(next handler) handler {
	return func(ctx context.Context, req string) (resp string, err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("internal: %v", r)
			}
		}()
		return next(ctx, req)
	}
}

func serve(ctx context.Context, req string) (string, error) {
	switch req {
	case "slow":
		select {
		case <-ctx.Done():
			return "", fmt.Errorf("serve: %w (%w)", ctx.Err(), context.Cause(ctx))
		case <-time.After(time.Hour):
			return "late", nil
		}
	case "panic":
		var m map[string]int
		m[req]++
	}
	user, _ := ctx.Value(userKey).(string)
	return strings.ToUpper(req) + " for " + user, nil
}

func main() {
	h := chain(serve, trace("outer"), recoverer, auth, trace("inner"), limit(20*time.Millisecond))
	for _, r := range []string{"ann:hello", "nobody", "bob:slow", "eve:panic"} {
		_, err := h(context.Background(), r)
		fmt.Println(errors.Is(err, context.DeadlineExceeded))
	}
	var wg sync.WaitGroup
	out := make([]string, 5)
	quiet := chain(serve, auth, limit(time.Hour))
	for i := range out {
		wg.Go(func() { out[i], _ = quiet(context.Background(), fmt.Sprintf("u%d:r%d", i, i*i)) })
	}
	wg.Wait()
	fmt.Println(strings.Join(out, "; "))
}
