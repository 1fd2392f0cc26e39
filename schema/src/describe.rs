//! Types in code that describe themselves as a schema file would.

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
