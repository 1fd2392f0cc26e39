//! The codes of diagnostics: the meaning and the fix of each.

macro_rules! codes {
    ($($variant:ident $id:literal $title:literal $explanation:literal)*) => {
        /// The subject of a diagnostic.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $variant,)*
        }

        impl Code {
            /// All codes, in the order of the stages that report them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The id shown in diagnostics and taken by `tdproto explain`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)*
                }
            }

            /// The error in one line.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$variant => $title,)*
                }
            }

            /// The reason it matters, and the fix.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Self::$variant => $explanation,)*
                }
            }
        }
    };
}

impl Code {
    /// The code of this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id() == id)
    }
}

codes! {
    FileUnreadable "file-unreadable" "A file or directory cannot be read."
"The operating system refused to open or list a path of the schema. Check that it exists, that it
is a file or directory as expected, and that you have the permission to read it."

    FileNotUtf8 "file-not-utf8" "A schema file is not UTF-8."
"Schema files are TOML, and TOML is UTF-8 text. Save the file as UTF-8; the diagnostic names the
first byte that is not."

    FileTooLarge "file-too-large" "A schema file is larger than 32 MiB."
"A topic of a protocol is a few kilobytes. A file this large is most likely not a schema file, or
should be split by topic: every .toml file of the directory is read, and they all share one space
of names."

    SchemaEmpty "schema-empty" "There is no schema."
"The directory holds no file whose name ends in .toml (folders named `examples`, and those whose
name starts with a dot, are not looked at), or what `--against` names declares nothing: compared
with that, every change would pass. `tdproto init DIR` writes a small schema to start from."

    SymlinkLoop "symlink-loop" "A symbolic link leads back to a directory above it."
"Links are followed, so that schemas can share topics. This one never ends. Remove it, or point it
elsewhere."

    SchemaAbsent "schema-absent" "A git ref does not hold the schema."
"The ref exists, but it has no schema at that path. A path after the ref is counted from
the top of the repository (`git:v1.2:schema/protocol`), or, if it starts with `./`, from where the
command runs; without one it is the path of the schema that is compared. Where the schema that is
compared simply did not exist yet, there is nothing to compare, and no error."

    SchemaAmbiguous "schema-ambiguous" "A git ref holds several schemas."
"No path was given, so that the whole ref was searched for schema files, and several directories
hold some. Name the one that is meant: `git:v1.2:schema/protocol`."

    GitMissing "git-missing" "The git program is missing."
"The program `git` reads schemas named `git:REF`. It was not found, or could not be run. Install it,
or name a directory or a model.json instead."

    GitRepository "git-repository" "There is no git repository to read."
"`git:REF` is looked up in the repository of the schema that is compared, or else in that of the
current directory. git found none there, or refused to read it, for the reason that is shown.
A folder that only looks like a bare repository is refused, since its configuration could run
programs; a repository that you trust is named by the variable GIT_DIR."

    GitPath "git-path" "A path leaves the git repository."
"The path after the ref of `git:REF:PATH` counts from the top of the repository, or, if it starts
with `./` or `../`, from the current directory. It has to stay below the top: a commit holds nothing
else. Absolute paths are refused for the same reason."

    GitRef "git-ref" "A git repository does not have a ref."
"The name after `git:` is a tag, a branch, a commit, or anything else that git takes for one, such
as `HEAD~3`. A clone made by a CI service is often shallow and lacks other branches, tags and older
commits; the diagnostic names the command that fetches the one that is missing."

    GitObject "git-object" "An object of a git repository cannot be read."
"git listed a file of the schema but could not give its text: the repository is damaged, or was
cloned without its files and they could not be fetched, or the entry is no file."

    MergeConflict "merge-conflict" "A file has an unresolved merge conflict."
"git could not merge two versions of the file and left both in it, between lines that begin with
`<<<<<<<`, `=======` and `>>>>>>>`. Keep one of the versions, or parts of both, and remove these lines."

    TomlSyntax "toml-syntax" "A file is not valid TOML."
"The file could not be parsed. What could be read of it was still checked, so that further
diagnostics may follow from this one. A field is one line: `name = { type = \"string\" }`."

    KeyUnknown "key-unknown" "A key has no meaning in this place."
