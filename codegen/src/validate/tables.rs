//! The model compiled for the checker: types by number, fields by number, keys sorted.

use std::collections::BTreeMap;

use tdproto_schema::Model;
use tdproto_schema::model::{
    Access, Bounds, Constant, Entity, Enum, JsonScalar, Openness, Scalar, Sender, Type, TypeId,
    TypeKind, Union, WireValue, needed_items,
};

use super::Side;
use super::drawn::tables::FrameTables;
use super::limits::Limits;
use super::node::{NodeId, ParamsTable};
use super::union_table::{FormTable, UnionTable};
use crate::views::{NeverEmpty, View};

/// The form of a type's values in JSON, aliases followed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    Null,
    Any,
    Text(Scalar),
    /// A date and time; true if the empty text stands for none.
    Datetime(bool),
    /// Bytes, as base64.
    Bytes,
    Bool(Scalar),
    Number(Scalar),
    /// The scalar, and the largest distances from zero: below it, and above it.
    Integer(Scalar, u64, u64),
    /// An entity, by its position in [`Tables::entities`].
    Entity(usize),
    /// An enum, by its position in [`Tables::enums`].
    Enum(usize),
    /// A union, by its position in [`Tables::unions`].
    Union(usize),
    List(NodeId),
    /// A tuple, by its position in [`Tables::tuples`].
    Tuple(usize),
    /// A value of a type, or null.
    Nullable(NodeId),
    /// A constant, by its position in [`Tables::constants`].
    Constant(usize),
    Map(NodeId, NodeId),
}

/// A type in use.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) shape: Shape,
    pub(super) ty: Type,
    /// True, for each side, if no receiver takes a missing value or null for an empty one.
    pub(super) never_empty: [bool; Side::ALL.len()],
    /// The constraints of a scalar that has some.
    pub(super) limits: Option<Box<Limits>>,
}

/// The table of an entity.
#[derive(Debug, Clone)]
pub(super) struct EntityTable {
    pub(super) id: TypeId,
    pub(super) fields: Vec<FieldTable>,
    /// The positions of the fields, in the order of their names.
    sorted: Vec<u32>,
    /// The fields that must be there, a bit each, for each side.
    required: [Vec<u64>; Side::ALL.len()],
    /// The number of the first field among the fields of all entities.
    pub(super) first_field: usize,
    /// The number of the entity's first slot among those of all entities. Each entity has a slot
    /// more than fields, for the first key that comes.
    pub(super) first_slot: usize,
}

/// The table of a field of an entity.
#[derive(Debug, Clone)]
pub(super) struct FieldTable {
    pub(super) name: String,
    pub(super) node: NodeId,
    pub(super) may_be_null: bool,
    pub(super) may_be_absent: bool,
    pub(super) readonly: bool,
    pub(super) bounds: Bounds,
}

/// The table of a tuple.
#[derive(Debug, Clone)]
pub(super) struct TupleTable {
    pub(super) items: Vec<NodeId>,
    /// The number of items that must be there.
    pub(super) needed: usize,
}

/// The table of an enum.
#[derive(Debug, Clone)]
pub(super) struct EnumTable {
    pub(super) id: TypeId,
    pub(super) base: Scalar,
    pub(super) is_closed: bool,
    /// The texts and positions of the values, sorted.
    texts: Vec<(String, usize)>,
    numbers: Vec<(i64, usize)>,
    /// The number of the first value among the values of all enums.
    pub(super) first_value: usize,
}

/// The tables of all types in use, and the params of each event.
#[derive(Debug, Clone)]
pub(super) struct Tables {
    nodes: Vec<Node>,
    /// The numbers of types, by the type and a flag: true if the field allows empty texts for
    /// dates.
    by_type: BTreeMap<(Type, bool), NodeId>,
    pub(super) entities: Vec<EntityTable>,
    pub(super) enums: Vec<EnumTable>,
    pub(super) unions: Vec<UnionTable<NodeId>>,
    pub(super) constants: Vec<Constant>,
    pub(super) tuples: Vec<TupleTable>,
    /// True if there are events that both sides send.
    pub(super) has_both: bool,
    /// The kinds of frames; none if all are envelopes.
    pub(super) frames: FrameTables,
    /// The types of the params of each event.
    pub(super) params: Vec<Option<ParamsTable>>,
    /// The number of fields of all entities.
    pub(super) field_count: usize,
    /// The number of values of all enums, and of variants of all unions.
    pub(super) value_count: usize,
}

