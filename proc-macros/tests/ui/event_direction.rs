#[derive(tdproto_macros::Event)]
#[proto(direction = "both")]
enum Events {
    #[proto(event = "server.ping")]
    Ping,
}

fn main() {}
