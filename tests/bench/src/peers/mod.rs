//! Peers of frames that a schema draws: types with serde's derives, and a dispatch by hand over the
//! raw text of params, as one writes it for protocols whose frames no derive can say.

pub mod gateway;
pub mod lsp;
