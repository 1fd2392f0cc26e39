cp -r "$ROOT"/tests/examples/ci-gate/. .
tdproto generate --schema proto
git init -q && git add . && git commit -qm one
