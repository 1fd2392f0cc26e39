//! What the generated types are measured with: the same with serde's derives, and the same with
//! borrowed texts; protocols that draw their frames, and a large union.
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

pub mod peers;

/// JSON-RPC with messages of the Language Server Protocol.
#[allow(dead_code, deprecated, clippy::all, clippy::too_many_lines)]
pub mod lsp {
    include!(concat!(env!("OUT_DIR"), "/lsp/rust/lsp.rs"));
}

/// The events of that protocol in envelopes.
#[allow(dead_code, deprecated, clippy::all, clippy::too_many_lines)]
pub mod lsp_envelope {
    include!(concat!(env!("OUT_DIR"), "/lsp_envelope/rust/lsp.rs"));
}

/// Frames of a Discord gateway.
#[allow(dead_code, deprecated, clippy::all, clippy::too_many_lines)]
pub mod gateway {
    include!(concat!(env!("OUT_DIR"), "/gateway/rust/gateway.rs"));
}

/// The events of that protocol in envelopes.
#[allow(dead_code, deprecated, clippy::all, clippy::too_many_lines)]
pub mod gateway_envelope {
    include!(concat!(
        env!("OUT_DIR"),
        "/gateway_envelope/rust/gateway.rs"
    ));
}

/// A union of 40 variants.
#[allow(dead_code, deprecated, clippy::all, clippy::too_many_lines)]
pub mod variants {
    include!(concat!(env!("OUT_DIR"), "/variants/rust/variants.rs"));
}
