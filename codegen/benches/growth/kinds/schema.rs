//! The text of a schema, made part by part.

use std::fmt::Write as _;

/// A schema in the making: the newer version, or an older one that differs in every second part.
pub(in super::super) struct Schema {
    pub(super) text: String,
    /// More files, with their paths from the directory of the schema.
    pub(super) files: Vec<(String, String)>,
    pub(super) is_old: bool,
}

impl Schema {
    pub(super) fn add(&mut self, args: std::fmt::Arguments<'_>) {
        self.text.write_fmt(args).unwrap();
    }

    /// Whether the newer version lacks a part.
    pub(super) fn lacks(&self, index: usize) -> bool {
        !self.is_old && index % 2 == 1
    }

    pub(super) fn entity(&mut self, name: &str) {
        self.add(format_args!("[entity.{name}]\ndoc = \"An entity.\"\n"));
    }

    pub(super) fn fields(&mut self, name: &str) {
        self.entity(name);
        self.add(format_args!("[entity.{name}.fields]\n"));
    }

    pub(super) fn field(&mut self, name: &str, ty: &str) {
        self.add(format_args!(
            "{name} = {{ type = \"{ty}\", doc = \"A field.\" }}\n"
        ));
    }

    pub(super) fn optional(&mut self, name: &str, ty: &str) {
        self.add(format_args!(
            "{name} = {{ type = \"{ty}\", nullable = true, doc = \"A field.\" }}\n"
        ));
    }

    pub(super) fn event(&mut self, name: &str, params: Option<&str>) {
        self.add(format_args!(
            "[event.\"{name}\"]\ndirection = \"server\"\ndoc = \"An event.\"\n"
        ));
        if let Some(params) = params {
            self.add(format_args!("params = \"{params}\"\n"));
        }
    }
}
