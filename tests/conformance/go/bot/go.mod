module bot

go 1.25

require (
	github.com/coder/websocket v1.8.14
	tdproto v0.0.0
)

replace tdproto => ./tdproto
