//! What the command says when something is wrong: a folder a code under `tests/errors/`, a folder
//! a case in it. A case is a schema directory; its file `args` holds the arguments of the command,
//! if they are not those of `generate`; what comes out is locked in `output.snap`.

use std::fs;
use std::path::Path;

use tdproto_schema::Code;

pub(crate) use crate::in_process::{Ran, tdproto};
use crate::root;
use crate::scratch::{Scratch, ran};

#[test]
fn every_case() {
    for code in fs::read_dir(root().join("tests/errors")).unwrap() {
        let code = code.unwrap().path();
        for case in fs::read_dir(&code).unwrap() {
            let case = case.unwrap().path();
            if case.is_dir() {
                check(&case, code.file_name().unwrap().to_str().unwrap());
            }
        }
    }
}

fn check(case: &Path, code: &str) {
    let out = tempfile::tempdir().unwrap();
    let args = fs::read_to_string(case.join("args"))
        .unwrap_or_else(|_| "generate --schema {DIR} --out {OUT}".to_owned());
    let grown = grown(case);
    let dir = grown.as_ref().map_or(case, tempfile::TempDir::path);
    let (dir_text, out_text) = (dir.display().to_string(), out.path().display().to_string());
    let fill = |arg: &str| arg.replace("{DIR}", &dir_text).replace("{OUT}", &out_text);
    let args = args.split_whitespace().map(fill);
    let (repository, env) = (case.join("repository"), case.join("env"));
    let ran = if repository.exists() || env.exists() {
        in_repository(case, &args.collect::<Vec<_>>())
    } else {
        tdproto(args)
    };
    let text = format!("exit code {}\n{}{}", ran.code, ran.out, ran.err);
    let text = text.replace(&dir_text, "DIR").replace(&out_text, "OUT");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(case);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("output", text));
    if code != Code::Drift.id() {
        assert!(
            text.contains(&format!("[{code}]")),
            "{} does not show its code",
            case.display()
        );
    }
    let is_warning = text.contains("warning[");
    assert!(
        ran.code != 0 || is_warning,
        "{} ends with exit code 0",
        case.display()
    );
    assert!(
        fs::read_dir(out.path()).unwrap().next().is_none() || is_warning,
        "something was written"
    );
}

/// A case in git: the lines of bash in its file `repository` make the scratch repository that the
/// command runs in, around the other files of the case; its file `env` sets variables.
fn in_repository(case: &Path, args: &[String]) -> Ran {
    let scratch = Scratch::new();
    for entry in fs::read_dir(case).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|found| found == "toml") {
            let text = fs::read_to_string(&path).unwrap();
            scratch.write(path.file_name().unwrap().to_str().unwrap(), &text);
        }
    }
    if let Ok(script) = fs::read_to_string(case.join("repository")) {
        scratch.bash(&script);
    }
    let mut command = scratch.command(env!("CARGO_BIN_EXE_tdproto-in-tests"));
    let env = fs::read_to_string(case.join("env")).unwrap_or_default();
    command.envs(env.lines().filter_map(|line| line.split_once('=')));
    ran(command.args(args))
}

/// Some cases cannot be checked in: a file `grow` names a file of so many bytes, a file `link` a
/// symbolic link and its target.
fn grown(case: &Path) -> Option<tempfile::TempDir> {
    let (grow, link) = (line(&case.join("grow")), line(&case.join("link")));
    if grow.is_none() && link.is_none() {
        return None;
    }
    let dir = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(case).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, dir.path().join(path.file_name().unwrap())).unwrap();
    }
    if let Some((name, bytes)) = grow {
        let file = fs::File::create(dir.path().join(name)).unwrap();
        file.set_len(bytes.parse().unwrap()).unwrap();
    }
    if let Some((name, target)) = link {
        std::os::unix::fs::symlink(target, dir.path().join(name)).unwrap();
    }
    Some(dir)
}

/// The two words of a file of one line.
fn line(path: &Path) -> Option<(String, String)> {
    let text = fs::read_to_string(path).ok()?;
    let (first, second) = text.trim().split_once(' ').unwrap();
    Some((first.to_owned(), second.to_owned()))
}

#[test]
fn every_code_has_a_folder_and_every_folder_a_code() {
    // tests/src/generate_options.rs has the case of this one.
    for code in Code::ALL
        .iter()
        .filter(|code| **code != Code::OptionUnknown)
    {
        let folder = root().join("tests/errors").join(code.id());
        assert!(
            folder.is_dir(),
            "no case for {} under tests/errors",
            code.id()
        );
    }
    for folder in fs::read_dir(root().join("tests/errors")).unwrap() {
        let name = folder.unwrap().file_name().into_string().unwrap();
        assert!(
            Code::from_id(&name).is_some(),
            "tests/errors/{name} is no code"
        );
    }
}
