//! Where the base in `answers/` and `seeds/` is part of the program, a change of any of its files makes it anew.

fn main() {
    let base: &[&str] = if cfg!(feature = "embedded") { &["answers", "seeds"] } else { &[] };
    for watched in base.iter().chain(&["build.rs"]) {
        println!("cargo::rerun-if-changed={watched}");
    }
}
