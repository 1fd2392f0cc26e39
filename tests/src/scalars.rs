//! Scalars of the built-in protocol: ids by their prefixes, dates as text that converts.

use tdproto::{ChatType, IsoDateTimeString, Jid, JidKind};

#[test]
fn prefixes_decide_the_kind() {
    let cases = [
        ("d-1", Some(JidKind::Direct), "1"),
        ("sd-1", Some(JidKind::ContactSection), "1"),
        ("t-82d6c0d4", Some(JidKind::Task), "82d6c0d4"),
        ("x-1", None, "x-1"),
        ("", None, ""),
    ];
    for (text, kind, id) in cases {
        let jid = Jid::from(text);
        assert_eq!((jid.kind(), jid.id()), (kind, id), "{text}");
    }
    assert_eq!(Jid::new(JidKind::Group, 7), "g-7");
    let kind = Jid::from("m-1").kind().unwrap();
    assert_eq!(ChatType::from(kind.as_str()), ChatType::Meeting);
}

#[test]
fn only_checks_refuse_what_reading_takes() {
    assert_eq!(
        Jid::checked("st-1").unwrap().kind(),
        Some(JidKind::TaskSection)
    );
    for text in ["", "d-", "x-1", "1"] {
        assert_eq!(text.parse(), Ok(Jid::from(text)));
        let error = Jid::checked(text).unwrap_err();
        assert_eq!(error.to_string(), format!("{text:?} is no JID"));
        let read: Jid = tdproto::wire::from_str(&format!("{text:?}")).unwrap();
        assert_eq!(read, text);
    }
}

#[test]
fn texts_come_out_and_are_found_by() {
    let jid = Jid::from("d-1");
    let owned = "d-1".to_owned();
    assert!(jid == owned && jid == "d-1" && jid == *"d-1");
    let map = std::collections::HashMap::from([(jid.clone(), 7)]);
    let sorted = std::collections::BTreeMap::from([(jid.clone(), 7)]);
    assert_eq!((map.get("d-1"), sorted.get("d-1")), (Some(&7), Some(&7)));
    assert_eq!(jid.into_string(), owned);
}

#[test]
fn dates_convert_and_are_kept_as_they_came() {
    let text = IsoDateTimeString::from("2019-09-18T00:00:07.435409Z");
    let seconds = 1_568_764_807;
    let at = time::OffsetDateTime::try_from(&text).unwrap();
    assert_eq!((at.unix_timestamp(), at.microsecond()), (seconds, 435_409));
    assert_eq!(IsoDateTimeString::try_from(at).unwrap(), text);
    let at = chrono::DateTime::try_from(&text).unwrap();
    assert_eq!(
        (at.timestamp(), at.timestamp_subsec_micros()),
        (seconds, 435_409)
    );
    assert_eq!(IsoDateTimeString::from(at), text);
    let at = jiff::Timestamp::try_from(&text).unwrap();
    assert_eq!(
        (at.as_second(), at.subsec_microsecond()),
        (seconds, 435_409)
    );
    assert_eq!(IsoDateTimeString::from(at), text);
    assert!(jiff::Timestamp::try_from(&IsoDateTimeString::from("soon")).is_err());
}

#[test]
fn bytes_are_base64_on_the_wire_and_a_slice_in_code() {
    use tdproto::wire::{Bytes, from_str, to_string};
    let bytes = Bytes::from([0, 255, 62]);
    assert_eq!((bytes.len(), bytes.to_base64().as_str()), (3, "AP8+"));
    assert_eq!(to_string(&bytes), "\"AP8+\"");
    for text in ["AP8+", "AP8-", "\\u0041P8+"] {
        assert_eq!(from_str::<Bytes>(&format!("\"{text}\"")).unwrap(), bytes);
    }
    assert_eq!("AP8".parse(), Ok(Bytes::from([0, 255])));
    assert_eq!("AP8/".parse::<Bytes>().unwrap().into_vec(), [0, 255, 63]);
    let error = from_str::<Bytes>(" \"A\"").unwrap_err();
    assert_eq!(error.to_string(), "the string is not base64 at byte 1");
    for length in 0..200_u8 {
        let bytes = Bytes((0..length).collect());
        assert_eq!(Bytes::from_base64(&bytes.to_base64()), Some(bytes));
    }
}