"Keys are checked so that a misspelled `omitemtpy` never goes unnoticed. The legend of the file
format, schema/protocol/README.md, lists every key; editors that know `#:schema` complete them."

    KeyMissing "key-missing" "A required key is missing."
"Every field and alias has a `type`, every scalar a `base`, every union a `tag` or a
`form`, every event a `direction`."

    PresenceConflict "presence-conflict" "The flags of a field give a missing key or null two meanings."
"`omitempty` leaves a field out when its value is empty (`false`, `0`, `\"\"`, no items), so that a
missing key means the empty value. `optional` leaves it out when there is no value, and writes an
empty one. The flags give a missing key two meanings; keep one of them. With `nullable` as well,
`omitempty` takes `null` for none, and `optional` gives `null` a meaning of its own. The value of a
field of type `null` is null: it has no flags, or `optional` and `nullable`."

    ConstantConflict "constant-conflict" "A field has both `const` and a key that excludes it."
"`const` is the only value of a field, which gives its type: a text, an integer or a boolean. Such a
field has no `type`. It is always the same for clients and servers, and it is never empty, so that
`readonly`, `nullable`, `omitempty` and `allow_empty` have no meaning. With `optional`, the field
may be left out."

    ValueKind "value-kind" "A value has the wrong kind."
"The key takes a value of another kind, for example a boolean instead of a text."

    ValueInvalid "value-invalid" "A value is not one of those allowed."
"Some keys take only certain values: `base` takes a built-in scalar or `int`, `since` takes a
version such as \"1.2\" or \"1.2.3\"."

    NameInvalid "name-invalid" "A name cannot be used."
"Names of types start with a letter and hold letters, digits and `_` only, and are not those of
built-in types. Keys on the wire hold at least one character and no control characters. The name of
a protocol starts with a letter and holds letters, digits, `-` and `_`. The name of a topic holds no
`/`, `\\` or control characters. A model.json is held to the same rules."

    TypeSyntax "type-syntax" "A type expression does not follow the grammar."
"A type is a name, `list<T>`, `map<K, V>` or `tuple<A, B>`. Names are those of built-in types (string, bool, int,
int32, int64, uint, datetime, any …) and those that the schema declares."

    TypeTooDeep "type-too-deep" "A type expression nests too deeply."
"`list<` and `map<` may nest 16 levels deep. Give the inner parts names with
`[alias.NAME]`, or make them entities."

    EventName "event-name" "An event name cannot be used."
"The name of an event is one word, or several with dots between them: \"ping\",
\"server.message.updated\". A word has at least one character and holds the letters a to z and A to Z,
digits, `_`, `-`, `:` and `/` only. The whole name has at least one letter. In a schema file, a name
with dots is quoted: `[event.\"server.message.updated\"]`."

    EventDirection "event-direction-missing" "An event does not say who sends it."
"An event has `direction = \"client\"` (clients send it to the server) or `direction = \"server\"`
(the server sends it to clients). The direction decides which input types are made and which
changes break which side, so there is no default."

    NameDuplicate "name-duplicate" "A name is declared twice."
"All files of a schema share one space of names for entities, enums, unions, scalars and aliases, and one
for events. Rename one of the two, or remove it."

    TypeUnresolved "type-unresolved" "A type is not declared."
"The name is neither a built-in type nor declared in any file of the schema. The marker is
under the part of the type expression that is not known."

    IncludeNotEntity "include-not-entity" "An entity includes something that is not an entity."
"`includes` makes the fields of other entities part of this one, so it takes names of entities."

    IncludeCycle "include-cycle" "An entity includes itself."
"The fields of an entity would contain themselves. Break the cycle, or use a field of that type in
place of the include."

    IncludeConflict "include-conflict" "An included field conflicts with another field."
"Two fields of the same key would be in one object. Remove one, or stop including the entity. A field
that narrows an included one has `override = true`."

    OverrideInvalid "override-invalid" "A field with `override` does not narrow an included field."
