git init -q
tdproto init proto
git add . && git commit -qm one && git tag v1.2
sed -i 's/^text = { type = "string",/& nullable = true,/' proto/chat.toml
sed -i 's/^poll = { type = "list.*/&\npinned = { type = "bool", omitempty = true, doc = "Whether it stays on top." }/' proto/chat.toml
