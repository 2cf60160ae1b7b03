//! What a line of a Markdown page is.

/// A line that begins or ends something.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PageLine<'a> {
    /// A heading with its level.
    Heading(usize, &'a str),
    /// A question that is no heading, with what stands behind it in its line.
    Question(&'a str, &'a str),
    /// The beginning of an answer, behind its mark.
    Answer(&'a str),
    /// The end of a part, such as a rule.
    End,
    /// Anything else.
    Text,
}

/// Words that questions begin with where they have no question mark.
const OPENERS: [&str; 26] = [
    "how", "what", "what's", "why", "when", "where", "who", "which", "whose", "can", "could", "do", "does", "did",
    "is", "are", "am", "was", "will", "would", "should", "may", "must", "has", "have", "i",
];
/// The same in Chinese, anywhere.
const CHINESE: [&str; 12] = ["如何", "怎么", "怎样", "什么", "为何", "哪", "多少", "吗", "是否", "能否", "可否", "谁"];

impl<'a> PageLine<'a> {
    pub(super) fn of(line: &'a str) -> Self {
        let text = line.trim();
        if let Some(heading) = heading(text) {
            return heading;
        }
        if let Some((summary, rest)) = text.split_once("<summary>").and_then(|(_, rest)| rest.split_once("</summary>"))
        {
            return Self::Question(summary, rest);
        }
        if text.starts_with("</details") || is_rule(text) {
            return Self::End;
        }
        marked(text)
    }
}

fn heading(text: &str) -> Option<PageLine<'_>> {
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    let rest = text.get(level..).filter(|rest| (1..=6).contains(&level) && rest.starts_with([' ', '\t']))?;
    Some(PageLine::Heading(level, rest.trim().trim_end_matches('#').trim()))
}

/// `---`, `***` or `===`, which parts, or underlines a heading.
fn is_rule(text: &str) -> bool {
    let signs: String = text.split_whitespace().collect();
    signs.len() > 2 && ["-", "*", "_", "="].iter().any(|sign| signs.chars().all(|own| sign.starts_with(own)))
}

/// `Q: …`, `**Q:** …`, `**Is it …?** …`, `A: …`, behind the mark of a list or not.
fn marked(text: &str) -> PageLine<'_> {
    let text = text.trim_start_matches(['-', '+', '>', ' ']);
    let bold = ["**", "__"].into_iter().find_map(|sign| {
        let (inner, rest) = text.strip_prefix("* ").unwrap_or(text).strip_prefix(sign)?.split_once(sign)?;
        Some((inner.trim(), rest.trim()))
    });
    let Some((inner, rest)) = bold else {
        return match (after_mark(text, 'q', "问"), after_mark(text, 'a', "答")) {
            (Some(question), _) if !question.is_empty() => PageLine::Question(question, ""),
            (_, Some(answer)) => PageLine::Answer(answer),
            _ => PageLine::Text,
        };
    };
    // The mark alone may be bold, or all of it, or the mark and the question each.
    match (after_mark(inner, 'q', "问"), after_mark(inner, 'a', "答")) {
        (Some(""), _) => PageLine::Question(rest.trim_start_matches(':').trim(), ""),
        (Some(question), _) => PageLine::Question(question, rest),
        (_, Some("")) => PageLine::Answer(rest.trim_start_matches(':').trim()),
        _ if has_question_mark(inner) => PageLine::Question(inner, rest.trim_start_matches(':').trim()),
        _ => PageLine::Text,
    }
}

/// What stands behind `Q:`, `Q.`, `Q1:`, `问：` and the like.
fn after_mark<'a>(text: &'a str, letter: char, character: &str) -> Option<&'a str> {
    let mut letters = text.chars();
    let rest = match letters.next() {
        Some(first) if first.eq_ignore_ascii_case(&letter) => letters.as_str(),
        _ => text.strip_prefix(character)?,
    };
    let rest = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let behind = rest.strip_prefix([':', '：', '.', ')', '、']).or_else(|| rest.is_empty().then_some(""))?;
    (behind.is_empty() || behind.starts_with(' ') || rest.starts_with([':', '：', '、'])).then(|| behind.trim())
}

fn has_question_mark(text: &str) -> bool {
    text.trim_end_matches(['*', '_', '"', '”', ')', ':', ' ']).ends_with(['?', '？'])
}

/// Whether a heading asks something.
pub(super) fn asks(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    has_question_mark(text)
        || OPENERS.contains(&first.replace('’', "'").as_str())
        || CHINESE.iter().any(|word| text.contains(word))
        || after_mark(text, 'q', "问").is_some_and(|question| !question.is_empty())
}

/// A question without its number and its mark.
pub(super) fn bare(text: &str) -> &str {
    let text =
        text.trim().trim_start_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ')' | '、' | ' '));
    after_mark(text, 'q', "问").filter(|rest| !rest.is_empty()).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::{PageLine, asks, bare};

    #[test]
    fn lines_are_told_apart() {
        for (line, expected) in [
            ("## How much is it? ##", PageLine::Heading(2, "How much is it?")),
            ("#hashtag", PageLine::Text),
            ("**Where is it?**", PageLine::Question("Where is it?", "")),
            ("- **Where is it?** Here.", PageLine::Question("Where is it?", "Here.")),
            ("* **Where is it?**: Here.", PageLine::Question("Where is it?", "Here.")),
            ("**Q:** Where is it?", PageLine::Question("Where is it?", "")),
            ("**Q: Where is it?**", PageLine::Question("Where is it?", "")),
            ("Q1. Where is it?", PageLine::Question("Where is it?", "")),
            ("问：在哪里？", PageLine::Question("在哪里？", "")),
            ("**A:** Here.", PageLine::Answer("Here.")),
            ("A: Here.", PageLine::Answer("Here.")),
            ("答：这里。", PageLine::Answer("这里。")),
            ("<details><summary>Where?</summary>Here.", PageLine::Question("Where?", "Here.")),
            ("</details>", PageLine::End),
            ("* * *", PageLine::End),
            ("**Note** well", PageLine::Text),
            ("A good thing.", PageLine::Text),
            ("Quite so.", PageLine::Text),
        ] {
            assert_eq!(PageLine::of(line), expected, "{line}");
        }
    }

    #[test]
    fn headings_that_ask_are_known() {
        for (text, expected) in [
            ("How to pay", true),
            ("Opening hours", false),
            ("Is it free", true),
            ("费用多少", true),
            ("3. Who are you?", true),
            ("Q: payment", true),
            ("Island", false),
        ] {
            assert_eq!(asks(text), expected, "{text}");
        }
        assert_eq!((bare("3. Who are you?"), bare("Q2: payment"), bare("24")), ("Who are you?", "payment", ""));
    }
}
