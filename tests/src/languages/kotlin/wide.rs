//! A schema of many of each: unions of 250 variants, and protocols of 250 events.

use std::fmt::Write as _;
use std::fs;

use tdproto_codegen::UnknownFields;
use tdproto_codegen::lang::kotlin::Kotlin;
use tdproto_schema::Schema;

use super::methods;
use super::module::{is_here, options};
use super::tools::{self, conformance, folder};
use crate::{fixtures, packages};

/// How many variants and events there are.
const COUNT: usize = 250;

/// The types of the contents of variants, in turn.
const CONTENTS: [&str; 4] = [
    "Text",
    "list<Text>",
    "map<string, int>",
    "tuple<Text, int?>",
];

/// The events of a protocol.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frames {
    Envelope,
    Drawn,
}

/// The schema: unions of every form, whose entities have constraints and input views. That of drawn
/// frames has one.
fn schema(frames: Frames) -> Schema {
    let mut text = String::from("[protocol]\nname = \"wide\"\n");
    text.push_str(match frames {
        Frames::Envelope => "[protocol.envelope]\nevent = \"event\"\nparams = \"params\"\n",
        Frames::Drawn => {
            "[frame.request]\nshape = { method = \"$event\", id = \"$id\", params = \"$params\" }\n\
             [frame.reply]\nreplies = \"request\"\n\
             shape = { id = \"$id\", answer = \"$event\", result = \"$result\" }\n\
             [frame.number]\nshape = { op = \"$event\", d = \"$params\" }\n\
             [frame.number.fields]\nevent = { type = \"int\" }\n"
        }
    });
    text.push_str("[scalar.Text]\nbase = \"string\"\nmax = 9\n");
    let mut unions = [
        "[union.Contents]\ntag = \"t\"\ncontent = \"c\"\n[union.Contents.variants]\n".to_owned(),
        "[union.ByTag]\ntag = \"type\"\n[union.ByTag.variants]\n".to_owned(),
        "[union.ByNumber]\ntag = \"op\"\nbase = \"int\"\n[union.ByNumber.variants]\n".to_owned(),
        "[union.ByKey]\nform = \"key\"\n[union.ByKey.variants]\n".to_owned(),
        "[union.Nested]\ntag = \"n\"\n[union.Nested.variants]\n".to_owned(),
    ];
    for at in 0..COUNT {
        let content = CONTENTS[at % CONTENTS.len()];
        unions[0].push_str(&format!("v{at} = {{ type = \"{content}\" }}\n"));
        if frames == Frames::Drawn {
            continue;
        }
        // To write into a text cannot fail.
        let _ = writeln!(text, "[entity.E{at}.fields]\nk{at} = {{ type = \"Text\" }}");
        if at % 50 == 0 {
            text.push_str("id = { type = \"int\", readonly = true }\n");
        }
        let lines = [
            format!("v{at} = {{ type = \"E{at}\" }}\n"),
            format!("v{at} = {{ value = {at}, type = \"E{at}\" }}\n"),
            format!("k{at} = {{ type = \"E{at}\" }}\n"),
            format!("v{at} = {{ type = \"ByTag\" }}\n"),
        ];
        for (union, line) in unions[1..].iter_mut().zip(lines) {
            union.push_str(&line);
        }
    }
    let count = if frames == Frames::Drawn {
        1
    } else {
        unions.len()
    };
    for union in &unions[..count] {
        text.push_str(union);
    }
    text.push_str("[entity.All.fields]\n");
    for at in 0..200 {
        let _ = writeln!(text, "field_{at} = {{ type = \"list<Text>\", max = 9 }}");
    }
    text.push_str("[enum.Word.values]\n");
    for at in 0..COUNT {
        let _ = writeln!(text, "word{at} = {{}}");
    }
    for at in 0..COUNT {
        // One has a view for clients, of unions, too.
        let direction = if at < 2 { "both" } else { "server" };
        let params = match frames {
            Frames::Envelope => ["ByTag", "Nested", "All", "Word"],
            Frames::Drawn => ["Contents", "Contents", "All", "Word"],
        };
        let params = params[at % 4];
        let of_frame = match (frames, at % 2) {
            (Frames::Envelope, _) => String::new(),
            (Frames::Drawn, 0) => "reply = \"Contents\"\nframe = \"request\"\n".to_owned(),
            (Frames::Drawn, _) => format!("value = {at}\nframe = \"number\"\n"),
        };
        let _ = write!(
            text,
            "[event.e{at}]\ndirection = \"{direction}\"\nparams = \"{params}\"\n{of_frame}"
        );
    }
    let (schema, diagnostics) = fixtures::compiled(&text);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    schema
}

/// Each variant and each event is read and written, and the JVM compiles the methods that do so.
#[test]
fn kotlin_of_many_variants_and_events_runs_in_short_methods() {
    if !is_here() {
        return;
    }
    let (sources, classes) = (folder().join("wide"), folder().join("wide-classes"));
    if sources.exists() {
        fs::remove_dir_all(&sources).unwrap();
    }
    for (package, frames, unknown) in [
        ("wide.envelope", Frames::Envelope, UnknownFields::Keep),
        ("wide.drawn", Frames::Drawn, UnknownFields::Deny),
    ] {
        let mut options = options(package);
        options.unknown_fields = unknown;
        packages::write(&schema(frames), &Kotlin, &options, &sources.join(package));
    }
    fs::copy(conformance("driver/Wide.kt"), sources.join("Wide.kt")).unwrap();
    let strict = ["-Xexplicit-api=strict", "-Werror"];
    tools::compile(&[&sources], &classes, &[], &strict);
    let too_long = methods::too_long(&classes);
    assert!(too_long.is_empty(), "{too_long:#?}");
    tools::run(&[&classes], "tdproto.tests.WideKt", &[]);
}
