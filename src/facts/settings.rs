//! What a base says of its bot: `answers/base.toml`.

use std::sync::Arc;

use crate::document::{parse, ticked};
use crate::findings::{File, Finding, Rule};
use crate::sources::optional_bilingual;
use crate::text::PerLanguage;

/// What a base says of its bot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// What the bot is called; none for citebot.
    pub name: Option<String>,
    /// How careful it is.
    pub care: Care,
    /// Whom to turn to for what it can't do.
    pub contact: Option<PerLanguage<String>>,
}

/// How sure a bot must be of an answer to give it as such; otherwise it tells it as the nearest that comes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Care {
    /// Rather something nearest than a wrong answer.
    Careful,
    /// As the bases that the program was fitted on wanted it.
    #[default]
    Balanced,
    /// Rather an answer than something nearest.
    Bold,
}

impl Care {
    /// All of them, the most careful first.
    pub const ALL: [Self; 3] = [Self::Careful, Self::Balanced, Self::Bold];

    /// The word for it in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Careful => "careful",
            Self::Balanced => "balanced",
            Self::Bold => "bold",
        }
    }
}

/// Reads `answers/base.toml`.
pub(crate) fn read_settings(file: &Arc<File>, findings: &mut Vec<Finding>) -> Option<Settings> {
    parse(file, findings, |top, notes| {
        notes.bilingual = false;
        let name = top.optional_text("name", notes).map(|name| name.text);
        let contact = optional_bilingual(top, "contact", notes).map(|contact| PerLanguage {
            en: contact.en.map(|text| text.text).unwrap_or_default(),
            zh: contact.zh.map(|text| text.text).unwrap_or_default(),
        });
        let Some(word) = top.optional_text("care", notes) else {
            return Settings { name, care: Care::default(), contact };
        };
        let care = Care::ALL.into_iter().find(|care| care.name() == word.text);
        if care.is_none() {
            let names = Care::ALL.map(Care::name);
            let message = format!("`{}` is no care", word.text);
            let others = || format!("use {}", ticked(&names));
            notes.misspelt(Rule::UnknownValue, word.place.span, message, (&word.text, &names), others);
        }
        Settings { name, care: care.unwrap_or_default(), contact }
    })
}