"`override = true` puts a field in the place of an included one with the same key, at its place in the
order. Each value that the field may have is one of the included field, with the same meaning: a
`const` of its type, `null` for a nullable field, an enum with some of its values or over `string`, an
entity that includes its entity, any type for `any`, flags and bounds that accept less. A field that
only the server sets stays `readonly`, and one that every client sends does not become it."

    IncludeLimit "include-limit" "Includes bring too much."
"Every entity gets a copy of the fields that it includes, and of those that they include, so that a
few lines can generate very much. Includes lead at most 256 deep, and bring at most a million fields to
all entities together. Put fields that are always included together into one entity, or use a field
of the type in place of an include."

    WhenUnknownField "when-unknown-field" "A condition names a field that does not exist."
"`when = { chat_type = [\"task\"] }` says that a field only has a meaning while its sibling
`chat_type` has one of those values. The sibling must be another field of the same entity."

    WhenNotEnum "when-not-enum" "A condition depends on a field that is not an enum of texts."
"A condition lists values of its sibling, so the sibling's type must be an enum whose values are
texts."

    WhenUnknownValue "when-unknown-value" "A condition lists a value the enum does not have."
"The sibling's enum does not have this value, so that the condition could never hold."

    EnumEmpty "enum-empty" "A closed enum has no values."
"No value is valid. Add values, or make the enum open."

    EnumValueDuplicate "enum-value-duplicate" "Two values of an enum are the same on the wire."
"A receiver cannot distinguish them. Remove one of them."

    FrameShape "frame-shape" "A frame is drawn wrongly."
"The shape of a frame is its JSON with holes: `$event`, `$params`, `$id`, in replies `$result` or
`$error`, and any other `$name` that `[frame.NAME.fields]` declares; `$null` is null, and `$$`
begins a text with `$`. Each hole occurs once, and each field has one. Only places at the end of
an array may be left out. `[protocol.envelope]` draws one kind of frame in short, so that a schema
has either that or `[frame.NAME]`."

    FrameReply "frame-reply" "A reply does not go with its request."
"A kind of frame with `replies` answers the kind of that name, the other way. Both have the id by
which a reply finds its request, and the reply has `$result` or `$error`."

    FrameUnreachable "frame-unreachable" "No frame is of a kind."
"A frame is of the first kind, in the order of the file, whose constants are equal and whose needed
places exist. Every frame of this kind is taken for the earlier one. Put the kind with more
constants or places first."

    EventFrame "event-frame" "An event does not go with a kind of frame."
"Each event travels in one kind of frame: one that the same sides send, which has replies exactly
if the event has `reply`. If several fit, `frame` names one. Its name on the wire, `value`, is a
text or an integer as the kind of frame says, its `match` are values of fields of the frame, and it
has params only where the frame has a place for them."

    EventValueDuplicate "event-value-duplicate" "Two events are the same on the wire."
"Within a kind of frame, an event is known by its name on the wire, and where that is not enough by
the values of fields of the frame, `match = { version = \"2\" }`."

    UnionEmpty "union-empty" "A union has no variants."
"No value is known. Add variants, each with the type of its object."

    UnionForm "union-form" "A union has a key that its form excludes."
"The form of a union is the part of a value by which a receiver knows the variant: the value of a
`tag`, or the kind of JSON (`form = \"kind\"`). Keys that describe a tag do not go with another form."

    UnionValueDuplicate "union-value-duplicate" "Two variants of a union are the same on the wire."
"A receiver knows a variant by its tag, and could not distinguish the two. Give one of them another
`value`. At most one variant has no tag (`absent = true`). The variants of a union by kind are of
different kinds of JSON: a string, a number, a boolean, an array and an object."

    UnionVariant "union-variant" "A variant does not go with its union."
"The tag is a key of the object, so that a variant is an entity, or a union by another tag of the
same object. Its fields leave the key of the tag alone, or have it as the `const` of their variant's
value, which is always there. A union is not among its own variants: put it into a field of one.
In code, the variants that an open union does not list are called `Unknown`.
A variant of a union by kind has a single kind of JSON. It is neither null nor `any`, nor a union by
kind itself."

    ConstraintInvalid "constraint-invalid" "A constraint does not go with its type."
