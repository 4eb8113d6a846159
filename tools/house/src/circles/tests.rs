use super::{Sources, of};

/// Files of circles, and each step of their shortest cycles.
fn circles<const N: usize>(files: [(&str, &str); N]) -> Vec<String> {
    let sources: Sources =
        files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
    let circles = of(&sources, "lib.rs").unwrap();
    let steps = circles.into_iter().flat_map(|circle| circle.shortest);
    steps.map(|step| format!("{} -> {}: {}", step.from, step.to, step.path)).collect()
}

#[test]
fn two_files_that_use_each_other_are_a_circle() {
    let found = circles([
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::B; pub struct A(B);"),
        ("b.rs", "pub struct B; fn f() -> Option<super::a::A> { None }"),
    ]);
    assert_eq!(found, ["a.rs -> b.rs: crate::b::B", "b.rs -> a.rs: super::a::A"]);
}

#[test]
fn a_declaration_alone_is_no_edge() {
    let found = circles([
        ("lib.rs", "mod a; pub struct Root;"),
        ("a.rs", "mod b; use crate::Root; pub fn f(_: Root) {}"),
        ("a/b.rs", "use super::f; fn g() { f(crate::Root) }"),
    ]);
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_re_export_leads_to_the_file_that_defines() {
    let found = circles([
        ("lib.rs", "mod a; mod b; pub use a::inner::Thing;"),
        ("a/mod.rs", "pub mod inner;"),
        ("a/inner.rs", "use crate::b; pub struct Thing; fn f() { b::g() }"),
        ("b.rs", "use crate::Thing; pub fn g() -> Option<Thing> { None }"),
    ]);
    assert_eq!(found, ["a/inner.rs -> b.rs: b::g", "b.rs -> a/inner.rs: crate::Thing"]);
}

#[test]
fn a_parent_that_re_exports_what_uses_it_is_in_a_circle() {
    let found = circles([
        ("lib.rs", "mod a;"),
        ("a.rs", "mod b; pub use b::B; pub struct A;"),
        ("a/b.rs", "pub struct B(super::A);"),
    ]);
    assert_eq!(found, ["a.rs -> a/b.rs: b::B", "a/b.rs -> a.rs: super::A"]);
}

#[test]
fn tests_stand_apart() {
    let found = circles([
        ("lib.rs", "mod a; mod b; #[cfg(test)] mod tests;"),
        ("a.rs", "pub struct A; #[cfg(test)] mod tests { use crate::b::B; }"),
        ("b.rs", "use crate::a::A; pub struct B(A);"),
    ]);
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_glob_names_everything_it_brings_in() {
    let found = circles([
        ("lib.rs", "mod a; mod b; mod facade { pub use crate::a::A; }"),
        ("a.rs", "use crate::b::B; pub struct A(B);"),
        ("b.rs", "use crate::facade::*; pub struct B;"),
    ]);
    assert_eq!(found, ["a.rs -> b.rs: crate::b::B", "b.rs -> a.rs: crate::facade::*"]);
}

#[test]
fn names_in_macros_and_attributes_count() {
    let found = circles([
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", r#"#[derive(D)] pub struct A { #[serde(with = "crate::b::f")] x: u8 }"#),
        ("b.rs", "pub fn f() { println!(\"{}\", x(crate::a::A)) }"),
    ]);
    assert_eq!(found, ["a.rs -> b.rs: crate::b::f", "b.rs -> a.rs: crate::a::A"]);
}

#[test]
fn a_module_and_a_function_may_have_one_name() {
    let found = circles([
        ("lib.rs", "mod accept; pub use accept::accept; mod b;"),
        ("accept.rs", "use crate::b::B; pub fn accept(_: B) {}"),
        ("b.rs", "pub struct B; fn f() { crate::accept(B) }"),
    ]);
    assert_eq!(found, ["accept.rs -> b.rs: crate::b::B", "b.rs -> accept.rs: crate::accept"]);
}
