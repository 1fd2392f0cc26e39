//! What stands around the command in CI, tried as a new user would: the steps of the action, the
//! hooks, and GitLab's jobs, run in scratch repositories.

use std::collections::BTreeMap;
use std::fs;

use yaml_rust2::{Yaml, YamlLoader};

use crate::errors::Ran;
use crate::root;
use crate::scratch::{Scratch, ran};

/// A file of the repository as YAML.
fn yaml(path: &str) -> Yaml {
    let text = fs::read_to_string(root().join(path)).unwrap();
    YamlLoader::load_from_str(&text).unwrap().remove(0)
}

/// A repository with a schema, its generated files, and a clone of it, as CI makes one.
fn project() -> Scratch {
    let scratch = Scratch::new();
    scratch.write("tdproto.toml", "[lint]\nlevel = \"basic\"\n");
    scratch.bash(
        "git init -q -b main . && tdproto init proto > init.log && rm init.log
         tdproto generate --schema proto > generate.log && rm generate.log
         git add . && git commit -qm one",
    );
    scratch
}

/// Commits a change on a branch, and clones that branch as CI does: shallow, without the others.
fn pull_request(scratch: &Scratch, change: &str) {
    scratch.bash(&format!(
        "git checkout -qb change && {change} && git add . && git commit -qm change
         git clone -q --depth=1 --no-tags --branch change \"file://$PWD\" ../ci"
    ));
}

/// What a run of the action gave.
struct Action {
    ran: Ran,
    summary: String,
    outputs: String,
}

/// Runs the steps of the action in the clone as GitHub's runner does, until one fails.
fn action(scratch: &Scratch, inputs: &[(&str, &str)], base: &str) -> Action {
    let action = yaml(".github/actions/tdproto/action.yml");
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    for (name, input) in action["inputs"].as_hash().unwrap() {
        let default = input["default"].as_str().unwrap_or_default();
        values.insert(name.as_str().unwrap().to_owned(), default.to_owned());
    }
    for (name, value) in inputs {
        let before = values.insert((*name).to_owned(), (*value).to_owned());
        assert!(before.is_some(), "the action has no input {name}");
    }
    let clone = scratch.path().join("../ci");
    let (summary, outputs) = (clone.join("../summary"), clone.join("../outputs"));
    fs::write(&summary, "").unwrap();
    fs::write(&outputs, "").unwrap();
    let mut all = Ran {
        code: 0,
        out: String::new(),
        err: String::new(),
    };
    for step in action["runs"]["steps"].as_vec().unwrap() {
        assert_eq!(step["shell"].as_str(), Some("bash"));
        let mut command = scratch.command("bash");
        command
            .args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c"])
            .arg(step["run"].as_str().unwrap())
            .current_dir(&clone)
            .env("GITHUB_STEP_SUMMARY", &summary)
            .env("GITHUB_OUTPUT", &outputs)
            .env("GITHUB_WORKSPACE", &clone)
            .env("GITHUB_BASE_REF", base);
        for (name, value) in step["env"].as_hash().unwrap() {
            let value = value.as_str().unwrap();
            let input = value
                .strip_prefix("${{ inputs.")
                .and_then(|v| v.strip_suffix(" }}"));
            command.env(name.as_str().unwrap(), &values[input.unwrap()]);
        }
        let Ran { code, out, err } = ran(&mut command);
        all.code = code;
        all.out.push_str(&out);
        all.err.push_str(&err);
        if code != 0 {
            break;
        }
    }
    Action {
        ran: all,
        summary: fs::read_to_string(summary).unwrap(),
        outputs: fs::read_to_string(outputs).unwrap(),
    }
}

const STALE: &str =
    "sed -i 's/^\\[entity.Message.fields\\]/&\\nbrand_new = { type = \"string\" }/' proto/*.toml";

#[test]
fn the_action_is_clean_on_a_clean_project() {
    let scratch = project();
    pull_request(&scratch, "touch README");
    for command in ["check", "lint"] {
        let inputs = [("command", command), ("schema", "proto"), ("fail-on", "")];
        let Action {
            ran,
            summary,
            outputs,
        } = action(&scratch, &inputs, "main");
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        assert_eq!(outputs, "exit-code=0\n");
        assert!(
            summary.starts_with(&format!("### tdproto {command}: clean\n")),
            "{summary}"
        );
    }
}

#[test]
fn the_action_shows_drift_and_writes_further_reports() {
    let scratch = project();
    pull_request(&scratch, STALE);
    let inputs = [
        ("schema", "proto"),
        (
            "reports",
            "sarif tdproto.sarif\njunit reports/tdproto.xml\n",
        ),
        ("args", "--out\ngenerated"),
    ];
    let Action {
        ran,
        summary,
        outputs,
    } = action(&scratch, &inputs, "main");
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert_eq!(outputs, "exit-code=1\n");
    assert!(ran.out.contains("\n::error file=generated/"), "{}", ran.out);
    assert!(ran.out.contains("[drift]::"), "{}", ran.out);
    assert!(
        summary.contains("| error | <code>drift</code> |"),
        "{summary}"
    );
    for report in ["tdproto.sarif", "reports/tdproto.xml"] {
        assert!(
            scratch.path().join("../ci").join(report).exists(),
            "{report}"
        );
    }
}

