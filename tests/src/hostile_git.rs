//! Repositories made to harm: nothing in them runs, and what cannot be read safely is exit code 3.

use crate::errors::Ran;
use crate::scratch::{Scratch, ran};

/// The commands that read a `git:` source.
const COMMANDS: &[&[&str]] = &[
    &["breaking", "--schema", "proto", "--against", "git:HEAD"],
    &["diff", "git:HEAD", "proto"],
    &["lint", "--schema", "proto", "--against", "git:HEAD"],
    &["check", "--no-generated", "--schema", "git:HEAD:./proto"],
];

/// What a program of the repository would leave behind.
const TRAP: &str = "PWNED";

/// A repository with a schema and a script that springs the trap.
fn repository() -> Scratch {
    let scratch = Scratch::new();
    scratch.bash("git init -q -b main . && tdproto init proto >&2");
    let trap = scratch.path().join(TRAP);
    scratch.write("trap.sh", &format!("touch '{}'; exit 1\n", trap.display()));
    scratch.bash("chmod +x trap.sh && git add -A && git commit -qm one");
    scratch
}

fn assert_nothing_ran(scratch: &Scratch, what: &str) {
    let found = scratch.bash(&format!("find . -name {TRAP}"));
    assert_eq!(found, "", "{what} ran a program of the repository");
}

fn assert_unreadable(scratch: &Scratch, ran: &Ran, what: &str) {
    assert_nothing_ran(scratch, what);
    assert_eq!(ran.code, 3, "{what}: {}{}", ran.out, ran.err);
}

/// Configures a promisor remote, of which a partial clone would fetch what it lacks.
fn promise(scratch: &Scratch, remote: &str) {
    let config = format!(
        "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tpartialClone = evil\n\
         [remote \"evil\"]\n\tpromisor = true\n{remote}\n\
         [protocol]\n\tallow = always\n[protocol \"ext\"]\n\tallow = always\n\
         [protocol \"/\"]\n\tallow = always\n\
         [alias]\n\tremote- = !sh trap.sh\n\tremote-none = !sh trap.sh\n"
    );
    scratch.write(".git/config", &config);
}

#[test]
fn a_schema_folder_that_looks_like_a_bare_repository() {
    let scratch = repository();
    scratch.bash(
        "cd proto && mkdir -p objects refs/heads && touch objects/keep
         git rev-parse HEAD > refs/heads/main && echo 'ref: refs/heads/main' > HEAD",
    );
    scratch.write(
        "proto/config",
        "[core]\n\trepositoryformatversion = 1\n\tbare = true\n\tfsmonitor = ../trap.sh\n\
         [extensions]\n\tpartialClone = evil\n[remote \"evil\"]\n\turl = ext::sh ../trap.sh\n\
         \tpromisor = true\n[protocol \"ext\"]\n\tallow = always\n",
    );
    scratch.bash("! git -C proto cat-file -p HEAD");
    scratch.bash(&format!("test -e {TRAP} && rm {TRAP}"));
    for args in COMMANDS {
        let ran = scratch.tdproto("", args);
        assert_unreadable(&scratch, &ran, &args.join(" "));
        assert!(
            ran.err.contains("looks like a bare git repository")
                || ran.out.contains("looks like a bare git repository")
        );
    }
    let ran = scratch.tdproto("proto", &["diff", "git:HEAD", "."]);
    assert_unreadable(&scratch, &ran, "inside of the folder");
}

#[test]
fn what_a_partial_clone_lacks_is_not_fetched() {
    let remotes = [
        "\turl = ext::sh trap.sh",
        "\turl = none::x",
        "\turl = ::x",
        "\turl = x\n\tvcs = none",
        "\turl = x\n\tvcs = /",
        "\turl = x\n\tvcs =",
        "\turl = ssh://example.invalid/x\n[core]\n\tsshCommand = sh trap.sh",
        "\turl = git://example.invalid/x\n[core]\n\tgitProxy = ./trap.sh",
        "\turl = .\n\tuploadpack = sh trap.sh",
    ];
    let scratch = repository();
    scratch.bash(
        "object=$(git rev-parse HEAD:proto/chat.toml)
         rm -f .git/objects/${object:0:2}/${object:2}",
    );
    let mut sprung = 0;
    for remote in remotes {
        promise(&scratch, remote);
        // What git does by itself, so that the trap is known to be one.
        scratch.bash("git cat-file -p HEAD:proto/chat.toml 2>&1 || true");
        sprung += scratch.bash(&format!("rm -v -f {TRAP}")).lines().count();
        for args in COMMANDS {
            let ran = scratch.tdproto("", args);
            assert_unreadable(&scratch, &ran, &format!("{remote}: {}", args.join(" ")));
        }
    }
    assert!(sprung >= 3, "only {sprung} of the remotes run anything");
}

