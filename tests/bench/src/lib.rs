//! What the generated types are measured with: the same with serde's derives, and the same with
//! borrowed texts.
#![allow(missing_docs, reason = "the peer has no docs")]

/// The same types with serde's derives.
pub mod peer {
    include!(concat!(env!("OUT_DIR"), "/peer.rs"));
}

/// The types with serde's derives and borrowed texts.
pub mod peer_borrowed {
    include!(concat!(env!("OUT_DIR"), "/peer_borrowed.rs"));
}

/// The generated types with borrowed texts.
#[allow(dead_code, deprecated, clippy::all, clippy::too_many_lines)]
pub mod borrowed {
    include!(concat!(env!("OUT_DIR"), "/rust/tdproto.rs"));
}
