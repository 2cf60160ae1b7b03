//! What people ask of things, and what shows that a sentence tells it, from the plain files beside this one.

use std::sync::LazyLock;

use fancy_regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::thing::Thing;
use crate::text::Language;

static ENGLISH: LazyLock<Vec<Property>> = LazyLock::new(|| embedded(include_str!("english.toml")));
static CHINESE: LazyLock<Vec<Property>> = LazyLock::new(|| embedded(include_str!("chinese.toml")));

/// One thing that people ask of a thing: its price.
#[derive(Debug)]
pub(super) struct Property {
    pub(super) id: String,
    signs: Vec<Regex>,
    asks: Vec<String>,
    reply: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProperties {
    property: Vec<RawProperty>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProperty {
    id: String,
    signs: Vec<String>,
    asks: Vec<String>,
    reply: String,
}

fn embedded(text: &str) -> Vec<Property> {
    let raw: RawProperties = toml::from_str(text).expect("the properties are part of the program: a test reads them");
    let sign = |sign: &String| {
        let built = RegexBuilder::new(sign).case_insensitive(true).build();
        built.expect("the properties are part of the program: a test reads them")
    };
    let property = |RawProperty { id, signs, asks, reply }| {
        let signs = signs.iter().map(sign).collect();
        Property { id, signs, asks, reply }
    };
    raw.property.into_iter().map(property).collect()
}

impl Property {
    /// What people ask of things in a language.
    pub(super) fn all(language: Language) -> &'static [Self] {
        match language {
            Language::English => &ENGLISH,
            Language::Chinese => &CHINESE,
        }
    }

    /// Whether a text may tell it of the things in it.
    pub(super) fn may_be_told_by(&self, text: &str) -> bool {
        self.signs.iter().any(|sign| sign.is_match(text).unwrap_or(true))
    }

    /// Whether it is asked of such a thing: how many there are is asked of several, the size of a named one.
    pub(super) fn is_asked_of(&self, thing: &Thing) -> bool {
        match self.id.as_str() {
            "number" => thing.may_be_counted(),
            "size" => thing.is_name,
            _ => true,
        }
    }

    /// The questions for it, of a thing.
    pub(super) fn asks(&self, thing: &Thing) -> Vec<String> {
        self.asks.iter().map(|ask| thing.put_into(ask)).collect()
    }

    /// That it is not told of a thing by the text that is called so.
    pub(super) fn reply(&self, thing: &Thing, source: &str) -> String {
        let reply = thing.put_into(&self.reply).replace("{source}", source);
        let mut letters = reply.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Property;
    use crate::text::Language;

    #[test]
    fn each_property_is_asked_for_and_denied() {
        for property in Language::ALL.into_iter().flat_map(Property::all) {
            assert!(property.asks.len() >= 2 && property.asks.iter().all(|ask| ask.contains('{')), "{}", property.id);
            assert!(property.reply.contains("{source}") && !property.signs.is_empty(), "{}", property.id);
        }
        let ids = |language| Property::all(language).iter().map(|property| property.id.as_str()).collect::<Vec<_>>();
        assert_eq!(ids(Language::English), ids(Language::Chinese));
    }
}
