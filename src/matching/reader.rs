//! From a text to its words: spellings, Chinese words, repairs, figures and names, in that order.

use std::ops::Range;

use compact_str::{CompactString, ToCompactString, format_compact};

use super::names::{FormId, Names};
use super::repair::Repair;
use crate::text::{
    Known, Language, Lexicon, Number, Shape, Token, Unit, fraction_word, from_chinese, from_words, is_chinese_numeral,
    is_common, ordinal_word, scale, segment, stem, tokens,
};

/// A word on its way to a [`super::Word`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    /// The normal form.
    pub(crate) text: CompactString,
    /// What it is looked up by: a stem, a Chinese word, a figure, or the key of a name.
    pub(crate) key: CompactString,
    /// Bytes of the raw text.
    pub(crate) span: Range<usize>,
    pub(crate) kind: PieceKind,
    pub(crate) capital: bool,
    /// What was typed, if that was a slip.
    pub(crate) typed: Option<CompactString>,
    /// The sign of money beside a figure.
    pub(crate) currency: Option<char>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum PieceKind {
    Latin,
    Chinese,
    Number(Number),
    Mark,
    /// A form of a name or synonym.
    Form(FormId),
}

/// Reads a text of the base, as it is written.
pub(crate) fn read_written(text: &str, names: &Names) -> Vec<Piece> {
    read(text, names, None)
}

/// Reads a text that a person typed, and repairs its slips.
pub(crate) fn read_typed(text: &str, names: &Names, repair: &Repair) -> Vec<Piece> {
    read(text, names, Some(repair))
}

fn read(text: &str, names: &Names, repair: Option<&Repair>) -> Vec<Piece> {
    let mut pieces = spell_out(pieces_of(&tokens(text), names));
    if let Some(repair) = repair {
        pieces = repair.latin(pieces);
        pieces = repair.chinese(&pieces);
    }
    let pieces = join_english_figures(pieces);
    names.join(pieces)
}

/// The pieces of one form of a name, to look for elsewhere.
pub(crate) fn read_form(form: &str, names: &Names) -> Vec<Piece> {
    let pieces = spell_out(pieces_of(&tokens(form), names));
    join_english_figures(pieces).into_iter().filter(|piece| piece.kind != PieceKind::Mark).collect()
}

fn piece(text: &str, span: Range<usize>, kind: PieceKind) -> Piece {
    let text = CompactString::from(text);
    Piece { key: text.clone(), text, span, kind, capital: false, typed: None, currency: None }
}

fn pieces_of(tokens: &[Token], names: &Names) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.shape {
            Shape::Word => {
                let key = stem(&token.text);
                let capital = token.capital;
                pieces.push(Piece { key, capital, ..piece(&token.text, token.span.clone(), PieceKind::Latin) });
            }
            Shape::Chinese => push_chinese(&mut pieces, token, names),
            Shape::Number(number) => {
                push_number(&mut pieces, token, number);
                if let (Some(sign), Some(figure)) = (before(tokens, at), pieces.last_mut()) {
                    figure.currency = Some(sign);
                }
            }
            Shape::Mark if token.text == ":" => {}
            Shape::Mark => pieces.push(piece(&token.text, token.span.clone(), PieceKind::Mark)),
            Shape::Sign if token.text == "%" => turn_into_percent(&mut pieces, token.span.end),
            Shape::Sign if currency(&token.text).is_some() => mark_currency(&mut pieces, token),
            // People end sentences with a picture instead of a full stop.
            Shape::Sign if !token.text.is_ascii() && !is_bracket(&token.text) => {
                pieces.push(piece(".", token.span.clone(), PieceKind::Mark));
            }
            Shape::Sign => {}
        }
    }
    pieces
}

/// The sign of money that a token is.
fn currency(text: &str) -> Option<char> {
    text.chars().next().filter(|sign| "£€$¥".contains(*sign))
}

/// The sign of money right before a token.
fn before(tokens: &[Token], at: usize) -> Option<char> {
    let before = tokens.get(at.checked_sub(1)?)?;
    currency(&before.text).filter(|_| before.span.end == tokens[at].span.start)
}

