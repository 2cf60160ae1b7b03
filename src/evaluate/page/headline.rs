//! The shares that matter most, each with what the count allows to be said.

use std::fmt::Write;

use super::figures::{Figures, Share};
use super::text::{count, percent};

/// The section.
pub(super) fn section(figures: &Figures) -> String {
    let mut html = "<section>\n<h2>In short</h2>\n".to_string();
    for (in_scope, about) in [(true, "that the base answers"), (false, "that it does not answer")] {
        let shares: Vec<&Share> = figures.shares.iter().filter(|share| share.in_scope == in_scope).collect();
        let Some(first) = shares.first() else { continue };
        let _ = write!(html, "<h3>Of {} {about}</h3>\n<ul class=\"cards\">\n", count(first.of, "question"));
        for share in shares {
            html += &card(share);
        }
        html += "</ul>\n";
    }
    html += "<p class=\"note\">“At least” and “at most” hold with 95 % confidence, if the questions are a fair sample of \
             what people ask.</p>\n</section>\n";
    html
}

fn card(share: &Share) -> String {
    let shown = share.share().map_or("–".to_string(), percent);
    let label = label(share);
    let (class, said) = (class(share), said(share));
    format!("<li class=\"{class}\"><strong>{shown}</strong> <span>{label}</span> <small>{said}</small></li>\n")
}

/// "0 of 120: at most 2.5 %".
fn said(share: &Share) -> String {
    let counted = format!("{} of {}", share.count, share.of);
    match (share.at_least, share.at_most) {
        (Some(least), _) => format!("{counted}: at least {}", percent(least)),
        (None, Some(most)) => format!("{counted}: at most {}", percent(most)),
        (None, None) => counted,
    }
}

/// What is counted, in words.
pub(super) fn label(share: &Share) -> &str {
    match (share.in_scope, share.name.as_str()) {
        (true, "right") => "answered right",
        (true, "told") => "right fact, told as the nearest",
        (true, "offered") => "right fact, offered to choose from",
        (true, "silent") => "right fact not named",
        (true, "misled") => "another fact told as the nearest",
        (true, "wrong") => "answered wrong",
        (true, "denied") => "said not to be told (counted above as well)",
        (false, "not answered") => "rightly not answered",
        (false, "told") => "a fact told as the nearest",
        (false, "answered") => "answered all the same",
        (_, other) => other,
    }
}

fn class(share: &Share) -> &'static str {
    match (share.in_scope, share.name.as_str()) {
        (true, "right") | (false, "not answered") => "right",
        (_, "told") => "told",
        (_, "misled") => "misled",
        (_, "wrong" | "denied" | "answered") => "wrong",
        (_, "offered") => "offered",
        _ => "silent",
    }
}

#[cfg(test)]
mod tests {
    use super::{Share, said};

    #[test]
    fn a_share_says_what_its_count_allows() {
        let share = |count, at_least, at_most| Share {
            in_scope: true,
            name: "wrong".to_string(),
            count,
            of: 120,
            at_least,
            at_most,
        };
        assert_eq!(said(&share(0, None, Some(0.025))), "0 of 120: at most 2.5\u{a0}%");
        assert_eq!(said(&share(90, Some(0.676), None)), "90 of 120: at least 67.6\u{a0}%");
        assert_eq!(said(&share(3, None, None)), "3 of 120");
    }
}
