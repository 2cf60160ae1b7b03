//! What the README and the pages in `docs/` show is what happens, and what they name is there.

use std::fs;
use std::path::{Path, PathBuf};

use citebot::config::command_line;
use fancy_regex::Regex;

use crate::driver::Run;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// All pages for readers, by their path from the root.
fn pages() -> Vec<(PathBuf, String)> {
    let mut paths = vec![PathBuf::from("README.md"), PathBuf::from("CONTRIBUTING.md")];
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        paths.push(Path::new("docs").join(entry.unwrap().file_name()));
    }
    paths.into_iter().map(|path| (path.clone(), page(path.to_str().unwrap()))).collect()
}

/// The texts of the blocks of a page that begin with this fence.
fn blocks<'a>(page: &'a str, fence: &str) -> Vec<&'a str> {
    let fence = format!("```{fence}\n");
    let starts = page.split(fence.as_str()).skip(1);
    starts.map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn the_conversation_goes_as_shown() {
    let readme = page("README.md");
    let shown = blocks(&readme, "console")[0];
    let questions: Vec<&str> = shown.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    assert!(questions.len() > 3);
    let ended = Run::new(&[]).input(questions.join("\n")).end();
    let replies: Vec<&str> = shown.split("> ").skip(1).map(|turn| turn.split_once('\n').unwrap().1.trim()).collect();
    assert_eq!(ended.out.trim(), replies.join("\n\n"));
}

#[test]
fn the_fact_can_be_pasted_and_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["answers", "seeds"] {
        fs::create_dir(folder.path().join(name)).unwrap();
        for entry in fs::read_dir(root().join(name)).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, folder.path().join(name).join(path.file_name().unwrap())).unwrap();
        }
    }
    let article = folder.path().join("answers/article.toml");
    let guide = page("docs/curators.md");
    let fact = blocks(&guide, "toml").into_iter().find(|block| block.contains("closing-sentence")).unwrap();
    let text = fs::read_to_string(&article).unwrap() + "\n" + fact;
    fs::write(&article, text).unwrap();
    let base = folder.path().to_str().unwrap();
    let answered = Run::new(&["--base", base, "ask", "how does the report end?"]).end();
    assert_eq!(answered.status, 0, "{}", answered.out);
    assert!(answered.out.contains("closes with Beijing's strength"), "{}", answered.out);
    let checked = Run::new(&["--base", base, "check"]).end();
    assert_eq!(checked.status, 0, "{}", checked.out);
}

#[test]
fn every_command_flag_and_setting_is_named() {
    let reference = page("docs/commands.md");
    let all: String = pages().into_iter().map(|(_, text)| text).collect();
    let mut commands = vec![("citebot".to_string(), command_line())];
    while let Some((name, command)) = commands.pop() {
        assert!(reference.contains(&format!("`{name}")), "docs/commands.md does not name `{name}`");
        let flags = command.get_arguments().filter(|argument| !argument.is_hide_set()).filter_map(clap_flag);
        for flag in flags {
            // What a command of its own needs may stand on the page about it.
            let place = if ["citebot", "citebot telegram"].contains(&name.as_str()) { &reference } else { &all };
            assert!(names(place, &flag), "no page names {flag} of `{name}`");
        }
        commands.extend(command.get_subcommands().map(|below| (format!("{name} {}", below.get_name()), below.clone())));
    }
    let settings =
        include_str!("../../.env.example").lines().filter_map(|line| line.strip_prefix('#')?.split_once('='));
    let settings: Vec<&str> = settings.map(|(name, _)| name).filter(|name| name.to_uppercase() == *name).collect();
    assert!(settings.len() > 15, "{settings:?}");
    for setting in settings {
        assert!(reference.contains(&format!("`{setting}")), "docs/commands.md does not name {setting}");
    }
}

/// The flag as it is typed, of an argument that is one.
fn clap_flag(argument: &clap::Arg) -> Option<String> {
    argument.get_long().map(|long| format!("--{long}"))
}

/// Whether a text names this flag, and not only a longer one.
fn names(text: &str, flag: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '-');
    text.split(flag).skip(1).any(ends)
}

/// What a page links to, or names as a file of ours, must be there: a moved file would leave a reader nowhere.
#[test]
fn every_file_that_a_page_names_is_there() {
    let link = Regex::new(r"\]\(([^)#:]+)(#[^)]*)?\)").unwrap();
    let file = Regex::new(r"`((?:src|tests|docs|benches|deploy|answers|seeds)/[a-z0-9_./-]*[a-z0-9_/])`").unwrap();
    let mut seen = 0;
    for (path, text) in pages() {
        let folder = root().join(path.parent().unwrap());
        // `answers/` and `seeds/` of a reader's own base hold what the page says.
        let own = ["docs/curators.md", "docs/importing.md"].iter().any(|page| path == Path::new(page));
        let linked = link.captures_iter(&text).map(|found| folder.join(found.unwrap().get(1).unwrap().as_str()));
        let named = file.captures_iter(&text).map(|found| root().join(found.unwrap().get(1).unwrap().as_str()));
        for target in linked.chain(named.filter(|_| !own)) {
            assert!(target.exists(), "{} names {}", path.display(), target.display());
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn the_examples_for_import_and_eval_can_be_used() {
    let importing = page("docs/importing.md");
    let ended = Run::new(&["eval", "cases.jsonl", "--json"]).file("cases.jsonl", blocks(&importing, "json")[0]).end();
    let report: serde_json::Value = serde_json::from_str(&ended.out).unwrap_or_else(|_| panic!("{}", ended.errors));
    for scope in ["in_scope", "out_of_scope"] {
        let counts = &report["total"][scope];
        assert!(counts["n"].as_u64() > Some(0) && counts["right"] == counts["n"], "{scope}: {counts}");
    }
    let (_, rest) = importing.split_once("citebot import questions.csv ").unwrap();
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
    let guide = page("docs/curators.md");
    let blocks = |fence: &str| blocks(&guide, fence);
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