impl Tables {
    pub(super) fn new(model: &Model) -> Self {
        let mut tables = Self {
            nodes: Vec::new(),
            by_type: BTreeMap::new(),
            entities: Vec::new(),
            enums: Vec::new(),
            unions: Vec::new(),
            constants: Vec::new(),
            tuples: Vec::new(),
            has_both: model
                .events()
                .iter()
                .any(|event| event.sender == Sender::Both)
                || !model.frames().is_empty(),
            frames: FrameTables::default(),
            params: Vec::new(),
            field_count: 0,
            value_count: 0,
        };
        // Every declared type gets its place first, so that shapes can refer to it.
        let mut places = vec![0; model.types().len()];
        for (id, def) in model.types_with_ids() {
            match &def.kind {
                TypeKind::Entity(entity) => {
                    places[id.index()] = tables.entities.len();
                    tables.add_entity(id, entity);
                }
                TypeKind::Enum(found) => {
                    places[id.index()] = tables.enums.len();
                    tables.add_enum(id, found);
                }
                TypeKind::Union(found) => {
                    places[id.index()] = tables.unions.len();
                    tables
                        .unions
                        .push(UnionTable::new(model, id, found, tables.value_count));
                    tables.value_count += found.variants.len();
                }
                TypeKind::Scalar(_) | TypeKind::Alias(_) => {}
            }
        }
        let mut compile = Compile {
            never_empty: NeverEmpty::new(model),
            model,
            places,
            tables,
        };
        compile.run();
        compile.tables
    }

    fn add_entity(&mut self, id: TypeId, entity: &Entity) {
        let count = u32::try_from(entity.fields.len()).unwrap_or(u32::MAX);
        let mut sorted: Vec<u32> = (0..count).collect();
        sorted.sort_by_key(|at| &entity.fields[*at as usize].name);
        self.entities.push(EntityTable {
            id,
            fields: Vec::new(),
            sorted,
            required: Side::ALL.map(|side| required(entity, side)),
            first_field: self.field_count,
            first_slot: self.field_count + self.entities.len(),
        });
        self.field_count += entity.fields.len();
    }

    fn add_enum(&mut self, id: TypeId, found: &Enum) {
        let (mut texts, mut numbers) = (Vec::new(), Vec::new());
        for (at, value) in found.values.iter().enumerate() {
            match &value.value {
                WireValue::Text(text) => texts.push((text.clone(), at)),
                WireValue::Int(number) => numbers.push((*number, at)),
            }
        }
        texts.sort();
        numbers.sort_unstable();
        self.enums.push(EnumTable {
            id,
            base: found.base.scalar(),
            is_closed: found.openness == Openness::Closed,
            texts,
            numbers,
            first_value: self.value_count,
        });
        self.value_count += found.values.len();
    }

    /// Returns the type in use of this number.
    #[inline]
    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// Returns the number of a declared type of the model that these tables are of.
    pub(super) fn find_declared(&self, model: &Model, ty: &Type) -> Option<NodeId> {
        self.find(model.unaliased(ty), model.protocol.allow_empty)
    }

    /// Returns the number of a type that the model has, aliases followed.
    pub(super) fn find(&self, ty: &Type, allow_empty: bool) -> Option<NodeId> {
        self.by_type.get(&(ty.clone(), allow_empty)).copied()
    }
}

fn required(entity: &Entity, side: Side) -> Vec<u64> {
    let mut words = vec![0; entity.fields.len().div_ceil(64)];
    for (at, field) in entity.fields.iter().enumerate() {
        let is_readonly = field.access == Access::ReadOnly;
        let exists = match side {
            Side::Server => true,
            Side::Client | Side::Any => !is_readonly,
        };
        if exists && !field.presence.may_be_absent() {
            words[at / 64] |= 1 << (at % 64);
        }
    }
    words
}

struct Compile<'a> {
    model: &'a Model,
    never_empty: NeverEmpty,
    /// The positions of the tables of all entities, enums and unions.
    places: Vec<usize>,
    tables: Tables,
}

