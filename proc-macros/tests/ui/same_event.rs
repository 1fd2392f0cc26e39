#[derive(Default, tdproto_macros::Entity)]
struct Chat {}

#[derive(tdproto_macros::Event)]
#[proto(direction = "server")]
enum Events {
    #[proto(event = "a")]
    A(Chat),
    #[proto(event = "a")]
    B(Chat),
    #[proto(event = "c", params = "Chat")]
    C,
    #[proto(event = "d")]
    D(Option<String>),
    #[proto(event = "e", optional)]
    E(String),
    #[proto(event = "f", nullable)]
    F,
    #[proto(event = "g", params = "int")]
    G(String),
    #[proto(event = "h")]
    H(std::collections::BTreeMap<bool, String>),
}

#[derive(tdproto_macros::Event)]
#[proto(direction = "server", keys("event", "", "event"))]
enum Others {}

fn main() {}
