// Package bench compares the generated decoders and encoders with encoding/json, easyjson and sonic, on
// the documented frames that a server sends.
package bench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bench/plain"

	"github.com/bytedance/sonic"
	"github.com/mailru/easyjson"

	"tdproto"
)

// frame is a documented frame, without white space.
type frame struct {
	name string
	text []byte
}

// frames are those that a server sends.
func frames(t testing.TB) []frame {
	folder := os.Getenv("EXAMPLES")
	paths, err := filepath.Glob(filepath.Join(folder, "server.*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no examples in %q: %v", folder, err)
	}
	var all []frame
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, text); err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(compact.Bytes(), []byte(`"event":`)) {
			whole := fmt.Sprintf(`{"event":%q,"params":%s}`, name, compact.Bytes())
			compact = *bytes.NewBufferString(whole)
		}
		// What peers refuse is measured for none.
		one := frame{name, compact.Bytes()}
		if json.Unmarshal(one.text, plain.New(name)) != nil {
			t.Logf("encoding/json refuses %s", name)
			continue
		}
		all = append(all, one)
	}
	return all
}

// sets are the frames that are measured: all, the largest, and those of less than a kilobyte.
func sets(t testing.TB) map[string][]frame {
	all := frames(t)
	return map[string][]frame{
		"all": all,
		"roster": slices.DeleteFunc(slices.Clone(all), func(f frame) bool {
			return f.name != "server.roster"
		}),
		"small": slices.DeleteFunc(slices.Clone(all), func(f frame) bool {
			return len(f.text) >= 1000
		}),
	}
}

func run(b *testing.B, one func(b *testing.B, all []frame) func()) {
	sets := sets(b)
	for _, set := range []string{"all", "roster", "small"} {
		b.Run(set, func(b *testing.B) {
			all := sets[set]
			size := 0
			for _, f := range all {
				size += len(f.text)
			}
			turn := one(b, all)
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				turn()
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	b.Run("ours", func(b *testing.B) {
		run(b, func(b *testing.B, all []frame) func() {
			return func() {
				for _, f := range all {
					if _, ok := tdproto.DecodeServerEvent(f.text).(tdproto.KnownServerEvent); !ok {
						b.Fatal(f.name)
					}
				}
			}
		})
	})
	peers := map[string]func(data []byte, v any) error{
		"encoding-json": json.Unmarshal,
		"easyjson": func(data []byte, v any) error {
			return easyjson.Unmarshal(data, v.(easyjson.Unmarshaler))
		},
		"sonic": sonic.ConfigStd.Unmarshal,
	}
	for name, unmarshal := range peers {
		b.Run(name, func(b *testing.B) {
			run(b, func(b *testing.B, all []frame) func() {
				return func() {
					for _, f := range all {
						// The name of the event is given to them.
						if err := unmarshal(f.text, plain.New(f.name)); err != nil {
							b.Fatal(err)
						}
					}
				}
			})
		})
	}
}

func BenchmarkEncode(b *testing.B) {
	b.Run("ours", func(b *testing.B) {
		run(b, func(b *testing.B, all []frame) func() {
			var events []tdproto.KnownServerEvent
			for _, f := range all {
				events = append(events, tdproto.DecodeServerEvent(f.text).(tdproto.KnownServerEvent))
			}
			return func() {
				for _, event := range events {
					if text, err := event.MarshalJSON(); err != nil || len(text) == 0 {
						b.Fatal()
					}
				}
			}
		})
	})
	b.Run("ours-reused", func(b *testing.B) {
		run(b, func(b *testing.B, all []frame) func() {
			var events []tdproto.KnownServerEvent
			for _, f := range all {
				events = append(events, tdproto.DecodeServerEvent(f.text).(tdproto.KnownServerEvent))
			}
			var buffer []byte
			return func() {
				for _, event := range events {
					buffer = event.AppendJSON(buffer[:0])
				}
			}
		})
	})
	peers := map[string]func(v any) ([]byte, error){
		"encoding-json": json.Marshal,
		"easyjson": func(v any) ([]byte, error) {
			return easyjson.Marshal(v.(easyjson.Marshaler))
		},
		"sonic": sonic.ConfigStd.Marshal,
	}
	for name, marshal := range peers {
		b.Run(name, func(b *testing.B) {
			run(b, func(b *testing.B, all []frame) func() {
				var values []any
				for _, f := range all {
					value := plain.New(f.name)
					if err := json.Unmarshal(f.text, value); err != nil {
						b.Fatal(err)
					}
					values = append(values, value)
				}
				return func() {
					for _, value := range values {
						if _, err := marshal(value); err != nil {
							b.Fatal(err)
						}
					}
				}
			})
		})
	}
}
