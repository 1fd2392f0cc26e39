tdproto init proto
tdproto generate --schema proto
echo 'pinned = { type = "bool", doc = "Shown at the top." }' >> proto/chat.toml