#[test]
fn a_broken_schema_fails_the_action_with_its_own_exit_code() {
    let scratch = project();
    pull_request(&scratch, "echo '= broken' >> proto/broken.toml");
    let Action { ran, outputs, .. } = action(&scratch, &[("schema", "proto")], "main");
    assert_eq!(ran.code, 3, "{}{}", ran.out, ran.err);
    assert_eq!(outputs, "exit-code=3\n");
    assert!(
        ran.out.contains("::error file=proto/broken.toml,line=1"),
        "{}",
        ran.out
    );
}

#[test]
fn inputs_are_never_code() {
    let scratch = project();
    pull_request(&scratch, "touch README");
    for input in ["schema", "against", "args", "reports", "fail-on", "command"] {
        let inputs = [
            ("schema", "proto"),
            (input, "$(touch ../owned)`touch ../owned`; touch ../owned #"),
        ];
        action(&scratch, &inputs, "main");
        assert!(!scratch.path().join("../owned").exists(), "{input}");
    }
    let text = fs::read_to_string(root().join(".github/actions/tdproto/action.yml")).unwrap();
    for step in yaml(".github/actions/tdproto/action.yml")["runs"]["steps"]
        .as_vec()
        .unwrap()
    {
        assert!(!step["run"].as_str().unwrap().contains("${{"), "{text}");
    }
}

/// Runs a hook as pre-commit does: its entry, then its arguments, at the top of the repository.
fn hook(scratch: &Scratch, id: &str, args: &[&str]) -> Ran {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hook = hooks
        .as_vec()
        .unwrap()
        .iter()
        .find(|hook| hook["id"].as_str() == Some(id));
    let hook = hook.unwrap_or_else(|| panic!("no hook {id}"));
    assert_eq!(hook["language"].as_str(), Some("system"));
    assert_eq!(hook["pass_filenames"].as_bool(), Some(false));
    let mut entry = hook["entry"].as_str().unwrap().split_whitespace();
    let mut command = scratch.command(entry.next().unwrap());
    // git sets these for its hooks.
    command
        .env("GIT_INDEX_FILE", ".git/index")
        .env("GIT_DIR", ".git");
    ran(command.args(entry).args(args))
}

