//! Nothing raw reaches a terminal, and only files are read.

use serde_json::Value;

use crate::driver::{Run, cafe};

/// One of each sort: a control character of each block, marks of direction, characters that Unicode advises against.
const HIDDEN: [char; 9] =
    ['\u{1b}', '\u{7}', '\u{7f}', '\u{9b}', '\u{61c}', '\u{200e}', '\u{202e}', '\u{2066}', '\u{206a}'];

/// What is written in all runs with a hidden character in one place.
fn written(run: impl Fn(&str) -> Run) -> String {
    HIDDEN.into_iter().fold(String::new(), |all, hidden| {
        let ended = run(&format!("a{hidden}b")).end();
        all + &ended.out + &ended.errors
    })
}

#[test]
fn nothing_hidden_is_printed_wherever_it_comes_from() {
    type Place<'a> = (&'a str, &'a dyn Fn(&str) -> Run);
    let answers = std::fs::read_to_string(cafe().join("answers/cafe.toml")).unwrap();
    let seeds = std::fs::read_to_string(cafe().join("seeds/blue-kettle.toml")).unwrap();
    let base = |name: &str, answers: &str| {
        Run::new(&["--base", ".", "--color", "always", "check"])
            .file(&format!("answers/{name}.toml"), answers)
            .file("seeds/blue-kettle.toml", &seeds)
    };
    let places: [Place<'_>; 10] = [
        ("a question", &|text| Run::cafe(&["ask", "--why", text])),
        ("a path", &|text| Run::new(&["--base", text, "check"])),
        ("a file of examples", &|text| Run::new(&["import", &format!("{text}.csv"), "--into", "base"])),
        ("a new folder", &|text| Run::new(&["new", text])),
        ("a flag", &|text| Run::new(&["ask", &format!("--{text}")])),
        ("a command", &|text| Run::new(&[text])),
        ("a value of `.env`", &|text| Run::cafe(&["ask", "x"]).file(".env", &format!("CITEBOT_LANG='{text}'"))),
        ("a base", &|text| base("cafe", &answers.replace("harbour", text).replace("Quay Street", text))),
        ("a key", &|text| base("cafe", &answers.replacen("[[fact]]\n", &format!("[[fact]]\n\"{text}\" = 1\n"), 1))),
        ("a file's name", &|text| base(text, &answers.replacen("paragraphs = [1]", "paragraphs = [99]", 1))),
    ];
    for (place, run) in places {
        let all = written(run);
        let raw = |character: &char| HIDDEN[1..].contains(character);
        assert!(!all.chars().any(|character| raw(&character)), "{place}: {all:?}");
        // A colour is ours; what stands between the letters is theirs.
        assert!(!all.contains("a\u{1b}"), "{place}: {all:?}");
    }
}

#[test]
fn what_is_hidden_is_named_in_a_text_and_escaped_in_json() {
    let ended = Run::new(&["--base", "a\u{1b}[31m\u{202e}b", "ask", "x"]).end();
    assert!(ended.errors.contains("`a⟨U+001B⟩[31m⟨U+202E⟩b`"), "{}", ended.errors);
    for hidden in HIDDEN {
        let line = serde_json::json!({ "id": format!("a{hidden}b"), "q": "x" }).to_string();
        let ended = Run::cafe(&["ask", "--json", "--batch"]).input(line).end();
        assert!(!ended.out.contains(hidden), "{:?}", ended.out);
        let reply: Value = serde_json::from_str(&ended.out).unwrap();
        assert_eq!(reply["id"], format!("a{hidden}b"));
    }
}

#[test]
fn a_base_that_says_something_hidden_is_not_asked() {
    let answers = std::fs::read_to_string(cafe().join("answers/cafe.toml")).unwrap();
    let seeds = std::fs::read_to_string(cafe().join("seeds/blue-kettle.toml")).unwrap();
    let words = std::fs::read_to_string(cafe().join("answers/words.toml")).unwrap();
    // As the character itself, and as TOML's escape of it.
    for hidden in ["\u{202e}", "\u{61c}", "\u{206f}", "\u{85}", "\\u202e", "\\u001b"] {
        let spoilt = |text: &str, word: &str| text.replacen(word, &format!("{word}{hidden}"), 1);
        for (name, text) in [
            ("answers/cafe.toml", spoilt(&answers, "Blue")),
            ("answers/words.toml", spoilt(&words, "coffee house")),
            ("seeds/blue-kettle.toml", spoilt(&seeds, "harbour office")),
            ("answers/base.toml", format!("[asks-all]\nen = \"x{hidden}\"\n")),
        ] {
            let run = Run::new(&["--base", ".", "check"])
                .file("answers/cafe.toml", &answers)
                .file("answers/words.toml", &words)
                .file("seeds/blue-kettle.toml", &seeds)
                .file(name, &text);
            let ended = run.end();
            let is_told = ended.out.contains("error[invisible-character]") || name.ends_with("base.toml");
            assert!(ended.status == 1 && is_told, "{name} {hidden:?}: {}{}", ended.out, ended.errors);
        }
    }
}

