//! Claims made of a phrasing that asks, without anybody writing them.

/// A phrasing as a claim about how many: what is before the figure, and what behind it.
pub(super) struct Gap {
    pub(super) before: String,
    pub(super) behind: String,
}

impl Gap {
    /// The claim with `figure` in its place.
    pub(super) fn with(&self, figure: &str) -> String {
        let blank = if self.before.is_ascii() && !self.before.is_empty() { " " } else { "" };
        let after = if self.behind.starts_with(|first: char| first.is_ascii_alphanumeric()) { " " } else { "" };
        format!("{}{blank}{figure}{after}{}", self.before, self.behind)
    }
}

/// A phrasing that asks one thing.
fn simple(phrasing: &str) -> Option<&str> {
    let joins = [",", "，", "、", " or ", " and how", " and what", "从", "哪位", "哪几"];
    (!joins.iter().any(|join| phrasing.contains(join))).then_some(phrasing)
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// "How many films does Beijing have?" as "Does Beijing have … films?"; the figure comes with its unit
/// where the phrasing names no noun.
pub(super) fn how_many(phrasing: &str) -> Option<Gap> {
    let asked = simple(phrasing)?.strip_suffix('?')?;
    if let Some(rest) = asked.strip_prefix("How many ") {
        if let Some((noun, rest)) = rest.split_once(" are there").or_else(|| rest.split_once(" were there")) {
            return Some(Gap { before: "Are there".into(), behind: format!("{noun}{rest}?") });
        }
        let (noun, verb, rest) = ["does", "do", "did", "can", "may", "must", "will"]
            .iter()
            .find_map(|verb| rest.split_once(&format!(" {verb} ")).map(|(noun, rest)| (noun, *verb, rest)))?;
        return Some(Gap { before: format!("{} {rest}", capital(verb)), behind: format!("{noun}?") });
    }
    if let Some(rest) = asked.strip_prefix("How much ") {
        let verb =
            ["does", "do", "did", "is", "are", "was"].into_iter().find(|verb| rest.starts_with(&format!("{verb} ")))?;
        return Some(Gap { before: capital(rest.trim_start_matches(verb).trim_start()), behind: "?".into() })
            .map(|gap| Gap { before: format!("{} {}", capital(verb), lower(&gap.before)), ..gap });
    }
    let (_, rest) = ["long", "old", "deep", "tall", "high", "heavy", "far"]
        .iter()
        .find_map(|property| Some((*property, asked.strip_prefix(&format!("How {property} "))?)))?;
    let (verb, rest) =
        rest.split_once(' ').filter(|(verb, _)| ["is", "are", "was", "were", "does", "did"].contains(verb))?;
    Some(Gap { before: format!("{} {rest}", capital(verb)), behind: "?".into() })
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// 北京有多少家公司？ as 北京有…家公司吗？
pub(super) fn how_many_in_chinese(phrasing: &str) -> Option<Gap> {
    let asked = simple(phrasing)?.strip_suffix('？')?.trim_end_matches('呢');
    let (before, behind) = asked.split_once("多少").or_else(|| asked.split_once('几'))?;
    // Something else may be asked as well.
    if ["什么", "哪", "多", "和", "？", "，"].iter().any(|other| before.contains(other) || behind.contains(other))
        || before.ends_with('第')
    {
        return None;
    }
    let behind = if behind.starts_with('钱') { behind.trim_start_matches('钱') } else { behind };
    Some(Gap { before: before.into(), behind: format!("{behind}吗？") })
}

/// "Who built the bridge?" as "Was it … who built the bridge?"
pub(super) fn who(phrasing: &str) -> Option<Gap> {
    if let Some(rest) = simple(phrasing)?.strip_suffix('?').and_then(|asked| asked.strip_prefix("Who ")) {
        let verb = rest.split(' ').next()?;
        let is_past = verb.ends_with("ed") || ["made", "built", "wrote", "led", "won"].contains(&verb);
        return is_past.then(|| Gap { before: "Was it".into(), behind: format!("who {rest}?") });
    }
    let asked = simple(phrasing)?.strip_suffix('？')?;
    let (before, behind) = asked.split_once('谁').filter(|(_, behind)| !behind.is_empty())?;
    Some(Gap { before: before.into(), behind: format!("{behind}吗？") })
}

/// "When did it open?" as "Did it open in …?"
pub(super) fn when(phrasing: &str) -> Option<Gap> {
    if let Some(rest) = simple(phrasing)?.strip_suffix('?').and_then(|asked| asked.strip_prefix("When ")) {
        let (verb, rest) =
            rest.split_once(' ').filter(|(verb, _)| ["did", "was", "were", "does", "is"].contains(verb))?;
        return Some(Gap { before: format!("{} {rest} in", capital(verb)), behind: "?".into() });
    }
    let asked = simple(phrasing)?.strip_suffix('？')?.trim_end_matches('的');
    let (before, behind) =
        ["什么时候", "何时", "哪一年", "哪年", "几月"].iter().find_map(|word| asked.split_once(word))?;
    Some(Gap {
        before: format!("{}在", before.trim_end_matches('是').trim_end_matches('在')),
        behind: format!("{behind}吗？"),
    })
}

/// "Where is the mill?" as "Is the mill in …?"
pub(super) fn whereabouts(phrasing: &str) -> Option<Gap> {
    if let Some(rest) = simple(phrasing)?.strip_suffix('?').and_then(|asked| asked.strip_prefix("Where ")) {
        let (verb, rest) =
            rest.split_once(' ').filter(|(verb, _)| ["is", "are", "was", "did", "does"].contains(verb))?;
        return Some(Gap { before: format!("{} {rest} in", capital(verb)), behind: "?".into() });
    }
    let asked = simple(phrasing)?.strip_suffix('？')?;
    let before = asked.strip_suffix("在哪里").or(asked.strip_suffix("在哪儿"))?;
    Some(Gap { before: format!("{before}在"), behind: "吗？".into() })
}
