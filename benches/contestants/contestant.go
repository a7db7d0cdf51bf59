// What the contestants of scripts/bench in Go share. The lines are explained in compare/src/main.rs.
package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// Work is what is timed: it returns the token that it has made, or nothing.
type work func() (token string, err error)

var (
	key, userid      = os.Getenv("BENCH_KEY"), os.Getenv("BENCH_USERID")
	sdkappid, expire = number("BENCH_SDKAPPID"), number("BENCH_EXPIRE")
	now              = time.Unix(int64(number("BENCH_NOW")), 0)
)

func number(name string) int {
	n, err := strconv.Atoi(os.Getenv(name))
	if err != nil {
		panic(err)
	}
	return n
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func allocated() uint64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.TotalAlloc
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Split(lines.Text(), " ")
		if words[0] == "token" {
			fmt.Println(must(sign(words[1])))
			continue
		}
		work := operation(words[0], words[2])
		if work == nil {
			fmt.Println("-")
			continue
		}
		count := must(strconv.Atoi(words[1]))
		last := ""
		before, start := allocated(), time.Now()
		for i := 0; i < count; i++ {
			last = must(work())
		}
		took := time.Since(start).Nanoseconds()
		if last == "" {
			last = "-"
		}
		fmt.Println(took, (allocated()-before)/uint64(count), last)
	}
}
