//! What types of one kind have in common. Their paths start at `wire`, which is in scope wherever
//! generated types are.

/// Gives a type serde's traits.
#[cfg(feature = "serde")]
macro_rules! serde_impls {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                wire::serialize(self, to)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                wire::deserialize(from)
            }
        }
    };
    // One that borrows gets texts of its own of what serde hands on.
    ($name:ident<$life:lifetime>) => {
        impl serde::Serialize for $name<'_> {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                wire::serialize(self, to)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name<'_> {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = wire::collect(from)?;
                let value: $name<'_> = wire::from_str(&text).map_err(serde::de::Error::custom)?;
                Ok(value.into_owned())
            }
        }
    };
}

/// Gives a type serde's traits, if they are wanted.
#[cfg(not(feature = "serde"))]
macro_rules! serde_impls {
    ($($name:tt)*) => {};
}

/// Makes a type that is the same in both views a part of one that is not.
#[allow(unused_macros)]
macro_rules! converted_as_is {
    ($name:ident $(<$life:lifetime>)?) => {
        impl $(<$life>)? wire::Convert<Self> for $name $(<$life>)? {
            fn convert(self) -> Self {
                self
            }
        }
    };
}

/// Makes a struct a value: its fields are read and written as its `Entity` says.
#[allow(unused_macros)]
macro_rules! entity {
    ($name:ident $(<$life:lifetime>)?) => {
        impl<'de> wire::Value<'de> for $name $(<$life>)? {
            fn read_new(r: &mut wire::Reader<'de>) -> Result<Self, wire::Error> {
                let mut entity = Self::default();
                wire::read_entity(&mut entity, r)?;
                Ok(entity)
            }

            fn read(&mut self, r: &mut wire::Reader<'de>) -> Result<(), wire::Error> {
                wire::read_entity(self, r)
            }

            // It may be large: it is made and filled where it stays.
            fn read_item(
                list: &mut Vec<Self>,
                r: &mut wire::Reader<'de>,
            ) -> Result<(), wire::Error> {
                let index = list.len();
                list.resize_with(index + 1, Self::default);
                wire::read_entity(&mut list[index], r)
            }

            fn read_boxed(r: &mut wire::Reader<'de>) -> Result<Box<Self>, wire::Error> {
                let mut entity = Box::<Self>::default();
                wire::read_entity(&mut *entity, r)?;
                Ok(entity)
            }

            fn write(&self, w: &mut wire::Writer) {
                wire::write_entity(self, w);
            }

            #[cfg(feature = "serde")]
            fn to_serde<_To: serde::Serializer>(&self, to: _To) -> Result<_To::Ok, _To::Error> {
                wire::serialize_entity(self, to)
            }

            /// An entity is never empty.
            fn is_empty(&self) -> bool {
                false
            }
        }

        converted_as_is!($name $(<$life>)?);

        serde_impls!($name $(<$life>)?);
    };
}

/// What the schema says of every event.
#[allow(unused_macros)]
macro_rules! event_table {
    ($($name:literal $direction:ident $since:literal $deprecated:expr, $doc:literal;)*) => {
        /// What the schema says of every event, sorted by name.
        pub const EVENTS: &[wire::EventInfo] = &[$(wire::EventInfo {
            name: $name,
            direction: wire::Direction::$direction,
            doc: $doc,
            since: $since,
            deprecated: $deprecated,
        },)*];
    };
}

/// Gives an entity functions that read the fields whose types have parts of different ranges.
#[allow(unused_macros)]
macro_rules! ways {
    ($name:ident $($method:ident $field:ident $way:ty;)+) => {
        impl $name {
            $(fn $method(&mut self, r: &mut wire::Reader<'_>) -> Result<(), wire::Error> {
                wire::read_as::<$way, _>(&mut self.$field, r)
            })+
        }
    };
    ($name:ident<$life:lifetime> $($method:ident $field:ident $way:ty;)+) => {
        impl<$life> $name<$life> {
            $(fn $method(&mut self, r: &mut wire::Reader<$life>) -> Result<(), wire::Error> {
                wire::read_as::<$way, _>(&mut self.$field, r)
            })+
        }
    };
}

/// Gives an entity of few required fields a function that takes them.
#[allow(unused_macros)]
macro_rules! constructor {
    ($name:ident $(<$life:lifetime>)? $($field:ident: $ty:ty;)+) => {
        impl $(<$life>)? $name $(<$life>)? {
            /// One with its required fields; the others are empty.
            #[must_use]
            pub fn new($($field: impl Into<$ty>),+) -> Self {
                let mut value = Self::default();
                $(value.$field = $field.into();)+
                value
            }
        }
    };
}

/// Makes an entity into its client's view, on its own and wherever it is held.
#[allow(unused_macros)]
macro_rules! input_view {
    (
        $whole:ident $(<$life:lifetime>)? => $input:ident $(<$view:lifetime>)?
        same { $($same:ident)* } converted { $($other:ident)* }
    ) => {
        impl $(<$life>)? From<$whole $(<$life>)?> for $input $(<$view>)? {
            #[allow(unused_variables)]
            fn from(value: $whole $(<$life>)?) -> Self {
                Self {
                    $($same: value.$same,)*
                    $($other: wire::convert(value.$other),)*
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

/// Gives an entity that borrows its texts a function that copies them. The fields that hold no text
/// come first.
#[allow(unused_macros)]
macro_rules! into_owned {
    ($name:ident same { $($same:ident)* } copied { $($other:ident)* }) => {
        impl $name<'_> {
            /// The same with texts of its own, so that it outlives the text that it was read from.
            #[must_use]
            pub fn into_owned(self) -> $name<'static> {
                $name {
                    $($same: self.$same,)*
                    $($other: wire::IntoOwned::into_owned(self.$other),)*
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

/// Gives events whose params borrow texts a function that copies them. Events without params come
/// first, then those whose params hold no text.
#[allow(unused_macros)]
macro_rules! into_owned_events {
    (
        $name:ident bare { $($bare:ident)* }
        same { $($same:ident)* } copied { $($other:ident)* }
    ) => {
        impl $name<'_> {
            /// The same with texts of its own, so that it outlives the text that it was read from.
            #[must_use]
            pub fn into_owned(self) -> $name<'static> {
                match self {
                    $(Self::$bare => $name::$bare,)*
                    $(Self::$same(params) => $name::$same(params),)*
                    $(Self::$other(params) => $name::$other(wire::IntoOwned::into_owned(params)),)*
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

/// Lets a type that borrows nothing be part of values that do.
#[allow(unused_macros)]
macro_rules! owned_already {
    ($name:ident) => {
        impl wire::IntoOwned for $name {
            type Owned = Self;

            fn into_owned(self) -> Self {
                self
            }
        }
    };
}

/// Gives an entity the defaults of its fields as constants, each with the key of its field.
#[allow(unused_macros)]
macro_rules! defaults {
    ($entity:ty; $($key:literal $name:ident: $ty:ty = $value:expr;)*) => {
        impl $entity {
            $(
                #[doc = concat!("The default of `", $key, "`, which receivers do not fill in.")]
                pub const $name: $ty = $value;
            )*
        }
    };
}
