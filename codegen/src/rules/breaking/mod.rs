//! Breaking: the changes between two schemas that break clients or servers. A rule is a file with a
//! documented [`Rule`], and a line in [`RULES`].
//!
//! The server is upgraded first, and old clients linger. For data that clients send, the new
//! schema is the reader and the old one the writer; for data that the server sends, the other way
//! round. A type counts for a direction when an event of that direction reaches it. If both
//! directions reach it, the stricter verdict holds. If none does, as for bodies of HTTP, it is
//! checked in both directions. Readonly fields do not exist in data that clients send.

mod chains;
mod context;
mod covered;
mod dates;
mod finding;
mod gate;
mod payload;
mod removal;
mod run;
mod scope;
mod verdict;

mod alias_base_changed;
mod code_name_changed;
mod constraint_loosened;
mod constraint_tightened;
mod constructor_changed;
mod conversion_removed;
mod date_format_changed;
mod default_changed;
mod deprecation_added;
mod empty_date_allowed;
mod empty_date_refused;
mod entity_direction_changed;
mod entry_points_changed;
mod enum_closed;
mod enum_empty_changed;
mod enum_opened;
mod enum_value_added;
mod enum_value_changed;
mod enum_value_removed;
mod envelope_changed;
mod event_added;
mod event_direction_changed;
mod event_frame_changed;
mod event_match_changed;
mod event_params_added;
mod event_params_removed;
mod event_removed;
mod event_renamed;
mod event_reply_added;
mod event_reply_removed;
mod event_value_changed;
mod field_absence_changed;
mod field_added;
mod field_became_non_nullable;
mod field_became_nullable;
mod field_became_optional;
mod field_became_readonly;
mod field_became_required;
mod field_no_longer_readonly;
mod field_removed;
mod field_renamed;
mod frame_added;
mod frame_direction_changed;
mod frame_order_changed;
mod frame_removed;
mod frame_request_changed;
mod frame_shape_changed;
mod input_view_changed;
mod map_key_changed;
mod prefixes_changed;
mod protocol_renamed;
mod removed_without_deprecation;
mod tombstone_removed;
mod tombstone_reused;
mod tuple_item_added;
mod tuple_item_removed;
mod type_changed;
mod type_moved;
mod type_narrowed;
mod type_removed;
mod type_renamed;
mod type_widened;
mod typed;
mod union_closed;
mod union_form_changed;
mod union_opened;
mod union_variant_added;
mod union_variant_changed;
mod union_variant_removed;
mod version_not_bumped;
mod when_narrowed;
mod when_widened;

pub use context::Context;
pub use gate::{Gated, Policy, gate};
pub use payload::{Payload, payload};
pub use run::findings;
pub(crate) use run::findings_by_change;
pub use scope::Scope;
pub use verdict::{Assess, Assessment, Category, Mirror, Mutation, Rule, Verdict};
pub use version_not_bumped::VERSION;

use super::Explained;

/// Every rule.
pub const RULES: &[&Rule] = &[
    &event_added::RULE,
    &event_removed::RULE,
    &event_renamed::RULE,
    &event_direction_changed::RULE,
    &entity_direction_changed::RULE,
    &event_params_added::RULE,
    &event_params_removed::RULE,
    &event_value_changed::RULE,
    &event_match_changed::RULE,
    &event_frame_changed::RULE,
    &event_reply_added::RULE,
    &event_reply_removed::RULE,
    &envelope_changed::RULE,
    &frame_added::RULE,
    &frame_removed::RULE,
    &frame_direction_changed::RULE,
    &frame_request_changed::RULE,
    &frame_shape_changed::RULE,
    &frame_order_changed::RULE,
    &field_added::RULE,
    &field_removed::RULE,
    &field_renamed::RULE,
    &field_became_required::RULE,
    &field_became_optional::RULE,
    &field_became_nullable::RULE,
    &field_became_non_nullable::RULE,
    &field_absence_changed::RULE,
    &field_became_readonly::RULE,
    &field_no_longer_readonly::RULE,
    &type_widened::RULE,
    &type_narrowed::RULE,
    &type_changed::RULE,
    &alias_base_changed::RULE,
    &map_key_changed::RULE,
    &tuple_item_added::RULE,
    &tuple_item_removed::RULE,
    &date_format_changed::RULE,
    &empty_date_allowed::RULE,
    &empty_date_refused::RULE,
    &constraint_tightened::RULE,
    &constraint_loosened::RULE,
    &default_changed::RULE,
    &enum_value_added::RULE,
    &enum_value_removed::RULE,
    &enum_value_changed::RULE,
    &enum_empty_changed::RULE,
    &enum_opened::RULE,
    &enum_closed::RULE,
    &union_variant_added::RULE,
    &union_variant_removed::RULE,
    &union_variant_changed::RULE,
    &union_form_changed::RULE,
    &union_opened::RULE,
    &union_closed::RULE,
    &when_narrowed::RULE,
    &when_widened::RULE,
    &deprecation_added::RULE,
    &removed_without_deprecation::RULE,
    &tombstone_reused::RULE,
    &tombstone_removed::RULE,
    &type_renamed::RULE,
    &type_moved::RULE,
    &type_removed::RULE,
    &entry_points_changed::RULE,
    &protocol_renamed::RULE,
    &code_name_changed::RULE,
    &constructor_changed::RULE,
    &conversion_removed::RULE,
    &input_view_changed::RULE,
    &prefixes_changed::RULE,
    &version_not_bumped::RULE,
];

/// The rule of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// The articles of the rules for `tdproto explain`.
pub(super) fn explained() -> impl Iterator<Item = Explained> {
    RULES.iter().map(|rule| Explained {
        id: rule.id,
        about: rule.about,
        place: format!(
            "breaking, {}; in client events: {}; in server events: {}",
            rule.category.name(),
            rule.client,
            rule.server
        ),
        explanation: rule.explanation,
    })
}
