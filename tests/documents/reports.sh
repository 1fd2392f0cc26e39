tdproto init proto
tdproto generate --schema proto
