//! What the README shows is what happens.

use std::fs;
use std::path::Path;

use crate::driver::Run;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The text of the first block that begins with this fence.
fn block(fence: &str) -> String {
    let readme = readme();
    let (_, rest) = readme.split_once(&format!("```{fence}\n")).unwrap();
    rest.split_once("```").unwrap().0.to_string()
}

#[test]
fn the_conversation_goes_as_shown() {
    let shown = block("console");
    let questions: Vec<&str> = shown.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    assert!(questions.len() > 3);
    let ended = Run::new(&[]).input(questions.join("\n")).end();
    let replies: Vec<&str> = shown.split("> ").skip(1).map(|turn| turn.split_once('\n').unwrap().1.trim()).collect();
    assert_eq!(ended.out.trim(), replies.join("\n\n"));
}

#[test]
fn the_fact_can_be_pasted_and_asked_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    for name in ["answers", "seeds"] {
        fs::create_dir(folder.path().join(name)).unwrap();
        for entry in fs::read_dir(root.join(name)).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, folder.path().join(name).join(path.file_name().unwrap())).unwrap();
        }
    }
    let article = folder.path().join("answers/article.toml");
    let text = fs::read_to_string(&article).unwrap() + "\n" + &block("toml");
    fs::write(&article, text).unwrap();
    let base = folder.path().to_str().unwrap();
    let answered = Run::new(&["--base", base, "ask", "how does the report end?"]).end();
    assert_eq!(answered.status, 0, "{}", answered.out);
    assert!(answered.out.contains("closes with Beijing's strength"), "{}", answered.out);
    let checked = Run::new(&["--base", base, "check"]).end();
    assert_eq!(checked.status, 0, "{}", checked.out);
}

#[test]
fn every_command_and_flag_is_named() {
    let readme = readme();
    let help = Run::new(&["--help"]).end().out;
    let words = help.split_whitespace().map(|word| word.trim_matches([',', '[', ']']));
    for flag in words.filter(|word| word.starts_with("--") && !["--help", "--version", "--"].contains(word)) {
        assert!(readme.contains(flag), "the README does not name {flag}");
    }
    for command in [
        "ask",
        "facts",
        "check",
        "new",
        "add",
        "edit",
        "remove",
        "undo",
        "record",
        "source",
        "import",
        "export",
        "eval",
        "review",
        "telegram",
        "completions",
    ] {
        assert!(help.contains(command) && readme.contains(&format!("citebot {command}")), "{command}");
    }
}

#[test]
fn the_examples_for_import_and_eval_can_be_used() {
    let ended = Run::new(&["eval", "cases.jsonl", "--json"]).file("cases.jsonl", &block("json")).end();
    let report: serde_json::Value = serde_json::from_str(&ended.out).unwrap_or_else(|_| panic!("{}", ended.errors));
    for scope in ["in_scope", "out_of_scope"] {
        let counts = &report["total"][scope];
        assert!(counts["n"].as_u64() > Some(0) && counts["right"] == counts["n"], "{scope}: {counts}");
    }
    let readme = readme();
    let (_, rest) = readme.split_once("citebot import questions.csv ").unwrap();
    let arguments: Vec<&str> = rest.lines().next().unwrap().split(' ').collect();
    let mut import =
        Run::new(&["import", "questions.csv"]).file("questions.csv", "text,intent\nWhere is my card?,card\n");
    let folder = import.folder.path().to_path_buf();
    assert!(import.command.args(arguments).output().unwrap().status.success());
    let (_, rest) = rest.split_once("citebot eval ").unwrap();
    let arguments: Vec<&str> = rest.lines().next().unwrap().split(' ').collect();
    fs::write(folder.join(arguments[0]), "text,intent\nwhere's my card,card\nwho won,oos\n").unwrap();
    let mut eval = Run::new(&["eval"]);
    let output = eval.command.args(arguments).current_dir(&folder).output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    let first = out.lines().find(|line| line.contains("right fact first"));
    assert!(first.is_some_and(|line| line.ends_with(" 100.0 %")), "{out}");
}

#[test]
fn the_commands_of_the_guide_do_what_it_says() {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/curators.md")).unwrap();
    let blocks = |fence: &str| -> Vec<&str> {
        guide.split(format!("```{fence}\n").as_str()).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
    };
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rules.txt"), blocks("text")[0]).unwrap();
    let mut run = 0;
    for line in blocks("sh").into_iter().flat_map(str::lines) {
        // A shell's quotation marks: every second piece is one argument.
        let pieces: Vec<&str> = line.split('"').collect();
        let arguments = pieces
            .iter()
            .enumerate()
            .flat_map(|(at, piece)| if at % 2 == 1 { vec![*piece] } else { piece.split_whitespace().collect() });
        let mut command = Run::new(&arguments.skip(1).collect::<Vec<_>>());
        command.command.current_dir(folder.path());
        let ended = command.end();
        assert!(ended.status < 2, "{line}: {}{}", ended.out, ended.errors);
        run += 1;
    }
    assert!(run > 8, "{run}");
    // The fact can be pasted.
    let pets = folder.path().join("elm/answers/pets.toml");
    let text = fs::read_to_string(&pets).unwrap() + "\n" + blocks("toml")[0];
    fs::write(&pets, text).unwrap();
    let answered = Run::new(&["--base", folder.path().join("elm").to_str().unwrap(), "ask", "Are dogs allowed?"]).end();
    assert!(answered.out.starts_with("Dogs may stay in the garden"), "{}{}", answered.out, answered.errors);
}
