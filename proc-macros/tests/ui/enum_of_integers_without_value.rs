#[derive(tdproto_macros::WireEnum)]
#[proto(base = "int")]
enum Level {
    Low,
    #[proto(value = -1)]
    Lower,
}

fn main() {}
