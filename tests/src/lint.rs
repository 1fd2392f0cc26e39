//! The rules of lint: a folder a rule under `tests/rules/lint/`, a folder a case in it. A case is a
//! schema directory; its file `config` is the configuration, its file `args` holds the arguments,
//! if they are not those that run the rule alone. What comes out is locked in `output.snap`.

use std::fs;
use std::path::{Path, PathBuf};

use tdproto_codegen::Exit;
use tdproto_codegen::config::keys;
use tdproto_codegen::rules::lint::RULES;
use tdproto_schema::Code;

use crate::errors::tdproto;
use crate::root;

fn folders(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

#[test]
fn every_rule_has_a_case_that_passes_and_one_that_fails() {
    let folder = root().join("tests/rules/lint");
    let mut ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    let rules = folders(&folder);
    assert_eq!(rules.iter().map(|rule| name(rule)).collect::<Vec<_>>(), ids);
    for rule in rules {
        let codes: Vec<_> = folders(&rule)
            .iter()
            .map(|case| check(case, name(&rule)))
            .collect();
        assert!(
            codes.contains(&Exit::Clean.code()),
            "no case of {} passes",
            name(&rule)
        );
        assert!(
            codes.contains(&Exit::Findings.code()),
            "no case of {} fails",
            name(&rule)
        );
    }
}

/// Runs a case; gives its exit code.
fn check(case: &Path, rule: &str) -> u8 {
    let args = fs::read_to_string(case.join("args"))
        .unwrap_or_else(|_| format!("lint --schema {{DIR}} --fail-on info --rule {rule}"));
    let dir = case.display().to_string();
    let mut args: Vec<_> = args
        .split_whitespace()
        .map(|arg| arg.replace("{DIR}", &dir))
        .collect();
    let config = case.join("config");
    if config.exists() {
        args.extend(["--config".to_owned(), config.display().to_string()]);
    }
    let ran = tdproto(&args);
    assert!(ran.err.is_empty(), "{dir}: {}", ran.err);
    let found = ran.out.contains(&format!("[{rule}]"));
    assert_eq!(
        found,
        ran.code == Exit::Findings.code(),
        "{dir}: {}",
        ran.out
    );
    let text = format!("exit code {}\n{}", ran.code, ran.out).replace(&dir, "DIR");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(case);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("output", text));
    ran.code
}

#[test]
fn the_built_in_schema_is_clean_at_its_level() {
    let ran = tdproto(["lint", "--fail-on", "info"]);
    assert_eq!(ran.code, Exit::Clean.code(), "{}{}", ran.out, ran.err);
}

#[test]
fn every_rule_and_key_of_the_configuration_is_documented() {
    let text = fs::read_to_string(root().join("schema/CONFIGURATION.md")).unwrap();
    for rule in RULES {
        let (level, severity) = (rule.level.name(), rule.severity.name());
        let options: Vec<_> = rule
            .options
            .iter()
            .map(|o| format!("`{}`", o.name()))
            .collect();
        let options = options.join(", ");
        let row = format!(
            "| {level} | `{}` | {severity} | {options} | {} |",
            rule.id, rule.about
        );
        assert!(text.contains(&row), "no row: {row}");
    }
    for keys in [
        keys::FILE,
        keys::LINT,
        keys::RULE,
        keys::BREAKING,
        keys::VERSION,
        keys::EXCEPTION,
    ] {
        for key in keys {
            let (alone, below, above) =
                (format!("`{key}`"), format!(".{key}`"), format!("`{key}."));
            let named = [&alone, &below, &above]
                .iter()
                .any(|form| text.contains(form.as_str()))
                || text.contains(&format!(".{key}."));
            assert!(named, "no key {key}");
        }
    }
}

#[test]
fn every_rule_is_explained() {
    for rule in RULES {
        let ran = tdproto(["explain", rule.id]);
        assert_eq!(ran.code, Exit::Clean.code(), "{}", rule.id);
        // Where a rule reports the fault of a code, the words of the code are shown.
        let code = Code::from_id(rule.id);
        let explanation = code.map_or(rule.explanation, Code::explanation);
        assert!(ran.out.contains(explanation), "{}", rule.id);
    }
}

