//! The protocol as a whole: what `info` and `servers` of a description say.

use serde_json::Value;
use tdproto_schema::decl::{Decls, ProtocolDecl, ServerDecl, Spanned};
use tdproto_schema::names::Name;

use super::described::Part;
use super::documents::{Documents, Place};
use super::losses::Losses;

/// Names of files that say only which format a description has.
const GENERIC: [&str; 8] = [
    "api", "asyncapi", "index", "input", "openapi", "schema", "spec", "swagger",
];

/// The licenses that descriptions usually name, by their SPDX identifiers.
const LICENSES: [&str; 32] = [
    "0BSD",
    "AGPL-3.0",
    "AGPL-3.0-only",
    "AGPL-3.0-or-later",
    "Apache-2.0",
    "Artistic-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC0-1.0",
    "EPL-2.0",
    "EUPL-1.2",
    "GPL-2.0",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0",
    "GPL-3.0-only",
    "GPL-3.0-or-later",
    "ISC",
    "LGPL-2.1",
    "LGPL-2.1-only",
    "LGPL-2.1-or-later",
    "LGPL-3.0",
    "LGPL-3.0-only",
    "LGPL-3.0-or-later",
    "MIT",
    "MPL-2.0",
    "OFL-1.1",
    "Unlicense",
    "Zlib",
];

/// Names of licenses that are no SPDX identifiers, but mean one.
const LICENSE_NAMES: [(&str, &str); 6] = [
    ("Apache 2.0", "Apache-2.0"),
    ("Apache License 2.0", "Apache-2.0"),
    ("Apache License, Version 2.0", "Apache-2.0"),
    ("Apache 2", "Apache-2.0"),
    ("MIT License", "MIT"),
    ("The MIT License", "MIT"),
];

const INFO: [&str; 9] = [
    "contact",
    "description",
    "externalDocs",
    "license",
    "summary",
    "tags",
    "termsOfService",
    "title",
    "version",
];

/// A server as a description has it: its name, its URL, and what it says of it.
#[derive(Debug, Clone)]
pub(super) struct Server {
    pub(super) place: Place,
    pub(super) name: String,
    pub(super) url: String,
    pub(super) doc: Option<String>,
}

/// The protocol that a document describes.
pub(super) fn protocol(
    documents: &Documents,
    losses: &mut Losses,
    root: &Place,
    name: Option<&str>,
    servers: Vec<Server>,
) -> ProtocolDecl {
    let path = documents.all().get(root.document);
    let stem = path.map_or("protocol", |document| stem(&document.path));
    let mut protocol = ProtocolDecl::new(name.map_or_else(|| plain_name(stem), str::to_owned));
    protocol.servers = self::servers(losses, servers);
    let Some(info) = Part::read(documents, losses, &root.at("info")) else {
        return protocol;
    };
    info.check(losses, &INFO);
    for key in ["contact", "termsOfService"] {
        if info.get(key).is_some() {
            losses.part(
                format!("`{key}` of a description is left out"),
                &info.at(key),
            );
        }
    }
    let title = info.text("title");
    if let Some(title) = title.filter(|_| name.is_none() && is_generic(stem)) {
        protocol.name = Some(plain_name(title));
    }
    let root_part = Part::read(documents, losses, root);
    let is_ours = root_part.is_some_and(|root| root.get("x-generated").is_some());
    // What we wrote in the place of a title is the name.
    let has_title = !is_ours || info.get("x-name").is_some();
    protocol.title = title
        .filter(|_| has_title)
        .map(one_line)
        .filter(|title| Name::Title.check(title).is_ok());
    let docs = ["summary", "description"].map(|key| info.text(key));
    let docs: Vec<_> = docs.into_iter().flatten().collect();
    protocol.doc = (!docs.is_empty()).then(|| docs.join("\n\n").replace("\r\n", "\n"));
    protocol.version = version(losses, &info);
    protocol.license = license(documents, losses, &info);
    let root = Part::read(documents, losses, root);
    let docs = [root.as_ref(), Some(&info)].into_iter().flatten();
    let mut urls = docs.filter_map(|part| part.get("externalDocs")?.get("url")?.as_str());
    protocol.url = urls
        .find(|url| Name::Url.check(url).is_ok())
        .map(str::to_owned);
    protocol
}

