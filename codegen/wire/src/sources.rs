//! The module as text, for generators to copy.

macro_rules! sources {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("wire/", $name, ".rs"))),)*]
    };
}

/// The root of the module.
pub const ROOT: &str = include_str!("wire/mod.rs");

/// The modules in it, by name, in the order in which the root declares them.
pub const MODULES: &[(&str, &str)] = sources! {
    "macros" "scalars" "borrowed" "convert" "cursor" "entity" "error" "event" "json" "number" "plain" "reader" "scan" "serde" "string" "text" "value"
    "writer"
};
