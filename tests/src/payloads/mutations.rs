//! Facts of a schema, changed one at a time.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use fastrand::Rng;
use tdproto_schema::decl::{FieldDecl, FormDecl, TypeBody};
use tdproto_schema::model::{Field, Openness, Presence, Type, TypeKind, WireValue};
use tdproto_schema::{Decls, Model, Schema, SourceMap, compile_decls, parse_type, read};

/// From where chance starts.
const SEED: u64 = 0;

/// How often a mutant is drawn until there seems to be no other.
const TRIES: usize = 200;

/// The share that must be noticed, in percent.
const SHARE: usize = 98;

/// Fails if too few mutants were noticed.
pub(crate) fn check_share(noticed: usize, count: usize) {
    assert!(noticed * 100 >= SHARE * count, "{noticed} of {count}");
}

/// Shows how many mutants of each kind were noticed, and returns the number of all that were.
#[allow(clippy::print_stdout, reason = "the share is what one wants to see")]
pub(crate) fn count<'m>(mutants: impl IntoIterator<Item = (&'m Mutant, bool)>) -> usize {
    let mutants: Vec<(&Mutant, bool)> = mutants.into_iter().collect();
    let mut counts: BTreeMap<Fact, (usize, usize)> = BTreeMap::new();
    for (mutant, is_noticed) in &mutants {
        let (noticed, all) = counts.entry(mutant.fact).or_default();
        *noticed += usize::from(*is_noticed);
        *all += 1;
    }
    println!("{:<12}noticed", "fact");
    for (fact, (noticed, all)) in &counts {
        println!("{fact:<12}{noticed} of {all}");
    }
    let unnoticed = mutants.iter().filter(|(_, is_noticed)| !is_noticed);
    let unnoticed: Vec<&str> = unnoticed.map(|(mutant, _)| mutant.what.as_str()).collect();
    let (all, noticed) = (mutants.len(), mutants.len() - unnoticed.len());
    let share = 100.0 * noticed as f64 / all as f64;
    println!("all         {noticed} of {all}: {share:.1} %");
    println!("unnoticed: {unnoticed:#?}");
    noticed
}

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
pub(crate) enum Fact {
    Nullable,
    Optional,
    Omitempty,
    Readonly,
    Type,
    EnumValue,
    /// If other values of an enum, or other variants of a union, are possible.
    Open,
    /// The value of a tag.
    Tag,
    /// Of a drawn frame; none is drawn here.
    Frame,
}

impl Fact {
    /// The facts of entities and enums.
    pub(crate) const OF_TYPES: &[Self] = &[
        Self::Nullable,
        Self::Omitempty,
        Self::Readonly,
        Self::Type,
        Self::EnumValue,
    ];

    /// The facts of types of all kinds.
    pub(crate) const ALL: &[Self] = &[
        Self::Nullable,
        Self::Optional,
        Self::Omitempty,
        Self::Readonly,
        Self::Type,
        Self::EnumValue,
        Self::Open,
        Self::Tag,
    ];
}

impl Fact {
    fn is_of_fields(self) -> bool {
        match self {
            Self::Nullable | Self::Optional | Self::Omitempty | Self::Readonly | Self::Type => true,
            Self::EnumValue | Self::Open | Self::Tag | Self::Frame => false,
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Nullable => "nullable",
            Self::Optional => "optional",
            Self::Omitempty => "omitempty",
            Self::Readonly => "readonly",
            Self::Type => "type",
            Self::EnumValue => "enum value",
            Self::Open => "open",
            Self::Tag => "tag",
            Self::Frame => "frame",
        })
    }
}

/// A schema with one fact changed.
pub(crate) struct Mutant {
    pub(crate) fact: Fact,
    /// The change, in words.
    pub(crate) what: String,
    /// What the vectors that are the first to notice it have in their names.
    pub(crate) near: String,
    pub(crate) schema: Schema,
}

/// Draws mutants, the same from the same seed.
pub(crate) struct Draw {
    rng: Rng,
    decls: Decls,
    model: Model,
}

impl Draw {
    /// Draws mutants of the schema in some files.
    pub(crate) fn new(sources: &SourceMap) -> Self {
        let mut decls = Decls::default();
        for file in sources.files() {
            decls.append(read(sources, file.id).0);
        }
        Self {
            rng: Rng::with_seed(SEED),
            model: compile_decls(decls.clone()).0.model,
            decls,
        }
    }

