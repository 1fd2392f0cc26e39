use tdproto_macros::{Entity, Event, Union};

#[derive(Union)]
#[proto(form = "kind")]
enum Id {
    Number(i64),
    Text(String),
}

#[derive(Entity)]
struct Flags {
    #[proto(needed, nullable)]
    id: Option<Id>,
    #[proto(needed, omitempty)]
    other: Vec<Id>,
}

#[derive(Event)]
#[proto(direction = "server")]
enum Events {
    #[proto(event = "server.id", needed, optional)]
    Id(Option<Id>),
    #[proto(event = "server.nothing", needed)]
    Nothing,
}

fn main() {}
