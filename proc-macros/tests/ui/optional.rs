use tdproto_macros::Entity;
use tdproto_wire::Patch;

#[derive(Default, Entity)]
struct Chat {
    #[proto(optional)]
    title: String,
    #[proto(optional, omitempty)]
    topic: Option<String>,
    #[proto(optional, nullable)]
    note: Option<String>,
    #[proto(optional)]
    color: Patch<String>,
    #[proto(nullable)]
    icon: Patch<String>,
    #[proto(optional, nullable)]
    size: Patch<u8>,
}

fn main() {}
