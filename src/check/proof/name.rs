//! Names of an answer: does the ground tell this of each, and has it each at all?

use std::ops::Range;

use super::beside::{Beside, Doubt, DoubtKind, Places};
use super::clause::is_of_source;
use super::ground::Found;
use super::reading::Reading;
use crate::matching::Class;

/// By how much the words around another name must be nearer to those of the answer: as a ratio to the words around its
/// own, and as a share of all that could be near. What a paragraph is about is named once, and told of from then on.
/// Fitted by hand on the bases in `tests/bases`.
const NAME: (f32, f32) = (1.3, 0.2);
/// A name that no sentence has, as the record may have it.
const UNTOLD: (f32, f32) = (1.3, 0.35);
/// So are days, and names in a long list.
const TOPIC: (f32, f32) = (1.0, 0.25);

/// From so many names on, an answer lists them, with few words to each.
const MOST_NAMES: usize = 4;

/// How much the words around names of the ground are those around one of the answer.
struct Scores<'a> {
    /// Around the name itself; none where it isn't told.
    own: Option<f32>,
    /// Around that of the others that could best stand there, and it.
    other: (f32, &'a str),
    /// The same for those that the questions ask for.
    asked: (f32, &'a str),
}

impl Beside<'_> {
    /// Names that stand where the ground has others.
    pub(super) fn names(&self) -> Vec<Doubt> {
        if self.sums_up {
            return Vec::new();
        }
        let own = self.recorded.found_in(&self.answer.text);
        let told: Vec<Vec<Found>> = self.grounds.iter().map(|ground| self.recorded.found_in(&ground.text)).collect();
        let of_source = |found: &Found| {
            let clause = self.answer.clause_of(self.answer.words_of(&found.span).start);
            is_of_source(self.answer.text_of(&clause), self.called)
        };
        let proper = own.iter().filter(|found| found.is_proper && !of_source(found));
        proper.filter_map(|found| self.name(found, &own, &told)).collect()
    }

    fn name(&self, found: &Found, own: &[Found], told: &[Vec<Found>]) -> Option<Doubt> {
        let at = self.answer.words_of(&found.span);
        let scores = self.scores(found, &at, own, told);
        let is_listing = own.len() > MOST_NAMES;
        let is_told_freely = is_topic(found.name, told) || is_time(self.answer, &found.span) || is_listing;
        // What the source is called needn't be named in it.
        let is_called = || self.title.contains(&self.answer.text[found.span.clone()]);
        let (ratio, margin) = match scores.own {
            None if is_listing || is_called() => return None,
            None => UNTOLD,
            Some(_) if is_told_freely => TOPIC,
            Some(_) => NAME,
        };
        let best = scores.own.unwrap_or_else(|| self.as_part(found, &at));
        let (other, instead) = scores.other;
        let is_others = other > ratio * best && other - best > margin * self.most_context(&at);
        // What the questions name is what the answer is likely to tell of.
        let (asked, asked_instead) = scores.asked;
        let instead = if is_others { instead } else { asked_instead }.to_string();
        (is_others || asked > best).then(|| Doubt { kind: DoubtKind::Name, span: found.span.clone(), instead })
    }

    /// How well a name and others stand where it does.
    fn scores(&self, found: &Found, at: &Range<usize>, own: &[Found], told: &[Vec<Found>]) -> Scores<'_> {
        let mut scores = Scores { own: None, other: (0.0, ""), asked: (0.0, "") };
        for (ground, names) in told.iter().enumerate() {
            let reading = &self.grounds[ground];
            for name in names {
                let score = self.context(at, ground, &reading.words_of(&name.span), &Places::default());
                if name.name == found.name {
                    scores.own = Some(scores.own.map_or(score, |best| best.max(score)));
                } else if self.may_stand(found, own, name, (reading, names)) {
                    let with_name = (score, &reading.text[name.span.clone()]);
                    let is_asked = self.asked.contains(&name.name) && !self.asked.contains(&found.name);
                    scores.other = if score > scores.other.0 { with_name } else { scores.other };
                    scores.asked = if is_asked && score > scores.asked.0 { with_name } else { scores.asked };
                }
            }
        }
        scores
    }

    /// Whether a name of a ground could stand in the place of one of the answer's `own`.
    fn may_stand(&self, found: &Found, own: &[Found], name: &Found, (ground, names): (&Reading, &[Found])) -> bool {
        name.is_proper
            && is_time(self.answer, &found.span) == is_time(ground, &name.span)
            && !own.iter().any(|own| own.name == name.name)
            && !are_listed(ground, found.name, name, names)
            && !overlaps(&ground.text, &self.answer.text[found.span.clone()], &name.span)
    }

    /// The most that the words around a name are those around a longer one with it in the ground; nothing where neither
    /// is told.
    fn as_part(&self, found: &Found, at: &Range<usize>) -> f32 {
        let form = &self.answer.text[found.span.clone()];
        let mut best = 0.0_f32;
        for (ground, reading) in self.grounds.iter().enumerate() {
            for (start, _) in reading.text.match_indices(form) {
                let told = reading.words_of(&(start..start + form.len()));
                best = best.max(self.context(at, ground, &told, &Places::default()));
            }
        }
        best
    }
}

/// Whether a name stands in a text across another one: 北京电影 and 电影产业 in 北京电影产业.
fn overlaps(text: &str, name: &str, other: &Range<usize>) -> bool {
    text.match_indices(name).any(|(start, _)| start < other.end && other.start < start + name.len())
}

/// Whether a name is what a ground is about: the first one that it names.
pub(super) fn is_topic(name: usize, told: &[Vec<Found>]) -> bool {
    let first = |names: &Vec<Found>| names.iter().min_by_key(|name| name.span.start).map(|first| first.name);
    told.iter().any(|names| first(names) == Some(name))
}

/// Whether a name says when: a day of the week stands in no person's place.
pub(super) fn is_time(reading: &Reading, span: &Range<usize>) -> bool {
    reading.words[reading.words_of(span)].iter().any(|word| word.class == Class::Time || is_weekday(&word.text))
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    DAYS.contains(&word.strip_suffix('s').unwrap_or(word))
}

/// Whether two names are parts of one list, whose words may stand by the first alone.
fn are_listed(reading: &Reading, name: usize, other: &Found, names: &[Found]) -> bool {
    let joins = |at: usize| {
        let word = &reading.words[at];
        let is_named = names.iter().any(|name| name.span.start <= word.span.start && word.span.end <= name.span.end);
        is_named || reading.is_in_figure(at) || !reading.tokens[at].tells()
    };
    let ends = |mark: &str| matches!(mark, "." | "。" | ";" | "；");
    let is_one_list = |one: &Found| {
        let (first, last) = if one.span.start < other.span.start { (one, other) } else { (other, one) };
        let mut between = reading.words_of(&first.span).end..reading.words_of(&last.span).start;
        between.all(|at| joins(at) && !ends(&reading.words[at].text))
    };
    names.iter().filter(|one| one.name == name).any(is_one_list)
}