/// Notes a sign of money behind a figure.
fn mark_currency(pieces: &mut [Piece], token: &Token) {
    if let Some(last) = pieces.last_mut()
        && matches!(last.kind, PieceKind::Number(_))
        && token.span.start <= last.span.end + 1
    {
        last.currency = last.currency.or(currency(&token.text));
    }
}

fn is_bracket(sign: &str) -> bool {
    "《》〈〉「」『』【】〔〕·‧…¥€£".contains(sign)
}

fn figure(number: Number, text: &str, span: Range<usize>) -> Piece {
    Piece { key: number.to_compact_string(), ..piece(text, span, PieceKind::Number(number)) }
}

fn push_number(pieces: &mut Vec<Piece>, token: &Token, number: Number) {
    let before = pieces.last().filter(|before| before.span.end == token.span.start).map(|before| before.text.clone());
    let unit = match before.as_deref() {
        Some("第") => Some(Unit::Ordinal),
        Some("百分之") => Some(Unit::Percent),
        _ => None,
    };
    let mut span = token.span.clone();
    if unit.is_some() {
        span.start = pieces.pop().map_or(span.start, |before| before.span.start);
    }
    let number = Number { unit: unit.unwrap_or(number.unit), ..number };
    pieces.push(figure(number, &token.text, span));
}

fn turn_into_percent(pieces: &mut [Piece], end: usize) {
    if let Some(last) = pieces.last_mut()
        && let PieceKind::Number(number) = last.kind
    {
        let span = last.span.start..end;
        *last = figure(Number { unit: Unit::Percent, ..number }, &format_compact!("{}%", last.text), span);
    }
}

/// Cuts a Chinese run into words; what it begins with may belong to the figure before it: 3500亿, 11月.
fn push_chinese(pieces: &mut Vec<Piece>, token: &Token, names: &Names) {
    let mut run = token.text.as_str();
    if let Some(last) = pieces.last_mut()
        && last.span.end == token.span.start
        && let PieceKind::Number(number) = last.kind
    {
        run = join_chinese_scale(last, number, token);
    }
    let known = |word: &str| {
        let is_figure = || word.chars().all(is_chinese_numeral) && from_chinese(word).is_some();
        if names.is_listed_chinese(word) || is_figure() {
            Known::Listed
        } else if is_common(word) {
            Known::Common
        } else {
            Known::No
        }
    };
    let mut bounds = &token.bounds[token.text.chars().count() - run.chars().count()..];
    for word in join_strangers(segment(run, |first| names.longest_chinese(first), known), names) {
        let word = word.as_str();
        let length = word.chars().count();
        let span = bounds[0]..bounds[length];
        bounds = &bounds[length..];
        let is_figure = !names.is_listed_chinese(word) && word != "一";
        match from_chinese(word).filter(|_| is_figure) {
            Some(number) => pieces.push(figure(number, word, span)),
            None => pieces.push(piece(word, span, PieceKind::Chinese)),
        }
    }
}

/// Characters in a row that are no words by themselves are read as one word: 推 理.
fn join_strangers(words: Vec<&str>, names: &Names) -> Vec<CompactString> {
    let is_stranger = |word: &str| {
        word.chars().count() == 1 && !names.is_listed_chinese(word) && !word.chars().all(is_chinese_numeral)
    };
    let mut joined: Vec<CompactString> = Vec::with_capacity(words.len());
    let mut open = false;
    for word in words {
        let stranger = is_stranger(word);
        match joined.last_mut() {
            Some(last) if open && stranger => last.push_str(word),
            _ => joined.push(word.into()),
        }
        open = stranger;
    }
    joined
}

