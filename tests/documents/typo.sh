mkdir proto
printf '%s\n' '[entity.Message.fields]' 'replies = { type = "list<Mesage>", omitempty = true }' > proto/chat.toml
