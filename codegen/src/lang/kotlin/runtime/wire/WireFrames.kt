package tdproto.runtime.wire
