//! What every type has besides its values: the function that decodes it, and its serializer.

use tdproto_schema::model::TypeId;

use super::literal::string;
use super::scope::Scope;
use crate::text::Writer;
use crate::views::View;

/// The annotation that makes a type one of kotlinx.serialization.
pub(super) fn serializable(w: &mut Writer, scope: &mut Scope<'_>, name: &str) {
    let mark = scope.foreign("kotlinx.serialization.Serializable");
    w.line(format!("@{mark}(with = {name}.Serializer::class)"));
}

/// Writes the function that decodes, and the serializer.
pub(super) fn companion(
    w: &mut Writer,
    scope: &mut Scope<'_>,
    id: TypeId,
    view: View,
    is_class: bool,
) {
    let (codec, name) = (scope.codec(id, view), scope.named(id, view));
    let (read, limits) = (scope.wire("Read"), scope.wire("Limits"));
    let decode = scope.wire("decode");
    let text = scope.built_in("kotlin.String");
    let serializer = scope.foreign("kotlinx.serialization.KSerializer");
    let json = scope.wire("WireSerializer");
    let title = format!("{}.{name}", scope.package.name);
    w.blank();
    w.line("/** Reads and writes values with kotlinx.serialization, as JSON. */");
    w.line(format!(
        "public object Serializer : {serializer}<{name}> by {json}({}, {codec})",
        string(&title)
    ));
    w.blank();
    let inner = |w: &mut Writer| {
        w.line("/** Reads a value. */");
        w.line(format!("public fun decode(text: {text}, limits: {limits} = {limits}.DEFAULT): {read}<{name}> = {codec}.{decode}(text, limits)"));
    };
    match is_class {
        true => w.block("public companion object {", "}", inner),
        false => inner(w),
    }
}
