//! The relation of a built-in scalar to another one.

use tdproto_schema::model::{JsonScalar, Scalar};

use super::relation::{Relation, mirrored};

/// The relation of the values of a scalar to those of the one that it replaces.
pub(super) fn scalars(old: Scalar, new: Scalar) -> Relation {
    if old == new {
        return Relation::Same;
    }
    if old == Scalar::Datetime || new == Scalar::Datetime {
        return Relation::DateFormat;
    }
    let rank = |scalar: Scalar| u8::from(scalar == Scalar::Float64);
    match (old.json(), new.json()) {
        (
            JsonScalar::Integer {
                smallest: a,
                largest: b,
            },
            JsonScalar::Integer {
                smallest: c,
                largest: d,
            },
        ) => {
            if c <= a && b <= d {
                Relation::Widened
            } else if a <= c && d <= b {
                Relation::Narrowed
            } else {
                Relation::Changed
            }
        }
        (JsonScalar::Integer { smallest, largest }, JsonScalar::Number) => {
            integer_to_float((smallest, largest), new)
        }
        (JsonScalar::Number, JsonScalar::Integer { smallest, largest }) => {
            mirrored(integer_to_float((smallest, largest), old))
        }
        (JsonScalar::Number, JsonScalar::Number) if rank(old) < rank(new) => Relation::Widened,
        (JsonScalar::Number, JsonScalar::Number) => Relation::Narrowed,
        (JsonScalar::Text, JsonScalar::Base64) => Relation::Narrowed,
        (JsonScalar::Base64, JsonScalar::Text) => Relation::Widened,
        (JsonScalar::Text | JsonScalar::Base64 | JsonScalar::Bool, _)
        | (_, JsonScalar::Text | JsonScalar::Base64 | JsonScalar::Bool) => Relation::Changed,
    }
}

/// The relation of a float to an integer of a range that it replaces. It holds every integer up to
/// the size of its digits, and skips some beyond.
pub(super) fn integer_to_float((smallest, largest): (i128, i128), float: Scalar) -> Relation {
    let digits = if float == Scalar::Float32 { 24 } else { 53 };
    let exact = -(1_i128 << digits)..=1_i128 << digits;
    if exact.contains(&smallest) && exact.contains(&largest) {
        Relation::Widened
    } else {
        Relation::Changed
    }
}

#[cfg(test)]
mod tests {
    use super::{Relation, Scalar, scalars};

    /// Every pair: the old one in the row, the new one in the column. `=` the same, `w` widened,
    /// `n` narrowed, `d` another format of dates, `x` changed. An integer type is part of
    /// `float64` within 2^53, and of `float32` within 2^24.
    const TABLE: &str = "
         string   bool     int      int8     int16    int32    int64    uint     uint8    uint16   uint32   uint64   float32  float64  datetime bytes
string   =        x        x        x        x        x        x        x        x        x        x        x        x        x        d        n
bool     x        =        x        x        x        x        x        x        x        x        x        x        x        x        d        x
int      x        x        =        n        n        n        w        n        n        n        n        x        x        w        d        x
int8     x        x        w        =        w        w        w        x        x        x        x        x        w        w        d        x
int16    x        x        w        n        =        w        w        x        n        x        x        x        w        w        d        x
int32    x        x        w        n        n        =        w        x        n        n        x        x        x        w        d        x
int64    x        x        n        n        n        n        =        n        n        n        n        x        x        x        d        x
uint     x        x        w        x        x        x        w        =        n        n        n        w        x        w        d        x
uint8    x        x        w        x        w        w        w        w        =        w        w        w        w        w        d        x
uint16   x        x        w        x        x        w        w        w        n        =        w        w        w        w        d        x
uint32   x        x        w        x        x        x        w        w        n        n        =        w        x        w        d        x
uint64   x        x        x        x        x        x        x        n        n        n        n        =        x        x        d        x
float32  x        x        x        n        n        x        x        x        n        n        x        x        =        w        d        x
float64  x        x        n        n        n        n        x        n        n        n        n        x        n        =        d        x
datetime d        d        d        d        d        d        d        d        d        d        d        d        d        d        =        d
bytes    w        x        x        x        x        x        x        x        x        x        x        x        x        x        d        =
";

    #[test]
    fn every_pair_of_scalars() {
        let mut rows = TABLE.trim().lines().map(|row| row.split_whitespace());
        let columns: Vec<&str> = rows.next().expect("a header").collect();
        let named = |name: &str| {
            let scalar = Scalar::ALL
                .iter()
                .copied()
                .find(|scalar| scalar.name() == name);
            scalar.unwrap_or_else(|| panic!("no scalar {name}"))
        };
        assert_eq!(
            columns.len(),
            Scalar::ALL.len(),
            "a scalar is not in the table"
        );
        for mut row in rows {
            let old = named(row.next().expect("a name"));
            for (new, wanted) in columns.iter().map(|name| named(name)).zip(row) {
                let wanted = match wanted {
                    "=" => Relation::Same,
                    "w" => Relation::Widened,
                    "n" => Relation::Narrowed,
                    "d" => Relation::DateFormat,
                    _ => Relation::Changed,
                };
                assert_eq!(scalars(old, new), wanted, "{} → {}", old.name(), new.name());
            }
        }
    }
}
