use tdproto::{Decoded, ServerEvent};

fn read(text: &[u8]) {
    match ServerEvent::decode(text) {
        Decoded::Known(frame) => println!("{}", frame.event.name()),
        // Of a later version of the protocol: kept whole.
        Decoded::Unknown { name, .. } => println!("{name} is new"),
        Decoded::Malformed { error, .. } => eprintln!("{error}"),
    }
}
