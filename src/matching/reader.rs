//! From a text to its words: compounds, spellings, repairs, figures and names, in that order.

use super::figures::join_figures;
use super::names::Names;
use super::piece::{Piece, PieceKind};
use super::pieces::{pieces_of, spell_out};
use super::repair::Repair;
use crate::text::{Token, tokens, typed_tokens};

/// Reads a text of the base, as it is written.
pub(crate) fn read_written(text: &str, names: &Names) -> Vec<Piece> {
    read_cut(text, &tokens(text), names)
}

/// The same, where the text was cut before.
pub(crate) fn read_cut(text: &str, tokens: &[Token], names: &Names) -> Vec<Piece> {
    names.join(figured(spelt(text, pieces_of(tokens, names), names), names))
}

/// Reads a text that a person typed, without what stands beside the question, and repairs its slips.
pub(crate) fn read_typed(text: &str, names: &Names, repair: &Repair) -> Vec<Piece> {
    let tokens = typed_tokens(text, |aside| names.own().has_aside(aside));
    let pieces = repair.latin(spelt(text, pieces_of(&tokens, names), names));
    names.join(figured(repair.chinese(&pieces), names))
}

/// The pieces of one form of a name, to look for elsewhere.
pub(crate) fn read_form(form: &str, names: &Names) -> Vec<Piece> {
    let pieces = figured(spelt(form, pieces_of(&tokens(form), names), names), names);
    pieces.into_iter().filter(|piece| piece.kind != PieceKind::Mark).collect()
}

fn spelt(text: &str, pieces: Vec<Piece>, names: &Names) -> Vec<Piece> {
    spell_out(names.own().join_compounds(pieces, text))
}

fn figured(pieces: Vec<Piece>, names: &Names) -> Vec<Piece> {
    join_figures(pieces, names.own())
}

#[cfg(test)]
mod tests {
    use super::{Piece, read_typed, read_written};
    use crate::facts::Words;
    use crate::matching::names::Names;
    use crate::matching::repair::Repair;
    use crate::text::tokens_and_asides;

    /// What a base's texts may say.
    const TEXTS: [&str; 12] = [
        "Where is the check-in desk?",
        "Send us an e-mail about covid-19 or a backup by November 2024.",
        "A T-shirt of top50 filmmakers",
        "Call 010-8765 4321",
        "The website is open",
        "丢钥匙要付60元",
        "钥匙在哪里拿",
        "备用钥匙",
        "能喝酒吗，能喝水吗",
        "丢东西了",
        "罚款，罚多少",
        "换钥匙",
    ];

    fn names() -> Names {
        Names::new(&Words::default(), &[], &TEXTS.map(tokens_and_asides))
    }

    fn shown(pieces: Vec<Piece>) -> String {
        pieces.into_iter().map(|piece| piece.key.to_string()).collect::<Vec<_>>().join("|")
    }

    /// Checks what becomes of each text, and that the places lie in it.
    fn check(cases: &[(&str, &str)]) {
        let names = names();
        for (text, expected) in cases {
            let pieces = read_typed(text, &names, &Repair::default());
            for piece in &pieces {
                assert!(text.get(piece.span.clone()).is_some_and(|raw| !raw.is_empty()), "{text}: {piece:?}");
            }
            assert_eq!(shown(pieces), *expected, "{text}");
        }
    }

    #[test]
    fn figures_of_several_words() {
        check(&[
            ("350 billion", "350000000000"),
            ("0.35 trillion", "350000000000"),
            ("1.2345 million", "1234500"),
            ("350 bn, 31 percent, 5 per cent, 31 %", "350000000000|,|31%|,|5%|,|31%"),
            ("two hundred and thirty-one films", "231|film"),
            ("in 2024 two films", "in|2024|2|film"),
            ("nineteen ninety-nine", "1999"),
            ("twenty twenty-four or twenty four", "2024|or|24"),
            ("one of them", "one|of|them"),
            ("half or a third", "50%|or|a|3."),
            ("12,345.67", "12345.67"),
            ("17:30，4月", "17:30|,|april"),
            ("1亿2千万", "120000000"),
            ("1亿两千万", "120000000"),
            ("2万5", "25000"),
            ("3.1415亿", "314150000"),
            ("一亿二千万 三点五亿", "120000000|350000000"),
            ("第15、百分之5", "15.|,|5%"),
        ]);
    }

    #[test]
    fn dates_and_times_of_day() {
        check(&[
            ("November 2024", "novemb|2024"),
            ("nov '24", "novemb|2024"),
            ("nov 24", "novemb|2024"),
            ("in Oct 23", "in|octob|2023"),
            ("on Oct 23", "on|octob|23"),
            ("Nov 24, 2024", "novemb|24|,|2024"),
            ("may 24 people", "may|24|peopl"),
            ("2024/11 11/2024", "2024|novemb|novemb|2024"),
            ("24年11月", "2024|novemb"),
            ("at 3 pm or 15:00", "at|15:00|or|15:00"),
            ("下午三点半", "15:30"),
        ]);
    }

    #[test]
    fn compounds_are_written_as_the_base_does() {
        check(&[
            ("email, e-mail, e mail", "email|,|email|,|email"),
            ("checkin, check in, check-in", "check|in|,|check|in|,|check|in"),
            ("tshirt T-shirt", "tshirt|tshirt"),
            ("covid19 covid-19 COVID 19", "covid|19|covid|19|covid|19"),
            ("back up, back-up", "backup|,|backup"),
            ("web site, film-makers", "websit|,|filmmak"),
            // Neither of them is the base's, or by chance.
            ("top 50, on line, a t shirt", "top|50|,|on|line|,|a|tshirt"),
        ]);
    }

    #[test]
    fn pictures_end_sentences_but_do_not_cut_them() {
        check(&[
            ("how 🦄 many", "how|mani"),
            ("thanks 👋👋", "thank|."),
            ("Great 👍 How many", "great|.|how|mani"),
            ("🎬 how", "how"),
            ("thanks 👋!", "thank|.|!"),
        ]);
    }

    #[test]
    fn what_stands_beside_the_question_is_not_read() {
        check(&[
            ("when? https://t.me/abc/24", "when|?"),
            ("1. when", "when"),
            ("ring 010-1234 5678", "ring"),
            ("010-8765 4321", "10|8765|4321"),
        ]);
        assert_eq!(shown(read_written("see t.me/abc", &names())).split('|').count(), 5);
    }

    #[test]
    fn chinese_words_are_the_bases_own() {
        check(&[
            ("丢钥匙罚多少", "丢|钥匙|罚|多少"),
            ("喝牛奶", "喝|牛|奶"),
            ("钥匙怎么办", "钥匙|怎么办"),
            ("几千万", "几|千万"),
            ("独 角 兽 有 几 家", "独角兽|有|几家"),
        ]);
    }

    #[test]
    fn what_was_written_can_be_shown() {
        let names = names();
        for (text, expected) in [
            ("10月", "10月"),
            ("十月份", "十月份"),
            ("2024-11", "2024|11"),
            ("nov 2024", "nov|2024"),
            ("whats checkin", "what|is|checkin|checkin"),
        ] {
            let pieces = read_typed(text, &names, &Repair::default());
            assert_eq!(pieces.iter().map(Piece::as_shown).collect::<Vec<_>>().join("|"), expected, "{text}");
        }
    }
}
