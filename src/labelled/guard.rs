//! Cells that a spreadsheet would run as a formula: they get a `'` before them when they are written, and lose it when
//! they are read.

/// The cell as it is written; none where it may stand as it is.
///
/// A `'` that stands before such a beginning already gets another one, so that what is read is what was written.
pub fn guarded(cell: &str) -> Option<String> {
    is_run(cell.trim_start_matches('\'')).then(|| format!("'{cell}"))
}

/// The cell as it was before it was guarded.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_run(rest.trim_start_matches('\''))).unwrap_or(cell)
}

/// Signs that begin a formula, also in their wide form, which some spreadsheets take for the same.
fn is_run(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::{guarded, unguarded};

    #[test]
    fn a_formula_is_guarded_and_freed_again() {
        for (cell, expected) in [
            ("=1+1", Some("'=1+1")),
            ("-5 degrees", Some("'-5 degrees")),
            ("＝1", Some("'＝1")),
            ("'=1", Some("''=1")),
            ("''@x", Some("'''@x")),
            ("'tis so", None),
            ("5 - 3 = 2", None),
            ("", None),
        ] {
            assert_eq!(guarded(cell).as_deref(), expected, "{cell}");
            assert_eq!(unguarded(expected.unwrap_or(cell)), cell);
        }
    }
}
