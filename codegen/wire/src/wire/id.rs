//! Ids by which frames are confirmed.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};

/// How long an id is, and what it is made of.
const ID_LENGTH: usize = 12;
const ID_ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Whether there are random numbers. In WebAssembly without an operating system, the standard
/// library has none: every start would repeat the same ids.
const IS_RANDOM: bool =
    cfg!(feature = "getrandom") || !cfg!(all(target_family = "wasm", target_os = "unknown"));

/// A new id for a frame: 12 characters of `0-9`, `A-Z` and `a-z`, by chance.
///
/// It distinguishes the frames of one connection and is no secret. In WebAssembly without an
/// operating system, it is there with the feature `getrandom` only.
#[cfg(any(
    feature = "getrandom",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
#[must_use]
pub fn confirm_id() -> String {
    new_id::<()>()
}

/// A new id for a frame of some events. Being generic, it is compiled only where it is used.
#[allow(clippy::extra_unused_type_parameters)]
pub(super) fn new_id<E>() -> String {
    const {
        assert!(
            IS_RANDOM,
            "`Frame::confirmed` needs the feature `getrandom` here; or set `confirm_id` yourself"
        );
    }
    let mut id = String::with_capacity(ID_LENGTH);
    while id.len() < ID_LENGTH {
        let mut random = random();
        // 64 bits are enough for 10 characters.
        for _ in 0..10.min(ID_LENGTH - id.len()) {
            let index = (random % ID_ALPHABET.len() as u64) as usize;
            id.push(char::from(ID_ALPHABET[index]));
            random /= ID_ALPHABET.len() as u64;
        }
    }
    id
}

/// A random number; of the standard library where the system has none to give.
#[cfg(feature = "getrandom")]
fn random() -> u64 {
    getrandom::u64().unwrap_or_else(|_| of_hasher())
}

#[cfg(not(feature = "getrandom"))]
fn random() -> u64 {
    of_hasher()
}

/// A hasher's keys are random, and new ones for every hasher.
fn of_hasher() -> u64 {
    RandomState::new().build_hasher().finish()
}
