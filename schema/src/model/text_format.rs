//! Formats of texts, by the names of JSON Schema.

macro_rules! formats {
    ($($variant:ident $name:literal $example:literal $pattern:expr;)*) => {
        /// A format of texts. The names are those of JSON Schema, draft 2020-12.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum TextFormat {
            $(#[doc = concat!("`", $name, "`, such as `", $example, "`.")] $variant,)*
        }

        impl TextFormat {
            /// All formats.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in schema files and in JSON Schema.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// A text of this format.
            #[must_use]
            pub fn example(self) -> &'static str {
                match self {
                    $(Self::$variant => $example,)*
                }
            }

            /// The regular expression, as ECMAScript has them, that checkers use for the format.
            /// `None`: the format only documents.
            #[must_use]
            pub fn pattern(self) -> Option<&'static str> {
                match self {
                    $(Self::$variant => $pattern,)*
                }
            }
        }
    };
}

impl TextFormat {
    /// The format of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.name() == name)
    }
}

formats! {
    DateTime "date-time" "2024-05-13T09:30:00Z"
        Some(r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$");
    Date "date" "2024-05-13"
        Some(r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$");
    Time "time" "09:30:00Z"
        Some(r"^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$");
    Duration "duration" "PT1H30M"
        Some(r"^P(?!$)(?:(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?|\d+W)$");
    Email "email" "anna@example.com"
        Some(r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$");
    IdnEmail "idn-email" "anna@example.com" None;
    Hostname "hostname" "example.com"
        Some(r"^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$");
    IdnHostname "idn-hostname" "example.com" None;
    Ipv4 "ipv4" "192.0.2.17"
        Some(r"^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$");
    Ipv6 "ipv6" "2001:db8::1"
        Some(r"^(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}|(?=(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}$)(?:(?:[0-9A-Fa-f]{1,4}:)*[0-9A-Fa-f]{1,4})?::(?:(?:[0-9A-Fa-f]{1,4}:)*[0-9A-Fa-f]{1,4})?)$");
    Uri "uri" "https://example.com/chat"
        Some(r"^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$");
    UriReference "uri-reference" "/chat?id=1"
        Some(r"^(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$");
    Iri "iri" "https://example.com/chat" None;
    IriReference "iri-reference" "/chat?id=1" None;
    Uuid "uuid" "5f3c7ae2-8d41-4b6f-9a0c-1e2d3c4b5a69"
        Some(r"^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$");
    UriTemplate "uri-template" "/chats/{id}"
        Some(r#"^(?:[^\x00-\x20"'<>%\\^`{|}\x7f]|%[0-9A-Fa-f]{2}|\{[+#./;?&=,!@|]?[A-Za-z0-9_%.]+(?::[1-9]\d{0,3}|\*)?(?:,[A-Za-z0-9_%.]+(?::[1-9]\d{0,3}|\*)?)*\})*$"#);
    JsonPointer "json-pointer" "/chats/0"
        Some(r"^(?:/(?:[^~/]|~0|~1)*)*$");
    RelativeJsonPointer "relative-json-pointer" "1/title"
        Some(r"^(?:0|[1-9]\d*)(?:#|(?:/(?:[^~/]|~0|~1)*)*)$");
    Regex "regex" "^[a-z]+$" None;
}
