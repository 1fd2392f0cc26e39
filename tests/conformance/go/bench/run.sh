#!/usr/bin/env bash
# Compares the generated Go with encoding/json, easyjson and sonic; needs Go and a built `tdproto`.
#
#   cargo build --all-features --bin tdproto && tests/conformance/go/bench/run.sh [TDPROTO]
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
top="$(cd "$here/../../../.." && pwd)"
tdproto="${1:-${CARGO_TARGET_DIR:-$top/target}/debug/tdproto}"
box="${BOX:-$top/target/go-bench}"

mkdir -p "$box"
rm -rf "$box/tdproto" "$box/plain" "$box/gen"
cp -r "$here"/{bench_test.go,go.mod,go.sum,gen,ratios} "$box"
"$tdproto" generate go model --out "$box/out" >/dev/null
mv "$box/out/go" "$box/tdproto"
mkdir "$box/plain"
cd "$box"
go run ./gen "$box/out/model.json" >plain/types.go
gofmt -w plain/types.go
go run github.com/mailru/easyjson/easyjson plain/types.go
export EXAMPLES="$top/schema/protocol/examples"
go test -run '^$' -bench . -benchtime "${TIME:-200ms}" -count "${COUNT:-8}" . | tee results.txt
go run ./ratios <results.txt
