//! The folder of a report: `report.html` for people, `report.json` for programs and for the next report.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use crate::commands::folder::replace;
use crate::disk::{self, Limit};
use crate::evaluate::page::{Figures, VERSION, page};

const PAGE: &str = "report.html";
const FIGURES: &str = "report.json";

/// The folder that a report goes into, and an earlier report to compare with.
#[derive(Debug)]
pub(super) struct Place<'a> {
    folder: &'a Path,
    earlier: Option<Figures>,
}

impl<'a> Place<'a> {
    /// Looks at the folder before anything is asked: it is new, empty, or holds an earlier report. The one to compare
    /// with stands there, or in `against`, a folder or file, where that is named.
    ///
    /// # Errors
    /// When the folder holds something else, or the earlier report can't be read.
    pub(super) fn of(folder: &'a Path, against: Option<&Path>) -> Result<Self> {
        let shown = folder.display();
        let own = folder.join(FIGURES);
        match fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
            Ok(false) if !own.is_file() => {
                bail!(
                    "`{shown}` holds files, and no `{FIGURES}`: `--report` takes a new folder, an empty one, or that of an earlier report"
                )
            }
            Ok(_) => {}
            Err(_) if folder.is_file() => {
                bail!(
                    "`{shown}` is no folder: `--report` takes a new folder, an empty one, or that of an earlier report"
                )
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("could not read the folder `{shown}`")),
        }
        let earlier = match against {
            Some(path) if path.is_dir() => Some(read(&path.join(FIGURES))?),
            Some(path) => Some(read(path)?),
            None if own.is_file() => Some(read(&own)?),
            None => None,
        };
        Ok(Self { folder, earlier })
    }

    /// Writes a report; each file is replaced at once, the figures last. Where the page stands.
    ///
    /// # Errors
    /// When the folder can't be made or written.
    pub(super) fn write(self, figures: Figures) -> Result<PathBuf> {
        let figures = match &self.earlier {
            Some(earlier) => figures.against(earlier),
            None => figures,
        };
        let json = serde_json::to_string_pretty(&figures)? + "\n";
        let context = || format!("could not write `{}`", self.folder.display());
        fs::create_dir_all(self.folder).with_context(context)?;
        replace(&self.folder.join(PAGE), &page(&figures)).with_context(context)?;
        replace(&self.folder.join(FIGURES), &json).with_context(context)?;
        Ok(self.folder.join(PAGE))
    }
}

/// The most that an earlier report may have: it holds figures, and the worst questions.
const EARLIER: Limit = Limit { most: 64 << 20, mend: "name another folder, or delete it" };

fn read(path: &Path) -> Result<Figures> {
    let shown = path.display();
    let text =
        disk::read_text(path, EARLIER).with_context(|| format!("could not read the earlier report `{shown}`"))?;
    let mend = "name another folder, or delete it";
    let figures: Figures = serde_json::from_str(&text)
        .map_err(|error| anyhow!("`{shown}` is no report of `citebot eval --report`: {error}; {mend}"))?;
    if figures.version != VERSION {
        bail!(
            "`{shown}` is a report of form {}, and this program compares with form {VERSION}: {mend}",
            figures.version
        );
    }
    Ok(figures)
}
