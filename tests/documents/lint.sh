mkdir proto
cat > proto/chat.toml <<'TOML'
# The chat.
[protocol]
name = "example"
version = "0.2.0"

[entity.Message]
doc = "A message."
since = "0.1"

[entity.Message.fields]
id = { type = "int64", doc = "Number of the message, in nanoseconds." }
replyTo = { type = "Message", omitempty = true, doc = "The message it answers." }
text = { type = "string", doc = "What it says." }

[event."server.message.created"]
direction = "server"
params = "Message"
doc = "A message was made."
TOML