/// A named pipe, which nobody writes into: to open it would wait for ever.
#[cfg(unix)]
fn with_pipe(run: Run, name: &str) -> Run {
    let path = run.folder.path().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    run
}

#[cfg(unix)]
#[test]
fn only_regular_files_are_read() {
    const PIPE: &str = "it is a pipe, a device or the like, and only files are read";
    for (arguments, pipe) in [
        (&["--base", ".", "check"] as &[&str], "answers/x.toml"),
        (&["--base", ".", "check"], "seeds/x.md"),
        (&["ask", "x"], ".env"),
        (&["import", "x.csv", "--into", "base"], "x.csv"),
        (&["eval", "x.jsonl"], "x.jsonl"),
        (&["new", "base", "--text", "x.md"], "x.md"),
        (&["check", "--text", "x.md"], "x.md"),
        (&["telegram", "--no-journal", "--token-file", "token"], "token"),
        (&["--judgement", "x.toml", "ask", "x"], "x.toml"),
    ] {
        let run = Run::new(arguments).file("answers/a.toml", "").file("seeds/a.toml", "");
        let ended = with_pipe(run, pipe).end();
        let name = pipe.rsplit('/').next().unwrap();
        assert!(ended.status == 2 && ended.errors.contains(PIPE), "{arguments:?}: {}{}", ended.out, ended.errors);
        assert!(ended.errors.contains(name), "{}", ended.errors);
    }
    let ended = Run::new(&["telegram", "--no-journal", "--token-file", "token"]).file("token", &"1".repeat(2000)).end();
    let size = "it has 2 KiB, and at most 1 KiB are read: the token alone may stand in it";
    assert!(ended.errors.contains(size), "{}", ended.errors);
}

#[test]
fn a_file_in_the_current_folder_does_not_say_where_another_places_token_is_sent() {
    const TOKEN: &str = "123456789:AAF7-g0gYncWnm5IyfZlpPRq";
    let own = format!("TELOXIDE_TOKEN={TOKEN}\n");
    // A setting that can't be read ends each run before a call is made.
    let run = || Run::cafe(&["telegram", "--no-journal"]).env("CITEBOT_PER_MINUTE", "0");
    for name in ["TELOXIDE_API_URL", "TELOXIDE_PROXY"] {
        let file = format!("{name}=http://127.0.0.1:9\n");
        let in_environment = run().file(".env", &file).env("TELOXIDE_TOKEN", TOKEN);
        let both = run().file(".env", &(own.clone() + &file)).env("TELOXIDE_TOKEN", TOKEN);
        for refused in [in_environment, both] {
            let ended = refused.end();
            let said = format!("{name} stands in `.env`, and the token in TELOXIDE_TOKEN in the environment: ");
            assert!(ended.status == 2 && ended.errors.contains(&said), "{}", ended.errors);
        }
        let in_file = Run::cafe(&["telegram", "--no-journal", "--token-file", "token"]).file(".env", &file).end();
        assert!(in_file.errors.contains("the token in the file of `--token-file`: "), "{}", in_file.errors);
        for allowed in [
            run().file(".env", &(own.clone() + &file)),
            run().env("TELOXIDE_TOKEN", TOKEN).env(name, "http://127.0.0.1:9"),
            run().file(".env", &own).env(name, "http://127.0.0.1:9"),
            run().file(".env", &file).env("TELOXIDE_TOKEN", TOKEN).env(name, "http://127.0.0.1:9"),
        ] {
            let ended = allowed.end();
            assert!(ended.errors.contains("CITEBOT_PER_MINUTE is `0`"), "{}", ended.errors);
        }
    }
}
