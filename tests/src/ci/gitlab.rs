//! The jobs for GitLab.

use std::fs;

use yaml_rust2::Yaml;

use super::{NULLABLE, STALE, project, pull_request, with_history, yaml};
use crate::errors::Ran;
use crate::scratch::{Scratch, ran};

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

#[test]
fn the_job_reports_it_too() {
    let scratch = project();
    with_history(&scratch);
    scratch.bash(NULLABLE);
    let base = scratch.bash("git rev-parse main").trim().to_owned();
    pull_request(&scratch, "true");
    let ran = job(
        &scratch,
        "tdproto breaking",
        &[("CI_MERGE_REQUEST_DIFF_BASE_SHA", &base)],
    );
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    for told in [
        "<failure message=\"field `Message.text` became nullable\"",
        "\"description\":\"field `Message.text` became nullable\"",
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

type Variables<'v> = &'v [(&'v str, &'v str)];

/// Whether a condition of a rule holds: `$A`, `$A == "text"`, `$A == $B`.
fn holds(condition: &str, variables: Variables<'_>) -> bool {
    let value = |word: &str| match word.strip_prefix('$') {
        Some(name) => {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        }
        None => Some(word.trim_matches('"').to_owned()),
    };
    match condition.split_once(" == ") {
        Some((left, right)) => value(left) == value(right),
        None => value(condition).is_some_and(|value| !value.is_empty()),
    }
}

/// Whether a pipeline has a job: by its rules, or without any if it is one of a branch or tag.
fn has(file: &Yaml, name: &str, variables: Variables<'_>) -> bool {
    let job = &file[name];
    let base = &file[job["extends"].as_str().unwrap()];
    match job["rules"].as_vec().or(base["rules"].as_vec()) {
        Some(rules) => rules
            .iter()
            .any(|rule| holds(rule["if"].as_str().unwrap(), variables)),
        None => holds("$CI_COMMIT_BRANCH", variables) || holds("$CI_COMMIT_TAG", variables),
    }
}

#[test]
fn merge_requests_run_every_job_and_the_default_branch_those_that_compare_nothing() {
    let file = yaml(".gitlab/tdproto.gitlab-ci.yml");
    let default = ("CI_DEFAULT_BRANCH", "main");
    let source = "CI_PIPELINE_SOURCE";
    let pipelines: [(&str, Variables<'_>, &[&str]); 4] = [
        (
            "merge request",
            &[
                default,
                (source, "merge_request_event"),
                ("CI_MERGE_REQUEST_DIFF_BASE_SHA", "1234567"),
            ],
            &["tdproto check", "tdproto lint", "tdproto breaking"],
        ),
        (
            "default branch",
            &[default, (source, "push"), ("CI_COMMIT_BRANCH", "main")],
            &["tdproto check", "tdproto lint"],
        ),
        (
            "branch",
            &[default, (source, "push"), ("CI_COMMIT_BRANCH", "change")],
            &[],
        ),
        (
            "tag",
            &[default, (source, "push"), ("CI_COMMIT_TAG", "v1")],
            &[],
        ),
    ];
    for (pipeline, variables, jobs) in pipelines {
        for name in ["tdproto check", "tdproto lint", "tdproto breaking"] {
            let expected = jobs.contains(&name);
            assert_eq!(has(&file, name, variables), expected, "{pipeline}: {name}");
        }
    }
}
