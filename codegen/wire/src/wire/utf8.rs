//! Bytes as text.

use super::error::{Error, ErrorKind};

/// The text that the bytes are.
///
/// # Errors
/// If they are not UTF-8.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Error> {
    #[cfg(feature = "simdutf8")]
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Ok(text);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => Err(Error::new(ErrorKind::Utf8, error.valid_up_to())),
    }
}
