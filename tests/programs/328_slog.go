// Package log/slog with a text and a JSON handler, without time stamps.
// Vet: odd arguments are on purpose.
package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"time"
)

type user struct {
	name, secret string
}

func (u user) LogValue() slog.Value {
	return slog.GroupValue(slog.String("name", u.name), slog.String("secret", "***"))
}

type traced struct{ slog.Handler }

func (t traced) Handle(ctx context.Context, r slog.Record) error {
	if id, ok := ctx.Value("id").(int); ok {
		r.AddAttrs(slog.Int("trace", id))
	}
	return t.Handler.Handle(ctx, r)
}

func main() {
	opts := &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey && len(groups) == 0 {
			return slog.Attr{}
		}
		return a
	}}
	for _, h := range []slog.Handler{slog.NewTextHandler(os.Stdout, opts), slog.NewJSONHandler(os.Stdout, opts)} {
		l := slog.New(h)
		l.Info("hello", "n", 1, "s", "two words", "b", true, "f", 1.5, "d", 3*time.Second, "nil", nil)
		l.Warn("quoted \"text\"", "err", errors.New("bad thing"), "bytes", []byte("x"), "list", []int{1, 2})
		l.With("app", "test").WithGroup("g").Error("grouped", "k", "v", slog.Group("in", "a", 1, "b", "x y"))
		l.Debug("value", "user", user{"ann", "hidden"})
		l.Info("odd", "key without value")
		l.Info("any", 5, 6)
		l.Log(context.Background(), slog.Level(2), "custom level", slog.Any("m", map[string]int{"z": 1, "a": 2}))
		slog.New(traced{h}).InfoContext(context.WithValue(context.Background(), "id", 7), "traced")
	}
	quiet := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{Level: slog.LevelError}))
	quiet.Info("not shown")
	if quiet.Enabled(context.Background(), slog.LevelInfo) {
		quiet.Error("never")
	}
}
