cat > traffic.ndjson <<'JSON'
{"event":"server.chat.composing","params":{"jid":"d-1","composing":true,"actor":null,"valid_until":"2019-09-18T00:00:07.435409Z"}}
{"dir":"out","frame":{"event":"client.chat.composing","params":{"jid":"d-1","composing":"yes"}}}
{"event":"client.ping"}
JSON