#[test]
fn hooks_judge_what_is_about_to_be_committed() {
    let scratch = project();
    for id in ["tdproto-check", "tdproto-lint"] {
        let ran = hook(&scratch, id, &["--schema", "proto"]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    }
    scratch.bash(STALE);
    let ran = hook(&scratch, "tdproto-check", &["--schema", "proto"]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(
        ran.out
            .contains("run `tdproto generate --schema proto --out generated`"),
        "{}",
        ran.out
    );
}

/// Runs the lines of a job of GitLab's in the clone, as its runner does.
fn job(scratch: &Scratch, name: &str, variables: &[(&str, &str)]) -> Ran {
    let file = yaml(".gitlab/tdproto.gitlab-ci.yml");
    let job = &file[name];
    let base = &file[job["extends"].as_str().unwrap()];
    let lines = base["before_script"].as_vec().unwrap().iter();
    let lines = lines.chain(job["script"].as_vec().unwrap());
    let script: Vec<_> = lines.map(|line| line.as_str().unwrap()).collect();
    let mut command = scratch.command("bash");
    command.args(["-eo", "pipefail", "-c", &script.join("\n")]);
    for (name, value) in file["variables"].as_hash().unwrap() {
        command.env(name.as_str().unwrap(), value.as_str().unwrap());
    }
    command.envs(variables.iter().copied());
    let reports = &base["artifacts"]["reports"];
    let clone = scratch.path().join("../ci");
    let ran = ran(command.current_dir(&clone));
    let read = |kind: &str| {
        let file = clone.join(reports[kind].as_str().unwrap());
        fs::read_to_string(file).unwrap_or_else(|_| panic!("{}", ran.err))
    };
    let (xml, quality) = (read("junit"), read("codequality"));
    roxmltree::Document::parse(&xml).unwrap();
    let quality: Vec<serde_json::Value> = serde_json::from_str(&quality).unwrap();
    let quality = quality.iter().map(ToString::to_string);
    Ran {
        out: format!("{xml}\n{}", quality.collect::<Vec<_>>().join("\n")),
        ..ran
    }
}

#[test]
fn gitlab_shows_what_passed_and_what_failed() {
    let scratch = project();
    pull_request(&scratch, STALE);
    let ran = job(&scratch, "tdproto lint", &[]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(
        ran.out.contains("<testcase name=\"type-unused\""),
        "{}",
        ran.out
    );
    let ran = job(&scratch, "tdproto check", &[]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(
        ran.out.contains("<failure message=\"generated/"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("<testcase name=\"schema\""), "{}", ran.out);
}

/// Ten commits of schema changes, each with what it generates.
fn with_history(scratch: &Scratch) {
    scratch.bash(
        "for at in $(seq 1 10); do
           sed -i \"s/^id = .*/&\\nadded_$at = { type = \\\"string\\\", omitempty = true, doc = \\\"The $at.\\\" }/\" proto/chat.toml
           tdproto generate --schema proto > ../log
           git add . && git commit -qm \"change $at\" && git tag \"v0.$at\"
         done",
    );
}

const NULLABLE: &str = "sed -i 's/^text = { type = \"string\",/& nullable = true,/' proto/chat.toml && tdproto generate --schema proto > ../log";

/// What a maintainer has to be told: the rule, who breaks, and the frame that proves it.
const TOLD: &[&str] = &[
    "field `Message.text` may be null now",
    "old clients that read what new servers send",
    "server.message.created",
    "\"text\":null",
];

#[test]
fn a_field_turned_nullable_is_told_in_the_pull_request_with_a_payload() {
    let scratch = project();
    with_history(&scratch);
    pull_request(&scratch, NULLABLE);
    let inputs = [("command", "breaking"), ("schema", "proto")];
    let Action {
        ran,
        summary,
        outputs,
    } = action(&scratch, &inputs, "main");
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert_eq!(outputs, "exit-code=1\n");
    let annotation = ran.out.lines().find(|line| line.starts_with("::error "));
    let annotation = annotation.unwrap_or_else(|| panic!("{}", ran.out));
    let text = fs::read_to_string(scratch.path().join("proto/chat.toml")).unwrap();
    let line = text
        .lines()
        .position(|line| line.starts_with("text = "))
        .unwrap()
        + 1;
    let place = format!("::error file=proto/chat.toml,line={line},");
    assert!(annotation.starts_with(&place), "{annotation}");
    for told in TOLD {
        assert!(annotation.contains(told), "{told}: {annotation}");
        let in_summary = told.replace('`', "\\`");
        assert!(
            summary.contains(told) || summary.contains(&in_summary),
            "{told}: {summary}"
        );
    }
}

#[test]
fn the_action_compares_with_every_release_that_is_named() {
    let scratch = project();
    with_history(&scratch);
    pull_request(
        &scratch,
        "sed -i 's/^added_5 = {/added_5 = { readonly = true,/' proto/chat.toml",
    );
    scratch.bash("cd ../ci && git fetch -q --depth=1 origin tag v0.4 tag v0.5");
    let releases = [
        ("command", "breaking"),
        ("schema", "proto"),
        ("against", "git:v0.4\ngit:v0.5\n"),
    ];
    let Action { ran, .. } = action(&scratch, &releases, "main");
    assert_eq!(
        ran.code, 0,
        "a field that may be left out and turns readonly is a warning: {}{}",
        ran.out, ran.err
    );
    assert!(
        ran.out.contains("::warning file=proto/chat.toml"),
        "{}",
        ran.out
    );
    let strict = [
        releases[0],
        releases[1],
        releases[2],
        ("fail-on", "warning"),
    ];
    assert_eq!(action(&scratch, &strict, "main").ran.code, 1);
    let missing = [releases[0], releases[1], ("against", "git:v0.1")];
    let Action { ran, .. } = action(&scratch, &missing, "main");
    assert_eq!(ran.code, 3, "{}{}", ran.out, ran.err);
    assert!(
        ran.out.contains("git fetch --depth=1 origin tag v0.1"),
        "{}",
        ran.out
    );
}

#[test]
fn a_schema_that_is_new_is_no_finding() {
    let scratch = Scratch::new();
    scratch.bash("git init -q -b main . && touch README && git add . && git commit -qm one");
    pull_request(&scratch, "tdproto init proto > ../log");
    let inputs = [("command", "breaking"), ("schema", "proto")];
    let Action { ran, .. } = action(&scratch, &inputs, "main");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("nothing to compare"), "{}", ran.out);
}

#[test]
fn the_hook_and_the_job_tell_it_too() {
    let scratch = project();
    with_history(&scratch);
    scratch.bash(NULLABLE);
    let ran = hook(&scratch, "tdproto-breaking", &["--schema", "proto"]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    for told in TOLD {
        assert!(ran.out.contains(told), "{told}: {}", ran.out);
    }
    let base = scratch.bash("git rev-parse main").trim().to_owned();
    pull_request(&scratch, "true");
    let ran = job(
        &scratch,
        "tdproto breaking",
        &[("CI_MERGE_REQUEST_DIFF_BASE_SHA", &base)],
    );
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    for told in [
        "<failure message=\"field `Message.text` may be null now\"",
        "\"description\":\"field `Message.text` may be null now\"",
        "\"path\":\"proto/chat.toml\"",
    ] {
        assert!(ran.out.contains(told), "{told}: {}", ran.out);
    }
    assert!(
        ran.out.contains("<testcase name=\"field-removed\""),
        "what passed is there: {}",
        ran.out
    );
}
