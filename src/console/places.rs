//! What `:source` shows: the record of the places that an answer rests on.

use std::io;

use super::phrases;
use super::screen::{FAINT, PLAIN, STRONG, Screen};
use super::session::Session;
use crate::facts::FactId;
use crate::reply::record::{Lookup, look_up, of_facts, outline};
use crate::sources::SourcePlace;

impl Session {
    /// The places of the last answer; without one, the outlines of all sources.
    pub(super) fn last_places(&self, screen: &mut Screen<'_>) -> io::Result<()> {
        let language = self.language();
        let said: Vec<FactId> = self.said.iter().map(|said| said.fact).collect();
        let (records, more) = of_facts(self.base(), &said, language);
        if records.is_empty() {
            for source in &self.base().sources {
                record_lines(&outline(source, language), screen)?;
            }
            return screen.say(FAINT, phrases::how_to_look(language), 0);
        }
        records.iter().try_for_each(|lines| record_lines(lines, screen))?;
        if more { screen.say(FAINT, phrases::more_places(language), 0) } else { Ok(()) }
    }

    pub(super) fn place(&self, place: &SourcePlace<'_>, screen: &mut Screen<'_>) -> io::Result<()> {
        let language = self.language();
        let last = self.said.last().map(|said| said.fact);
        match look_up(self.base(), last, place, language) {
            Lookup::Found(lines) => record_lines(&lines, screen),
            Lookup::NoSource(known) => {
                let named = place.source.unwrap_or_default();
                screen.say(PLAIN, &phrases::no_source(named, &known, language), 0)
            }
            Lookup::NoParagraph(said) => screen.say(PLAIN, &said, 0),
        }
    }
}

fn record_lines(lines: &[String], screen: &mut Screen<'_>) -> io::Result<()> {
    for (at, line) in lines.iter().enumerate() {
        screen.say(if at == 0 { STRONG } else { PLAIN }, line, 2)?;
    }
    Ok(())
}