"`min` and `max` limit the value of a number, the code points of a text, and the count of bytes, list
items or map entries. Other types have no range. A count is an integer from 0, and a bound of an
integer type is one of its values. `pattern` and `format` belong to scalars of the base `string`; a
pattern is a regular expression as ECMAScript and JSON Schema have them, with the flag `u`."

    DefaultInvalid "default-invalid" "A default does not go with its field."
"`default` documents what it means that a field is not there. It is a value of the field's type that
its constraints allow: a text, a number, a boolean, a value of the enum on the wire, `[]` or `{}`.
With `omitempty`, a missing key already means the empty value, so that no other default is true; use
`optional` for one that differs."

    TombstoneReused "tombstone-reused" "A removed name is declared again."
"A `removed` table says that the protocol once had this. Peers of older versions still do, and would
take what is declared now for what they know. Choose another name; a tombstone that was never true
may be deleted."

    MapKey "map-key" "The key of a map is no text or integer."
"A map is a JSON object, and the keys of JSON objects are texts. A key is `string`, `datetime`, an
integer type, a scalar or alias of those, or an enum. Integers are decimal digits there."

    AliasCycle "alias-cycle" "An alias refers to itself."
"The alias never resolves to a type. Make one of the types in the cycle an entity."

    TypeInfinite "type-infinite" "An entity always contains itself."
"Every field in the cycle is always present and never null, so that no finite object could be
written. Make one of them `optional` or `nullable`, or a list."

    TypeNesting "type-nesting" "A value of a type nests too deeply or holds too much."
"Readers, the generated ones too, refuse JSON that is more than 127 levels deep, and the Rust compiler
refuses types of about as many levels, so that a type may bring 100. Lists and maps count, also those behind aliases, and so do fields that are always
present, never null, and hold an entity. If such fields hold an entity several times, even the
smallest value may be huge: it may hold at most 10,000 objects. Make one of the fields `nullable` or
`omitempty`, or make an alias in the middle an entity."

    ModelSyntax "model-syntax" "A model file is not valid JSON of the model's form."
"A model.json is made by `tdproto model`. This file could not be read as one."

    ModelFormat "model-format" "A model file has a format this version does not know."
"The `format` number of a model.json grows when older readers could no longer understand it. Use
the version of tdproto that wrote it, or a newer one."

    NameCollision "target-name-collision" "Two names become the same in generated code."
"Languages have conventions for names, and two keys that differ on the wire may become the same
name there. Give one of them another name in code with `name = \"…\"`; the wire does not change."

    NameReserved "target-name-reserved" "A type has the name of something that generated code needs."
"The type is generated under another name, with `_` appended. Rename it in the schema, or with
`Builder::rename`, if you want a nicer one."

    TargetRecursionLimit "target-recursion-limit" "Types hold one another deeper than a compiler's limit."
"The Rust compiler follows types that hold one another for 128 levels, and a box, a list or a map takes
several. The generated crate sets a higher `recursion_limit`. Every crate that uses its types needs
the same line, and so does a crate that includes generated code. The diagnostic names the chain and
the limit."

    TargetFrames "target-frames" "A language does not have the frames of the schema."
"Rust with derives has the frames of `[protocol.envelope]` only. Remove `derive-macros` of
`[generate.rust]`, or `rust_derives` of the `Builder`, or generate other languages."

    ImportInput "import-input" "A description cannot be imported."
"A file is no JSON or YAML, is not of the format that was named, or has parts that contradict one
another. The diagnostic names the part. Nothing is written."

    ImportKeyword "import-keyword" "A description has a keyword that import does not understand."
"The schema is made as if the keyword was not there, and the diagnostic counts it. `--ignore` names
keywords that say nothing about values, such as those of other tools. `--strict` makes it an error."

    ImportLoss "import-loss" "The schema language cannot say a part of a description."
"The schema accepts more than the description does: a type became a wider one, or a limit was left
out. The diagnostic counts the places, and names the first one. `--strict` makes it an error."

    ImportChanged "import-changed" "A part of the schema was changed by hand and by the description."
"An import writes what changed in the description. Where a person changed the same part, theirs is
kept, and the diagnostic names both. Change the file as you want it, and import again."

    OptionUnknown "option-unknown" "An option names something the schema does not have."
