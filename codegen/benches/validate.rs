//! How fast `tdproto validate` is, by one thread and by two, beside two floors that only read the
//! same lines as JSON; and how much memory the whole command needs for a capture of 1 GiB. Seconds
//! of a processor hardly depend on what else the machine does; those of the clock do.
//!
//! `cargo bench -p tdproto-codegen --features cli --bench validate`
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark prints"
)]

mod captures;

use std::time::Instant;

use captures::{BYTES, RUNS, checked, command, processor, repeated, traffic};
use serde::de::IgnoredAny;
use tdproto_codegen::validate::Validator;
use tdproto_wire::Reader;

/// Reads a whole capture.
type Run<'v> = Box<dyn Fn(&'static [u8]) + 'v>;

fn main() {
    let (schema, _) = tdproto_schema::embedded::compiled();
    let model = &schema.model;
    // First, since a child's peak begins with that of this process.
    command(&traffic(model), "validate", |_, _| {});
    let real = repeated(&traffic(model));
    let small = repeated(&[
        r#"{"event":"server.time","params":{"time":"2019-09-18T00:00:07.435409Z"}}"#.to_owned(),
    ]);
    println!("NDJSON in memory, {} MiB, fastest of {RUNS}:", BYTES >> 20);
    println!(
        "{:40} {:>15} {:>15}",
        "MB for each second of a processor", "server traffic", "small frames"
    );
    let validator = Validator::new(model);
    let rows: [(&str, Run<'_>); 4] = [
        ("floor: skipped by the pull reader", Box::new(skipped)),
        ("floor: ignored by serde_json", Box::new(ignored)),
        (
            "checked by one thread",
            Box::new(|text| checked(&validator, text, 1)),
        ),
        (
            "checked by two threads",
            Box::new(|text| checked(&validator, text, 2)),
        ),
    ];
    let mut best = [[[f64::MAX; 2]; 2]; 4];
    for _ in 0..RUNS {
        for (row, (_, run)) in rows.iter().enumerate() {
            for (column, text) in [real, small].into_iter().enumerate() {
                let (start, before) = (Instant::now(), processor());
                run(text);
                let [cpu, wall] = &mut best[row][column];
                *cpu = cpu.min(processor() - before);
                *wall = wall.min(start.elapsed().as_secs_f64());
            }
        }
    }
    let line = |name: &str, [a, b]: [f64; 2], digits| {
        println!("{name:40} {a:>15.digits$} {b:>15.digits$}")
    };
    let speed = |seconds: f64| BYTES as f64 / 1e6 / seconds;
    for ((name, _), best) in rows.iter().zip(best) {
        line(name, best.map(|[cpu, _]| speed(cpu)), 0);
    }
    line(
        "by the floor of the pull reader, times",
        [0, 1].map(|at| best[2][at][0] / best[0][at][0]),
        2,
    );
    println!("MB for each second of the clock");
    for row in [2, 3] {
        line(rows[row].0, best[row].map(|[_, wall]| speed(wall)), 0);
    }
}

fn skipped(text: &'static [u8]) {
    let text = std::str::from_utf8(text).unwrap();
    for line in text.lines() {
        let mut r = Reader::of_text(line);
        r.skip().unwrap();
        r.end().unwrap();
    }
}

fn ignored(text: &'static [u8]) {
    let text = std::str::from_utf8(text).unwrap();
    for line in text.lines() {
        serde_json::from_str::<IgnoredAny>(line).unwrap();
    }
}
