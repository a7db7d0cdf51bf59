// A contestant of scripts/bench: the official Go module. The lines are explained in compare/src/main.rs.
package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/tencentyun/tls-sig-api-v2-golang/tencentyun"
)

func number(name string) int {
	n, err := strconv.Atoi(os.Getenv(name))
	if err != nil {
		panic(err)
	}
	return n
}

func allocated() uint64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.TotalAlloc
}

func main() {
	key, userid := os.Getenv("BENCH_KEY"), os.Getenv("BENCH_USERID")
	sdkappid, expire := number("BENCH_SDKAPPID"), number("BENCH_EXPIRE")
	now := time.Unix(int64(number("BENCH_NOW")), 0)
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Split(lines.Text(), " ")
		last := "-"
		var err error
		var work func() error
		switch words[0] {
		case "token":
			last, err = tencentyun.GenUserSig(sdkappid, key, words[1], expire)
			if err != nil {
				panic(err)
			}
			fmt.Println(last)
			continue
		case "sign":
			work = func() (err error) {
				last, err = tencentyun.GenUserSig(sdkappid, key, userid, expire)
				return
			}
		case "room":
			work = func() (err error) {
				last, err = tencentyun.GenPrivateMapKey(sdkappid, key, userid, expire, 10000, 255)
				return
			}
		case "verify":
			token := words[2]
			work = func() error { return tencentyun.VerifyUserSig(uint64(sdkappid), key, userid, token, now) }
		default:
			fmt.Println("-")
			continue
		}
		count, err := strconv.Atoi(words[1])
		if err != nil {
			panic(err)
		}
		before, start := allocated(), time.Now()
		for i := 0; i < count; i++ {
			if err := work(); err != nil {
				panic(err)
			}
		}
		took := time.Since(start).Nanoseconds()
		fmt.Println(took, (allocated()-before)/uint64(max(count, 1)), last)
	}
}