/// Adds the protocol of a document: what the file of frames says of it counts first.
pub(super) fn add(decls: &mut Decls, mut found: ProtocolDecl, name: Option<&str>) {
    let Some(own) = decls.protocols.first_mut() else {
        decls.protocols.push(found);
        return;
    };
    let former = own.name.take();
    own.name = name.map(str::to_owned).or(former).or(found.name);
    own.title = own.title.take().or(found.title);
    own.version = own.version.take().or(found.version);
    own.doc = own.doc.take().or(found.doc);
    own.license = own.license.take().or(found.license);
    own.url = own.url.take().or(found.url);
    if own.servers.is_empty() {
        own.servers.append(&mut found.servers);
    }
}

/// A text as the name of packages.
pub(super) fn plain_name(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '_'
            }
        })
        .collect();
    let words: Vec<_> = plain.split('_').filter(|word| !word.is_empty()).collect();
    let name = words.join("_");
    match Name::Protocol.check(&name) {
        Ok(()) => name,
        Err(_) => format!("protocol_{name}").trim_end_matches('_').to_owned(),
    }
}

fn is_generic(stem: &str) -> bool {
    GENERIC.contains(&stem.to_ascii_lowercase().as_str())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The version, without what the language does not have of it.
fn version(losses: &mut Losses, info: &Part<'_>) -> Option<String> {
    if info.is_set("x-unversioned") {
        return None;
    }
    let version = match info.get("version")? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    let plain = version.trim_start_matches(['v', 'V']);
    let release = plain.split(['-', '+']).next().unwrap_or(plain);
    let forms = [
        version.clone(),
        plain.to_owned(),
        release.to_owned(),
        format!("{release}.0"),
    ];
    let found = forms
        .into_iter()
        .find(|form| Name::Version.check(form).is_ok());
    let is_whole = found.as_ref().is_some_and(|found| found.starts_with(plain));
    if !is_whole {
        let what = format!(
            "version `{}` is not one of two or three numbers",
            version.escape_debug()
        );
        losses.part(what, &info.at("version"));
    }
    found
}

/// The license, if it is an SPDX expression of licenses that are known.
fn license(documents: &Documents, losses: &mut Losses, info: &Part<'_>) -> Option<String> {
    info.get("license")?;
    let license = Part::read(documents, losses, &info.at("license"))?;
    license.check(losses, &["identifier", "name", "url"]);
    let named = license
        .text("identifier")
        .or_else(|| license.text("name"))?;
    let alias = LICENSE_NAMES
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(named));
    let named = alias.map_or(named, |(_, spdx)| *spdx);
    let mut words = named.split(|c: char| c.is_whitespace() || "()".contains(c));
    let is_known = words.all(|word| {
        let word = word.trim_end_matches('+');
        word.is_empty() || ["AND", "OR", "WITH"].contains(&word) || LICENSES.contains(&word)
    });
    if !is_known {
        let what = format!(
            "license `{}` is no SPDX identifier that is known",
            named.escape_debug()
        );
        losses.part(what, &license.place);
    }
    is_known.then(|| named.to_owned())
}

/// The servers that clients can connect to, each with a name of its own.
fn servers(losses: &mut Losses, servers: Vec<Server>) -> Vec<ServerDecl> {
    const SCHEMES: [&str; 4] = ["ws://", "wss://", "http://", "https://"];
    let mut found: Vec<ServerDecl> = Vec::new();
    for Server {
        place,
        name,
        url,
        doc,
    } in servers
    {
        let is_of_web = SCHEMES.iter().any(|scheme| url.starts_with(scheme));
        if !is_of_web || Name::Url.check(&url).is_err() {
            let what = "a server without an absolute URL of WebSockets or HTTP is left out";
            losses.part(what, &place);
            continue;
        }
        let name = plain_name(&name);
        let is_taken = |name: &str| found.iter().any(|server| server.name.value == name);
        let mut free = name.clone();
        let mut number = 2;
        while is_taken(&free) {
            free = format!("{name}_{number}");
            number += 1;
        }
        found.push(ServerDecl {
            name: Spanned::unplaced(free),
            url,
            doc,
        });
    }
    found
}

/// A URL with the defaults of its variables.
pub(super) fn with_defaults(losses: &mut Losses, url: &str, server: &Part<'_>) -> String {
    let mut url = url.to_owned();
    let variables = server.get("variables").and_then(Value::as_object);
    for (name, variable) in variables.into_iter().flatten() {
        let default = match variable.get("default") {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => continue,
        };
        url = url.replace(&format!("{{{name}}}"), &default);
        let what = "a variable of a server's URL became its default";
        losses.part(what, &server.at("variables").at(name));
    }
    url
}

/// The name of a file without what says of which kind it is.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let name = name.split('.').next().unwrap_or(name);
    if name.is_empty() { "protocol" } else { name }
}
