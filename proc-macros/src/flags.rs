//! The flags that say when a value is on the wire.

use quote::ToTokens;
use syn::{Error, Ident, Result, Type};

use crate::types::{self, Wrapper};

/// The flags of a field, or of the params of an event, each with its place.
#[derive(Default)]
pub(crate) struct Flags {
    pub(crate) nullable: Option<Ident>,
    pub(crate) omitempty: Option<Ident>,
    pub(crate) optional: Option<Ident>,
}

impl Flags {
    /// Checks that a value without an empty one is always there.
    pub(crate) fn check_needed(&self, needed: Option<&Ident>) -> Result<()> {
        let flags = [&self.nullable, &self.omitempty, &self.optional];
        match needed {
            Some(needed) if flags.into_iter().any(Option::is_some) => {
                let message = "a value that may be missing or null is not `needed`: it has an empty \
                               value";
                Err(Error::new_spanned(needed, message))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// Checks that a Rust type and the flags agree, since together they state when the value is on
    /// the wire.
    pub(crate) fn check(&self, ty: &Type) -> Result<()> {
        let refused = |flag: &dyn ToTokens, message: &str| {
            Err(Error::new_spanned(flag.to_token_stream(), message))
        };
        if let (Some(_), Some(flag)) = (&self.omitempty, &self.optional) {
            let message = "`omitempty` and `optional` exclude each other: a missing key means an \
                           empty value with the one, and none with the other";
            return refused(flag, message);
        }
        match (
            types::wrapper(ty),
            &self.nullable,
            &self.omitempty,
            &self.optional,
        ) {
            (Wrapper::Patch, Some(_), None, Some(_)) => Ok(()),
            (Wrapper::Patch, ..) => {
                let message = "a `Patch` needs `#[proto(optional, nullable)]`: a missing key and \
                               null differ";
                refused(ty, message)
            }
            (Wrapper::Option | Wrapper::Plain, Some(flag), _, Some(_)) => {
                let message = "`optional` and `nullable` together need a `Patch`: a missing key \
                               and null differ";
                refused(flag, message)
            }
            (Wrapper::Option, None, None, None) => {
                let message = "when is an `Option` on the wire? Write `#[proto(nullable)]` for \
                               null, `#[proto(optional)]` or `#[proto(omitempty)]` for an absent \
                               key";
                refused(ty, message)
            }
            (Wrapper::Plain, Some(flag), _, None) => {
                refused(flag, "`nullable` needs an `Option`: null stands for `None`")
            }
            (Wrapper::Plain, None, _, Some(flag)) => refused(
                flag,
                "`optional` needs an `Option`: a missing key stands for `None`",
            ),
            (Wrapper::Option, ..) | (Wrapper::Plain, None, _, None) => Ok(()),
        }
    }
}
