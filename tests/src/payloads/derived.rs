//! Derived types read and write every vector as generated ones do, with the same errors.

use super::{BUILT_IN, Case, cases, rust};

/// The module of the derived types of a case, if it has one.
fn derived(case: &Case) -> Option<String> {
    match case.name.as_str() {
        BUILT_IN => Some("derived".to_owned()),
        fixture => rust::derived(fixture),
    }
}

#[test]
fn derived_types_make_of_every_vector_what_generated_ones_make() {
    let (mut differences, mut compared) = (Vec::new(), 0);
    for case in cases() {
        let Some(module) = derived(case) else {
            continue;
        };
        let reads = [rust::of_module(&case.name), rust::of_module(&module)];
        for vector in &case.vectors {
            let [generated, derived] = reads.map(|read| format!("{:?}", read(vector)));
            compared += 1;
            if generated != derived {
                let id = case.id(vector);
                differences.push(format!("{id}: {}\n{generated}\n{derived}", vector.text));
            }
        }
    }
    let count = differences.len();
    differences.truncate(20);
    assert_eq!(count, 0, "{}", differences.join("\n\n"));
    assert!(compared > 10_000, "{compared}");
}
