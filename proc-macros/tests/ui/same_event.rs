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
    D(String),
}

#[derive(tdproto_macros::Event)]
#[proto(direction = "server", keys("event", "", "event"))]
enum Others {}

fn main() {}
