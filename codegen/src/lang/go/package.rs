//! The files that make the output a Go module.

use super::docs::Doc;
use super::literal::string;
use super::naming::package;
use super::scope::INDENT;
use crate::banner::banner;
use crate::lang::{Input, OutputFile, Package, servers_list};
use crate::text::Writer;

/// The oldest version of Go that compiles the output.
const GO: &str = "1.25";

/// The name and other facts of the module.
pub(super) fn facts(input: &Input<'_>) -> Package {
    let options = input.options.package(super::NAME);
    Package::new(input.model, options, |name| name.to_lowercase())
}

/// `go.mod`.
pub(super) fn manifest(input: &Input<'_>, module: &str) -> OutputFile {
    let banner = banner(input.model);
    OutputFile::new(
        "go.mod",
        format!("// {banner}\n\nmodule {module}\n\ngo {GO}\n"),
    )
}

/// The docs of the package, and the version of the protocol.
pub(super) fn doc(input: &Input<'_>, name: &str) -> OutputFile {
    let protocol = &input.model.protocol;
    let mut w = Writer::new(INDENT);
    w.line(format!("// {}", banner(input.model)));
    w.blank();
    let title = protocol.title.as_deref().unwrap_or(&protocol.name);
    let mut doc = Doc::new("").text(&format!(
        "Package {name} has the types of {title}, with decoders and encoders."
    ));
    doc = doc.markdown_of(&protocol.doc);
    if let Some(servers) = servers_list(protocol) {
        doc = doc.text("Servers:").markdown_of(&servers);
    }
    if let Some(url) = &protocol.url {
        doc = doc.text(&format!("About the protocol: {url}"));
    }
    doc.write(&mut w);
    w.line(format!("package {}", package(name)));
    if let Some(version) = &protocol.version {
        w.blank();
        w.line("// ProtocolVersion is the version of the protocol that the package was made for.");
        w.line(format!("const ProtocolVersion = {}", string(version)));
    }
    OutputFile::new("doc.go", w.finish())
}
