//! Reports in every format: what they look like, and that the tools they are for can read them.

mod fingerprints;
mod github;
mod old;
mod samples;
mod valid;

use tdproto_codegen::load::Places;
use tdproto_codegen::render::{self, Context, Format, Style};
use tdproto_codegen::report::Report;
use tdproto_schema::Severity;

use crate::root;

/// What the reports of these tests are shown for: a directory below the top of a repository.
fn context() -> Context {
    Context {
        style: Style::Plain,
        fail_on: Some(Severity::Warning),
        places: Places::new("/home/me/app/backend", "/home/me/app"),
    }
}

/// What no report may hold as it is: line feeds and tabs are the only control characters of text.
pub(crate) fn steers(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text as people see it in a report.
fn harmless(text: &str) -> String {
    text.replace(steers, "\u{fffd}")
}

fn shown(report: &Report, format: Format) -> String {
    render::report(report, format, &context())
}

#[test]
fn every_format_of_every_sample() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/snapshots/reports"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, report) in samples::small() {
            for format in Format::ALL {
                let name = format!("{name}.{}", format.name());
                insta::assert_snapshot!(name, shown(&report, *format));
            }
        }
    });
}

#[test]
fn colour_is_only_in_text() {
    let coloured = Context {
        style: Style::Colour,
        ..context()
    };
    let (_, report) = samples::small().remove(1);
    for format in Format::ALL {
        let text = render::report(&report, *format, &coloured);
        assert_eq!(
            text.contains('\u{1b}'),
            *format == Format::Text,
            "{format:?}"
        );
    }
}

#[test]
fn the_same_report_has_the_same_bytes() {
    for format in Format::ALL {
        for ((_, one), (_, other)) in samples::all().into_iter().zip(samples::all()) {
            assert_eq!(shown(&one, *format), shown(&other, *format));
        }
    }
}

#[test]
fn a_summary_keeps_to_its_limit_and_counts_what_it_leaves_out() {
    for (name, report) in samples::all() {
        for limit in [0, 150, 500, 5000, 100_000] {
            let text = render::markdown(&report, &context(), limit);
            assert!(text.len() <= limit, "{name} in {limit}: {}", text.len());
        }
    }
    let (_, many) = samples::all().pop().unwrap();
    let text = render::markdown(&many, &context(), 5000);
    let rows = text
        .lines()
        .filter(|line| line.starts_with("| error |"))
        .count();
    let left_out = many.findings.len() - rows;
    assert!(rows > 5 && left_out > 5, "{rows} rows");
    assert!(
        text.contains(&format!("… and {left_out} more findings")),
        "{text}"
    );
}