/// Takes from `run` what belongs to the figure before it, and returns the rest.
fn join_chinese_scale<'a>(last: &mut Piece, number: Number, token: &'a Token) -> &'a str {
    let run = token.text.as_str();
    let ends = run.char_indices().map(|(at, character)| at + character.len_utf8()).take(2);
    let scaled = ends.filter_map(|end| Some((end, scale(&run[..end])?))).last();
    if let Some((end, factor)) = scaled {
        let number = Number { thousandths: number.thousandths.saturating_mul(factor), ..number };
        let text = format_compact!("{}{}", last.text, &run[..end]);
        let span = last.span.start..token.bounds[run[..end].chars().count()];
        *last = Piece { currency: last.currency, ..figure(number, &text, span) };
        return &run[end..];
    }
    if let Some(rest) = run.strip_prefix('月')
        && let Some(month) = month_name(number)
    {
        let span = last.span.start..token.bounds[1];
        *last = Piece { key: stem(month), ..piece(month, span, PieceKind::Latin) };
        return rest.strip_prefix('份').unwrap_or(rest);
    }
    run
}

/// Months are words in English and figures in Chinese; here they are English words.
fn month_name(number: Number) -> Option<&'static str> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let month = usize::try_from(number.thousandths / 1000).ok()?.checked_sub(1)?;
    MONTHS.get(month).copied()
}

/// Writes out chat spellings: "whats" is "what is".
fn spell_out(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut spelt = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let words = match piece.kind {
            PieceKind::Latin => Lexicon::english().spellings.get(piece.text.as_str()),
            PieceKind::Chinese => Lexicon::of(Language::Chinese).spellings.get(piece.text.as_str()),
            PieceKind::Number(_) | PieceKind::Mark | PieceKind::Form(_) => None,
        };
        match words {
            Some(words) => spelt.extend(words.split_whitespace().map(|word| Piece {
                text: word.into(),
                key: stem(word),
                ..piece.clone()
            })),
            None => spelt.push(piece),
        }
    }
    spelt
}

/// Joins "350 billion", "two hundred million", "31 percent", "a quarter" into figures.
fn join_english_figures(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut rest = pieces.into_iter();
    while !rest.as_slice().is_empty() {
        match english_figure(rest.as_slice()) {
            (Some(figure), taken) => {
                joined.push(figure);
                rest.by_ref().take(taken).for_each(drop);
            }
            (None, taken) => joined.extend(rest.by_ref().take(taken.max(1))),
        }
    }
    joined
}

/// Most words of a figure in English: "two hundred and thirty-one million …".
const LONGEST_FIGURE: usize = 10;

fn english_figure(pieces: &[Piece]) -> (Option<Piece>, usize) {
    let mut words = [""; LONGEST_FIGURE];
    for (word, piece) in words.iter_mut().zip(pieces) {
        *word = piece.text.as_str();
    }
    let words = &words[..pieces.len().min(LONGEST_FIGURE)];
    let first = match pieces[0].kind {
        PieceKind::Number(number) => Some(number),
        PieceKind::Latin => None,
        PieceKind::Chinese | PieceKind::Mark | PieceKind::Form(_) => return (None, 1),
    };
    let skipped = usize::from(first.is_some());
    let (mut number, mut taken) = match from_words(&words[skipped..], first) {
        Some((number, taken)) => (Some(number), taken + skipped),
        None => (first, skipped),
    };
    if number.is_none() {
        let ordinal =
            ordinal_word(words[0]).map(|value| Number { unit: Unit::Ordinal, in_words: true, ..Number::plain(value) });
        number = fraction_word(words[0]).or(ordinal);
        taken = 1;
    }
    let Some(mut value) = number else {
        return (None, 1);
    };
    let percent = |words: &[&str]| match words {
        ["percent" | "pct" | "percentage", ..] => 1,
        ["per", "cent", ..] => 2,
        _ => 0,
    };
    let percent_words = percent(&words[taken..]);
    if percent_words > 0 {
        value.unit = Unit::Percent;
        taken += percent_words;
    }
    // "one" alone is a pronoun more often than a figure.
    if taken == 1 && words[0] == "one" {
        return (None, 1);
    }
    let text = words[..taken].join(" ");
    let span = pieces[0].span.start..pieces[taken - 1].span.end;
    let currency = pieces[..taken].iter().find_map(|piece| piece.currency);
    (Some(Piece { currency, ..figure(value, &text, span) }), taken)
}
