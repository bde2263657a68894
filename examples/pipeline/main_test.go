package main

import (
	"slices"
	"testing"
	"time"
)

func TestRun(t *testing.T) {
	got := run(4, 2)
	slices.Sort(got)
	if want := []int{1, 4, 9, 16}; !slices.Equal(got, want) {
		t.Errorf("run(4, 2) = %v, want %v", got, want)
	}
}

func TestSlowly(t *testing.T) {
	start := time.Now()
	time.Sleep(5 * time.Minute)
	t.Log("waited", time.Since(start))
}
