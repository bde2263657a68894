//go:build unix

package main

import (
	"os"
	"syscall"
)

// killFamily kills this process together with the go command and whatever
// that has started, if they are a process group of their own.
func killFamily() {
	if syscall.Getpgrp() == os.Getpid() {
		syscall.Kill(0, syscall.SIGKILL)
	}
}
