//! The reliability diagram: were answers right as often as their confidence says?

use super::figures::{Figures, Reliability};
use super::plot::{Plot, picture};
use super::table::{Cell, folded};
use super::text::percent;

/// The section; nothing where nothing was asked.
pub(super) fn section(figures: &Figures) -> String {
    if figures.reliability.is_empty() {
        return String::new();
    }
    let plot = Plot::with_room_for(1.0);
    let mut svg = plot.axes("confidence said", "right");
    for tenth in &figures.reliability {
        svg += &plot.bar("tenth", ends(tenth), share(tenth));
    }
    svg += &plot.line("line ideal", &[(0.0, 0.0), (1.0, 1.0)]);
    for tenth in &figures.reliability {
        svg += &plot.bar_label(ends(tenth), share(tenth), &tenth.n.to_string());
    }
    let error = figures.calibration_error.map_or(String::new(), |error| {
        format!(" On average, what was said lies {:.1} percentage points from what came true.", error * 100.0)
    });
    let says = format!("How often the base was right about the fact that it was surest of, by how sure it was.{error}");
    format!(
        "<section>\n<h2>Reliability of confidence</h2>\n<p>{says}</p>\n<figure>\n{}<figcaption>Over each bar is the number \
         of questions. On the dashed line, confidence is exactly right: a bar above it was too modest, a bar below it too \
         sure.</figcaption>\n</figure>\n{}</section>\n",
        picture(&format!("Reliability. {says}"), &svg),
        as_table(&figures.reliability)
    )
}

fn ends(tenth: &Reliability) -> (f64, f64) {
    (tenth.tenth as f64 / 10.0, (tenth.tenth + 1) as f64 / 10.0)
}

fn share(tenth: &Reliability) -> f64 {
    tenth.right as f64 / tenth.n.max(1) as f64
}

fn as_table(tenths: &[Reliability]) -> String {
    let columns =
        [("confidence", Cell::Text), ("questions", Cell::Number), ("said", Cell::Number), ("right", Cell::Number)];
    let row = |tenth: &Reliability| {
        let (from, to) = (tenth.tenth * 10, tenth.tenth * 10 + 10);
        vec![format!("{from} to {to} %"), tenth.n.to_string(), percent(tenth.said), percent(share(tenth))]
    };
    folded("Confidence said, and how often it was right", &columns, &tenths.iter().map(row).collect::<Vec<_>>())
}
