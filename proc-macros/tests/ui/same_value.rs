use tdproto_macros::WireEnum;

#[derive(WireEnum)]
enum Kind {
    X,
    #[proto(rename = "x")]
    Y,
    #[proto(name = "x", rename = "z")]
    Z,
    Unknown(String),
}

#[derive(WireEnum)]
#[proto(base = "int")]
enum Level {
    #[proto(value = 1)]
    Low,
    #[proto(value = 1)]
    High,
    #[proto(value = 9007199254740992)]
    Highest,
    Unknown(i32),
}

fn main() {}
