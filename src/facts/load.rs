//! From the files of a base to a [`Base`], or to everything that is wrong with them.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::Base;
use super::file::{Sources, read_entries};
use super::hidden::hidden;
use super::settings::read_settings;
use super::shipped;
use super::words::read_words;
use crate::disk::{self, Limit};
use crate::document::Located;
use crate::findings::{File, Finding, Place, Rule, Severity};
use crate::sources::{is_text, read_source, source_id};

/// The file of `answers/` that holds words and no entries.
const WORDS_FILE: &str = "answers/words.toml";
/// The file that makes a folder a base, and says how its bot behaves.
pub const BASE_FILE: &str = "answers/base.toml";

/// The files of a base, as read.
#[derive(Debug, Default)]
pub struct Files {
    /// Those of `seeds/`.
    pub sources: Vec<Arc<File>>,
    /// Those of `answers/`.
    pub answers: Vec<Arc<File>>,
}

impl Files {
    /// The program's own base: the one compiled in with the feature `embedded`, else the one in the folder that the
    /// program was built in.
    ///
    /// # Errors
    /// When that folder can't be read any more; never with the feature.
    pub fn own() -> io::Result<Self> {
        #[cfg(feature = "embedded")]
        return Ok(embedded::files());
        #[cfg(not(feature = "embedded"))]
        Self::read(Path::new(env!("CARGO_MANIFEST_DIR")))
    }

    /// The base in a folder with `answers/` and `seeds/`.
    ///
    /// # Errors
    /// When a folder or file in it can't be read as UTF-8 text; the error names the path.
    pub fn read(base: &Path) -> io::Result<Self> {
        Ok(Self { sources: read_folder(base, "seeds", is_source)?, answers: read_folder(base, "answers", is_toml)? })
    }
}

fn is_toml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "toml")
}

/// A record or a text.
fn is_source(name: &str) -> bool {
    is_toml(name) || is_text(name)
}

/// The base that is compiled in.
#[cfg(feature = "embedded")]
mod embedded {
    use std::sync::Arc;

    use include_dir::{Dir, include_dir};

    use super::{Files, is_source, is_toml};
    use crate::findings::File;

    static ANSWERS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/answers");
    static SEEDS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/seeds");

    pub(super) fn files() -> Files {
        Files { sources: folder("seeds", &SEEDS, is_source), answers: folder("answers", &ANSWERS, is_toml) }
    }

    fn folder(folder: &str, files: &Dir<'_>, is_meant: fn(&str) -> bool) -> Vec<Arc<File>> {
        let mut files: Vec<Arc<File>> = files
            .files()
            .filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
            .filter(|(name, _)| is_meant(name))
            .map(|(name, text)| Arc::new(File { name: format!("{folder}/{name}"), text: text.to_string() }))
            .collect();
        files.sort_by(|one, other| one.name.cmp(&other.name));
        files
    }
}

fn read_folder(base: &Path, folder: &str, is_meant: fn(&str) -> bool) -> io::Result<Vec<Arc<File>>> {
    let path = base.join(folder);
    let at = |path: &Path, error: &io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let mut names = Vec::new();
    for entry in fs::read_dir(&path).map_err(|error| at(&path, &error))? {
        let name = entry.map_err(|error| at(&path, &error))?.file_name();
        names.extend(name.to_str().filter(|name| is_meant(name)).map(str::to_string));
    }
    names.sort();
    let mut files = Vec::new();
    for name in names {
        let path = path.join(&name);
        let text = read_file(&path).map_err(|error| at(&path, &error))?;
        files.push(Arc::new(File { name: format!("{folder}/{name}"), text }));
    }
    Ok(files)
}

/// The most that a file of a base may have: more is none that a person wrote.
const LIMIT: Limit = Limit { most: 16 << 20, mend: "split it into several files" };

/// Reads a file as UTF-8, with a byte order mark or without.
///
/// # Errors
/// When it can't be read, is no regular file, is too large, or is no UTF-8.
pub fn read_file(path: &Path) -> io::Result<String> {
    let other = |message: &str| io::Error::new(io::ErrorKind::InvalidData, message);
    let bytes = disk::read(path, LIMIT)?;
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(other("it is UTF-16: save it as UTF-8"));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{FEFF}').map(str::to_string).unwrap_or(text)),
        Err(error) => {
            let line = error.as_bytes()[..error.utf8_error().valid_up_to()].split(|byte| *byte == b'\n').count();
            Err(other(&format!("it is no UTF-8 from line {line} on{}: save it as UTF-8", guessed(error.as_bytes()))))
        }
    }
}

/// In which encoding a file seems to be, where that is another than one of the West, which everything can be read as.
fn guessed(bytes: &[u8]) -> String {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let name = detector.guess(None, Utf8Detection::Deny).name();
    if name == "windows-1252" { String::new() } else { format!(", and seems to be {name}") }
}

