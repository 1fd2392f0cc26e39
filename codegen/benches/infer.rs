//! How long `tdproto infer` takes beside `validate` on the same capture, by one thread and by two, in
//! seconds of a processor, which hardly depend on what else the machine does; and how much memory the
//! whole command needs for a capture of 1 GiB.
//!
//! `cargo bench -p tdproto-codegen --features cli --bench infer`
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark prints"
)]

mod captures;

use captures::{BYTES, RUNS, checked, command, memory, processor, repeated, traffic};
use tdproto_codegen::infer::{self, Options};
use tdproto_codegen::validate::Validator;

fn main() {
    let (schema, _) = tdproto_schema::embedded::compiled();
    let model = &schema.model;
    // First, since a child's peak begins with that of this process.
    command(&traffic(model), "infer", |command, out| {
        command.arg("--out").arg(out);
    });
    let text = repeated(&traffic(model));
    let validator = Validator::new(model);
    println!(
        "server traffic in memory, {} MiB, fastest of {RUNS}:",
        BYTES >> 20
    );
    println!(
        "{:12} {:>14} {:>14} {:>8}",
        "threads", "validate, s", "infer, s", "times"
    );
    for threads in [1, 2] {
        let mut best = [f64::MAX; 2];
        for _ in 0..RUNS {
            let before = processor();
            checked(&validator, text, threads);
            let between = processor();
            inferred(text, threads);
            best[0] = best[0].min(between - before);
            best[1] = best[1].min(processor() - between);
        }
        let [validate, infer] = best;
        let times = infer / validate;
        println!("{threads:<12} {validate:>14.3} {infer:>14.3} {times:>8.2}");
    }
}

fn inferred(text: &'static [u8], threads: usize) {
    let options = Options {
        threads,
        ..Options::default()
    };
    let inferred = infer::infer([memory(text)], &options, &mut || false).unwrap();
    assert!(inferred.decls.events.len() > 30);
}
