//! Generates the types of `proto/`, with most of what a build script may ask for.

use tdproto_codegen::{BuildError, Builder, UnknownFields};

fn main() -> Result<(), BuildError> {
    Builder::new()
        .schema("proto")
        .derive("Priority", "Copy")
        .type_attribute("Job", "#[allow(clippy::struct_excessive_bools)]")
        .extern_type("Id", "crate::Id")
        .rename("Job", "Work")
        .rename("Job.kind", "sort")
        .unknown_fields(UnknownFields::Keep)
        .generate()
}
