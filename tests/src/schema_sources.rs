//! Schemas named by git refs, read in repositories of every form.

use tdproto_codegen::load::{Reading, SchemaSource};
use tdproto_schema::SourceMap;

use crate::scratch::Scratch;

/// A repository whose `proto` gained an entity from `v1` to `v2`; before `v1` there was none.
fn repository() -> Scratch {
    let scratch = Scratch::new();
    scratch.bash("git init -q -b main . && git commit -q --allow-empty -m zero && git tag v0");
    scratch.write(
        "proto/chat.toml",
        "[entity.Chat.fields]\nid = { type = \"Id\" }\n",
    );
    scratch.write("proto/ids/id.toml", "[scalar.Id]\nbase = \"string\"\n");
    scratch.write("proto/examples/e.json", "{}");
    scratch.bash("git add . && git commit -qm one && git tag v1");
    scratch.write(
        "proto/user.toml",
        "[entity.User.fields]\nid = { type = \"Id\" }\n",
    );
    scratch.bash("git add . && git commit -qm two && git tag v2");
    scratch
}

/// The names of the types that `model` prints.
fn types(scratch: &Scratch, folder: &str, schema: &str) -> Vec<String> {
    let ran = scratch.tdproto(folder, &["model", "--schema", schema]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let model = tdproto_schema::json::from_json(&ran.out).unwrap();
    model.types().iter().map(|def| def.name.clone()).collect()
}

#[test]
fn a_commit_is_read_without_touching_the_work_tree() {
    let scratch = repository();
    scratch.write("proto/chat.toml", "not TOML");
    assert_eq!(types(&scratch, "", "git:v1:proto"), ["Chat", "Id"]);
    assert_eq!(types(&scratch, "", "git:v2:proto"), ["Chat", "Id", "User"]);
    assert_eq!(types(&scratch, "", "git:v1:proto/ids/id.toml"), ["Id"]);
    assert_eq!(
        scratch.bash("git status --porcelain"),
        " M proto/chat.toml\n"
    );
}

#[test]
fn without_a_path_the_schema_is_searched() {
    let scratch = repository();
    assert_eq!(types(&scratch, "", "git:v1"), ["Chat", "Id"]);
}

#[test]
fn a_path_counts_from_the_top_unless_it_starts_with_a_dot() {
    let scratch = repository();
    assert_eq!(types(&scratch, "proto", "git:v1:proto"), ["Chat", "Id"]);
    assert_eq!(types(&scratch, "proto", "git:v1:./"), ["Chat", "Id"]);
    assert_eq!(types(&scratch, "proto", "git:v1:./ids"), ["Id"]);
    assert_eq!(types(&scratch, "proto/ids", "git:v1:../ids"), ["Id"]);
    assert_eq!(
        types(&scratch, "proto/ids", "git:v1:../../proto/ids"),
        ["Id"]
    );
}

#[test]
fn shallow_clones_worktrees_and_submodules() {
    let scratch = repository();
    scratch.bash(
        "git clone -q --depth=1 \"file://$PWD\" ../shallow
         git worktree add -q ../tree v1 && git init -q ../outer
         git -C ../outer -c protocol.file.allow=always submodule --quiet add \"file://$PWD\" sub",
    );
    assert_eq!(types(&scratch, "../shallow", "git:HEAD:proto").len(), 3);
    assert_eq!(types(&scratch, "../tree/proto", "git:v2:./").len(), 3);
    assert_eq!(types(&scratch, "../outer/sub/proto", "git:v2:./").len(), 3);
}

#[test]
fn odd_names_and_links() {
    let scratch = repository();
    scratch.bash(
        "git mv proto ':(top)*\"prö to'
         cd ':(top)*\"prö to' && mv user.toml 'a b: #c.toml' && ln -s ids/id.toml linked.toml
         git rm -q --cached ids/id.toml && mv ids/id.toml ../../id.toml && cp ../../id.toml ../id.toml
         ln -sf ../id.toml linked.toml && cd .. && git add . && git commit -qm odd",
    );
    let found = types(&scratch, "", "git:HEAD::(top)*\"prö to");
    assert_eq!(found, ["Chat", "Id", "User"]);
}

#[test]
fn a_name_with_control_characters_is_no_topic() {
    let scratch = repository();
    scratch.bash("cd proto && git mv user.toml $'a\\nuse x;\\n.toml' && git commit -qm odd");
    for schema in ["proto", "git:HEAD:proto"] {
        let ran = scratch.tdproto("", &["model", "--schema", schema]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        let message = "`a\\nuse x;\\n` cannot be the name of a topic";
        assert!(ran.err.contains(message), "{}", ran.err);
    }
}

#[test]
fn files_of_editors_are_neither_topics_nor_examples() {
    let scratch = repository();
    scratch.bash(
        "cd proto && ln -s user@example.org.4711:17 '.#chat.toml' && ln -s nowhere notes
         echo broken > '#chat.toml#' && echo broken > chat.toml~ && echo broken > .hidden.toml
         mkdir .idea && echo broken > .idea/x.toml && ln -s nowhere ids/.lock
         ln -s user@example.org.4711:17 'examples/.#server.e.json' && ln -s nowhere examples/x~
         echo broken > examples/.server.f.json && rm examples/e.json
         git add -f . && git commit -qm editors",
    );
    for schema in ["proto", "git:HEAD:proto"] {
        assert_eq!(types(&scratch, "", schema), ["Chat", "Id", "User"]);
        let args = ["check", "--no-generated", "--schema", schema];
        let ran = scratch.tdproto("", &args);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    }
    // One that has the name of a topic is not passed over.
    scratch.bash("cd proto && ln -s nowhere gone.toml && git add . && git commit -qm gone");
    for schema in ["proto", "git:HEAD:proto"] {
        let ran = scratch.tdproto("", &["model", "--schema", schema]);
        assert_eq!(ran.code, 3, "{}{}", ran.out, ran.err);
    }
}

#[test]
fn hooks_of_git_set_variables_that_do_not_mislead() {
    let scratch = repository();
    let mut command = scratch.command("tdproto");
    command
        .env("GIT_DIR", ".git")
        .env("GIT_INDEX_FILE", ".git/index");
    let ran = crate::scratch::ran(command.args(["model", "--schema", "git:v1:./proto"]));
    assert_eq!(ran.code, 0, "{}", ran.err);
}

/// What a ref gives beside the schema that it is compared with.
fn beside(scratch: &Scratch, old: &str, new: &str) -> Result<Vec<String>, String> {
    let new = new.replace("DIR", &scratch.path().display().to_string());
    let parse = |text: &str| SchemaSource::parse(text.as_ref()).unwrap();
    let mut sources = SourceMap::default();
    match parse(old).beside(&parse(&new)).read(&mut sources) {
        Reading::Schema(_, found) if !found.is_empty() => {
            Err(format!("{}: {}", found[0].code.id(), found[0].message))
        }
        Reading::Schema(..) => Ok(sources.files().iter().map(|f| f.path.clone()).collect()),
        Reading::New(found) => Err(format!("new: {}", found.message)),
    }
}

#[test]
fn a_ref_alone_means_the_path_of_the_schema_it_is_compared_with() {
    let scratch = repository();
    let old = beside(&scratch, "git:v1", "DIR/proto").unwrap();
    assert_eq!(old, ["v1:proto/chat.toml", "v1:proto/ids/id.toml"]);
    let old = beside(&scratch, "git:v1", "DIR/proto/ids").unwrap();
    assert_eq!(old, ["v1:proto/ids/id.toml"]);
    scratch.bash("git rm -qr proto");
    let old = beside(&scratch, "git:v1", "DIR/proto/ids").unwrap();
    assert_eq!(
        old,
        ["v1:proto/ids/id.toml"],
        "even if it is gone from the disk"
    );
}

#[test]
fn a_schema_that_did_not_exist_then_is_new_but_a_misspelled_path_is_not() {
    let scratch = repository();
    for old in ["git:v0", "git:v0:proto"] {
        let found = beside(&scratch, old, "DIR/proto").unwrap_err();
        assert_eq!(found, "new: there is no schema proto in v0");
    }
    let found = beside(&scratch, "git:v0:prot", "DIR/proto").unwrap_err();
    assert_eq!(found, "schema-absent: there is no schema prot in v0");
}

#[test]
fn the_command_that_a_missing_ref_names_fixes_it() {
    let scratch = repository();
    scratch.bash(
        "git checkout -q -b side && git commit -q --allow-empty -m three
         git clone -q --depth=1 --no-tags --branch side \"file://$PWD\" ../shallow",
    );
    let commit = scratch.bash("git rev-parse main");
    let commit = format!("git:{}:proto", commit.trim());
    for (schema, after) in [
        ("git:v1:proto", "git:v1:proto"),
        (&commit, &commit),
        ("git:main:proto", "git:origin/main:proto"),
        ("git:HEAD~1:proto", "git:HEAD~1:proto"),
    ] {
        let ran = scratch.tdproto("../shallow", &["model", "--schema", schema]);
        assert_eq!(ran.code, 3, "{schema}");
        let (_, fetch) = ran.err.split_once("fetch it: `").unwrap();
        let (fetch, _) = fetch.split_once('`').unwrap();
        scratch.bash(&format!("cd ../shallow && {fetch}"));
        types(&scratch, "../shallow", after);
    }
}
