//! What went wrong: facts that were taken for each other, and the worst questions.

use std::fmt::Write;

use super::figures::{Confusion, Fault, Figures};
use super::table::{Cell, table};
use super::text::{escape, percent, quoted};
use crate::evaluate::Grade;

/// Both sections; one that has nothing to tell is left out.
pub(super) fn section(figures: &Figures) -> String {
    format!("{}{}", confusions(&figures.confusions), worst(&figures.worst))
}

fn confusions(all: &[Confusion]) -> String {
    if all.is_empty() {
        return String::new();
    }
    format!(
        "<section>\n<h2>Taken for each other</h2>\n<p>Phrasings in other words, or a contrast in <code>words.toml</code>, \
         tell two facts apart; a gap takes questions that nothing answers.</p>\n{}{}</section>\n",
        one_for_another(all),
        for_nothing(all)
    )
}

fn one_for_another(all: &[Confusion]) -> String {
    let columns =
        [("wanted", Cell::Text), ("said or told", Cell::Text), ("times", Cell::Number), ("as in", Cell::Text)];
    let row = |one: &Confusion| {
        Some(vec![code(one.wanted.as_deref()?), code(&one.said), one.n.to_string(), quoted(&one.example)])
    };
    table("Facts that were said in the place of others", &columns, &all.iter().filter_map(row).collect::<Vec<_>>())
}

fn for_nothing(all: &[Confusion]) -> String {
    let columns = [("said", Cell::Text), ("times", Cell::Number), ("as in", Cell::Text)];
    let rows = all.iter().filter(|one| one.wanted.is_none());
    let row = |one: &Confusion| vec![code(&one.said), one.n.to_string(), quoted(&one.example)];
    table("Facts that were said where nothing answers", &columns, &rows.map(row).collect::<Vec<_>>())
}

fn worst(all: &[Fault]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let mut html =
        "<section>\n<h2>The worst questions</h2>\n<p>Wrong answers first, the surest ones on top; of those with \
                    the same fact in the place of the same, two. Each can be opened for how it came about.</p>\n<ol \
                    class=\"worst\">\n"
            .to_string();
    for fault in all {
        html += &item(fault);
    }
    html += "</ol>\n</section>\n";
    html
}

fn item(fault: &Fault) -> String {
    let mut html = format!("<li>\n<p class=\"question\">{}</p>\n<p>{}</p>\n", quoted(&fault.question), came_to(fault));
    let _ = writeln!(html, "<p class=\"reply\">{}</p>", quoted(&fault.reply));
    if !fault.why.is_empty() {
        let lines: Vec<String> = fault.why.iter().map(|line| escape(line)).collect();
        let language = crate::text::Language::of(&fault.question).code();
        let lines = lines.join("\n");
        let _ = writeln!(html, "<details>\n<summary>Why</summary>\n<pre lang=\"{language}\">{lines}</pre>\n</details>");
    }
    html + "</li>\n"
}

fn came_to(fault: &Fault) -> String {
    let ids = |ids: &[String]| ids.iter().map(|id| code(id)).collect::<Vec<_>>().join(" or ");
    let wanted = if fault.wanted.is_empty() { "no answer".to_string() } else { ids(&fault.wanted) };
    let said = fault.said.iter().map(|id| code(id)).collect::<Vec<_>>().join(" and ");
    let came = match fault.verdict {
        Grade::Right | Grade::Wrong => format!("answered with {said}"),
        Grade::Told | Grade::Misled => format!("told {said} as the nearest"),
        Grade::Offered => "offered it among others".to_string(),
        Grade::Silent => "did not name it".to_string(),
    };
    let kind = fault.kind.as_deref().map_or_else(String::new, |kind| format!(" · {}", escape(kind)));
    let sure = percent(fault.confidence);
    format!(
        "<span class=\"tag {}\">{}</span> wanted {wanted}, {came} · {sure} sure{kind}",
        fault.verdict.name(),
        fault.verdict.name()
    )
}

fn code(id: &str) -> String {
    format!("<code>{}</code>", escape(id))
}
