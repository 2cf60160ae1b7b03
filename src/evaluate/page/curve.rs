//! Risk against coverage: how much goes wrong, if so much is answered.

use std::fmt::Write;

use super::figures::{Curve, Figures, Point};
use super::plot::{Plot, picture};
use super::table::{Cell, folded};
use super::text::{count, percent};

/// The curve begins where this share of the questions is answered: of the first few answers, each one tells too much.
const BEGINNING: f64 = 0.02;
/// The coverages that the table shows.
const TWENTIETHS: usize = 20;

/// The section; nothing where nothing was asked.
pub(super) fn section(figures: &Figures) -> String {
    let Some(all) = figures.curves.first() else { return String::new() };
    let shown: Vec<(&Curve, Vec<(f64, f64)>)> = figures.curves.iter().map(|curve| (curve, drawn(curve))).collect();
    let risks = || shown.iter().flat_map(|(_, points)| points).map(|point| point.1);
    let working = figures.curves.iter().filter_map(working_point).map(|point| point.1);
    let plot = Plot::with_room_for(risks().chain(working).fold(0.0, f64::max));
    let mut svg = plot.axes("questions answered", "answers that are wrong");
    for (curve, points) in &shown {
        svg += &plot.line(if curve.in_scope { "line within" } else { "line all" }, points);
    }
    if let Some(point) = working_point(all) {
        svg += &plot.dot("dot", point, &format!("at work: {}", percent(point.1)));
    }
    let says = said(all);
    format!(
        "<section>\n<h2>Risk against coverage</h2>\n<p>{says}</p>\n<figure>\n{}<figcaption>{}</figcaption>\n</figure>\n{}\
         <p class=\"note\">The lines show what would be if confidence alone decided: the more is answered, the less sure \
         it is. The dot is what was answered. More than confidence decides, so the dot may lie beside its line.</p>\n\
         </section>\n",
        picture(&format!("Risk against coverage. {says}"), &svg),
        key(figures),
        as_table(figures)
    )
}

fn said(all: &Curve) -> String {
    let Curve { of, answered, wrong, .. } = all;
    format!("Of {}, {answered} were answered, and {wrong} of these answers were wrong.", count(*of, "question"))
}

fn key(figures: &Figures) -> String {
    let mut html = String::new();
    for curve in &figures.curves {
        let (class, name) = match (curve.in_scope, figures.out_of_scope()) {
            (false, 0) => continue,
            (false, _) => ("all", "all questions"),
            (true, _) => ("within", "only those with an answer"),
        };
        let _ = write!(
            html,
            "<span class=\"key\"><svg viewBox=\"0 0 30 8\" class=\"stroke\" aria-hidden=\"true\"><polyline class=\"line \
             {class}\" points=\"0,4 30,4\"/></svg> {name}</span> "
        );
    }
    html
}

fn working_point(curve: &Curve) -> Option<(f64, f64)> {
    let (answered, of) = (curve.answered as f64, curve.of as f64);
    (curve.answered > 0).then(|| (answered / of, curve.wrong as f64 / answered))
}

fn drawn(curve: &Curve) -> Vec<(f64, f64)> {
    let shown = |point: &&Point| point.coverage >= BEGINNING;
    curve.points.iter().filter(shown).map(|point| (point.coverage, point.risk)).collect()
}

/// The curve over all questions, in steps.
fn as_table(figures: &Figures) -> String {
    let columns = [("answered", Cell::Number), ("wrong of these", Cell::Number), ("confidence from", Cell::Number)];
    let mut rows: Vec<Vec<String>> = Vec::new();
    if let Some(all) = figures.curves.first() {
        let mut next = 0.0;
        for point in &all.points {
            if point.coverage >= next {
                rows.push(vec![percent(point.coverage), percent(point.risk), format!("{:.2}", point.confidence)]);
                next = point.coverage + 1.0 / TWENTIETHS as f64;
            }
        }
    }
    folded("Risk against coverage, all questions", &columns, &rows)
}
