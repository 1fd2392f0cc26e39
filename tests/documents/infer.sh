for file in "$ROOT"/schema/protocol/examples/*.json; do
    tr -d '\n' < "$file"
    echo
done > traffic.ndjson
cat > more.ndjson <<'JSON'
{"event":"server.call.talking","params":{"_level":3,"actor":"d-1","jid":"d-2","muted":true}}
JSON
