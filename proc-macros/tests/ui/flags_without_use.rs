#[derive(Default, tdproto_macros::Entity)]
struct Chat {
    #[proto(allow_empty)]
    a: Vec<String>,
    #[proto(included)]
    b: String,
}

#[derive(Default, tdproto_macros::Scalar)]
#[proto(allow_empty)]
struct Id(String);

#[derive(Default, tdproto_macros::Scalar)]
#[proto(prefix("a", name = "a"), prefix("a", name = "b"))]
struct Other(String);

#[derive(Default, tdproto_macros::Scalar)]
#[proto(prefix("1", name = "a"))]
struct Number(i64);

fn main() {}
