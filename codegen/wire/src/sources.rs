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
    "macros" "scalars" "check" "arbitrary" "arbitrary_containers" "borrowed" "bytes" "constant" "containers" "convert" "cursor" "decode" "decode_drawn" "drawn" "entity" "enums" "error" "escape" "event" "flat" "float" "frame" "id" "json" "kind" "limits" "number" "object"
    "owned" "patch" "place" "places" "plain" "reader" "reading" "refusal" "scan" "schemars" "serde" "serde_text" "skip" "spread" "string" "text" "tuple" "union" "unions" "utf8" "value" "writer"
};
