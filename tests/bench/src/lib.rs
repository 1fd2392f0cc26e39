//! The peer of the generated types: the same with serde's derives.
#![allow(missing_docs, reason = "the peer has no docs")]

include!(concat!(env!("OUT_DIR"), "/peer.rs"));
