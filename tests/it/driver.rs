//! Runs the program as a person or a script would.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use expect_test::Expect;
use serde_json::Value;

/// The folder of an invented base about a cafe.
pub(crate) fn cafe() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cafe")
}

/// The text with its scores blotted out: they change with every constant of the matcher.
pub(crate) fn without_scores(text: &str) -> String {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut blotted = String::new();
    let mut rest = text;
    while let Some(dot) = rest.find('.') {
        let after = digits(&rest[dot + 1..]);
        let whole = rest[..dot].trim_end_matches(|character: char| character.is_ascii_digit());
        if after > 0 && whole.len() < dot {
            blotted.push_str(whole);
            blotted.push('#');
        } else {
            blotted.push_str(&rest[..=dot + after]);
        }
        rest = &rest[dot + 1 + after..];
    }
    blotted + rest
}

/// The text without what spoke for and against a fact, and without what would have changed that: both
/// change whenever the judgement is fitted anew.
pub(crate) fn without_judgement(text: &str) -> String {
    let mut kept = String::new();
    let mut is_listed = false;
    for line in text.split_inclusive('\n') {
        is_listed &= line.starts_with("  ");
        if is_listed {
            continue;
        }
        let is_decision = line.starts_with("decided: ") || line.starts_with("结论：");
        let changes = ["; it would have been answered", "; with", "；若"].iter().filter_map(|start| line.find(start));
        match changes.min().filter(|_| is_decision) {
            Some(at) => kept.extend([&line[..at], "\n"]),
            None => kept.push_str(line),
        }
        if line.starts_with("for and against ") || line.contains("权衡：") {
            is_listed = true;
            kept.push_str("  …\n");
        }
    }
    kept
}

/// A run of the program, in a folder of its own and with an environment of its own.
pub(crate) struct Run {
    pub(crate) command: Command,
    pub(crate) input: Vec<u8>,
    pub(crate) folder: tempfile::TempDir,
}

pub(crate) struct Ended {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) errors: String,
}

impl Run {
    pub(crate) fn new(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_citebot"));
        command.args(arguments).current_dir(folder.path()).env_clear();
        Self { command, input: Vec::new(), folder }
    }

    /// A run on the cafe.
    pub(crate) fn cafe(arguments: &[&str]) -> Self {
        Self::new(arguments).env("CITEBOT_BASE", cafe().to_str().unwrap())
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub(crate) fn input(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = input.into();
        self
    }

    pub(crate) fn end(mut self) -> Ended {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = std::mem::take(&mut self.input);
        // A program that does not read its input may close it.
        let writer = std::thread::spawn(move || stdin.write_all(&input));
        let output = child.wait_with_output().unwrap();
        let _ = writer.join().unwrap();
        let folder = self.folder.path().to_str().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(folder, "[folder]");
        let (out, errors) = (text(output.stdout), text(output.stderr));
        assert!(!errors.contains("panicked"), "{errors}");
        Ended { status: output.status.code().expect("ended by itself"), out, errors }
    }

    /// Compares output, errors and status with what is expected.
    pub(crate) fn shows(self, expected: &Expect) {
        let Ended { status, out, errors } = self.end();
        let errors = if errors.is_empty() { errors } else { format!("-- errors\n{errors}") };
        expected.assert_eq(&format!("{}{errors}-- {status}\n", without_scores(&without_judgement(&out))));
    }

    pub(crate) fn json_lines(self) -> Vec<Value> {
        let ended = self.end();
        assert_eq!((ended.status, ended.errors.as_str()), (0, ""));
        ended.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}
