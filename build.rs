//! The base in `answers/` and `seeds/` is part of the program: a change of any of its files makes it anew.

fn main() {
    for watched in ["build.rs", "answers", "seeds"] {
        println!("cargo::rerun-if-changed={watched}");
    }
}
