//! The runtime of types that are generated from the schema of a JSON event protocol, or derived.
//!
//! Generated crates hold a copy of the module [`wire`], so that they depend on nothing; types with
//! `#[derive(Entity)]` use this crate.

#[macro_use]
pub mod wire;

mod derived;

#[doc(hidden)]
pub mod sources;

#[cfg(feature = "serde")]
#[doc(hidden)]
pub use ::serde as __serde;

pub use derived::*;
pub use wire::*;