    /// Of each kind of fact as many, as long as there are some; what makes a schema unsound, or
    /// changes nothing on the wire, is drawn again.
    pub(crate) fn mutants(mut self, facts: &[Fact], count: usize) -> Vec<Mutant> {
        let mut mutants: Vec<Mutant> = Vec::new();
        loop {
            let before = mutants.len();
            for fact in facts {
                let is_new = |new: &Mutant| mutants.iter().all(|old| old.what != new.what);
                let mut tries = (0..TRIES).filter_map(|_| self.one(*fact));
                let found = tries.find(is_new);
                mutants.extend(found);
                if mutants.len() == count {
                    return mutants;
                }
            }
            if mutants.len() == before {
                return mutants;
            }
        }
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
            // A union by kind has no other variants.
            (
                TypeBody::Union {
                    form: FormDecl::Kind,
                    ..
                },
                Fact::Open,
            ) => return None,
            (TypeBody::Enum { open, .. } | TypeBody::Union { open, .. }, Fact::Open) => {
                *open = !*open;
                (name.clone(), format!("{name}: open is {open}"))
            }
            (TypeBody::Union { variants, .. }, Fact::Tag) if !variants.is_empty() => {
                let index = self.rng.usize(..variants.len());
                let value = &mut variants[index].value.as_mut()?.value;
                let before = format!("{value:?}");
                match value {
                    WireValue::Text(text) => text.push_str("_changed"),
                    WireValue::Int(number) => *number += 1000,
                }
                (name.clone(), format!("{name}: {before} is {value:?}"))
            }
            (TypeBody::Entity { fields, .. }, fact)
                if fact.is_of_fields() && !fields.is_empty() =>
            {
                let index = self.rng.usize(..fields.len());
                let field = &mut fields[index];
                let change = change(field, fact, &mut self.rng)?;
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
fn change(field: &mut FieldDecl, fact: Fact, rng: &mut Rng) -> Option<String> {
    let flip = |flag: &mut bool| {
        *flag = !*flag;
        format!("{fact} = {flag}")
    };
    let change = match fact {
        Fact::Nullable => flip(&mut field.nullable),
        Fact::Optional => flip(&mut field.optional),
        Fact::Omitempty => flip(&mut field.omitempty),
        Fact::Readonly => flip(&mut field.readonly),
        Fact::Type | Fact::EnumValue | Fact::Open | Fact::Tag | Fact::Frame => {
            let before = field.ty.to_string();
            let same = format!("list<{before}>");
            let found = rng.choice(TYPES).copied().unwrap_or(&same);
            let found = if rng.u8(..6) == 0 { &same } else { found };
            // The list of a constant is no type.
            field.ty = parse_type(found, |_| field.name.span).ok()?;
            format!("{before} is {found}")
        }
    };
    Some(change)
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
                    let presence = wire_presence(model, field);
                    let _ = writeln!(text, "{presence} {:?}", field.access);
                }
            }
            TypeKind::Enum(found) => {
                let values: Vec<_> = found.values.iter().map(|value| &value.value).collect();
                let _ = writeln!(text, "{}: {values:?} {:?}", def.name, found.openness);
            }
            TypeKind::Union(union) => {
                let _ = writeln!(text, "{}: {union:?}", def.name);
            }
            TypeKind::Scalar(_) | TypeKind::Alias(_) => {}
        }
    }
    text
}

/// When a field is on the wire, and what a receiver makes of none.
fn wire_presence(model: &Model, field: &Field) -> &'static str {
    let is_any = *model.unaliased(&field.ty) == Type::Any;
    match field.presence {
        Presence::Required if !is_any => "required",
        Presence::Required | Presence::Nullable => "or null",
        Presence::OmitEmpty if has_empty(model, &field.ty) => "unless empty",
        Presence::OmitEmpty | Presence::OmitNull | Presence::Optional => "unless none",
        Presence::Patch => "patch",
    }
}

/// Returns true if a type has an empty value, other than none.
fn has_empty(model: &Model, ty: &Type) -> bool {
    match model.unaliased(ty) {
        Type::Tuple(_) | Type::Null | Type::Any | Type::Nullable(_) | Type::Constant(_) => false,
        Type::Scalar(_) | Type::List(_) | Type::Map(..) => true,
        Type::Named(id) => match &model.ty(*id).kind {
            TypeKind::Entity(_) | TypeKind::Union(_) => false,
            TypeKind::Enum(found) => found.openness == Openness::Open,
            TypeKind::Scalar(_) => true,
            TypeKind::Alias(target) => has_empty(model, target),
        },
    }
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
