//! Schemas far beyond the usual size: nothing exhausts the stack, and what would grow beyond all
//! bounds is refused. How time and memory grow is for `benches/growth` of `codegen` to say.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use tdproto_codegen::options::Options;
use tdproto_codegen::payloads::each_vector;
use tdproto_codegen::{REGISTRY, fmt, generate};
use tdproto_schema::model::{Scalar, Type, TypeKind};
use tdproto_schema::{Code, Diagnostic, Schema, Severity, SourceMap, compile};

fn compiled(text: &str) -> (Schema, Vec<Diagnostic>) {
    let mut sources = SourceMap::default();
    sources.add("a.toml", text);
    compile(&sources)
}

fn valid(text: &str) -> Schema {
    let (schema, found) = compiled(text);
    assert!(found.is_empty(), "{found:?}");
    schema
}

/// The text of many parts.
fn parts(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).fold(String::new(), |mut text, part| {
        text.write_str(&part).unwrap();
        text
    })
}

/// `A0` is a text; each alias after it stands for the one before.
fn aliases(count: usize) -> String {
    parts(count, |i| match i {
        0 => "[alias.A0]\ntype = \"string\"\n".to_owned(),
        i => format!("[alias.A{i}]\ntype = \"A{}\"\n", i - 1),
    })
}

#[test]
fn a_chain_of_100_000_aliases_is_followed() {
    let text = aliases(100_000) + "[entity.E.fields]\nlast = { type = \"A99999\" }\n";
    let schema = valid(&text);
    let last = schema.model.find_type("A99999").unwrap();
    assert_eq!(
        schema.model.unaliased(&Type::Named(last)),
        &Type::Scalar(Scalar::String)
    );
}

#[test]
fn a_ring_of_100_000_aliases_is_one_diagnostic_of_a_few_lines() {
    let text = aliases(100_000).replacen("\"string\"", "\"A99999\"", 1);
    let (_, found) = compiled(&text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, Code::AliasCycle);
    assert!(
        found[0].message.contains("… 99988 more → A0"),
        "{}",
        found[0].message
    );
}

#[test]
fn every_language_takes_long_chains_and_rings() {
    let ring = parts(5000, |i| {
        let next = (i + 1) % 5000;
        format!(
            "[entity.R{i}.fields]\nnext = {{ type = \"R{next}\", nullable = true, readonly = true }}\n"
        )
    });
    let chain = aliases(20_000) + "[entity.E.fields]\nlast = { type = \"A19999\" }\n";
    for text in [ring, chain] {
        let schema = valid(&text);
        let options = Options::default();
        for backend in REGISTRY {
            let (generated, found) = generate(&schema, *backend, &options);
            // A warning says that rustc needs a higher limit for such a ring.
            let errors = found
                .iter()
                .filter(|found| found.severity == Severity::Error);
            assert_eq!(errors.count(), 0, "{found:?}");
            assert!(!generated.files.is_empty());
        }
    }
}

#[test]
fn every_entity_of_a_required_ring_is_shown_in_one_short_cycle() {
    let text = parts(20_000, |i| {
        let next = (i + 1) % 20_000;
        format!("[entity.R{i}.fields]\nnext = {{ type = \"R{next}\" }}\n")
    });
    let (_, found) = compiled(&text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, Code::TypeInfinite);
    assert_eq!(found[0].labels.len(), 12);
}

fn includes(count: usize) -> String {
    parts(count, |i| match i {
        0 => "[entity.I0.fields]\nf0 = { type = \"string\" }\n".to_owned(),
        i => format!(
            "[entity.I{i}]\nincludes = [\"I{}\"]\n[entity.I{i}.fields]\nf{i} = {{ type = \"string\" }}\n",
            i - 1
        ),
    })
}

#[test]
fn includes_lead_256_deep_and_no_deeper() {
    let schema = valid(&includes(257));
    let last = schema.model.find_type("I256").unwrap();
    let TypeKind::Entity(entity) = &schema.model.ty(last).kind else {
        panic!("an entity");
    };
    assert_eq!(entity.fields.len(), 257);
    let (_, found) = compiled(&includes(16_000));
    assert_eq!(found.len(), 1, "reported once, where the limit is passed");
    assert_eq!(found[0].code, Code::IncludeLimit);
}

/// 500 entities get 2,000 fields each, a million in all; the 501st goes beyond.
#[test]
fn includes_bring_no_more_than_a_million_fields() {
    let base = parts(2000, |i| format!("f{i} = {{ type = \"bool\" }}\n"));
    let more = parts(501, |i| format!("[entity.I{i}]\nincludes = [\"Base\"]\n"));
    let (_, found) = compiled(&format!("[entity.Base.fields]\n{base}{more}"));
    let codes: Vec<_> = found.iter().map(|found| found.code).collect();
    assert_eq!(codes, [Code::IncludeLimit]);
}

/// A tree of 2^40 leaves in 40 entities.
#[test]
fn what_holds_more_objects_than_anybody_can_write_is_refused() {
    let tree = |presence| {
        parts(40, |i| match i {
            0 => "[entity.E0.fields]\nid = { type = \"string\" }\n".to_owned(),
            i => format!(
                "[entity.E{i}.fields]\nleft = {{ type = \"E{0}\"{presence} }}\nright = {{ type = \"E{0}\"{presence} }}\n",
                i - 1
            ),
        })
    };
    let (_, found) = compiled(&tree(""));
    let codes: Vec<_> = found.iter().map(|found| found.code).collect();
    assert_eq!(codes, [Code::TypeNesting]);
    // Where nothing has to be there, samples stay small.
    let schema = valid(&tree(", nullable = true"));
    let last = schema.model.find_type("E39").unwrap();
    let view = tdproto_codegen::views::View::Whole;
    let sample = tdproto_codegen::sample::of_type(&schema.model, last, view, 0);
    assert!(sample.to_string().len() < 100_000);
}

#[test]
fn a_wide_table_is_formatted() {
    let text = parts(20_000, |i| {
        format!("[event.\"server.e{i}\"]\ndirection=\"server\"\n")
    });
    let formatted = fmt::format("a.toml", &text).unwrap();
    assert_eq!(formatted.matches("direction = \"server\"").count(), 20_000);
    assert_eq!(fmt::format("a.toml", &formatted).unwrap(), formatted);
}

/// Together, the vectors of an entity of 20,000 fields have hundreds of gigabytes: each of them has
/// every field. They are handed over one by one.
#[test]
fn vectors_of_a_wide_entity_are_made_one_by_one() {
    let fields = parts(20_000, |i| format!("f{i} = {{ type = \"string\" }}\n"));
    let schema = valid(&format!("[entity.Wide.fields]\n{fields}"));
    let mut count = 0;
    let flow = each_vector(&schema.model, 0, &[], &mut |vector| {
        assert!(!vector.id.is_empty());
        count += 1;
        if count == 10 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert_eq!((flow, count), (ControlFlow::Break(()), 10));
}

/// The empty value of an entity leaves out what may be missing, itself too.
#[test]
fn vectors_of_entities_that_hold_themselves_end() {
    let schema = valid(
        "[entity.Node.fields]\nroot = { type = \"Root\" }\nnext = { type = \"Node\", optional = true }\n\
         [entity.Root.fields]\nfirst = { type = \"Node\", optional = true }\n",
    );
    let mut count = 0;
    let flow = each_vector(&schema.model, 0, &[], &mut |_| {
        count += 1;
        ControlFlow::<()>::Continue(())
    });
    assert_eq!(flow, ControlFlow::Continue(()));
    assert!(count > 20, "{count} vectors");
}
