#!/usr/bin/env bash
# How fast the generated Kotlin decodes and encodes the documented frames, against classes of
# kotlinx.serialization's compiler plug-in, in one run on a warm JVM.
#
#   tests/conformance/kotlin/bench/run.sh [each]
#
# An entity of 200 fields is measured beside one of 20, too.
#
# Needs cargo, python3, a JDK of 17 or later, and Maven, which brings the compiler. With `each`, every
# frame is measured alone, too.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
work="$root/target/kotlin/bench"
mkdir -p "$work"
tools="$root/target/kotlin/tools"
mvn -q -B dependency:copy-dependencies -f "$here/../tools/pom.xml" "-DoutputDirectory=$tools"
cargo run -q --manifest-path "$root/Cargo.toml" -p tdproto-codegen --features cli -- generate kotlin --out "$work/generated"
python3 "$here/wide.py" > "$work/wide.toml"
cargo run -q --manifest-path "$root/Cargo.toml" -p tdproto-codegen --features cli -- generate kotlin --schema "$work/wide.toml" --out "$work/wide"
python3 "$here/peers.py" "$root/generated/model.json" > "$work/Peers.kt"
of() { local found=(); for name in "$@"; do found+=("$tools"/$name*.jar); done; (IFS=:; echo "${found[*]}"); }
libraries=$(of kotlin-stdlib kotlinx-serialization-core-jvm kotlinx-serialization-json-jvm)
compiler=$(of kotlin-compiler-embeddable kotlin-stdlib kotlin-script-runtime kotlin-reflect kotlin-daemon-embeddable annotations kotlinx-coroutines-core-jvm)
rm -rf "$work/classes"
java -Xmx4g -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=400m -cp "$compiler" org.jetbrains.kotlin.cli.jvm.K2JVMCompiler \
  -no-stdlib -no-reflect -nowarn -jvm-target 17 -cp "$libraries" "-Xplugin=$(of kotlin-serialization-compiler-plugin-embeddable)" \
  -d "$work/classes" "$work/generated/kotlin/src" "$work/wide/kotlin/src" "$work/Peers.kt" "$here/Bench.kt" "$here/Wide.kt"
java -Xms2g -Xmx2g -cp "$work/classes:$libraries" bench.BenchKt "$root/schema/protocol/examples" "$@"
