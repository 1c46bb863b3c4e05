// Command pause is the first process of every pod: it holds the pod's namespaces, takes over and buries the processes
// that the pod's containers leave behind, and ends when it is told to.
package main

import (
	"os"
	"os/signal"
	"runtime"
	"syscall"
)

var version = "unknown"

func main() {
	if len(os.Args) > 1 && os.Args[1] == "-v" {
		os.Stdout.WriteString("pause " + version + "\n")
		return
	}
	// One runs on every node for every pod: a single scheduler keeps it small.
	runtime.GOMAXPROCS(1)

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM)
	child := make(chan os.Signal, 1)
	signal.Notify(child, syscall.SIGCHLD)

	// A child may have ended before its signal was listened to.
	reap()
	for {
		select {
		case <-stop:
			return
		case <-child:
			reap()
		}
	}
}

// reap buries every child that has ended: signals of several deaths can arrive as one.
func reap() {
	for {
		pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
		if err == syscall.EINTR {
			continue
		}
		if err != nil || pid <= 0 {
			return
		}
	}
}
