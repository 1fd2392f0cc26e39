// Command ratios reads the output of the benchmark, and says how long ours takes as a share of the time
// of each peer. The shortest of the runs counts, which other programs have disturbed least.
package main

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
)

func main() {
	times, allocations := map[string][]float64{}, map[string]string{}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) < 4 || !strings.HasPrefix(words[0], "Benchmark") {
			continue
		}
		name := strings.TrimPrefix(words[0], "Benchmark")
		if at := strings.LastIndex(name, "-"); at > strings.LastIndex(name, "/") {
			name = name[:at]
		}
		time, err := strconv.ParseFloat(words[2], 64)
		if err != nil {
			continue
		}
		times[name] = append(times[name], time)
		allocations[name] = words[len(words)-2]
	}
	shortest := func(name string) float64 {
		if len(times[name]) == 0 {
			return 0
		}
		return slices.Min(times[name])
	}
	fmt.Println("| what | set | ours | allocations | × encoding/json | × easyjson | × sonic |")
	fmt.Println("|---|---|---|---|---|---|---|")
	for _, what := range []string{"Decode", "Encode"} {
		for _, set := range []string{"all", "roster", "small"} {
			name := func(of string) string { return what + "/" + of + "/" + set }
			ours := shortest(name("ours"))
			fmt.Printf("| %s | %s | %.1f µs | %s |", what, set, ours/1000, allocations[name("ours")])
			for _, peer := range []string{"encoding-json", "easyjson", "sonic"} {
				fmt.Printf(" %.2f (%s) |", ours/shortest(name(peer)), allocations[name(peer)])
			}
			fmt.Println()
		}
	}
}
