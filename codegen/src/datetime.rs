//! Date and time as RFC 3339 writes it.

/// Returns true if a text is a date and time by RFC 3339, section 5.6: `T` and `Z` in either case,
/// a fraction of any length, an offset, and a leap second where one can be.
#[must_use]
pub(crate) fn is_rfc3339(text: &str) -> bool {
    parse(text.as_bytes()).is_some()
}

fn parse(text: &[u8]) -> Option<()> {
    let (date, rest) = text.split_at_checked(10)?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = date else {
        return None;
    };
    let year = number(&[*y1, *y2, *y3, *y4])?;
    let month = number(&[*m1, *m2])?;
    let day = number(&[*d1, *d2])?;
    if day < 1 || day > days(year, month)? {
        return None;
    }
    let (time, rest) = rest.split_at_checked(9)?;
    let [b'T' | b't', h1, h2, b':', n1, n2, b':', s1, s2] = time else {
        return None;
    };
    let hour = number(&[*h1, *h2]).filter(|hour| *hour < 24)?;
    let minute = number(&[*n1, *n2]).filter(|minute| *minute < 60)?;
    let second = number(&[*s1, *s2]).filter(|second| *second <= 60)?;
    let offset = offset(fraction(rest)?)?;
    // A leap second is the last one of a day in UTC.
    let in_utc = (hour * 60 + minute + 2 * DAY - offset) % DAY;
    (second < 60 || in_utc == DAY - 1).then_some(())
}

/// The minutes of a day.
const DAY: u32 = 24 * 60;

/// The text behind the fraction of the seconds, if there is one.
fn fraction(text: &[u8]) -> Option<&[u8]> {
    let Some((b'.', rest)) = text.split_first() else {
        return Some(text);
    };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (digits > 0).then(|| &rest[digits..])
}

/// The number of minutes by which the time is ahead of UTC, within a day.
fn offset(text: &[u8]) -> Option<u32> {
    match text {
        b"Z" | b"z" => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let hours = number(&[*h1, *h2]).filter(|hours| *hours < 24)?;
            let minutes = number(&[*m1, *m2]).filter(|minutes| *minutes < 60)?;
            let ahead = hours * 60 + minutes;
            Some(if *sign == b'+' { ahead } else { DAY - ahead })
        }
        _ => None,
    }
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| {
        let digit = char::from(*digit).to_digit(10)?;
        Some(number * 10 + digit)
    })
}

/// The number of days of a month.
fn days(year: u32, month: u32) -> Option<u32> {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if is_leap { 29 } else { 28 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_rfc3339;

    #[test]
    fn what_rfc_3339_says() {
        for right in [
            "1985-04-12T23:20:50.52Z",
            "1996-12-19T16:39:57-08:00",
            "1990-12-31T23:59:60Z",
            "1990-12-31T15:59:60-08:00",
            "1991-01-01T09:29:60+09:30",
            "1937-01-01T12:00:27.87+00:20",
            "2020-02-29t00:00:00z",
            "2000-02-29T00:00:00-00:00",
            "0000-01-01T00:00:00.123456789012345678901234567890+23:59",
        ] {
            assert!(is_rfc3339(right), "{right}");
        }
        for wrong in [
            "",
            "yesterday",
            "2020-02-30T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2021-02-29T00:00:00Z",
            "2020-13-01T00:00:00Z",
            "2020-00-01T00:00:00Z",
            "2020-01-00T00:00:00Z",
            "2020-01-01 00:00:00",
            "2020-01-01 00:00:00Z",
            "2020-01-01T00:00Z",
            "2020-01-01T00:00:00",
            "2020-01-01T24:00:00Z",
            "2020-01-01T00:60:00Z",
            "2020-01-01T00:00:61Z",
            "2020-01-01T00:00:60Z",
            "1990-12-31T23:59:60-08:00",
            "2020-01-01T00:00:00.Z",
            "2020-01-01T00:00:00,5Z",
            "2020-01-01T00:00:00+0100",
            "2020-01-01T00:00:00+24:00",
            "2020-01-01T00:00:00+01:60",
            "2020-01-01T00:00:00+01",
            "2020-01-01T00:00:00ZZ",
            " 2020-01-01T00:00:00Z",
            "+2020-01-01T00:00:00Z",
            "20200101T000000Z",
            "２020-01-01T00:00:00Z",
        ] {
            assert!(!is_rfc3339(wrong), "{wrong}");
        }
    }
}