/// A folder a case under `tests/fix/`: the folder `before` is fixed, with `old` as the older
/// version if there is one, and then is as `after`; what the command says is in `output.snap`.
#[test]
fn every_fix() {
    for case in folders(&root().join("tests/fix")) {
        let dir = tempfile::tempdir().unwrap();
        let proto = dir.path().join("proto");
        fs::create_dir(&proto).unwrap();
        let mut args = vec![
            "lint".to_owned(),
            "--fix".to_owned(),
            "--schema".to_owned(),
            proto.display().to_string(),
        ];
        let mut files = Vec::new();
        for folder in ["proto", "."] {
            for entry in fs::read_dir(case.join("before").join(folder)).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    let to = Path::new(folder).join(path.file_name().unwrap());
                    fs::copy(&path, dir.path().join(&to)).unwrap();
                    files.push(to);
                }
            }
        }
        let config = dir.path().join("tdproto.toml");
        if config.exists() {
            args.extend(["--config".to_owned(), config.display().to_string()]);
        }
        if case.join("old").exists() {
            args.extend([
                "--against".to_owned(),
                case.join("old").display().to_string(),
            ]);
        }
        let ran = tdproto(&args);
        assert!(ran.err.is_empty(), "{}: {}", case.display(), ran.err);
        files.sort();
        for file in &files {
            let fixed = fs::read_to_string(dir.path().join(file)).unwrap();
            same_as(&case.join("after").join(file), &fixed);
        }
        let facts = ran.out.lines().filter(|line| line.starts_with("fixed: "));
        same_as(
            &case.join("after/fixed.txt"),
            &facts.collect::<Vec<_>>().join("\n"),
        );
        // What was fixed is not found again.
        let again = tdproto(&args);
        assert!(
            !again.out.contains("fixed: "),
            "{}: {}",
            case.display(),
            again.out
        );
    }
}

/// Compares with a checked-in text; `INSTA_UPDATE=always` writes it, as it does snapshots.
fn same_as(path: &Path, text: &str) {
    if std::env::var_os("INSTA_UPDATE").is_some_and(|set| set == "always") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap_or_else(|_| panic!("no {}", path.display()));
    assert_eq!(text, expected, "{}", path.display());
}

#[test]
fn a_lower_level_does_not_make_exceptions_useless() {
    for args in [&["--level", "minimal"][..], &["--rule", "type-unused"]] {
        let ran = tdproto(["lint"].iter().chain(args));
        assert_eq!(ran.code, Exit::Clean.code(), "{args:?}: {}", ran.out);
    }
}

#[test]
fn the_built_in_schema_cannot_be_fixed_in_place() {
    let ran = tdproto(["lint", "--fix"]);
    assert_eq!(ran.code, Exit::Usage.code());
    assert!(ran.err.contains("--schema DIR"), "{}", ran.err);
}

#[test]
fn the_configuration_is_the_nearest_above_the_schema() {
    let dir = tempfile::tempdir().unwrap();
    let at = |path: &str| dir.path().join(path);
    fs::create_dir_all(at("repo/api/proto")).unwrap();
    fs::write(at("repo/api/proto/chat.toml"), "[entity.Chat]\n").unwrap();
    let off = "[lint]\nlevel = \"basic\"\nrules.type-unused = \"off\"\n";
    let proto = at("repo/api/proto").display().to_string();
    let run = || tdproto(["lint", "--level", "basic", "--schema", &proto]).code;
    assert_eq!(run(), Exit::Findings.code(), "no configuration");
    fs::write(at("repo/tdproto.toml"), off).unwrap();
    assert_eq!(run(), Exit::Clean.code(), "two directories above");
    fs::write(at("repo/api/tdproto.toml"), "").unwrap();
    assert_eq!(run(), Exit::Findings.code(), "the nearer one");
    fs::remove_file(at("repo/api/tdproto.toml")).unwrap();
    fs::create_dir(at("repo/api/.git")).unwrap();
    assert_eq!(run(), Exit::Findings.code(), "not beyond the repository");
}
