//! The import diagram of the README: a module imports only from those above it.

use std::fs;
use std::path::Path;

/// Each module with those that it may import.
const LAYERS: [(&str, &[&str]); 31] = [
    ("disk", &[]),
    ("shown", &[]),
    ("mask", &[]),
    ("findings", &[]),
    ("document", &["findings", "shown"]),
    ("text", &[]),
    ("sources", &["document", "findings", "text"]),
    ("facts", &["disk", "document", "findings", "shown", "sources", "text"]),
    // Its tests read a base from text, which is a file of `findings`.
    ("matching", &["document", "facts", "findings", "sources", "text"]),
    ("conversation", &["facts", "matching", "text"]),
    ("reply", &["conversation", "facts", "matching", "sources", "text"]),
    ("check", &["conversation", "document", "facts", "findings", "matching", "shown", "sources", "text"]),
    // Its tests read a base from text, which is a file of `findings`.
    ("variants", &["facts", "findings", "text"]),
    ("labelled", &["findings"]),
    ("import", &["conversation", "document", "findings", "labelled", "shown", "sources", "text"]),
    ("export", &["facts", "labelled", "sources", "text"]),
    ("draft", &["document", "findings", "labelled", "sources", "text"]),
    (
        "workshop",
        &[
            "check",
            "conversation",
            "disk",
            "document",
            "draft",
            "facts",
            "findings",
            "labelled",
            "matching",
            "sources",
            "text",
        ],
    ),
    (
        "evaluate",
        &["conversation", "facts", "findings", "labelled", "matching", "reply", "shown", "sources", "text", "variants"],
    ),
    ("database", &[]),
    ("inbox", &["database"]),
    ("journal", &["database", "disk", "text"]),
    ("review", &["conversation", "facts", "journal", "matching", "text"]),
    (
        "suggest",
        &[
            "conversation",
            "document",
            "draft",
            "facts",
            "findings",
            "labelled",
            "matching",
            "review",
            "sources",
            "text",
            "variants",
            "workshop",
        ],
    ),
    ("lines", &[]),
    ("pick", &["facts", "matching", "text"]),
    ("config", &["disk", "export", "facts", "findings", "labelled", "suggest", "text", "workshop"]),
    (
        "telegram",
        &[
            "conversation",
            "database",
            "facts",
            "inbox",
            "journal",
            "mask",
            "matching",
            "pick",
            "reply",
            "review",
            "sources",
            "text",
        ],
    ),
    (
        "commands",
        &[
            "check",
            "config",
            "conversation",
            "database",
            "disk",
            "document",
            "draft",
            "evaluate",
            "export",
            "facts",
            "findings",
            "import",
            "journal",
            "labelled",
            "lines",
            "mask",
            "matching",
            "pick",
            "reply",
            "review",
            "shown",
            "sources",
            "suggest",
            "telegram",
            "text",
            "variants",
            "workshop",
        ],
    ),
    (
        "console",
        &["commands", "conversation", "facts", "findings", "lines", "matching", "pick", "reply", "sources", "text"],
    ),
    ("lib", &[]),
];

#[test]
fn a_module_imports_only_what_it_may() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for path in files(&source) {
        let relative = path.strip_prefix(&source).unwrap();
        let name = relative.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        if name == "main" {
            continue;
        }
        let place = LAYERS.iter().find(|(module, _)| *module == name);
        let (_, allowed) = place.unwrap_or_else(|| panic!("place the module `{name}` in LAYERS and in the README"));
        for module in imports(&fs::read_to_string(&path).unwrap()) {
            if module != name && !allowed.contains(&module.as_str()) {
                wrong.push(format!("{} imports `{module}`", relative.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The modules of ours that a file names, as in `crate::text::stem`.
fn imports(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let named = code.split("crate::").skip(1);
    named.map(|rest| rest.chars().take_while(char::is_ascii_lowercase).collect()).collect()
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}