"A rename, attribute or extern type was asked for a type or field that no file of the schema
declares. Names are those of the schema: `Message`, or `Message.text` for a field."

    OptionInvalid "option-invalid" "An option has a value that generated code cannot use."
"A name in code is taken or is no identifier, an attribute is not one, a path names no type, or a
trait cannot be derived for the fields of a type. Options are in `[generate]` of tdproto.toml, or in
the `Builder` of a build script. The diagnostic names the option and the expected value."

    PluginStart "plugin-start" "A plug-in cannot be started."
"The program that `command` of `[plugin.NAME]` names was not found, or could not be run. It is looked
up in PATH, or, if it has a `/`, from the directory of tdproto.toml. It is started without a shell.
Install it, or correct `command`. Nothing is written."

    PluginFailed "plugin-failed" "A plug-in failed."
"The program ended with another exit code than 0, took longer than `timeout` of `[plugin.NAME]`, or
wrote more than 64 MiB. What it wrote to standard error is shown. Nothing is written. Errors in the
schema are better reported as diagnostics in the answer: they can name a place."

    PluginAnswer "plugin-answer" "The answer of a plug-in cannot be used."
"A plug-in writes one JSON object to standard output and nothing else. `tdproto plugin schema answer`
prints its JSON Schema. The paths of its files are below its folder, each file has the banner of the
request near its top, and no two files have one path. Nothing is written.
`tdproto plugin check COMMAND` shows the errors of a plug-in."

    PluginConstruct "plugin-construct" "A plug-in does not understand a construct of the schema."
"Each construct beyond plain entities, enums and events has a name, such as `union-tag`. The answer of
a plug-in names those that it understands. The schema uses another one, so that the files would not
say what the schema says. Nothing is written. Teach the plug-in the construct, or remove it. A name
that this version does not have is a warning: it is misspelled, or of a later version."

    PluginFinding "plugin-finding" "A plug-in reports something about the schema."
"The message is that of the plug-in `[plugin.NAME]`. After an error, nothing is written."

    OutputForeign "output-foreign" "A file in the output directory was not generated from this schema."
"A file at the path of a generated one has no banner of generated files, or its banner names another
protocol. Nothing is written. Move the
file away, or choose another directory with --out. If the protocol was renamed, replace the files of
the old name once: `tdproto generate --replace OLD`, in a build script `Builder::replace(\"OLD\")`."

    OutputOutside "output-outside" "A file would be written outside of the output directory."
"Generated files go below the directory that --out names. The path of this one is absolute, has
`..`, or passes a link that leads out of that directory. Nothing is written then. The directory
itself may be a link."

    OutputUnwritable "output-unwritable" "A file cannot be written."
"The operating system refused to write, rename or delete a file of the output, or standard output
could not take the result. A file that is read-only is not replaced: make it writable first."

    NotGenerated "not-generated" "Nothing has been generated yet."
"The output directory, or the folder of a language, holds none of the generated files. Run the
command that the diagnostic names and commit the result, or correct --out. Where generated files are
not kept, `tdproto check --no-generated` checks only the schema and its examples. If `[generate]` of
tdproto.toml lists no languages, `tdproto check` compares those that the directory holds."

    OutputLarge "output-large" "The generated files are very large."
"The JSON Schema of each event holds every definition that the event leads to, so that it checks a
frame on its own. In a schema whose types lead to one another, each file repeats most of the schema.
Above 32 MiB this is a warning, and above 1 GiB an error. `--event-schemas bundled` makes these files
refer to the bundle, which a checker then needs, too; `--event-schemas none` leaves them out. In a
build script it is `Builder::event_schemas`."

    Drift "drift" "Generated files are out of date."
"Generated files are checked in. The schema was changed without generating again, or a generated
file was edited. Run the command that the diagnostic names and commit the result."

    ExampleInvalid "example-invalid" "A documented example does not conform to the schema."
"The example and the schema disagree. Fix one of them. If an old recording has to stay, record the
deviation in examples/deviations.toml with `tdproto check --record-deviations`."

    ExampleStale "example-stale" "A recorded deviation is no longer there."
"examples/deviations.toml records a deviation that the example does not have any more. Remove it,
or run `tdproto check --record-deviations`."
}
