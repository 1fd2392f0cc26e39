//! The built-in scalars.

macro_rules! scalars {
    ($($variant:ident $name:literal $doc:literal,)*) => {
        /// The built-in scalars.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Scalar {
            $(#[doc = $doc] $variant,)*
        }

        impl Scalar {
            /// All built-in scalars.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in a schema file.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

scalars! {
    String "string" "Text.",
    Bool "bool" "`true` or `false`.",
    Int "int" "An integer that a double holds exactly: ±(2⁵³ − 1).",
    Int8 "int8" "A signed integer of 8 bits.",
    Int16 "int16" "A signed integer of 16 bits.",
    Int32 "int32" "A signed integer of 32 bits.",
    Int64 "int64" "A signed integer of 64 bits; a bare number on the wire.",
    Uint "uint" "A non-negative integer that a double holds exactly.",
    Uint8 "uint8" "An unsigned integer of 8 bits.",
    Uint16 "uint16" "An unsigned integer of 16 bits.",
    Uint32 "uint32" "An unsigned integer of 32 bits.",
    Uint64 "uint64" "An unsigned integer of 64 bits; a bare number on the wire.",
    Float32 "float32" "A number, held in 32 bits.",
    Float64 "float64" "A number, held in 64 bits.",
    Datetime "datetime" "Date and time as text per RFC 3339.",
    Bytes "bytes" "Bytes as text: base64 with padding.",
}

impl Scalar {
    /// The scalar of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|scalar| scalar.name() == name)
    }

    /// The JSON type of the scalar.
    #[must_use]
    pub fn json(self) -> JsonScalar {
        const SAFE: i128 = (1 << 53) - 1;
        let integer = |smallest, largest| JsonScalar::Integer { smallest, largest };
        match self {
            Self::String | Self::Datetime => JsonScalar::Text,
            Self::Bytes => JsonScalar::Base64,
            Self::Bool => JsonScalar::Bool,
            Self::Float32 | Self::Float64 => JsonScalar::Number,
            Self::Int => integer(-SAFE, SAFE),
            Self::Int8 => integer(i8::MIN.into(), i8::MAX.into()),
            Self::Int16 => integer(i16::MIN.into(), i16::MAX.into()),
            Self::Int32 => integer(i32::MIN.into(), i32::MAX.into()),
            Self::Int64 => integer(i64::MIN.into(), i64::MAX.into()),
            Self::Uint => integer(0, SAFE),
            Self::Uint8 => integer(0, u8::MAX.into()),
            Self::Uint16 => integer(0, u16::MAX.into()),
            Self::Uint32 => integer(0, u32::MAX.into()),
            Self::Uint64 => integer(0, u64::MAX.into()),
        }
    }

    /// Returns true if it is an integer type that has a number.
    #[must_use]
    pub fn holds(self, number: i128) -> bool {
        match self.json() {
            JsonScalar::Integer { smallest, largest } => (smallest..=largest).contains(&number),
            JsonScalar::Text | JsonScalar::Base64 | JsonScalar::Bool | JsonScalar::Number => false,
        }
    }

    /// Returns true if it is an integer type whose values every double holds exactly. Languages
    /// without such a type hold it in 64 bits, which take more than it may be.
    #[must_use]
    pub fn fits_double(self) -> bool {
        matches!(self, Self::Int | Self::Uint)
    }

    /// Returns true if it is a text that means itself.
    #[must_use]
    pub fn is_text(self) -> bool {
        self.json() == JsonScalar::Text
    }

    /// Returns true if it is an integer.
    #[must_use]
    pub fn is_integer(self) -> bool {
        matches!(self.json(), JsonScalar::Integer { .. })
    }

    /// Returns true if it may be the key of a map: text, or an integer, which is decimal text there.
    #[must_use]
    pub fn is_key(self) -> bool {
        self.is_text() || self.is_integer()
    }
}

/// The integer that a key of a map stands for: decimal digits, without zeros before them.
///
/// ```
/// use tdproto_schema::model::integer_key;
/// assert_eq!(integer_key("-12"), Some(-12));
/// assert_eq!(["012", "-0", "+1", "1.0", ""].map(integer_key), [None; 5]);
/// ```
#[must_use]
pub fn integer_key(key: &str) -> Option<i128> {
    let number: i128 = key.parse().ok()?;
    (number.to_string() == key).then_some(number)
}

/// The JSON type of a built-in scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonScalar {
    /// A string.
    Text,
    /// A string that stands for bytes.
    Base64,
    /// `true` or `false`.
    Bool,
    /// A number without a fraction, in a range.
    Integer {
        /// The smallest value.
        smallest: i128,
        /// The largest value.
        largest: i128,
    },
    /// A number.
    Number,
}
