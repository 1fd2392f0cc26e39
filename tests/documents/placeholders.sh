cp -r "$ROOT/schema/protocol/examples" .
