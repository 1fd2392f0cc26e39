//! The types that only experimental parts lead to: `experimental` on an event covers its params and
//! its reply.

use tdproto_schema::Model;
use tdproto_schema::model::{Docs, Type, TypeDef, TypeId};

/// The types that may change without notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Experimental(Vec<bool>);

impl Experimental {
    /// Finds the types of a model: those that are marked, and those that only experimental events,
    /// types, fields and variants lead to.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let stable = stable(model);
        let types = model.types_with_ids();
        let types = types.map(|(id, def)| def.docs.experimental || !stable[id.index()]);
        Self(types.collect())
    }

    /// Returns true if a type may change without notice.
    #[must_use]
    pub fn is(&self, id: TypeId) -> bool {
        self.0[id.index()]
    }
}

/// Marks the types that something else than experimental parts leads to: an event that is not
/// experimental, an entity or union that is sent outside events, or a type that nothing carries.
fn stable(model: &Model) -> Vec<bool> {
    let carried = |(_, ty): (_, &'_ Type)| ty.named();
    let is_carried = walk(
        model,
        model.carriers().flat_map(carried),
        |_| true,
        |_| true,
    );
    let is_root = |id: TypeId, def: &TypeDef| !is_carried[id.index()] || def.direction().is_some();
    let roots = model.types_with_ids();
    let roots = roots
        .filter(|(id, def)| is_root(*id, def))
        .map(|(id, _)| id);
    let stable = model.carriers();
    let stable = stable.filter(|(carrier, _)| !model.is_experimental(*carrier));
    walk(
        model,
        stable.flat_map(carried).chain(roots),
        |id| !model.ty(id).docs.experimental,
        |docs| !docs.experimental,
    )
}

/// Marks the types that are reached from some types, through the types that may be entered, and the
/// fields and variants that lead on.
pub(crate) fn walk(
    model: &Model,
    roots: impl Iterator<Item = TypeId>,
    enters: impl Fn(TypeId) -> bool,
    leads: impl Fn(&Docs) -> bool,
) -> Vec<bool> {
    let mut met = vec![false; model.types().len()];
    let mut open: Vec<TypeId> = roots.collect();
    while let Some(id) = open.pop() {
        if enters(id) && !std::mem::replace(&mut met[id.index()], true) {
            open.extend(parts(model, id, &leads));
        }
    }
    met
}

/// The types that a type is made of, by fields and variants that lead on.
pub(crate) fn parts(model: &Model, id: TypeId, leads: &dyn Fn(&Docs) -> bool) -> Vec<TypeId> {
    let def = model.ty(id);
    let fields = def.fields().iter().filter(|field| leads(&field.docs));
    let variants = def.variants().iter();
    let variants = variants.filter(|variant| leads(&variant.docs));
    let types = fields
        .map(|field| &field.ty)
        .chain(variants.filter_map(|variant| variant.ty.as_ref()))
        .chain(def.alias());
    let includes = def.entity().into_iter().flat_map(|entity| &entity.includes);
    types
        .flat_map(Type::named)
        .chain(includes.copied())
        .collect()
}
