use tdproto_macros::Entity;

#[derive(Default, Entity)]
struct Request {
    #[proto(const = "2.0")]
    jsonrpc: String,
    #[proto(const = 1, optional)]
    version: (),
    #[proto(const = true, nullable)]
    flag: (),
    #[proto(const = 1.5)]
    fraction: (),
    #[proto(const = 9007199254740992)]
    wide: (),
    #[proto(const = -1)]
    low: (),
}

fn main() {}
