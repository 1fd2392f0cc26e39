//! The steps of the action for GitHub.

use std::collections::BTreeMap;
use std::fs;

use super::{NULLABLE, STALE, TOLD, project, pull_request, with_history, yaml};
use crate::errors::{Ran, tdproto};
use crate::root;
use crate::scratch::{Scratch, ran};

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

#[test]
fn a_field_turned_nullable_is_reported_in_the_pull_request_with_a_payload() {
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
fn the_action_runs_commands_that_do_not_report() {
    let scratch = project();
    pull_request(&scratch, STALE);
    let commands = [
        ("generate", ""),
        ("model", ""),
        ("payloads", ""),
        ("example", "--all"),
        ("validate", "proto/examples/server.message.created.json"),
    ];
    for (command, args) in commands {
        let inputs = [("command", command), ("schema", "proto"), ("args", args)];
        let Action { ran, .. } = action(&scratch, &inputs, "main");
        assert!(ran.code < 2, "{command}: {}{}", ran.out, ran.err);
        let reports = command == "validate";
        assert_eq!(ran.out.contains("validate: "), reports, "{command}");
    }
}

#[test]
fn only_commands_that_report_are_asked_for_a_format() {
    let action = yaml(".github/actions/tdproto/action.yml");
    let about = action["inputs"]["command"]["description"].as_str().unwrap();
    let script = action["runs"]["steps"][1]["run"].as_str().unwrap();
    let help = tdproto(["--help"]).out;
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands = commands.take_while(|line| !line.is_empty());
    for command in commands.filter_map(|line| line.split_whitespace().next()) {
        let help = tdproto([command, "--help"]).out;
        if !help.contains("--schema <SCHEMA>") {
            continue;
        }
        assert!(about.contains(command), "{command}: {about}");
        let line = script.lines().find(|line| line.contains("--format github"));
        let reports = help.contains("GitHub's pull requests");
        let asked = line
            .unwrap()
            .split(['|', ')', ' '])
            .any(|word| word == command);
        assert_eq!(asked, reports, "{command}: {line:?}");
    }
}

#[test]
fn the_repository_may_be_checked_out_into_a_folder() {
    let scratch = project();
    scratch.bash("git mv proto api && mkdir svc && git mv api svc/ && git commit -qm moved");
    let change = NULLABLE.replace("proto/", "svc/api/");
    let change = change.replace("--schema proto", "--schema svc/api");
    pull_request(&scratch, &change);
    scratch.bash("mv ../ci ../repo && mkdir ../ci && mv ../repo ../ci/repo");
    for schema in ["repo/svc/api", "repo/svc/api/chat.toml"] {
        let inputs = [("command", "breaking"), ("schema", schema)];
        let Action { ran, .. } = action(&scratch, &inputs, "main");
        assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
        let place = "::error file=repo/svc/api/chat.toml,line=";
        assert!(ran.out.contains(place), "{}", ran.out);
        scratch.bash("git -C ../ci/repo update-ref -d refs/remotes/origin/main");
    }
}
