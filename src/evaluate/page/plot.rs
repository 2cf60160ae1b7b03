//! A plot as SVG: two axes of shares, lines, bars and labels. It scales with the page and takes its colours from the
//! style, which a library's fixed colours would not in the dark.

use std::fmt::Write;

use super::text::{escape, tick};

const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 250.0;
const LEFT: f64 = 54.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 42.0;

/// What a scale may end at, with how many steps it has then.
const ENDS: [(f64, usize); 8] = [(0.01, 5), (0.02, 4), (0.05, 5), (0.1, 5), (0.2, 4), (0.3, 3), (0.5, 5), (1.0, 5)];

/// The area of a plot: across from 0 to 1, up from 0 to `top`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plot {
    top: f64,
    steps: usize,
}

impl Plot {
    /// A plot with room for `most`.
    pub(super) fn with_room_for(most: f64) -> Self {
        let (top, steps) = ENDS.into_iter().find(|(end, _)| most <= *end).unwrap_or((1.0, 5));
        Self { top, steps }
    }

    fn x(share: f64) -> f64 {
        LEFT + share * (WIDTH - LEFT - RIGHT)
    }

    fn y(self, share: f64) -> f64 {
        HEIGHT - BOTTOM - (share / self.top).min(1.0) * (HEIGHT - TOP - BOTTOM)
    }

    /// The axes with their scales and names.
    pub(super) fn axes(self, across: &str, up: &str) -> String {
        let mut svg = String::new();
        let (left, right, bottom) = (Self::x(0.0), Self::x(1.0), self.y(0.0));
        for step in 0..=self.steps {
            let share = self.top * step as f64 / self.steps as f64;
            let y = self.y(share);
            let _ =
                write!(svg, "<line class=\"grid\" x1=\"{left:.1}\" y1=\"{y:.1}\" x2=\"{right:.1}\" y2=\"{y:.1}\"/>");
            svg += &text(left - 5.0, y + 3.5, "end", &tick(share));
        }
        for step in 0..=5 {
            let share = f64::from(step) / 5.0;
            svg += &text(Self::x(share), bottom + 15.0, "middle", &tick(share));
        }
        svg += &text(f64::midpoint(left, right), HEIGHT - 8.0, "middle", across);
        let middle = self.y(self.top / 2.0);
        let _ = writeln!(
            svg,
            "<text transform=\"translate(11 {middle:.1}) rotate(-90)\" text-anchor=\"middle\">{}</text>",
            escape(up)
        );
        svg
    }

    /// A line through points.
    pub(super) fn line(self, class: &str, points: &[(f64, f64)]) -> String {
        let at = |(x, y): &(f64, f64)| format!("{:.1},{:.1}", Self::x(*x), self.y(*y));
        let points: Vec<String> = points.iter().map(at).collect();
        format!("<polyline class=\"{class}\" points=\"{}\"/>\n", points.join(" "))
    }

    /// A dot, with a label above it, on the left if there is room: lines rise to the right.
    pub(super) fn dot(self, class: &str, (x, y): (f64, f64), label: &str) -> String {
        let (dot_x, dot_y) = (Self::x(x), self.y(y));
        let (anchor, aside) = if x > 0.35 { ("end", -8.0) } else { ("start", 8.0) };
        let above = if dot_y < TOP + 16.0 { 16.0 } else { -7.0 };
        let label = text(dot_x + aside, dot_y + above, anchor, label);
        format!("<circle class=\"{class}\" cx=\"{dot_x:.1}\" cy=\"{dot_y:.1}\" r=\"4.5\"/>{label}")
    }

    /// A bar from `start` to `end`.
    pub(super) fn bar(self, class: &str, (start, end): (f64, f64), share: f64) -> String {
        let (x, y) = (Self::x(start) + 1.5, self.y(share));
        let (width, height) = (Self::x(end) - Self::x(start) - 3.0, self.y(0.0) - y);
        format!("<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>\n")
    }

    /// The label of a bar: over it, or within one that goes up to the top.
    pub(super) fn bar_label(self, (start, end): (f64, f64), share: f64, label: &str) -> String {
        let y = self.y(share);
        let (over, within) = if y < TOP + 12.0 { (11.0, " class=\"within\"") } else { (-3.0, "") };
        format!(
            "<text{within} x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\n",
            Self::x(f64::midpoint(start, end)),
            y + over,
            escape(label)
        )
    }
}

fn text(x: f64, y: f64, anchor: &str, text: &str) -> String {
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{}</text>\n", escape(text))
}

/// A whole picture, with what it shows in words.
pub(super) fn picture(says: &str, inner: &str) -> String {
    let says = escape(says);
    format!(
        "<svg viewBox=\"0 0 {WIDTH:.0} {HEIGHT:.0}\" role=\"img\" aria-label=\"{says}\">\n<title>{says}</title>\n{inner}</svg>\n"
    )
}
