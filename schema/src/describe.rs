//! Types in code that describe themselves as a schema file would.

use std::marker::PhantomData;

use crate::Decls;

/// Rust types with declarations, as the derive macros make them: one type, the events of an enum,
/// or several of either in a tuple. The declarations are then resolved like those of files:
///
/// ```
/// use tdproto_schema::{Decls, Describe, compile_decls};
/// fn schema_of<T: Describe>() -> tdproto_schema::Schema {
///     let mut decls = Decls::default();
///     T::describe(&mut decls);
///     compile_decls(decls).0
/// }
/// ```
pub trait Describe {
    /// Adds the declarations.
    fn describe(into: &mut Decls);

    /// The name of the type in the schema, if it is one type.
    #[must_use]
    fn schema_name() -> Option<&'static str> {
        None
    }
}

/// A Rust type whose name in the schema is asked for by the derive macros. They do not know if it
/// describes itself.
#[doc(hidden)]
pub struct NameOf<T: ?Sized>(PhantomData<T>);

impl<T: ?Sized> NameOf<T> {
    /// The only value.
    pub const NEW: Self = Self(PhantomData);
}

/// The name of a type that describes itself. The compiler tries this trait first, since it needs
/// fewer references.
#[doc(hidden)]
pub trait DescribedName {
    /// Returns the name that the type describes, or the written one.
    fn schema_name(&self, written: &str) -> String;
}

impl<T: Describe> DescribedName for NameOf<T> {
    fn schema_name(&self, written: &str) -> String {
        T::schema_name().unwrap_or(written).to_owned()
    }
}

/// The name of any other type, such as an alias: the one that is written.
#[doc(hidden)]
pub trait WrittenName {
    /// Returns the written name.
    fn schema_name(&self, written: &str) -> String;
}

impl<T: ?Sized> WrittenName for &NameOf<T> {
    fn schema_name(&self, written: &str) -> String {
        written.to_owned()
    }
}

macro_rules! tuples {
    ($(($($name:ident)*))*) => {$(
        impl<$($name: Describe),*> Describe for ($($name,)*) {
            fn describe(into: &mut Decls) {
                $($name::describe(into);)*
            }
        }
    )*};
}

tuples! {
    (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H)
    (A B C D E F G H I) (A B C D E F G H I J) (A B C D E F G H I J K) (A B C D E F G H I J K L)
}
