// A program that sends signals to itself gets those that it wants, and is left alone by those that it ignores.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	c := make(chan os.Signal, 2)
	signal.Notify(c, os.Interrupt, syscall.SIGUSR1)
	self, err := os.FindProcess(os.Getpid())
	fmt.Println(err, self.Signal(os.Interrupt))
	fmt.Println(<-c)
	fmt.Println(syscall.Kill(os.Getpid(), syscall.SIGUSR1))
	fmt.Println(<-c)

	signal.Ignore(os.Interrupt)
	fmt.Println(self.Signal(os.Interrupt), signal.Ignored(os.Interrupt), len(c))

	signal.Stop(c)
	signal.Notify(c, syscall.SIGUSR2)
	fmt.Println(self.Signal(syscall.SIGUSR2), self.Signal(syscall.Signal(0)))
	fmt.Println(<-c)
	for range 3 {
		done := make(chan bool)
		go func() {
			fmt.Println("got", <-c)
			close(done)
		}()
		_ = self.Signal(syscall.SIGUSR2)
		<-done
	}
}
