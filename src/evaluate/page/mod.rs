//! A report on a base as one page for people, and as one JSON object with the same figures.
//!
//! Graded questions become [`Figures`]; these become the page. Neither knows a date, a folder or a machine, so the same
//! questions make the same bytes.

mod bars;
mod change;
mod curve;
mod faults;
mod figures;
mod headline;
mod plot;
mod reliability;
mod sum;
mod table;
mod text;

pub use change::Change;
pub use figures::{About, Figures, VERSION};

use figures::SetCounts;
use table::{Cell, table};
use text::{count, escape, percent, quoted};

/// The page: whole, with its style and pictures in it, readable without a script and without a network.
pub fn page(figures: &Figures) -> String {
    let title = escape(&format!("How well {} answers", figures.base.name));
    let mut body = String::new();
    let sections = [
        headline::section(figures),
        change::section(figures),
        bars::section(figures),
        curve::section(figures),
        reliability::section(figures),
        faults::section(figures),
    ];
    for section in sections {
        body += &section;
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n<style>\n{}</style>\n</head>\n<body>\n\
         <header>\n<h1>{title}</h1>\n{}</header>\n<main>\n{body}</main>\n</body>\n</html>\n",
        include_str!("style.css"),
        asked(figures)
    )
}

/// What was asked.
fn asked(figures: &Figures) -> String {
    let About { subject, facts, gaps, phrasings, .. } = &figures.base;
    let [within, without] = [figures.in_scope(), figures.out_of_scope()];
    let mut html = format!(
        "<p>AskedQuestion about {}: {}, {} and {}.</p>\n<p><strong>{}</strong>: {within} that the base answers, {without} that it \
         does not.</p>\n",
        quoted(subject),
        count(*facts, "fact"),
        count(*gaps, "gap"),
        count(*phrasings, "phrasing"),
        count(within + without, "question")
    );
    if figures.is_own {
        html += OF_ITSELF;
    }
    html += &sets(figures);
    html
}

fn sets(figures: &Figures) -> String {
    let columns = [
        ("questions", Cell::Text),
        ("with an answer", Cell::Number),
        ("of these right", Cell::Number),
        ("without", Cell::Number),
        ("of these answered", Cell::Number),
    ];
    let share = |part: usize, all: usize| if all == 0 { "–".to_string() } else { percent(part as f64 / all as f64) };
    let row = |set: &SetCounts| {
        let SetCounts { name, in_scope, right, out_of_scope, answered } = set;
        vec![
            quoted(name),
            in_scope.to_string(),
            share(*right, *in_scope),
            out_of_scope.to_string(),
            share(*answered, *out_of_scope),
        ]
    };
    table("Where the questions come from", &columns, &figures.sets.iter().map(row).collect::<Vec<_>>())
}

/// What is to be known of a report that nobody wrote questions for.
const OF_ITSELF: &str = "<p class=\"note\">No file of questions was given, so the base was asked its own phrasings, each \
    without itself; slips and near misses made of them; and everyday questions that no such base answers. Slips are \
    nearly all found, so they count in the table and by kind alone. People word their questions more freely than a base \
    does: with questions that people really asked (<code>citebot eval FILE</code>) the shares of right answers will be \
    lower.</p>\n";
