package wire

import "math"

// DecodeLimits are the most that a decoder takes of one frame; anything beyond is malformed.
type DecodeLimits struct {
	// FrameBytes is the size of a frame.
	FrameBytes int
	// Items is the number of elements of lists and entries of maps, all together.
	Items int
	// Depth is the number of arrays and objects in one another. More than 127 has no effect.
	Depth int
}

// maxDepth is the number of arrays and objects that may lie in one another.
const maxDepth = 127

// DefaultLimits returns the limits that apply where none are given: 64 MiB, a million items, 127
// levels.
func DefaultLimits() DecodeLimits {
	return DecodeLimits{FrameBytes: 64 << 20, Items: 1_000_000, Depth: maxDepth}
}

// unlimited are the limits of what is in memory already.
var unlimited = DecodeLimits{FrameBytes: math.MaxInt, Items: math.MaxInt, Depth: maxDepth}
