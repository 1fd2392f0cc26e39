#[derive(tdproto_macros::Event)]
enum Events {
    #[proto(event = "server.ping")]
    Ping,
}

fn main() {}
