//! Values that frames carry, as each of their senders writes them.

use tdproto_schema::model::{Params, Sender};

use super::items::present;
use super::types::View;
use crate::lang::Input;
use crate::lang::node::Object;

/// What is in the places of a frame, as their schemas describe them.
pub(in crate::lang) const DATA: &str = "The data of the event.";
pub(in crate::lang) const RESULT: &str = "The result.";
pub(in crate::lang) const ERROR: &str = "The error.";

/// The views in which the senders of a frame write it, in a file of the given view.
pub(super) fn views_of(sender: Sender, file: View) -> &'static [View] {
    match (file, sender) {
        (View::Client, _) => &[View::Client],
        (View::Whole | View::Input, Sender::Client) => &[View::Input],
        (View::Whole | View::Input, Sender::Server) => &[View::Whole],
        (View::Whole | View::Input, Sender::Both) => &[View::Whole, View::Input],
    }
}

/// The params as each of the senders writes them.
pub(super) fn params_of<'a>(input: &Input<'a>, params: &Params, views: &[View]) -> Object<'a> {
    let differs = params.ty.named().iter().any(|id| input.views.differs(*id));
    let of = |view: View| present(input, (&params.ty, false), params.presence, view);
    match views {
        [first, second] if differs => Object::new().with("anyOf", vec![of(*first), of(*second)]),
        [first, ..] => of(*first),
        [] => Object::new(),
    }
}

pub(super) fn described<'a>(text: &'static str) -> Object<'a> {
    Object::new().with("description", text)
}
