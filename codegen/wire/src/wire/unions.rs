//! What unions have in common: macros as those for entities and events.

/// Makes a union a value.
#[allow(unused_macros)]
macro_rules! union_value {
    ($name:ident $(<$life:lifetime>)?) => {
        impl<'de> wire::Value<'de> for $name $(<$life>)? {
            fn read_new(r: &mut wire::Reader<'de>) -> Result<Self, wire::Error> {
                wire::read_union(r)
            }

            fn write(&self, w: &mut wire::Writer) {
                match wire::Union::raw(self) {
                    Some(raw) => w.raw(raw),
                    None => {
                        w.begin_object();
                        wire::Union::write_members(self, w);
                        w.end_object();
                    }
                }
            }

            #[cfg(feature = "serde")]
            fn to_serde<_To: serde::Serializer>(&self, to: _To) -> Result<_To::Ok, _To::Error> {
                wire::serialize_union(self, to)
            }

            /// A union is never empty.
            fn is_empty(&self) -> bool {
                false
            }
        }

        serde_impls!($name $(<$life>)?);
        converted_as_is!($name $(<$life>)?);
    };
}

/// Makes a union by kind a value: each variant with its kind, and the way to read it.
#[allow(unused_macros)]
macro_rules! kind_union {
    (
        $name:ident $(<$life:lifetime>)? $expected:literal
        $($variant:ident $kind:ident $way:ty;)*
    ) => {
        impl<'de> wire::Value<'de> for $name $(<$life>)? {
            fn read_new(r: &mut wire::Reader<'de>) -> Result<Self, wire::Error> {
                let kind = wire::Kind::next(r)?;
                $(if kind == Some(wire::Kind::$kind) {
                    return <$way as wire::Reading<'de, _>>::read_new(r).map(Self::$variant);
                })*
                wire::Kind::refuse(r, $expected)
            }

            fn write(&self, w: &mut wire::Writer) {
                match self {
                    $(Self::$variant(value) => wire::Value::write(value, w),)*
                }
            }

            #[cfg(feature = "serde")]
            fn to_serde<_To: serde::Serializer>(&self, to: _To) -> Result<_To::Ok, _To::Error> {
                match self {
                    $(Self::$variant(value) => wire::Value::to_serde(value, to),)*
                }
            }

            /// A union is never empty.
            fn is_empty(&self) -> bool {
                false
            }
        }

        serde_impls!($name $(<$life>)?);
        converted_as_is!($name $(<$life>)?);
    };
}

/// Makes an entity that always holds a union a value. It has no empty one.
#[allow(unused_macros)]
macro_rules! object_value {
    ($name:ident $(<$life:lifetime>)?) => {
        impl<'de> wire::Value<'de> for $name $(<$life>)? {
            fn read_new(r: &mut wire::Reader<'de>) -> Result<Self, wire::Error> {
                wire::read_object(r).map(|object| *object)
            }

            fn read_boxed(r: &mut wire::Reader<'de>) -> Result<Box<Self>, wire::Error> {
                wire::read_object(r)
            }

            fn write(&self, w: &mut wire::Writer) {
                wire::write_object(self, w);
            }

            #[cfg(feature = "serde")]
            fn to_serde<_To: serde::Serializer>(&self, to: _To) -> Result<_To::Ok, _To::Error> {
                wire::serialize_object(self, to)
            }

            /// An entity is never empty.
            fn is_empty(&self) -> bool {
                false
            }
        }

        serde_impls!($name $(<$life>)?);
        converted_as_is!($name $(<$life>)?);
    };
}

/// Gives an entity that always holds a union a function that takes its required fields.
#[allow(unused_macros)]
macro_rules! object_constructor {
    ($name:ident $(<$life:lifetime>)? rest { $($rest:ident)* } $($field:ident: $ty:ty;)+) => {
        impl $(<$life>)? $name $(<$life>)? {
            /// One with its required fields; the others are empty.
            #[must_use]
            pub fn new($($field: impl Into<$ty>),+) -> Self {
                Self {
                    $($field: $field.into(),)+
                    $($rest: Default::default(),)*
                }
            }
        }
    };
}

/// Makes a union of the type that only one of its variants has.
#[allow(unused_macros)]
macro_rules! union_from {
    ($name:ident $(<$life:lifetime>)?, $variant:ident $ty:ty) => {
        impl $(<$life>)? From<$ty> for $name $(<$life>)? {
            fn from(value: $ty) -> Self {
                Self::$variant(value.into())
            }
        }
    };
}

/// Makes a union into its client's view, on its own and wherever it is held.
#[allow(unused_macros)]
macro_rules! union_view {
    (
        $whole:ident $(<$life:lifetime>)? => $input:ident $(<$view:lifetime>)?
        bare { $($bare:ident)* } same { $($same:ident)* } converted { $($other:ident)* }
        $(unknown $unknown:ident)? $(raw $raw:ident)?
    ) => {
        impl $(<$life>)? From<$whole $(<$life>)?> for $input $(<$view>)? {
            fn from(value: $whole $(<$life>)?) -> Self {
                match value {
                    $($whole::$bare => Self::$bare,)*
                    $($whole::$same(value) => Self::$same(value),)*
                    $($whole::$other(value) => Self::$other(wire::convert(value)),)*
                    $($whole::$unknown { tag, raw } => Self::$unknown { tag, raw },)?
                    $($whole::$raw { raw } => Self::$raw { raw },)?
                }
            }
        }

        impl $(<$life>)? wire::Convert<$input $(<$view>)?> for $whole $(<$life>)? {
            fn convert(self) -> $input $(<$view>)? {
                self.into()
            }
        }
    };
}

/// Gives a union that borrows texts a function that copies them.
#[allow(unused_macros)]
macro_rules! into_owned_union {
    (
        $name:ident bare { $($bare:ident)* } same { $($same:ident)* } copied { $($other:ident)* }
        $(text $text:ident)? $(int $int:ident)? $(raw $raw:ident)?
    ) => {
        impl $name<'_> {
            /// The same with texts of its own, so that it outlives the text that it was read from.
            #[must_use]
            pub fn into_owned(self) -> $name<'static> {
                match self {
                    $(Self::$bare => $name::$bare,)*
                    $(Self::$same(value) => $name::$same(value),)*
                    $(Self::$other(value) => $name::$other(wire::IntoOwned::into_owned(value)),)*
                    $(Self::$text { tag, raw } => $name::$text {
                        tag: wire::IntoOwned::into_owned(tag),
                        raw: raw.into_owned(),
                    },)?
                    $(Self::$int { tag, raw } => $name::$int { tag, raw: raw.into_owned() },)?
                    $(Self::$raw { raw } => $name::$raw { raw: raw.into_owned() },)?
                }
            }
        }

        impl wire::IntoOwned for $name<'_> {
            type Owned = $name<'static>;

            fn into_owned(self) -> $name<'static> {
                self.into_owned()
            }
        }
    };
}
