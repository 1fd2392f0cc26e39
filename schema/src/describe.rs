//! Types in code that describe themselves as a schema file would.

use crate::decl::TypeDecl;

/// A Rust type with a declaration, as `#[derive(Entity)]` makes one.
///
/// The declarations of several types, together, are resolved like those of files:
///
/// ```
/// use tdproto_schema::{compile_decls, Decls, Describe};
/// fn schema_of<A: Describe, B: Describe>() -> tdproto_schema::Schema {
///     let decls = Decls { types: vec![A::describe(), B::describe()], ..Decls::default() };
///     compile_decls(decls).0
/// }
/// ```
pub trait Describe {
    /// The declaration of this type.
    fn describe() -> TypeDecl;
}
