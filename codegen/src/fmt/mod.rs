//! The canonical form of schema files: one field one line, keys in one order, one way of spacing
//! and quoting. Every comment and blank line stays, and so does the meaning.
//!
//! ```
//! let text = "[entity.Chat.fields]\n# Its title.\ntitle={omitempty=true,type='string'}\n";
//! let formatted = tdproto_codegen::fmt::format("chat.toml", text).expect("a valid file");
//! assert_eq!(
//!     formatted,
//!     "[entity.Chat.fields]\n# Its title.\ntitle = { type = \"string\", omitempty = true }\n"
//! );
//! ```

mod order;
mod print;
mod tree;
mod verify;

use tdproto_schema::{Code, Diagnostic, SourceMap, read};

/// A file in its canonical form.
///
/// # Errors
/// The diagnostics of the file as a schema. References to types are not checked, since the types may
/// be in other files.
pub fn format(path: &str, text: &str) -> Result<String, (SourceMap, Vec<Diagnostic>)> {
    let mut sources = SourceMap::default();
    let file = sources.add(path, text);
    let (_, diagnostics) = read(&sources, file);
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Err((sources, diagnostics));
    }
    let refuse = |reason: String| {
        let message = format!("{path} cannot be brought into canonical form: {reason}");
        vec![Diagnostic::error(Code::TomlSyntax, message)]
    };
    // A line break of Windows is one line break, in texts of several lines, too.
    let text = &text.replace("\r\n", "\n");
    let tree = match tree::read(text) {
        Ok(tree) => tree,
        Err(found) => return Err((sources, refuse(found.0))),
    };
    let formatted = print::print(&tree);
    match verify::same(text, &formatted) {
        Ok(()) => Ok(formatted),
        Err(reason) => Err((sources, refuse(reason.to_owned()))),
    }
}
