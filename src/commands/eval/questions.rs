//! Files of labelled questions, read and made ready to be asked.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::check::render::Colors;
use crate::commands::examples;
use crate::conversation::{Memory, turn};
use crate::evaluate::{Case, Facts, cases};
use crate::facts::Base;
use crate::findings::Findings;
use crate::matching::Prepared;
use crate::text::Language;

/// The cases of each file, with its name.
pub(super) fn read(base: &Base, files: &[PathBuf], errors: &mut dyn Write) -> Result<Vec<(String, Vec<Case>)>> {
    let facts = Facts::of(base);
    let mut sets = Vec::new();
    let mut findings = Findings::default();
    for path in files {
        let (file, format) = examples::read(path, errors)?;
        match cases(&facts, &file, format) {
            Ok(cases) if cases.is_empty() => bail!("`{}` holds no question", path.display()),
            Ok(cases) => {
                let same = |other: &&PathBuf| other.file_name() == path.file_name();
                let unique = files.iter().filter(same).count() == 1;
                let name = if unique { file.name.clone() } else { path.display().to_string() };
                sets.push((name, cases));
            }
            Err(found) => findings.append(found),
        }
    }
    if !findings.is_empty() {
        examples::explain(&findings, Colors::Off, errors)?;
        bail!("nothing is evaluated until this is mended");
    }
    Ok(sets)
}

/// What is made ready at the first question of a language is no part of that question's time.
pub(super) fn warm(prepared: &Prepared, sets: &[(String, Vec<Case>)], clock: &dyn Fn() -> Duration) -> Duration {
    let start = clock();
    let mut languages = Vec::new();
    for question in sets.iter().flat_map(|(_, cases)| cases).flat_map(|case| &case.turns) {
        let language = Language::of(&question.text);
        if !languages.contains(&language) {
            languages.push(language);
            turn(prepared, &mut Memory::default(), &question.text);
        }
    }
    clock().saturating_sub(start)
}