/// Reads a base.
///
/// # Errors
/// Everything that is wrong with the files, in the order of the files. There is no half a base.
pub fn load(files: &Files) -> Result<Base, Vec<Finding>> {
    let mut findings = Vec::new();
    let (mut sources, mut broken) = (Vec::new(), Vec::new());
    for file in &files.sources {
        if let Some(empty) = emptied(file) {
            findings.push(empty);
            broken.push(source_id(file));
            continue;
        }
        if note_hidden(file, &mut findings) {
            broken.push(source_id(file));
            continue;
        }
        match read_source(file, &mut findings) {
            Some(source) => sources.push(source),
            None => broken.push(source_id(file)),
        }
    }
    let mut base = Base { sources, ..Base::default() };
    let mut unread = Unread::default();
    for file in &files.answers {
        if note_hidden(file, &mut findings) {
            unread.whole_files |= !matches!(file.name.as_str(), WORDS_FILE | BASE_FILE);
            continue;
        }
        if file.name == WORDS_FILE {
            base.words = read_words(file, &mut findings).unwrap_or_default();
            continue;
        }
        if file.name == BASE_FILE {
            base.settings = read_settings(file, &mut findings).unwrap_or_default();
            continue;
        }
        if let Some(empty) = emptied(file) {
            findings.push(empty);
            unread.whole_files = true;
            continue;
        }
        let sources = Sources { read: &base.sources, broken: &broken };
        let Some(entries) = read_entries(file, &sources, &mut findings) else {
            unread.whole_files = true;
            continue;
        };
        unread.facts.extend(entries.broken);
        base.facts.extend(entries.facts);
        base.gaps.extend(entries.gaps);
        base.small_talk.extend(entries.small_talk);
    }
    if files.answers.iter().any(|file| file.name == BASE_FILE) {
        base.small_talk.extend(shipped::small_talk(&base));
    }
    note_duplicate_ids(&base, &mut findings);
    if !unread.whole_files {
        note_unknown_facts(&base, &unread.facts, &mut findings);
    }
    in_order(&mut findings, files);
    if findings.iter().any(|finding| finding.rule.severity() == Severity::Error) {
        return Err(findings);
    }
    base.warnings = findings;
    Ok(base)
}

/// A file with nothing in it was emptied by mistake, more often than it was meant.
fn emptied(file: &Arc<File>) -> Option<Finding> {
    file.text.trim().is_empty().then(|| Finding {
        rule: Rule::Empty,
        place: Place { file: Arc::clone(file), span: 0..0 },
        message: "the file is empty".to_string(),
        hint: Some("delete it, or get back what stood in it".to_string()),
        fix: None,
    })
}

/// Notes the invisible characters of a file, which is not read then.
fn note_hidden(file: &Arc<File>, findings: &mut Vec<Finding>) -> bool {
    let before = findings.len();
    findings.extend(hidden(file));
    findings.len() > before
}

/// What stands in the files and could not be read.
#[derive(Default)]
struct Unread {
    /// Ids of facts.
    facts: Vec<String>,
    /// Whether whole files are among it, with ids that nobody knows.
    whole_files: bool,
}

/// Puts findings in the order in which a person goes through the files.
fn in_order(findings: &mut [Finding], files: &Files) {
    let all: Vec<&Arc<File>> = files.sources.iter().chain(&files.answers).collect();
    let file = |finding: &Finding| all.iter().position(|file| file.name == finding.place.file.name);
    findings.sort_by_key(|finding| (file(finding), finding.place.span.start));
}

fn note_duplicate_ids(base: &Base, findings: &mut Vec<Finding>) {
    let mut first: HashMap<&str, &Place> = HashMap::new();
    for (id, place) in base.ids() {
        let Some(before) = first.get(id) else {
            first.insert(id, place);
            continue;
        };
        let (line, _) = before.line_column();
        let hint = format!("the other one is at {}:{line}; give each its own", before.file.name);
        let message = format!("the id `{id}` stands twice");
        findings.push(Finding { rule: Rule::DuplicateId, place: place.clone(), message, hint: Some(hint), fix: None });
    }
}

/// How many unknown ids are compared with all that are known: a base with more has another fault than slips.
const MOST_COMPARED: usize = 100;

fn note_unknown_facts(base: &Base, unread: &[String], findings: &mut Vec<Finding>) {
    let known: HashSet<&str> = base.facts.iter().map(|fact| &fact.id.text).chain(unread).map(String::as_str).collect();
    let related = base.facts.iter().flat_map(|fact| &fact.related);
    let nearest = base.gaps.iter().flat_map(|gap| &gap.nearest);
    let unknown = related.chain(nearest).filter(|id| !known.contains(id.text.as_str()));
    for (at, Located { text, place }) in unknown.enumerate() {
        let told = (Rule::UnknownFact, place.clone(), format!("no fact has the id `{text}`"));
        let otherwise = || "write the `id` of a fact; gaps and small talk can't be offered".to_string();
        let near = known.iter().copied().take(if at < MOST_COMPARED { usize::MAX } else { 0 });
        findings.push(Finding::misspelt(told, text, near, otherwise));
    }
}
