//! Resolves tombstones into the model: sorted, each once.

use super::Names;
use crate::decl::{RemovedDecl, TombstoneDecl};
use crate::model::{RemovedPart, Tombstone};
use crate::{Code, Diagnostic, Sink, Span};

/// The tombstones in their order, and where each was written.
pub(super) fn resolve(
    decls: Vec<TombstoneDecl>,
    names: &Names,
    sink: &mut Sink,
) -> (Vec<Tombstone>, Vec<Span>) {
    let mut found: Vec<(Tombstone, Span)> = Vec::with_capacity(decls.len());
    for decl in decls {
        let span = decl.name.span;
        // An owner that is not there was declared twice, which is reported.
        if let Some(tombstone) = tombstone(decl, names) {
            found.push((tombstone, span));
        }
    }
    found.sort();
    let mut unique: Vec<(Tombstone, Span)> = Vec::with_capacity(found.len());
    for (tombstone, span) in found {
        match unique.last() {
            Some((first, first_span)) if first.part == tombstone.part => {
                let message = "the schema has two equal tombstones";
                let found = Diagnostic::error(Code::NameDuplicate, message)
                    .at(span, "repeated here")
                    .at(*first_span, "first one here");
                sink.push(found);
            }
            Some(_) | None => unique.push((tombstone, span)),
        }
    }
    unique.into_iter().unzip()
}

fn tombstone(decl: TombstoneDecl, names: &Names) -> Option<Tombstone> {
    let name = decl.name.value;
    let part = match decl.part {
        RemovedDecl::Type => RemovedPart::Type { name },
        RemovedDecl::Event => RemovedPart::Event { name },
        RemovedDecl::Field { entity } => RemovedPart::Field {
            entity: names.id(&entity)?,
            name,
        },
        RemovedDecl::Value { enumeration, value } => RemovedPart::Value {
            enumeration: names.id(&enumeration)?,
            value,
            name,
        },
    };
    Some(Tombstone {
        part,
        since: decl.since,
        doc: decl.doc.unwrap_or_default().trim().to_owned(),
    })
}
