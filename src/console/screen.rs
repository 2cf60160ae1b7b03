//! How the console's lines look: wrapped to the window, and painted.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::wrap::wrapped;

/// What stands back behind the answer: source lines, reasons.
pub(super) const FAINT: Style = Style::new().dimmed();
/// What can be typed.
pub(super) const KEY: Style = AnsiColor::Cyan.on_default();
/// Headings.
pub(super) const STRONG: Style = Style::new().bold();
/// The answer itself.
pub(super) const PLAIN: Style = Style::new();

/// Lines longer than that are hard to read in the widest window.
const WIDEST: usize = 100;

/// Where the console writes. Whoever makes it decides whether styles stay in.
pub(super) struct Screen<'a> {
    pub(super) out: &'a mut dyn Write,
    /// Columns; none where nobody looks.
    pub(super) width: Option<usize>,
}

impl Screen<'_> {
    /// Writes `text`; where it is wrapped, its further lines are indented.
    pub(super) fn say(&mut self, style: Style, text: &str, indent: usize) -> io::Result<()> {
        let width = self.width.map_or(usize::MAX, |width| width.min(WIDEST));
        for line in wrapped(text, width, indent) {
            writeln!(self.out, "{style}{line}{style:#}")?;
        }
        Ok(())
    }

    /// Writes a row of a list: what can be typed, then what it stands for.
    pub(super) fn row(&mut self, key: &str, text: &str) -> io::Result<()> {
        let width = self.width.map_or(usize::MAX, |width| width.min(WIDEST));
        let indent = unicode_width::UnicodeWidthStr::width(key);
        // The key takes part in the wrapping, and is painted afterwards.
        let lines = wrapped(&format!("{key}{text}"), width, indent);
        for (at, line) in lines.iter().enumerate() {
            match line.strip_prefix(key).filter(|_| at == 0) {
                Some(rest) => writeln!(self.out, "{KEY}{key}{KEY:#}{rest}")?,
                None => writeln!(self.out, "{line}")?,
            }
        }
        Ok(())
    }
}
