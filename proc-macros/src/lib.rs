//! Derive macros by which hand-written types describe themselves as a schema file would.
//!
//! A macro is three steps: `attr` and `entity` parse the type into the same declaration that
//! schema files are read into, and `emit` writes the code that makes that declaration.

mod attr;
mod emit;
mod entity;
mod types;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Describes a struct as an entity: `tdproto_schema::Describe`.
///
/// Doc comments are the docs, fields are those of the struct, in order. A field's type follows
/// from its Rust type: `String`, `bool`, numbers, `Vec<T>` (a list), `BTreeMap<K, V>` (a map),
/// `serde_json::Value` (`any`), `Box<T>` and `Option<T>` (`T`), and any other name is that of a
/// type of the schema.
///
/// Above the struct:
///
/// | `#[proto(…)]` | meaning |
/// |---|---|
/// | `name = "Message"` | the name in the schema, if not that of the struct |
/// | `topic = "message"` | the topic it belongs to |
/// | `includes(Base, Other)` | entities whose fields are part of this one |
/// | `since = "1.2"` | the first version that has it |
/// | `deprecated`, `deprecated = "use …"` | it is deprecated |
/// | `experimental` | it may change without notice |
///
/// Above a field, the last three and:
///
/// | `#[proto(…)]` | meaning |
/// |---|---|
/// | `rename = "type"` | the key on the wire, if not the field's name |
/// | `type = "list<JID>"` | the type, if it does not follow from the Rust type |
/// | `readonly` | set by the server only |
/// | `nullable` | `null` stands for none; the Rust type is an `Option` |
/// | `omitempty` | left out when empty |
/// | `when(chat_type = "task")` | has a meaning only while a sibling has this value; several are `["a", "b"]` |
/// | `code_name = "reference"` | what generated code calls it |
///
/// ```
/// use tdproto_macros::Entity;
/// use tdproto_schema::{Describe, Decls, compile_decls};
///
/// /// A chat.
/// #[derive(Entity)]
/// #[proto(since = "1.0")]
/// struct Chat {
///     /// What it is called.
///     title: String,
///     /// Who made it.
///     #[proto(readonly, nullable)]
///     owner: Option<String>,
/// }
///
/// let decls = Decls { types: vec![Chat::describe()], ..Decls::default() };
/// let (schema, diagnostics) = compile_decls(decls);
/// assert!(diagnostics.is_empty());
/// assert_eq!(schema.model.types()[0].docs.text, "A chat.");
/// ```
#[proc_macro_derive(Entity, attributes(proto))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let tokens = entity::parse(&input).map(|decl| emit::describe(&input, &decl));
    tokens.unwrap_or_else(syn::Error::into_compile_error).into()
}
