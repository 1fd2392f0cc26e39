//! Checks that a model is valid. Each check is a function, and its doc comment gives the reason.

mod conditions;
mod constraints;
mod cycles;
mod datetimes;
mod defaults;
mod enum_texts;
mod enums;
mod envelope;
mod frame_events;
mod frames;
mod maps;
mod names;
mod nesting;
mod nulls;
mod overrides;
mod tombstones;
mod union_keys;
mod union_kinds;
mod unions;

use crate::{Diagnostic, Model, Origins, Sink};

/// Runs every check on a resolved model.
#[must_use]
pub fn check(model: &Model, origins: &Origins) -> Vec<Diagnostic> {
    let mut sink = Sink::default();
    names::check_names(model, origins, &mut sink);
    envelope::check_keys(model, origins, &mut sink);
    enums::check_values(model, origins, &mut sink);
    unions::check_variants(model, origins, &mut sink);
    frames::check_frames(model, origins, &mut sink);
    frame_events::check_events(model, origins, &mut sink);
    conditions::check_conditions(model, origins, &mut sink);
    datetimes::check_empty(model, origins, &mut sink);
    constraints::check_all(model, origins, &mut sink);
    defaults::check_all(model, origins, &mut sink);
    nulls::check_presence(model, origins, &mut sink);
    overrides::check_all(model, origins, &mut sink);
    maps::check_keys(model, origins, &mut sink);
    cycles::check_aliases(model, origins, &mut sink);
    cycles::check_infinite(model, origins, &mut sink);
    nesting::check_aliases(model, origins, &mut sink);
    // Infinite types are reported as such, and not as deep and large besides.
    if !cycles::is_infinite(model) {
        nesting::check_entities(model, origins, &mut sink);
        nesting::check_size(model, origins, &mut sink);
    }
    tombstones::check_reuse(model, origins, &mut sink);
    sink.finish()
}
