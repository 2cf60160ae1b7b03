//! What is linked is named, with its licence.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn every_crate_that_is_linked_stands_in_the_notices() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let notices = fs::read_to_string(root.join("THIRD-PARTY.txt")).unwrap();
    let named: Vec<&str> = notices.lines().map(str::trim).collect();
    let arguments = ["tree", "--locked", "--offline", "--all-features", "--edges", "normal", "--prefix", "none"];
    let tree = Command::new(env!("CARGO")).args(arguments).current_dir(root).output().unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    let linked = tree.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        Some((words.next()?, words.next()?.strip_prefix('v')?)).filter(|(name, _)| *name != "citebot")
    });
    let mut missing: Vec<String> = linked
        .map(|(name, version)| format!("{name} {version}"))
        .filter(|one| !named.contains(&one.as_str()))
        .collect();
    missing.sort();
    missing.dedup();
    assert!(missing.is_empty(), "run the command in deploy/about.toml; missing: {missing:#?}");
}
