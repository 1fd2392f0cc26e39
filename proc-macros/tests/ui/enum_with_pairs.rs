#[derive(tdproto_macros::WireEnum)]
enum Kind {
    Task(String, String),
}

fn main() {}
