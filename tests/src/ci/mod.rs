//! What stands around the command in CI, tried as a new user would: the steps of the action, the
//! hooks, and GitLab's jobs, run in scratch repositories.

mod action;
mod gitlab;
mod hooks;

use std::fs;

use yaml_rust2::{Yaml, YamlLoader};

use crate::root;
use crate::scratch::Scratch;

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

const STALE: &str =
    "sed -i 's/^\\[entity.Message.fields\\]/&\\nbrand_new = { type = \"string\" }/' proto/*.toml";

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
    "field `Message.text` became nullable",
    "old clients that read data of new servers",
    "server.message.created",
    "\"text\":null",
];

/// The README starts with two commands. `.ci/run` has each of them word for word as a step, so that
/// what a newcomer types is what CI proves.
#[test]
fn ci_runs_the_two_commands_of_the_readme() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let script = fs::read_to_string(root().join(".ci/run")).unwrap();
    let commands: Vec<&str> = readme
        .split("```sh\n")
        .skip(1)
        .filter_map(|block| block.split("\n```").next())
        .take(2)
        .collect();
    assert!(commands[0].contains(" generate "), "{commands:?}");
    assert!(commands[1].starts_with("cargo test "), "{commands:?}");
    for command in commands {
        assert!(
            script.lines().any(|line| line == format!("step {command}")),
            "no step of .ci/run is `{command}`"
        );
    }
}

/// The files of the example use inputs, variables and hooks that exist.
#[test]
fn the_example_of_a_gate_names_what_exists() {
    let action = yaml(".github/actions/tdproto/action.yml");
    let workflow = yaml("tests/examples/ci-gate/github.yml");
    let steps = workflow["jobs"]["protocol"]["steps"].as_vec().unwrap();
    let uses = |step: &&Yaml| step["uses"].as_str().unwrap().starts_with("tdproto/");
    let mut commands = Vec::new();
    for step in steps.iter().filter(uses) {
        for name in step["with"].as_hash().unwrap().keys() {
            assert!(
                !action["inputs"][name.as_str().unwrap()].is_badvalue(),
                "{name:?}"
            );
        }
        commands.push(step["with"]["command"].as_str().unwrap());
    }
    assert_eq!(commands, ["check", "lint", "breaking"]);

    let pipeline = yaml("tests/examples/ci-gate/gitlab.yml");
    let file = pipeline["include"][0]["file"].as_str().unwrap();
    let variables = &yaml(file)["variables"];
    for name in pipeline["variables"].as_hash().unwrap().keys() {
        assert!(!variables[name.as_str().unwrap()].is_badvalue(), "{name:?}");
    }

    let hooks = yaml(".pre-commit-hooks.yaml");
    let ids: Vec<_> = hooks
        .as_vec()
        .unwrap()
        .iter()
        .map(|hook| &hook["id"])
        .collect();
    let config = yaml("tests/examples/ci-gate/pre-commit.yaml");
    for hook in config["repos"][0]["hooks"].as_vec().unwrap() {
        assert!(ids.contains(&&hook["id"]), "{hook:?}");
    }
}
