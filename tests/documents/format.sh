source "$ROOT/tests/documents/lint.sh"
sed -i 's/^replyTo = { type = "Message",/& nullable = true,/' proto/chat.toml
sed -i "s/^text = .*/text = {deprecated = true, type = 'string', doc = \"What it says.\" }/" proto/chat.toml
