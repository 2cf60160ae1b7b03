//! What `:source` shows: the record of the places that an answer rests on.

use std::io;

use super::commands::SourcePlace;
use super::phrases;
use super::screen::{FAINT, PLAIN, STRONG, Screen};
use super::session::Session;
use crate::reply::record;
use crate::sources::{Citation, Source};

/// Most places that are shown at once.
const MOST_PLACES: usize = 3;

impl<'a> Session<'a> {
    /// The places of the last answer; without one, the outlines of all sources.
    pub(super) fn last_places(&self, screen: &mut Screen<'_>) -> io::Result<()> {
        let language = self.language();
        let mut places: Vec<(usize, Citation)> = Vec::new();
        for fact in self.said.iter().map(|said| &self.base.facts[said.fact]) {
            let new = fact.citations.iter().map(|citation| (fact.source, *citation));
            places.extend(new.filter(|place| !places.contains(place)).collect::<Vec<_>>());
        }
        if places.is_empty() {
            for source in &self.base.sources {
                record_lines(&record::outline(source, language), screen)?;
            }
            return screen.say(FAINT, phrases::how_to_look(language), 0);
        }
        for (source, citation) in places.iter().take(MOST_PLACES) {
            let lines = record::lines(&self.base.sources[*source], *citation, language);
            record_lines(&lines.unwrap_or_default(), screen)?;
        }
        if places.len() > MOST_PLACES {
            screen.say(FAINT, phrases::more_places(language), 0)?;
        }
        Ok(())
    }

    pub(super) fn place(&self, place: &SourcePlace<'_>, screen: &mut Screen<'_>) -> io::Result<()> {
        let language = self.language();
        let Some(source) = self.source(place.source) else {
            let known: Vec<&str> = self.base.sources.iter().map(|source| source.id.as_str()).collect();
            return screen.say(PLAIN, &phrases::no_source(place.source.unwrap_or_default(), &known, language), 0);
        };
        if let Some(lines) = record::lines(source, place.citation, language) {
            return record_lines(&lines, screen);
        }
        let known: Vec<u32> = source.paragraphs.iter().map(|paragraph| paragraph.number).collect();
        match place.citation {
            Citation::Paragraph(number) => screen.say(PLAIN, &phrases::no_paragraph(number, &known, language), 0),
            Citation::Title | Citation::Credits => Ok(()),
        }
    }

    /// The source that is named; without a name that of the last answer, or the first.
    fn source(&self, id: Option<&str>) -> Option<&'a Source> {
        let sources = &self.base.sources;
        if let Some(id) = id {
            return sources.iter().find(|source| source.id == id);
        }
        let last = self.said.last().map(|said| self.base.facts[said.fact].source);
        sources.get(last.unwrap_or_default())
    }
}

fn record_lines(lines: &[String], screen: &mut Screen<'_>) -> io::Result<()> {
    for (at, line) in lines.iter().enumerate() {
        screen.say(if at == 0 { STRONG } else { PLAIN }, line, 2)?;
    }
    Ok(())
}
