//! What people are shown of every case. A file `args` holds the arguments of the command, if they
//! are not the usual ones; such a case needs no row in the table.

use std::fs;

use super::{folder, rows};
use crate::errors::tdproto;

#[test]
fn every_case_has_its_report() {
    let rows = rows();
    for rule in folders(&folder()) {
        for case in folders(&rule) {
            let row = rows.iter().find(|row| row.dir() == case);
            let args = match (fs::read_to_string(case.join("args")), row) {
                (Ok(args), _) => args,
                (Err(_), Some(row)) if row.source_client.is_some() => {
                    format!("{USUAL} --category source")
                }
                (Err(_), _) => USUAL.to_owned(),
            };
            let dir = case.display().to_string();
            let ran = tdproto(args.split_whitespace().map(|arg| arg.replace("DIR", &dir)));
            let text = format!("exit code {}\n{}{}", ran.code, ran.out, ran.err);
            let text = text.replace(&dir, "DIR");
            let text = without_count_of_rules(&text);
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(&case);
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.bind(|| insta::assert_snapshot!("output", text));
            if let Some(row) = row {
                assert!(
                    text.contains(&format!("[{}]", row.rule)),
                    "{}: {text}",
                    row.name()
                );
            }
        }
    }
}

const USUAL: &str = "breaking --schema DIR/after --against DIR/before";

/// The report without the number of rules that were run: a new rule is no change of a case.
fn without_count_of_rules(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let counted = line.strip_prefix("category ");
        let counted = counted.and_then(|line| line.split_once(" rules"));
        match counted.and_then(|(head, tail)| Some((head.split_once(": ")?.0, tail))) {
            Some((category, tail)) => format!("category {category}: N rules{tail}"),
            None => line.to_owned(),
        }
    });
    lines.collect()
}

fn folders(of: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(of).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}
