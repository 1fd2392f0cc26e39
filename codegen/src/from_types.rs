//! Types that are written by hand as the start of the pipeline.

use tdproto_schema::{Decls, Describe, Diagnostic, Schema, compile_decls};

/// The schema that types with derives describe: one type, the events of an enum, or a tuple of
/// several. It goes the same way as one that was read from files.
///
/// ```
/// use tdproto_codegen::{Options, from_types, generate, lang};
/// # struct Chat;
/// # impl tdproto_schema::Describe for Chat { fn describe(_: &mut tdproto_schema::Decls) {} }
/// // #[derive(Entity)] struct Chat { … }
/// let (schema, diagnostics) = from_types::<(Chat,)>();
/// assert!(diagnostics.is_empty());
/// let typescript = lang::find("typescript").unwrap();
/// let (generated, _) = generate(&schema, typescript, &Options::default());
/// assert!(generated.files.iter().any(|file| file.path == "src/index.ts"));
/// ```
#[must_use]
pub fn from_types<T: Describe>() -> (Schema, Vec<Diagnostic>) {
    let mut decls = Decls::default();
    T::describe(&mut decls);
    compile_decls(decls)
}
