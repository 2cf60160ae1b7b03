//! Tables: real ones for readers of screens, stacked where a screen is narrow.

use std::fmt::Write;

use super::text::escape;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    Text,
    /// A few words that stay in one line.
    Word,
    Number,
}

impl Cell {
    fn class(self) -> &'static str {
        match self {
            Self::Text => "",
            Self::Word => " class=\"word\"",
            Self::Number => " class=\"number\"",
        }
    }
}

/// A table of rows of HTML; the first column names the row. Nothing where there are no rows.
///
/// The roles are said because a narrow screen shows rows as blocks, which would be no table without them.
pub(super) fn table(caption: &str, columns: &[(&str, Cell)], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut html =
        format!("<table role=\"table\">\n<caption>{caption}</caption>\n<thead role=\"rowgroup\">\n<tr role=\"row\">");
    for (name, cell) in columns {
        let _ = write!(html, "<th scope=\"col\" role=\"columnheader\"{}>{}</th>", cell.class(), escape(name));
    }
    html += "</tr>\n</thead>\n<tbody role=\"rowgroup\">\n";
    for row in rows {
        html += "<tr role=\"row\">";
        for (at, (html_of_cell, (name, cell))) in row.iter().zip(columns).enumerate() {
            let (class, name) = (cell.class(), escape(name));
            let (tag, role) = if at == 0 { ("th scope=\"row\"", "rowheader") } else { ("td", "cell") };
            let _ = write!(html, "<{tag} role=\"{role}\" data-name=\"{name}\"{class}>{html_of_cell}</{}>", &tag[..2]);
        }
        html += "</tr>\n";
    }
    html += "</tbody>\n</table>\n";
    html
}

/// The same folded away: the figures of a picture.
pub(super) fn folded(caption: &str, columns: &[(&str, Cell)], rows: &[Vec<String>]) -> String {
    format!("<details>\n<summary>The figures as a table</summary>\n{}</details>\n", table(caption, columns, rows))
}
