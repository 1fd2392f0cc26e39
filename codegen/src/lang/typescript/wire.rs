//! The built-in types that have names of their own.

use super::docs::Doc;
use crate::banner::banner;
use crate::lang::Input;
use crate::options::Int64;
use crate::text::Writer;

/// The file of the built-in types.
pub(super) fn file(input: &Input<'_>) -> String {
    let mut w = Writer::new(super::INDENT);
    w.line(format!("// {}", banner(input.model)));
    let (target, note) = match input.options.typescript.int64 {
        Int64::Bigint => (
            "bigint",
            "Decoders and encoders of this package keep it exact.",
        ),
        Int64::Number => ("number", "Rounded beyond ±(2^53 - 1)."),
        Int64::String => ("string", "Here it is a text of decimal digits, and exact."),
    };
    let integer = |range: &str| {
        format!("{range} The wire holds a bare JSON number, which `JSON.parse` rounds. {note}")
    };
    let types = [
        ("Int64", target, integer("A signed integer of 64 bits.")),
        ("Uint64", target, integer("An unsigned integer of 64 bits.")),
        (
            "Datetime",
            "string",
            "Date and time as RFC 3339 text, such as `2019-09-18T00:00:07.435409Z`.".to_owned(),
        ),
    ];
    for (name, target, doc) in types {
        w.blank();
        Doc::new(&doc).write(&mut w);
        w.line(format!("export type {name} = {target};"));
    }
    w.blank();
    w.lines(HELPERS.lines());
    w.finish()
}

/// The helpers that declared types are made with.
const HELPERS: &str = r#"declare const brand: unique symbol;

/**
 * A `Base` with a meaning of its own: any `Base` may be given for it, but not one that is known to
 * mean something else.
 */
export type Branded<Base, Name extends string> = Base & { readonly [brand]?: Name | undefined };

/**
 * `Whole` while its member `Key` is `Kind`. `When` lists the members that have a meaning only for
 * some kinds; for the others there is nothing to read or write in them.
 */
export type Narrowed<Whole, Key extends keyof Whole, Kind, When> = {
  [K in keyof Whole]: K extends Key
    ? Kind
    : K extends keyof When
      ? Kind extends When[K]
        ? Whole[K]
        : never
      : Whole[K];
};"#;