impl Compile<'_> {
    fn run(&mut self) {
        let everywhere = self.model.protocol.allow_empty;
        for (id, def) in self.model.types_with_ids() {
            self.node(&Type::Named(id), everywhere);
            if let Some(union) = def.union() {
                self.union(id, union, everywhere);
            }
            let TypeKind::Entity(entity) = &def.kind else {
                continue;
            };
            let fields = entity.fields.iter().map(|field| FieldTable {
                name: field.name.clone(),
                node: self.node(&field.ty, everywhere || field.allow_empty),
                may_be_null: field.presence.may_be_null(),
                may_be_absent: field.presence.may_be_absent(),
                readonly: field.access == Access::ReadOnly,
                bounds: field.bounds,
            });
            let fields = fields.collect();
            self.tables.entities[self.places[id.index()]].fields = fields;
        }
        let events = self.model.events().iter();
        let params = events.map(|event| {
            let params = event.params.as_ref()?;
            Some(ParamsTable {
                node: self.node(&params.ty, everywhere),
                may_be_null: params.presence.may_be_null(),
                may_be_absent: params.presence.may_be_absent(),
            })
        });
        let params = params.collect();
        self.tables.params = params;
        self.tables.frames = FrameTables::new(self.model, |ty| self.node(ty, everywhere));
    }

    fn union(&mut self, id: TypeId, union: &Union, everywhere: bool) {
        let variants = union.variants.iter();
        let variants = variants.map(|variant| {
            let ty = variant.ty.as_ref();
            ty.map(|ty| self.node(ty, everywhere))
        });
        let variants = variants.collect();
        let base = union.tag().map(|tag| Type::Scalar(tag.base.scalar()));
        let base = base.map(|base| self.node(&base, everywhere));
        let table = &mut self.tables.unions[self.places[id.index()]];
        table.variants = variants;
        match &mut table.form {
            FormTable::Tag(tag) => tag.base = base,
            FormTable::Key(_) | FormTable::Kind(_) => {}
        }
    }

    fn node(&mut self, ty: &Type, allow_empty: bool) -> NodeId {
        let ty = self.model.unaliased(ty);
        if let Some(found) = self.tables.find(ty, allow_empty) {
            return found;
        }
        let shape = self.shape(ty, allow_empty);
        let id = NodeId::new(self.tables.nodes.len());
        self.tables.nodes.push(Node {
            shape,
            ty: ty.clone(),
            never_empty: Side::ALL.map(|side| {
                let view = match side {
                    Side::Client => View::Input,
                    Side::Server | Side::Any => View::Whole,
                };
                self.never_empty.is_type(self.model, ty, view)
            }),
            limits: Limits::of(&self.model.constraints_of(ty)).map(Box::new),
        });
        self.tables.by_type.insert((ty.clone(), allow_empty), id);
        id
    }

    fn shape(&mut self, ty: &Type, allow_empty: bool) -> Shape {
        match ty {
            Type::Null => Shape::Null,
            Type::Any => Shape::Any,
            Type::Scalar(scalar) => scalar_shape(*scalar, allow_empty),
            Type::Nullable(item) => Shape::Nullable(self.node(item, allow_empty)),
            Type::Constant(constant) => {
                self.tables.constants.push(constant.clone());
                Shape::Constant(self.tables.constants.len() - 1)
            }
            Type::List(item) => Shape::List(self.node(item, allow_empty)),
            Type::Tuple(items) => {
                let nodes = items.iter().map(|item| self.node(item, allow_empty));
                let table = TupleTable {
                    items: nodes.collect(),
                    needed: needed_items(items),
                };
                self.tables.tuples.push(table);
                Shape::Tuple(self.tables.tuples.len() - 1)
            }
            Type::Map(key, item) => {
                Shape::Map(self.node(key, allow_empty), self.node(item, allow_empty))
            }
            Type::Named(id) => match &self.model.ty(*id).kind {
                TypeKind::Entity(_) => Shape::Entity(self.places[id.index()]),
                TypeKind::Enum(_) => Shape::Enum(self.places[id.index()]),
                TypeKind::Union(_) => Shape::Union(self.places[id.index()]),
                TypeKind::Scalar(base) => {
                    scalar_shape(*base, allow_empty || self.model.ty(*id).allow_empty)
                }
                // Only a cycle of aliases ends at an alias, and the checks of a schema refuse
                // those.
                TypeKind::Alias(_) => Shape::Any,
            },
        }
    }
}

pub(super) fn scalar_shape(scalar: Scalar, allow_empty: bool) -> Shape {
    match scalar.json() {
        JsonScalar::Text if scalar == Scalar::Datetime => Shape::Datetime(allow_empty),
        JsonScalar::Text => Shape::Text(scalar),
        JsonScalar::Base64 => Shape::Bytes,
        JsonScalar::Bool => Shape::Bool(scalar),
        JsonScalar::Number => Shape::Number(scalar),
        JsonScalar::Integer { smallest, largest } => Shape::Integer(
            scalar,
            u64::try_from(smallest.unsigned_abs()).unwrap_or(u64::MAX),
            u64::try_from(largest).unwrap_or(u64::MAX),
        ),
    }
}

impl EntityTable {
    /// Returns the position of the field of this name.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        let found = self
            .sorted
            .binary_search_by(|at| self.fields[*at as usize].name.as_str().cmp(name));
        found.ok().map(|at| self.sorted[at] as usize)
    }

    /// Returns the fields that must be there in data of a side, a bit each.
    #[inline]
    pub(super) fn required(&self, side: Side) -> &[u64] {
        &self.required[side as usize]
    }
}

impl EnumTable {
    /// Returns the position of a value that is text.
    pub(super) fn text(&self, text: &str) -> Option<usize> {
        let found = self
            .texts
            .binary_search_by(|(known, _)| known.as_str().cmp(text));
        found.ok().map(|at| self.texts[at].1)
    }

    /// Returns the position of a value that is a number.
    pub(super) fn number(&self, number: i64) -> Option<usize> {
        let found = self.numbers.binary_search_by_key(&number, |known| known.0);
        found.ok().map(|at| self.numbers[at].1)
    }
}
