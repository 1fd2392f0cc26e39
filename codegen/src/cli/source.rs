//! The argument that names a schema.

use clap::Args as ClapArgs;
use clap::builder::{OsStringValueParser, TypedValueParser};

use crate::load::SchemaSource;

/// The arguments that name the schema.
#[derive(Debug, ClapArgs)]
pub(super) struct SchemaArgs {
    /// A schema directory, one schema file, a model.json, `builtin`, or one of these in git:
    /// git:REF or git:REF:PATH
    #[arg(long, value_name = "SCHEMA", default_value = "builtin", value_parser = schema_source())]
    pub(super) schema: SchemaSource,
}

/// Reads the name of a schema; a ref that must not be passed to git is a usage error.
pub(super) fn schema_source() -> impl TypedValueParser<Value = SchemaSource> {
    OsStringValueParser::new().try_map(|text| SchemaSource::parse(&text))
}
