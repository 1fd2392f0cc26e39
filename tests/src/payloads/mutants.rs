//! Do the vectors notice anything? One fact of the schema is changed at a time, TypeScript is
//! generated from that, and some vector must tell it from the right one.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::fs;

use fastrand::Rng;
use serde_json::json;
use tdproto_codegen::payloads::Vector;
use tdproto_schema::decl::{FieldDecl, TypeBody};
use tdproto_schema::model::{Openness, Type, TypeKind, WireValue};
use tdproto_schema::{Decls, Model, Schema, compile_decls, embedded, parse_type, read};

use super::differences::Differences;
use super::{BUILT_IN, Case, cases, typescript};

/// From where chance starts.
const SEED: u64 = 0;

/// How many facts are changed in the check, and in its slice that runs with all tests.
const MUTANTS: usize = 200;
const SLICE: usize = 20;

/// The share that must be noticed, in percent.
const SHARE: usize = 98;

/// What types are changed into.
const TYPES: &[&str] = &[
    "string",
    "bool",
    "int",
    "int32",
    "int64",
    "uint",
    "float64",
    "any",
    "list<string>",
    "map<string, string>",
    "IconData",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fact {
    Nullable,
    Omitempty,
    Readonly,
    Type,
    EnumValue,
    /// Of a drawn frame; none is drawn here.
    Frame,
}

impl Fact {
    /// The facts of types.
    const ALL: &[Self] = &[
        Self::Nullable,
        Self::Omitempty,
        Self::Readonly,
        Self::Type,
        Self::EnumValue,
    ];
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Nullable => "nullable",
            Self::Omitempty => "omitempty",
            Self::Readonly => "readonly",
            Self::Type => "type",
            Self::EnumValue => "enum value",
            Self::Frame => "frame",
        })
    }
}

/// A schema with one fact changed.
pub(super) struct Mutant {
    pub(super) fact: Fact,
    /// The change, in words.
    pub(super) what: String,
    /// What the vectors that are the first to notice it have in their names.
    pub(super) near: String,
    pub(super) schema: Schema,
}

/// Draws mutants, the same from the same seed.
struct Draw {
    rng: Rng,
    decls: Decls,
    model: Model,
}

impl Draw {
    fn new() -> Self {
        let sources = embedded::sources();
        let mut decls = Decls::default();
        for file in sources.files() {
            decls.append(read(&sources, file.id).0);
        }
        Self {
            rng: Rng::with_seed(SEED),
            decls,
            model: embedded::compiled().0.model,
        }
    }

    /// Of each kind of fact as many; what makes a schema unsound, or changes nothing on the wire,
    /// is drawn again.
    fn mutants(mut self, count: usize) -> Vec<Mutant> {
        let mut mutants: Vec<Mutant> = Vec::new();
        while mutants.len() < count {
            let fact = Fact::ALL[mutants.len() % Fact::ALL.len()];
            let found = self.one(fact);
            mutants.extend(found.filter(|new| mutants.iter().all(|old| old.what != new.what)));
        }
        mutants
    }

    fn one(&mut self, fact: Fact) -> Option<Mutant> {
        let mut decls = self.decls.clone();
        let at = self.rng.usize(..decls.types.len());
        let decl = &mut decls.types[at];
        let name = decl.name.value.clone();
        let (near, what) = match (&mut decl.body, fact) {
            (TypeBody::Enum { values, .. }, Fact::EnumValue) => {
                let index = self.rng.usize(..values.len());
                let value = &mut values[index].value.value;
                let before = format!("{value:?}");
                match value {
                    WireValue::Text(text) => text.push_str("_changed"),
                    WireValue::Int(number) => *number += 1000,
                }
                (name.clone(), format!("{name}: {before} is {value:?}"))
            }
            (TypeBody::Entity { fields, .. }, fact)
                if fact != Fact::EnumValue && !fields.is_empty() =>
            {
                let index = self.rng.usize(..fields.len());
                let field = &mut fields[index];
                let change = change(field, fact, &mut self.rng);
                let near = format!("{name}/{}/", field.name.value);
                (near, format!("{name}.{}: {change}", field.name.value))
            }
            _ => return None,
        };
        let (schema, diagnostics) = compile_decls(decls);
        let unchanged = wire(&schema.model) == wire(&self.model);
        (diagnostics.is_empty() && !unchanged).then_some(Mutant {
            fact,
            what,
            near,
            schema,
        })
    }
}

/// Changes one fact of a field; says to what.
fn change(field: &mut FieldDecl, fact: Fact, rng: &mut Rng) -> String {
    let flip = |flag: &mut bool| {
        *flag = !*flag;
        format!("{fact} = {flag}")
    };
    match fact {
        Fact::Nullable => flip(&mut field.nullable),
        Fact::Omitempty => flip(&mut field.omitempty),
        Fact::Readonly => flip(&mut field.readonly),
        Fact::Type | Fact::EnumValue | Fact::Frame => {
            let before = field.ty.to_string();
            let same = format!("list<{before}>");
            let found = rng.choice(TYPES).copied().unwrap_or(&same);
            let found = if rng.u8(..6) == 0 { &same } else { found };
            field.ty = parse_type(found, |_| field.name.span).unwrap();
            format!("{before} is {found}")
        }
    }
}

