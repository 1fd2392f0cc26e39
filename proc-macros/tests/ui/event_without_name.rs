#[derive(tdproto_macros::Event)]
#[proto(direction = "server")]
enum Events {
    Ping,
    #[proto(event = "server.pair")]
    Pair(String, String),
}

fn main() {}
