package wire

import "crypto/rand"

// NewConfirmID returns a new id by which a frame is to be confirmed, by chance. It distinguishes the
// frames of one connection.
func NewConfirmID() string {
	return rand.Text()[:12]
}
