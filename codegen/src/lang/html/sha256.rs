//! The hashes by which a policy names a style or a script in its own page.

use sha2::{Digest as _, Sha256};
use tdproto_wire::Bytes;

/// The hash SHA-256 of a text, as base64.
pub(super) fn base64(text: &str) -> String {
    Bytes(Sha256::digest(text).to_vec()).to_base64()
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn hashes_are_those_of_the_standard() {
        assert_eq!(base64(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(
            base64("abc"),
            "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        );
        let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assert_eq!(base64(long), "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=");
    }
}