#[test]
fn a_schema_that_has_moved_and_cannot_be_read_is_not_new() {
    let scratch = repository();
    scratch.bash(
        "object=$(git rev-parse HEAD:proto/protocol.toml)
         git mv proto new && rm -f .git/objects/${object:0:2}/${object:2}",
    );
    let args = ["breaking", "--schema", "new", "--against", "git:HEAD"];
    let ran = scratch.tdproto("", &args);
    assert_unreadable(&scratch, &ran, "a moved schema");
    assert!(ran.out.contains("git-object"), "{}{}", ran.out, ran.err);
}

#[test]
fn programs_that_the_repository_configures() {
    let scratch = repository();
    scratch.bash(
        "git config core.fsmonitor ./trap.sh && git config core.hooksPath .
         git config core.pager ./trap.sh && git config pager.ls-tree ./trap.sh
         git config core.sshCommand ./trap.sh && git config core.askPass ./trap.sh
         git config credential.helper '!sh trap.sh' && git config diff.external ./trap.sh
         git config core.alternateRefsCommand ./trap.sh && git config gpg.program ./trap.sh
         git config filter.x.smudge ./trap.sh && git config diff.x.textconv ./trap.sh
         git config alias.ls-tree '!sh trap.sh' && git config alias.cat-file '!sh trap.sh'
         git config log.showSignature true && echo '* filter=x diff=x' > .git/info/attributes",
    );
    for args in COMMANDS {
        let ran = scratch.tdproto("", args);
        assert_nothing_ran(&scratch, &args.join(" "));
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    }
    let ran = scratch.tdproto("", &["model", "--schema", "git:no-such-ref:proto"]);
    assert_unreadable(&scratch, &ran, "a missing ref");
}

#[test]
fn refs_that_look_like_options() {
    let scratch = repository();
    for old in [
        "git:--upload-pack=./trap.sh",
        "git:-c",
        "git:--exec-path=.:proto",
        "git:HEAD\n--upload-pack=./trap.sh:proto",
        "git::proto",
        "git:",
    ] {
        let ran = scratch.tdproto("", &["diff", old, "proto"]);
        assert_nothing_ran(&scratch, old);
        assert_eq!(ran.code, 2, "{old}: {}{}", ran.out, ran.err);
    }
    for old in [
        "git:HEAD:--upload-pack=./trap.sh",
        "git:HEAD;./trap.sh:proto",
        "git:$(./trap.sh):proto",
        "git:HEAD^{/--upload-pack}:proto",
        "git:HEAD --batch:proto",
    ] {
        let ran = scratch.tdproto("", &["diff", old, "proto"]);
        assert_unreadable(&scratch, &ran, old);
    }
}

#[test]
fn a_path_that_leaves_the_repository() {
    let scratch = repository();
    scratch.bash("cp -r proto ../elsewhere && ln -s ../elsewhere link && git init -q ../other");
    scratch.bash("mkdir ../other/proto && mkdir sub");
    for (folder, old) in [
        ("", "git:HEAD:../nothing"),
        ("", "git:HEAD:../../etc"),
        ("", "git:HEAD:../elsewhere"),
        ("", "git:HEAD:../other/proto"),
        ("", "git:HEAD:./sub/../../elsewhere"),
        ("", "git:HEAD:./link"),
        ("", "git:HEAD:/etc"),
        ("", "git:HEAD:/proto"),
        ("", "git:HEAD:proto/../../elsewhere"),
        ("sub", "git:HEAD:../../elsewhere"),
    ] {
        for args in [
            ["diff", old, "builtin"].as_slice(),
            &["breaking", "--schema", "builtin", "--against", old],
            &["check", "--no-generated", "--schema", old],
        ] {
            let ran = scratch.tdproto(folder, args);
            assert_unreadable(&scratch, &ran, &args.join(" "));
            let all = ran.out + &ran.err;
            assert!(all.contains("[git-path]"), "{old}: {all}");
        }
    }
    for (folder, old) in [("sub", "git:HEAD:../proto"), ("", "git:HEAD:sub/../proto")] {
        let ran = scratch.tdproto(folder, &["model", "--schema", old]);
        assert_eq!(ran.code, 0, "{old}: {}", ran.err);
    }
}

#[test]
fn a_bare_repository_is_read_if_the_environment_names_it() {
    let scratch = repository();
    scratch.bash("git clone -q --bare . ../bare");
    let args = ["model", "--schema", "git:HEAD:proto"];
    let refused = scratch.tdproto("../bare", &args);
    assert_unreadable(&scratch, &refused, "a bare repository");
    assert!(refused.err.contains("GIT_DIR=."), "{}", refused.err);
    let mut command = scratch.command("tdproto");
    command.current_dir(scratch.path().join("../bare"));
    let read = ran(command.env("GIT_DIR", ".").args(args));
    assert_eq!(read.code, 0, "{}", read.err);
}

#[test]
fn the_command_that_help_names_holds_no_text_of_the_configuration() {
    let scratch = repository();
    scratch.bash("git config 'remote.x; sh trap.sh;.url' . && git config remote.-x.url .");
    let ran = scratch.tdproto("", &["model", "--schema", "git:v9:proto"]);
    assert_eq!(ran.code, 3);
    assert!(!ran.err.contains("fetch it"), "{}", ran.err);
}
