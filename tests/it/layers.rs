//! The map in `docs/architecture.md`: a module imports only from those above it.

use std::fs;
use std::path::Path;

/// Each module with those that it may import.
const LAYERS: [(&str, &[&str]); 34] = [
    ("disk", &[]),
    ("shown", &[]),
    ("mask", &[]),
    ("parallel", &[]),
    ("simd", &[]),
    ("findings", &[]),
    ("document", &["findings", "shown"]),
    ("text", &["simd"]),
    ("sources", &["document", "findings", "text"]),
    ("facts", &["disk", "document", "findings", "shown", "sources", "text"]),
    ("left_out", &["document", "facts", "text"]),
    // Its tests read a base from text, which is a file of `findings`.
    ("matching", &["document", "facts", "findings", "simd", "sources", "text"]),
    ("conversation", &["facts", "matching", "text"]),
    ("reply", &["conversation", "facts", "matching", "sources", "text"]),
    (
        "check",
        &[
            "conversation",
            "document",
            "facts",
            "findings",
            "left_out",
            "matching",
            "parallel",
            "shown",
            "sources",
            "text",
        ],
    ),
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
        &[
            "conversation",
            "facts",
            "findings",
            "labelled",
            "left_out",
            "matching",
            "parallel",
            "reply",
            "shown",
            "sources",
            "text",
            "variants",
        ],
    ),
    ("database", &[]),
    ("inbox", &["database"]),
    ("journal", &["database", "disk", "text"]),
    ("review", &["conversation", "facts", "journal", "matching", "parallel", "text"]),
    (
        "suggest",
        &[
            "conversation",
            "document",
            "draft",
            "facts",
            "findings",
            "labelled",
            "left_out",
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
            "parallel",
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
        let (_, allowed) =
            place.unwrap_or_else(|| panic!("place the module `{name}` in LAYERS and in docs/architecture.md"));
        for module in imports(&fs::read_to_string(&path).unwrap()) {
            if module != name && !allowed.contains(&module.as_str()) {
                wrong.push(format!("{} imports `{module}`", relative.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The rows of the map, each the modules on one line.
fn map() -> Vec<Vec<String>> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md")).unwrap();
    let (_, table) = text.split_once("| module |").unwrap();
    let rows = table.lines().skip(2).take_while(|line| line.starts_with("| `"));
    let modules =
        |row: &str| row.split('|').nth(1).unwrap().split('`').skip(1).step_by(2).map(str::to_string).collect();
    rows.map(modules).collect()
}

#[test]
fn the_map_has_each_module_below_all_that_it_imports() {
    let rows = map();
    let line = |module: &str| rows.iter().position(|row| row.iter().any(|other| other == module));
    for (module, allowed) in LAYERS.iter().filter(|(module, _)| *module != "lib") {
        let place = line(module).unwrap_or_else(|| panic!("docs/architecture.md has no `{module}`"));
        for other in *allowed {
            let above = line(other).unwrap_or_else(|| panic!("docs/architecture.md has no `{other}`"));
            assert!(above <= place, "`{module}` may import `{other}`, which stands below it in docs/architecture.md");
        }
    }
    assert_eq!(rows.iter().flatten().count(), LAYERS.len() - 1);
}

#[test]
fn the_library_names_its_modules_in_the_order_of_their_imports() {
    let library = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let named =
        library.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    let named: Vec<&str> = named.collect();
    for (at, module) in named.iter().enumerate() {
        let (_, allowed) = LAYERS.iter().find(|(other, _)| other == module).unwrap();
        let below = allowed.iter().find(|other| !named[..at].contains(other));
        assert!(below.is_none(), "`{module}` stands above `{}`, which it may import", below.unwrap());
    }
}

/// The modules of ours that a file names, as in `crate::text::stem`.
fn imports(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let named = code.split("crate::").skip(1);
    named.map(|rest| rest.chars().take_while(|next| next.is_ascii_lowercase() || *next == '_').collect()).collect()
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
