//! What the journal holds, small enough that a million questions fit: each wording once, and of each time that it was
//! asked a few numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::journal::{InVain, Reason, mark};
use crate::text::{Language, normal_form};

/// All wordings of what was asked in vain.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The texts of all wordings, one after the other.
    texts: String,
    wordings: Vec<Wording>,
    by_form: FxHashMap<u64, u32>,
    times: Vec<Time>,
    /// Facts that were not meant, or judged bad: the wording, which of the two, and the number of the fact's id.
    against: Vec<(u32, Against, u32)>,
    ids: BTreeMap<String, u32>,
    /// Marks of wordings whose questions are left out.
    hidden: BTreeSet<String>,
}

/// What speaks against a fact as the answer to a wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Against {
    /// It was told as the nearest, and not meant.
    Denied,
    /// It was said, and judged bad.
    JudgedBad,
}

/// A wording, without what makes no difference.
#[derive(Debug)]
struct Wording {
    language: Language,
    /// Where its normal form stands.
    form: (u32, u32),
    /// Where it stands as it was first typed.
    typed: (u32, u32),
    /// When that was.
    first: i64,
}

/// One time that a wording was used.
#[derive(Debug, Clone, Copy)]
pub(super) struct Time {
    pub(super) wording: u32,
    pub(super) reason: Reason,
    /// The same person has the same number here.
    pub(super) person: u64,
    pub(super) at: i64,
}

impl Gathered {
    /// Leaves out questions with a wording that has one of these marks.
    #[must_use]
    pub fn without(self, hidden: BTreeSet<String>) -> Self {
        Self { hidden, ..self }
    }

    /// Whether these wordings are left out.
    pub(super) fn is_hidden(&self, wordings: &[u32]) -> bool {
        let hides = |wording: &u32| self.hidden.contains(&mark(self.form(*wording)));
        !self.hidden.is_empty() && wordings.iter().any(hides)
    }

    /// Adds a question; one that holds nothing that can be seen is none.
    pub fn add(&mut self, row: &InVain) {
        let form = form(&row.question);
        let form = form.as_str();
        if form.is_empty() {
            return;
        }
        // More text than four billion bytes is more than a journal holds.
        let Some(wording) = self.wording(form, row) else { return };
        let against = match row.reason {
            Reason::NearestDenied => row.nearest.get(..1).map(|first| (Against::Denied, first)),
            Reason::ThumbsDown => Some((Against::JudgedBad, row.nearest.as_slice())),
            _ => None,
        };
        for (kind, id) in against.into_iter().flat_map(|(kind, ids)| ids.iter().map(move |id| (kind, id))) {
            let next = self.ids.len() as u32;
            let id = *self.ids.entry(id.clone()).or_insert(next);
            self.against.push((wording, kind, id));
        }
        self.times.push(Time { wording, reason: row.reason, person: hash(&row.person), at: row.at });
    }

    /// The number of a wording, which is new or known.
    fn wording(&mut self, form: &str, row: &InVain) -> Option<u32> {
        let mut key = hash(&(row.language, form));
        while let Some(number) = self.by_form.get(&key).copied() {
            if self.form(number) == form && self.language(number) == row.language {
                // As the first one typed it, whatever order they come in.
                let known = &self.wordings[number as usize];
                if (row.at, row.question.as_str()) < (known.first, self.typed(number)) {
                    let typed = self.push(&row.question)?;
                    let known = &mut self.wordings[number as usize];
                    (known.typed, known.first) = (typed, row.at);
                }
                return Some(number);
            }
            key = key.wrapping_add(1);
        }
        let form_at = self.push(form)?;
        let typed = if row.question == form { form_at } else { self.push(&row.question)? };
        let number = u32::try_from(self.wordings.len()).ok()?;
        self.wordings.push(Wording { language: row.language, form: form_at, typed, first: row.at });
        self.by_form.insert(key, number);
        Some(number)
    }

    fn push(&mut self, text: &str) -> Option<(u32, u32)> {
        let start = u32::try_from(self.texts.len()).ok()?;
        let end = u32::try_from(self.texts.len() + text.len()).ok()?;
        self.texts.push_str(text);
        Some((start, end))
    }

    /// Nothing more is added: what was asked of each wording stands together from now on, the same person's too.
    pub(super) fn finish(&mut self) {
        self.by_form = FxHashMap::default();
        self.times.sort_unstable_by_key(|time| (time.wording, time.person));
        self.against.sort_unstable();
        self.against.dedup();
    }

    /// How many wordings there are.
    pub(super) fn len(&self) -> usize {
        self.wordings.len()
    }

    pub(super) fn form(&self, wording: u32) -> &str {
        let (start, end) = self.wordings[wording as usize].form;
        &self.texts[start as usize..end as usize]
    }

    /// As it was first typed: a capital letter may tell a name.
    pub(super) fn typed(&self, wording: u32) -> &str {
        let (start, end) = self.wordings[wording as usize].typed;
        &self.texts[start as usize..end as usize]
    }

    pub(super) fn language(&self, wording: u32) -> Language {
        self.wordings[wording as usize].language
    }

    /// Each time that a wording was used.
    pub(super) fn times(&self, wording: u32) -> &[Time] {
        &self.times[span(&self.times, wording, |time| time.wording)]
    }

    /// Ids of the facts that were not meant or judged bad as answers to one of these wordings, in order.
    pub(super) fn against(&self, wordings: &[u32], kind: Against) -> Vec<&str> {
        let of = |wording: &u32| &self.against[span(&self.against, *wording, |(wording, ..)| *wording)];
        let mut numbers: Vec<u32> =
            wordings.iter().flat_map(of).filter(|(_, found, _)| *found == kind).map(|(.., id)| *id).collect();
        if numbers.is_empty() {
            return Vec::new();
        }
        numbers.sort_unstable();
        self.ids.iter().filter(|(_, number)| numbers.binary_search(number).is_ok()).map(|(id, _)| id.as_str()).collect()
    }
}

/// A question without what makes no difference; empty if it holds nothing that can be seen.
pub fn form(question: &str) -> String {
    let words = normal_form(question).split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = words.trim_end_matches(|character: char| "?!., ".contains(character));
    if bare.is_empty() { words } else { bare.to_string() }
}

/// Where those with one number stand in a list that is sorted by it.
fn span<T>(sorted: &[T], number: u32, of: impl Fn(&T) -> u32) -> Range<usize> {
    let start = sorted.partition_point(|one| of(one) < number);
    start..start + sorted[start..].iter().take_while(|one| of(one) == number).count()
}

/// A number that only the same thing has, among as many as a journal holds.
pub(super) fn hash(thing: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    thing.hash(&mut hasher);
    hasher.finish()
}
