//! Shares by kind, as stacked bars.

use std::fmt::Write;

use super::figures::{Figures, KindCounts};
use super::table::{Cell, folded};
use super::text::{count, escape, percent};
use crate::evaluate::Grade;

/// A part of a bar has its name in it from this share on, and its figure alone from that.
const NAMED: f64 = 0.25;
const FIGURED: f64 = 0.09;

/// The section: what has an answer, then what has none.
pub(super) fn section(figures: &Figures) -> String {
    let mut html = String::new();
    let halves = [
        (true, "By kind of question", "The base answers these. A bar is all questions of a kind.", IN_SCOPE),
        (
            false,
            "Questions without an answer, by kind",
            "Nothing in the base answers these: near misses above all, which look like questions that it does answer.",
            OUT_OF_SCOPE,
        ),
    ];
    for (in_scope, title, says, parts) in halves {
        let kinds: Vec<&KindCounts> = figures.kinds.iter().filter(|kind| kind.in_scope == in_scope).collect();
        if kinds.is_empty() {
            continue;
        }
        let _ = write!(html, "<section>\n<h2>{title}</h2>\n<p>{says}</p>\n{}<ul class=\"bars\">\n", legend(parts));
        for kind in &kinds {
            html += &bar(kind, parts);
        }
        let _ = write!(html, "</ul>\n{}</section>\n", as_table(title, &kinds, parts));
    }
    html
}

/// The parts of a bar: a verdict and what it is called.
type Parts = &'static [(Grade, &'static str)];

const IN_SCOPE: Parts = &[
    (Grade::Right, "right"),
    (Grade::Told, "told"),
    (Grade::Offered, "offered"),
    (Grade::Silent, "silent"),
    (Grade::Misled, "misled"),
    (Grade::Wrong, "wrong"),
];

const OUT_OF_SCOPE: Parts = &[(Grade::Right, "not answered"), (Grade::Told, "told"), (Grade::Wrong, "answered")];

fn legend(parts: Parts) -> String {
    let item = |(verdict, name): &(Grade, &str)| {
        let class = verdict.name();
        format!("<li><span class=\"swatch {class}\"></span>{name}</li>")
    };
    format!("<ul class=\"legend\">{}</ul>\n", parts.iter().map(item).collect::<String>())
}

fn bar(kind: &KindCounts, parts: Parts) -> String {
    let (mut drawn, mut said) = (String::new(), Vec::new());
    for (verdict, name) in parts {
        let counted = kind.of(*verdict);
        if counted > 0 {
            let share = counted as f64 / kind.n as f64;
            drawn += &part(*verdict, name, share);
            said.push(format!("{name} {}", percent(share)));
        }
    }
    format!(
        "<li><div><b>{}</b> <small>{}</small></div>\n<div><div class=\"bar\" aria-hidden=\"true\">{drawn}</div>\n\
         <small>{}</small></div></li>\n",
        name(kind),
        count(kind.n, "question"),
        said.join(" · ")
    )
}

fn part(verdict: Grade, name: &str, share: f64) -> String {
    let inside = match share {
        named if named >= NAMED => format!("{name} {:.0}", share * 100.0),
        figured if figured >= FIGURED => format!("{:.0}", share * 100.0),
        _ => String::new(),
    };
    format!("<span class=\"{}\" style=\"width:{:.2}%\">{inside}</span>", verdict.name(), share * 100.0)
}

fn name(kind: &KindCounts) -> String {
    kind.kind.as_deref().map_or_else(|| "without a kind".to_string(), escape)
}

fn as_table(title: &str, kinds: &[&KindCounts], parts: Parts) -> String {
    let mut columns = vec![("kind", Cell::Text), ("questions", Cell::Number)];
    columns.extend(parts.iter().map(|(_, name)| (*name, Cell::Number)));
    let row = |kind: &&KindCounts| {
        let mut row = vec![name(kind), kind.n.to_string()];
        row.extend(parts.iter().map(|(verdict, _)| kind.of(*verdict).to_string()));
        row
    };
    folded(&format!("{title}: counts"), &columns, &kinds.iter().map(row).collect::<Vec<_>>())
}