/// A model with what is not on the wire left out: names of scalars and aliases, docs.
fn wire(model: &Model) -> String {
    let mut text = String::new();
    for def in model.types() {
        match &def.kind {
            TypeKind::Entity(entity) => {
                for field in &entity.fields {
                    let ty = wire_type(model, &field.ty);
                    let _ = write!(text, "{}.{}: {ty} ", def.name, field.name);
                    let _ = writeln!(text, "{:?} {:?}", field.presence, field.access);
                }
            }
            TypeKind::Enum(found) => {
                let values: Vec<_> = found.values.iter().map(|value| &value.value).collect();
                let _ = writeln!(text, "{}: {values:?}", def.name);
            }
            TypeKind::Union(union) => {
                let _ = writeln!(text, "{}: {union:?}", def.name);
            }
            TypeKind::Scalar(_) | TypeKind::Alias(_) => {}
        }
    }
    text
}

fn wire_type(model: &Model, ty: &Type) -> String {
    match model.unaliased(ty) {
        Type::List(item) => format!("[{}]", wire_type(model, item)),
        Type::Map(_, item) => format!("{{{}}}", wire_type(model, item)),
        Type::Null => "null".to_owned(),
        Type::Any => "any".to_owned(),
        Type::Tuple(items) => {
            let items: Vec<_> = items.iter().map(|item| wire_type(model, item)).collect();
            format!("({})", items.join(", "))
        }
        Type::Nullable(item) => format!("{}?", wire_type(model, item)),
        Type::Constant(constant) => constant.to_string(),
        Type::Scalar(scalar) => format!("{:?}", scalar.json()),
        Type::Named(id) => match &model.ty(*id).kind {
            TypeKind::Entity(_) | TypeKind::Union(_) => model.ty(*id).name.clone(),
            TypeKind::Enum(found) if found.openness == Openness::Closed => {
                model.ty(*id).name.clone()
            }
            TypeKind::Enum(found) => format!("{:?}", found.base.scalar().json()),
            TypeKind::Scalar(scalar) => format!("{:?}", scalar.json()),
            TypeKind::Alias(target) => wire_type(model, target),
        },
    }
}

/// The names of the vectors that notice each mutant.
fn noticed(case: &Case, mutants: &[Mutant]) -> Vec<Option<String>> {
    let folder = tempfile::tempdir().unwrap();
    // Only what holds of TypeScript can be hurt.
    let differences = Differences::read(&["typescript"]);
    let holds = |vector: &&Vector| !differences.knows("typescript", &case.id(vector));
    let case = case.with(case.vectors.iter().filter(holds).cloned().collect());
    let package = typescript::package(&case, &folder.path().join("package"));
    let base: BTreeMap<String, String> = typescript::sources(&case).into_iter().collect();
    let mutants = mutants.iter().map(|mutant| {
        let changed = Case::of(&mutant.what, mutant.schema.clone(), Vec::new());
        let files: BTreeMap<String, String> = typescript::sources(&changed)
            .into_iter()
            .filter(|(path, text)| base.get(path) != Some(text) && path.ends_with(".ts"))
            .collect();
        json!({ "files": files, "near": mutant.near })
    });
    let task = json!({ "package": package, "mutants": mutants.collect::<Vec<_>>() });
    let path = folder.path().join("task.json");
    fs::write(&path, task.to_string()).unwrap();
    serde_json::from_str(&typescript::run("payloads/mutants.mjs", &path)).unwrap()
}

/// Shows how many mutants of each kind were noticed, and returns the number of all that were.
#[allow(clippy::print_stdout, reason = "the share is what one wants to see")]
pub(super) fn count_noticed(case: &Case, mutants: &[Mutant]) -> usize {
    let count = mutants.len();
    let found = noticed(case, mutants);
    assert_eq!(found.len(), count);
    let mut counts: BTreeMap<Fact, (usize, usize)> = BTreeMap::new();
    for (mutant, found) in mutants.iter().zip(&found) {
        let (noticed, all) = counts.entry(mutant.fact).or_default();
        *noticed += usize::from(found.is_some());
        *all += 1;
    }
    println!("{:<12}noticed", "fact");
    for (fact, (noticed, all)) in &counts {
        println!("{fact:<12}{noticed} of {all}");
    }
    let noticed = found.iter().flatten().count();
    println!(
        "all         {noticed} of {count}: {:.1} %",
        100.0 * noticed as f64 / count as f64
    );
    let unnoticed = mutants
        .iter()
        .zip(&found)
        .filter(|(_, found)| found.is_none());
    let unnoticed: Vec<&str> = unnoticed.map(|(mutant, _)| mutant.what.as_str()).collect();
    println!("unnoticed: {unnoticed:#?}");
    noticed
}

/// Fails if too few mutants were noticed.
pub(super) fn check_share(noticed: usize, count: usize) {
    assert!(noticed * 100 >= SHARE * count, "{noticed} of {count}");
}

/// Draws mutants of the built-in schema, and checks them.
fn check(count: usize) {
    let case = &cases()[0];
    assert_eq!(case.name, BUILT_IN);
    check_share(count_noticed(case, &Draw::new().mutants(count)), count);
}

#[test]
fn some() {
    check(SLICE);
}

/// The whole check, which takes longer than the other tests. Run with `--nocapture` to see what was noticed.
#[test]
#[ignore = "takes a minute"]
fn all() {
    check(MUTANTS);
}
