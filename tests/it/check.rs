//! Every rule of `check`, broken once: what is found, and in which words.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use citebot::check::render::{Colors, Extent, finding, json, text};
use citebot::check::{self, Article, Report, against_text};
use citebot::facts::{Base, Files, load};
use citebot::findings::{File, Rule};
use citebot::text::WordTable;
use expect_test::{Expect, expect};
use tempfile::TempDir;

use crate::driver::Run;

const ANSWERS: &str = "answers/library.toml";
const WORDS: &str = "answers/words.toml";
const SEEDS: &str = "seeds/old-mill.toml";

/// A small sound base: the article of a mill that became a library.
fn sound() -> Files {
    Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/library")).expect("the base is there")
}

fn article() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/library/article.txt");
    fs::read_to_string(path).expect("the article is there")
}

fn run(files: &Files, article: Option<&str>) -> Report {
    let article = article.map(|text| Article::new("article.txt", text));
    check::run(files, article.as_ref(), WordTable::Used)
}

/// The sound base with one change in one file.
fn changed(name: &str, from: &str, to: &str) -> Files {
    let change = |file: &Arc<File>| {
        if file.name != name {
            return Arc::clone(file);
        }
        assert!(file.text.contains(from), "{name} has no {from}");
        Arc::new(File { name: file.name.clone(), text: file.text.replacen(from, to, 1) })
    };
    let files = sound();
    Files { sources: files.sources.iter().map(change).collect(), answers: files.answers.iter().map(change).collect() }
}

fn rendered(report: &Report) -> String {
    report.findings.iter().map(|found| finding(found, Colors::Off)).collect()
}

fn base() -> Base {
    load(&sound()).expect("the base is sound")
}

#[test]
fn a_sound_base_has_no_findings() {
    let report = run(&sound(), Some(&article()));
    expect![[r#"
        4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: no findings
    "#]]
    .assert_eq(&text(&report, Extent::All, Colors::Off));
    expect![[r#"{"sound":true,"checked":{"files":4,"facts":3,"drafts":0,"gaps":1,"small_talk":1,"phrasings":40},"findings":[]}"#]]
        .assert_eq(&json(&report));
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is a table")]
fn each_rule_finds_what_breaks_it() {
    let cases = [
        (
            Rule::Toml,
            ANSWERS,
            "books does the library lend?\",",
            "books does the library lend?,",
            expect![[r#"
                error[toml]: a text is never closed in this line
                  --> answers/library.toml:37:42
                   |
                37 |   "How many books does the library lend?,
                   |                                          ^
                   |
                   = hint: write `"` behind its last word; a quotation mark inside a text is written `\"`
            "#]],
        ),
        (
            Rule::UnknownKey,
            ANSWERS,
            "related = [\"library-cost\"]",
            "relatd = [\"library-cost\"]",
            expect![[r#"
            error[unknown-key]: `fact` has no key `relatd`
              --> answers/library.toml:27:1
               |
            27 | relatd = ["library-cost"]
               | ^^^^^^
               |
               = hint: did you mean `related`?
        "#]],
        ),
        (
            Rule::UnknownKey,
            SEEDS,
            "language = \"en\"",
            "language = \"en\"\nauthor = \"Ada\"",
            expect![[r#"
                error[unknown-key]: the file has no key `author`
                 --> seeds/old-mill.toml:4:1
                  |
                4 | author = "Ada"
                  | ^^^^^^
                  |
                  = hint: the file may have `bilingual`, `title`, `language`, `called`, `address`, `credits`, `section` or `paragraph`
            "#]],
        ),
        (
            Rule::NeedlessKey,
            ANSWERS,
            "topic.en = \"The library\"",
            "bilingual = true\ntopic.en = \"The library\"",
            expect![[r#"
                warning[needless-key]: `bilingual` says what the file shows without it
                 --> answers/library.toml:1:13
                  |
                1 | bilingual = true
                  |             ^^^^
                  |
                  = hint: take the line out: it is of use where the file shows otherwise
            "#]],
        ),
        (
            Rule::WrongType,
            ANSWERS,
            "paragraphs = [2]",
            "paragraphs = \"2\"",
            expect![[r#"
            error[wrong-type]: `paragraphs` takes a list in `[ ]`, found a text
              --> answers/library.toml:54:14
               |
            54 | paragraphs = "2"
               |              ^^^
               |
               = hint: write a list in `[ ]` instead
        "#]],
        ),
        (
            Rule::MissingKey,
            ANSWERS,
            "id         = \"library-books\"\n",
            "",
            expect![[r#"
            error[missing-key]: `fact` has no `id`
              --> answers/library.toml:29:1
               |
            29 | [[fact]]
               | ^^^^^^^^
               |
               = hint: add `id = …`
        "#]],
        ),
        (
            Rule::MissingKey,
            ANSWERS,
            "source   = \"old-mill\"\n",
            "",
            expect![[r#"
            error[missing-key]: a fact rests on a source, and this file names none
             --> answers/library.toml:1:1
              |
            1 | topic.en = "The library"
              | ^
              |
              = hint: write `source = "…"` at the top, with the name of a file in `seeds/`
        "#]],
        ),
        (
            Rule::Unfinished,
            SEEDS,
            "sha256 = \"caf3a5d97a48142b9ad5399d60fdb046f89ef91cbaeda3bc7fc9ac372740c133\"\n",
            "",
            expect![[r#"
                warning[unfinished]: paragraph 1 has no fingerprint, so nobody will see that the text changed
                  --> seeds/old-mill.toml:17:10
                   |
                17 | number = 1
                   |          ^
                   |
                   = hint: `citebot record --text FILE old-mill` writes what is missing
            "#]],
        ),
        (
            Rule::MissingLanguage,
            ANSWERS,
            "answer.zh  = \"图书馆藏书12000册。\"\n",
            "",
            expect![[r#"
            error[missing-language]: `answer` has no `zh`
              --> answers/library.toml:34:1
               |
            34 | answer.en  = "The library lends 12,000 books."
               | ^^^^^^
               |
               = hint: add `answer.zh = …`: every text stands in English and Chinese
        "#]],
        ),
        (
            Rule::MissingLanguage,
            ANSWERS,
            "ask.zh   = [\"晚上几点关门？\", \"星期天开到几点？\", \"工作日关门时间\"]\n",
            "",
            expect![[r#"
            error[missing-language]: `ask` has no `zh`
              --> answers/library.toml:77:1
               |
            77 | ask.en   = ["At what hour does the library close in the evening?", "Until what hour is it open on Sundays?", "closing hour on weekda...
               | ^^^
               |
               = hint: add `ask.zh = …`: every text stands in English and Chinese
        "#]],
        ),
        (
            Rule::Empty,
            ANSWERS,
            "\"The library lends 12,000 books.\"",
            "\" \"",
            expect![[r#"
            error[empty]: `en` is empty
              --> answers/library.toml:34:14
               |
            34 | answer.en  = " "
               |              ^^^
               |
               = hint: write it, or delete it where it may be left out
        "#]],
        ),
        (
            Rule::InvisibleCharacter,
            ANSWERS,
            "lends 12,000 books.\"",
            "lends \u{202E}12,000 books.\"",
            expect![[r#"
            error[invisible-character]: here stands the invisible character U+202E
              --> answers/library.toml:34:33
               |
            34 | answer.en  = "The library lends ⟨U+202E⟩12,000 books."
               |                                 ^^^^^^^^
               |
               = hint: delete it: typing the text anew does, or `citebot check --fix`
        "#]],
        ),
        (
            Rule::UnknownValue,
            ANSWERS,
            "\"amount\", \"share\"",
            "\"amont\", \"share\"",
            expect![[r#"
            error[unknown-value]: `amont` is no kind of question
              --> answers/library.toml:56:15
               |
            56 | expects    = ["amont", "share"]
               |               ^^^^^^^
               |
               = hint: did you mean `amount`?
        "#]],
        ),
        (
            Rule::UnknownValue,
            SEEDS,
            "language = \"en\"",
            "language = \"fr\"",
            expect![[r#"
            error[unknown-value]: `fr` is no language of an article
             --> seeds/old-mill.toml:3:12
              |
            3 | language = "fr"
              |            ^^^^
              |
              = hint: use `en` or `zh`
        "#]],
        ),
        (
            Rule::BadId,
            ANSWERS,
            "\"opening-hours\"",
            "\"Opening hours\"",
            expect![[r#"
            error[bad-id]: `Opening hours` is no id
              --> answers/library.toml:76:12
               |
            76 | id       = "Opening hours"
               |            ^^^^^^^^^^^^^^^
               |
               = hint: use at most 48 small letters, digits and hyphens
        "#]],
        ),
        (
            Rule::DuplicateId,
            ANSWERS,
            "\"opening-hours\"",
            "\"library-cost\"",
            expect![[r#"
            error[duplicate-id]: the id `library-cost` stands twice
              --> answers/library.toml:76:12
               |
            76 | id       = "library-cost"
               |            ^^^^^^^^^^^^^^
               |
               = hint: the other one is at answers/library.toml:53; give each its own
        "#]],
        ),
        (
            Rule::DuplicateId,
            SEEDS,
            "number = 2",
            "number = 1",
            expect![[r#"
            error[unknown-paragraph]: no paragraph has the number 2
              --> seeds/old-mill.toml:14:15
               |
            14 | paragraphs = [2]
               |               ^
               |
               = hint: a section lists the numbers of the paragraphs below
            error[duplicate-id]: the paragraph 1 stands twice
              --> seeds/old-mill.toml:28:10
               |
            28 | number = 1
               |          ^
               |
               = hint: number the paragraphs of the article from 1 on, each once
            error[unknown-paragraph]: `old-mill` has no paragraph 2
              --> answers/library.toml:54:15
               |
            54 | paragraphs = [2]
               |               ^
               |
               = hint: its paragraphs are 1
        "#]],
        ),
        (
            Rule::UnknownSource,
            ANSWERS,
            "\"old-mill\"",
            "\"old-mil\"",
            expect![[r#"
            error[unknown-source]: no source is called `old-mil`
             --> answers/library.toml:3:12
              |
            3 | source   = "old-mil"
              |            ^^^^^^^^^
              |
              = hint: did you mean `old-mill`?
        "#]],
        ),
        (
            Rule::UnknownParagraph,
            ANSWERS,
            "paragraphs = [2]",
            "paragraphs = [2, 5]",
            expect![[r#"
            error[unknown-paragraph]: `old-mill` has no paragraph 5
              --> answers/library.toml:54:18
               |
            54 | paragraphs = [2, 5]
               |                  ^
               |
               = hint: its paragraphs are 1, 2
        "#]],
        ),
        (
            Rule::UnknownParagraph,
            ANSWERS,
            "paragraphs = [2]",
            "place = \"heading\"",
            expect![[r#"
            error[unknown-paragraph]: `heading` is no place in a source
              --> answers/library.toml:54:9
               |
            54 | place = "heading"
               |         ^^^^^^^^^
               |
               = hint: `place` is `credits` or `title`; a paragraph is named by its number
        "#]],
        ),
        (
            Rule::UnknownParagraph,
            SEEDS,
            "paragraphs = [2]",
            "paragraphs = [2, 3]",
            expect![[r#"
            error[unknown-paragraph]: no paragraph has the number 3
              --> seeds/old-mill.toml:14:18
               |
            14 | paragraphs = [2, 3]
               |                  ^
               |
               = hint: a section lists the numbers of the paragraphs below
        "#]],
        ),
        (
            Rule::UnknownFact,
            ANSWERS,
            "related = [\"library-cost\"]",
            "related = [\"library-costs\"]",
            expect![[r#"
            error[unknown-fact]: no fact has the id `library-costs`
              --> answers/library.toml:27:12
               |
            27 | related = ["library-costs"]
               |            ^^^^^^^^^^^^^^^
               |
               = hint: did you mean `library-cost`?
        "#]],
        ),
        (
            Rule::UnknownFact,
            ANSWERS,
            "nearest  = [\"library-opening\"]",
            "nearest  = [\"greeting\"]",
            expect![[r#"
            error[unknown-fact]: no fact has the id `greeting`
              --> answers/library.toml:81:13
               |
            81 | nearest  = ["greeting"]
               |             ^^^^^^^^^^
               |
               = hint: write the `id` of a fact; gaps and small talk can't be offered
        "#]],
        ),
        (
            Rule::SharedWord,
            WORDS,
            "\"支付\"]",
            "\"支付\", \"Book\"]",
            expect![[r#"
            error[shared-word]: `Book` stands in two names or synonym classes
             --> answers/words.toml:3:31
              |
            3 |   ["cost", "pay", "费用", "支付", "Book"],
              |                                   ^^^^^^
              |
              = hint: keep it in one of them, or make the two one
        "#]],
        ),
        (
            Rule::UnsourcedFigure,
            ANSWERS,
            "lends 12,000 books.\"",
            "lends 21,000 books.\"",
            expect![[r#"
                error[unsourced-figure]: `library-books` says `21,000`, which does not stand in the record of paragraph 1
                  --> answers/library.toml:34:33
                   |
                34 | answer.en  = "The library lends 21,000 books."
                   |                                 ^^^^^^
                   |
                   = hint: say what stands in the text, or record it in `seeds/old-mill.toml` if it stands there
            "#]],
        ),
        (
            Rule::UnsourcedFigure,
            ANSWERS,
            "图书馆藏书12000册。",
            "图书馆藏书1.3万册。",
            expect![[r#"
                error[unsourced-figure]: `library-books` says `1.3万`, which does not stand in the record of paragraph 1
                  --> answers/library.toml:35:20
                   |
                35 | answer.zh  = "图书馆藏书1.3万册。"
                   |                         ^^^^^
                   |
                   = hint: say what stands in the text, or record it in `seeds/old-mill.toml` if it stands there
            "#]],
        ),
        (
            Rule::UnsourcedFigure,
            ANSWERS,
            "opened on 3 May 2023",
            "opened on 3 June 2023",
            expect![[r#"
                error[unsourced-figure]: `library-opening` says `June`, which does not stand in the record of paragraph 1
                  --> answers/library.toml:11:73
                   |
                11 | answer.en  = "The public library in the Old Mill in Elmtown opened on 3 June 2023."
                   |                                                                         ^^^^
                   |
                   = hint: say what stands in the text, or record it in `seeds/old-mill.toml` if it stands there
            "#]],
        ),
        (
            Rule::UnsourcedFigure,
            ANSWERS,
            "2023年5月3日开放",
            "2023年六月3日开放",
            expect![[r#"
                error[unsourced-figure]: `library-opening` says `六月`, which does not stand in the record of paragraph 1
                  --> answers/library.toml:12:34
                   |
                12 | answer.zh  = "埃尔姆镇老磨坊的公共图书馆于2023年六月3日开放。"
                   |                                                 ^^^^
                   |
                   = hint: say what stands in the text, or record it in `seeds/old-mill.toml` if it stands there
            "#]],
        ),
        (
            Rule::UnsourcedFigure,
            ANSWERS,
            "half of that came",
            "a quarter of that came",
            expect![[r#"
                error[unsourced-figure]: `library-cost` says `quarter`, which does not stand in the record of paragraph 2
                  --> answers/library.toml:57:64
                   |
                57 | answer.en  = "The city paid 1.5 million crowns for the work; a quarter of that came from the Green Fund."
                   |                                                                ^^^^^^^
                   |
                   = hint: say what stands in the text, or record it in `seeds/old-mill.toml` if it stands there
            "#]],
        ),
        (
            Rule::UnsourcedFigure,
            ANSWERS,
            "其中一半来自",
            "其中三成来自",
            expect![[r#"
                error[unsourced-figure]: `library-cost` says `三成`, which does not stand in the record of paragraph 2
                  --> answers/library.toml:58:32
                   |
                58 | answer.zh  = "市里为工程支付了150万克朗，其中三成来自绿色基金。"
                   |                                              ^^^^
                   |
                   = hint: say what stands in the text, or record it in `seeds/old-mill.toml` if it stands there
            "#]],
        ),
        (
            Rule::UnsourcedFigure,
            ANSWERS,
            "\"The library lends 12,000 books.\"",
            "\"The \\\"library\\\" lends 12,000 books, most of them for 21 days.\"",
            expect![[r#"
                error[unsourced-figure]: `library-books` says `21`, which does not stand in the record of paragraph 1
                  --> answers/library.toml:34:68
                   |
                34 | answer.en  = "The \"library\" lends 12,000 books, most of them for 21 days."
                   |                                                                    ^^
                   |
                   = hint: say what stands in the text, or record it in `seeds/old-mill.toml` if it stands there
            "#]],
        ),
        (
            Rule::UnsourcedName,
            ANSWERS,
            "from the Green Fund.\"",
            "from the Blue Fund.\"",
            expect![[r#"
                error[unsourced-name]: `library-cost` says `Blue Fund`, which does not stand in the record of paragraph 2
                  --> answers/library.toml:57:89
                   |
                57 | answer.en  = "The city paid 1.5 million crowns for the work; half of that came from the Blue Fund."
                   |                                                                                         ^^^^^^^^^
                   |
                   = hint: say what stands in the text, or record it in `seeds/old-mill.toml` if it stands there
            "#]],
        ),
        (
            Rule::UnsourcedName,
            ANSWERS,
            "\"The public library in the Old Mill in Elmtown",
            "\"Oxford's library in the Old Mill in Elmtown",
            expect![[r#"
                error[unsourced-name]: `library-opening` says `Oxford`, which does not stand in the record of paragraph 1
                  --> answers/library.toml:11:15
                   |
                11 | answer.en  = "Oxford's library in the Old Mill in Elmtown opened on 3 May 2023."
                   |               ^^^^^^
                   |
                   = hint: say what stands in the text, or record it in `seeds/old-mill.toml` if it stands there
            "#]],
        ),
        (
            Rule::UnsourcedName,
            ANSWERS,
            "其中一半来自绿色基金。\"",
            "其中一半来自埃尔姆镇。\"",
            expect![[r#"
                error[unsourced-name]: `library-cost` says `埃尔姆镇`, which does not stand in the record of paragraph 2
                  --> answers/library.toml:58:36
                   |
                58 | answer.zh  = "市里为工程支付了150万克朗，其中一半来自埃尔姆镇。"
                   |                                                      ^^^^^^^^
                   |
                   = hint: paragraph 1 has it: if it says the same there, cite that as well; else leave it out
            "#]],
        ),
        (
            Rule::UnsourcedName,
            ANSWERS,
            "埃尔姆镇老磨坊的",
            "Elmville老磨坊的",
            expect![[r#"
                error[unsourced-name]: `library-opening` says `Elmville`, which does not stand in the record of paragraph 1
                  --> answers/library.toml:12:15
                   |
                12 | answer.zh  = "Elmville老磨坊的公共图书馆于2023年5月3日开放。"
                   |               ^^^^^^^^
                   |
                   = hint: say what stands in the text, or record it in `seeds/old-mill.toml` if it stands there
            "#]],
        ),
        (
            Rule::UnsourcedName,
            ANSWERS,
            "图书馆藏书12000册。",
            "图书馆藏书12000册，包括《红楼梦》。",
            expect![[r#"
                error[unsourced-name]: `library-books` says `红楼梦`, which does not stand in the record of paragraph 1
                  --> answers/library.toml:35:30
                   |
                35 | answer.zh  = "图书馆藏书12000册，包括《红楼梦》。"
                   |                                        ^^^^^^
                   |
                   = hint: say what stands in the text, or record it in `seeds/old-mill.toml` if it stands there
            "#]],
        ),
        (
            Rule::OtherUnit,
            ANSWERS,
            "paid 1.5 million crowns",
            "paid 1.5 million euros",
            expect![[r#"
            warning[other-unit]: `library-cost` says `1.5 million euros`; `1.5 million crowns` stands in paragraph 2
              --> answers/library.toml:57:29
               |
            57 | answer.en  = "The city paid 1.5 million euros for the work; half of that came from the Green Fund."
               |                             ^^^^^^^^^^^^^^^^^
               |
               = hint: write the unit of the text, or cite where this one stands
        "#]],
        ),
        (
            Rule::OtherHedge,
            ANSWERS,
            "lends 12,000 books",
            "lends nearly 12,000 books",
            expect![[r#"
            warning[other-hedge]: `library-books` says `nearly 12,000`; `12,000` stands in paragraph 1
              --> answers/library.toml:34:33
               |
            34 | answer.en  = "The library lends nearly 12,000 books."
               |                                 ^^^^^^^^^^^^^
               |
               = hint: say “about”, “up to”, “more than” where the text says so, and nowhere else
        "#]],
        ),
        (
            Rule::OtherFigure,
            ANSWERS,
            "The library lends 12,000",
            "The two libraries lend 12,000",
            expect![[r#"
            warning[other-figure]: `library-books` says `two`; no such number stands in paragraph 1, nor does the answer list as many
              --> answers/library.toml:34:19
               |
            34 | answer.en  = "The two libraries lend 12,000 books."
               |                   ^^^
               |
               = hint: write the number of the text, or leave it out
        "#]],
        ),
        (
            Rule::OtherName,
            ANSWERS,
            "其中一半来自绿色基金",
            "其中一半来自赵明远",
            expect![[r#"
            warning[other-name]: `library-cost` says `赵明远`, which does not stand in the record of paragraph 2
              --> answers/library.toml:58:36
               |
            58 | answer.zh  = "市里为工程支付了150万克朗，其中一半来自赵明远。"
               |                                                      ^^^^^^
               |
               = hint: write the name as the text does, or leave it out
        "#]],
        ),
        (
            Rule::Negation,
            ANSWERS,
            "half of that came from the Green Fund",
            "half of that never came from the Green Fund",
            expect![[r#"
                warning[negation]: `library-cost` says “that never came from the Green Fund”; “half came from the Green Fund” stands in paragraph 2
                  --> answers/library.toml:57:70
                   |
                57 | answer.en  = "The city paid 1.5 million crowns for the work; half of that never came from the Green Fund."
                   |                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                   |
                   = hint: look for a “not” too much or too few
            "#]],
        ),
        (
            Rule::Untold,
            ANSWERS,
            "reply.en = \"The article tells nothing about hours.\"",
            "reply.en = \"Volunteers lock the doors whenever they like.\"",
            expect![[r#"
                warning[untold]: `opening-hours` says “Volunteers lock the doors whenever they like”; nothing like it stands in the text
                  --> answers/library.toml:79:13
                   |
                79 | reply.en = "Volunteers lock the doors whenever they like."
                   |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                   |
                   = hint: a reply may say what the text has instead, and nothing else
            "#]],
        ),
        (
            Rule::MissingFigure,
            ANSWERS,
            "\"图书馆藏书12000册。\"",
            "\"图书馆藏书很多。\"",
            expect![[r#"
            error[missing-figure]: the fact expects `number`, and its answer has no figure
              --> answers/library.toml:35:14
               |
            35 | answer.zh  = "图书馆藏书很多。"
               |              ^^^^^^^^^^^^^^^^^^
               |
               = hint: give the figure, or take `number` out of `expects`
        "#]],
        ),
        (
            Rule::SharedPhrasing,
            ANSWERS,
            "\"cost of the work in crowns\",",
            "\"cost of the work in crowns\", \"number of books!\",",
            expect![[r#"
                error[shared-phrasing]: this phrasing stands in `library-books` as well
                  --> answers/library.toml:63:33
                   |
                63 |   "cost of the work in crowns", "number of books!",
                   |                                 ^^^^^^^^^^^^^^^^^^
                   |
                   = hint: the other one is at answers/library.toml:40; keep it where it fits, or word both more closely
                warning[lost-phrasing]: asked of the base, this does not find `library-cost`: `library-books` answers it
                  --> answers/library.toml:63:33
                   |
                63 |   "cost of the work in crowns", "number of books!",
                   |                                 ^^^^^^^^^^^^^^^^^^
                   |
                   = hint: name in it what sets its entry apart, give its entry more phrasings of the kind, or move it to the other
            "#]],
        ),
        (
            Rule::RepeatedPhrasing,
            ANSWERS,
            "\"number of books\",",
            "\"number of books\",\n  \"Number of... books?\",",
            expect![[r#"
                warning[repeated-phrasing]: this phrasing stands twice
                  --> answers/library.toml:41:3
                   |
                41 |   "Number of... books?",
                   |   ^^^^^^^^^^^^^^^^^^^^^
                   |
                   = hint: the other one is in line 40; keep one
            "#]],
        ),
        (
            Rule::SharedPhrasing,
            ANSWERS,
            "\"cost of the work in crowns\",",
            "\"cost of the work in crowns\", \"What is the number of books in this library?\",",
            expect![[r#"
                error[shared-phrasing]: `library-books` has nearly this phrasing as well: “What is the number of books in the library?”
                  --> answers/library.toml:63:33
                   |
                63 |   "cost of the work in crowns", "What is the number of books in this library?",
                   |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                   |
                   = hint: the other one is at answers/library.toml:38; keep it where it fits, or word both more closely
            "#]],
        ),
        (
            Rule::BarePhrasing,
            ANSWERS,
            "\"number of books\",",
            "\"number of books\", \"Can you tell me more?\",",
            expect![[r#"
                warning[bare-phrasing]: no word of this tells that `library-books` is meant
                  --> answers/library.toml:40:22
                   |
                40 |   "number of books", "Can you tell me more?",
                   |                      ^^^^^^^^^^^^^^^^^^^^^^^
                   |
                   = hint: name the thing in it, or delete it
            "#]],
        ),
        (
            Rule::StrayWord,
            ANSWERS,
            "\"number of books\",",
            "\"number of books\", \"How many books did Spielberg give?\",",
            expect![[r#"
                warning[stray-word]: `Spielberg` has nothing to do with what `library-books` says
                  --> answers/library.toml:40:22
                   |
                40 |   "number of books", "How many books did Spielberg give?",
                   |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                   |
                   = hint: leave them out: who asks for something else by such a word would get this fact
            "#]],
        ),
        (
            Rule::StrayWord,
            ANSWERS,
            "\"number of books\",",
            "\"number of books\", \"My dog barked when the train to the moon left.\",",
            expect![[r#"
                warning[stray-word]: `dog`, `barked`, `train`, `moon`, `left` have nothing to do with what `library-books` says
                  --> answers/library.toml:40:22
                   |
                40 |   "number of books", "My dog barked when the train to the moon left.",
                   |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                   |
                   = hint: leave them out: who asks for something else by such a word would get this fact
            "#]],
        ),
        (
            Rule::UnknownAbout,
            ANSWERS,
            "[\"work\", \"city\"]",
            "[\"work\", \"citty\"]",
            expect![[r#"
            warning[unknown-about]: `citty` stands in no phrasing, answer or source
              --> answers/library.toml:55:23
               |
            55 | about      = ["work", "citty"]
               |                       ^^^^^^^
               |
               = hint: did you mean `city`?
        "#]],
        ),
        (
            Rule::IdleWord,
            ANSWERS,
            "[\"work\", \"city\"]",
            "[\"work\", \"the\"]",
            expect![[r#"
            warning[idle-word]: `the` under `about` says nothing: every question may have it
              --> answers/library.toml:55:23
               |
            55 | about      = ["work", "the"]
               |                       ^^^^^
               |
               = hint: delete it, or put it under `telling` in `words.toml` if it tells facts apart here
        "#]],
        ),
        (
            Rule::IdleWord,
            WORDS,
            "synonyms = [",
            "fillers = [\"lovely\"]\ncommon = [\"mint\", \"lovely\"]\nsynonyms = [",
            expect![[r#"
                warning[idle-word]: `lovely` stands under `fillers` as well
                 --> answers/words.toml:2:19
                  |
                2 | common = ["mint", "lovely"]
                  |                   ^^^^^^^^
                  |
                  = hint: keep it where it belongs: it can't have the effect of both lists
            "#]],
        ),
        (
            Rule::Toml,
            ANSWERS,
            "\"number of books\",",
            "“number of books”,",
            expect![[r#"
            error[toml]: `“` is no sign of TOML
              --> answers/library.toml:40:3
               |
            40 |   “number of books”,
               |   ^
               |
               = hint: write a straight `"` instead of `“`: that sign may stand inside a text alone
        "#]],
        ),
        (
            Rule::Toml,
            ANSWERS,
            "related = [\"library-cost\"]",
            "<<<<<<< HEAD\nrelated = [\"library-cost\"]\n=======\nrelated = [\"library-books\"]\n>>>>>>> theirs",
            expect![[r#"
                error[toml]: here stand two versions of the file that could not be merged
                  --> answers/library.toml:27:1
                   |
                27 | <<<<<<< HEAD
                   | ^^^^^^^^^^^^
                   |
                   = hint: keep the lines of one version, or of both, and delete the three lines with `<<<`, `===` and `>>>`
            "#]],
        ),
        (
            Rule::Toml,
            ANSWERS,
            "  \"图书馆 开放日期\",\n]",
            "  \"图书馆 开放日期\",",
            expect![[r#"
            error[toml]: this list is never closed
              --> answers/library.toml:21:1
               |
            21 | ask.zh = [
               | ^^^^^^^^^^
               |
               = hint: write `]` behind its last text
        "#]],
        ),
        (
            Rule::Toml,
            ANSWERS,
            "\"number of books\",\n",
            "\"number of books\"\n",
            expect![[r#"
                error[toml]: a comma is missing before this
                  --> answers/library.toml:41:3
                   |
                41 |   "Are there 12,000 books?",
                   |   ^
                   |
                   = hint: write `,` behind the text before this
            "#]],
        ),
        (
            Rule::Toml,
            ANSWERS,
            "[[fact]]\nid         = \"library-books\"",
            "[fact]\nid         = \"library-books\"",
            expect![[r#"
                error[toml]: `[fact]` is one table, and there may be several of them
                  --> answers/library.toml:29:1
                   |
                29 | [fact]
                   | ^^^^^^
                   |
                   = hint: write `[[fact]]`
            "#]],
        ),
        (
            Rule::Toml,
            ANSWERS,
            "\"The library lends 12,000 books.\"",
            "\"The library lends 12,000 books.",
            expect![[r#"
                error[toml]: a text is never closed in this line
                  --> answers/library.toml:34:46
                   |
                34 | answer.en  = "The library lends 12,000 books.
                   |                                              ^
                   |
                   = hint: write `"` behind its last word; a quotation mark inside a text is written `\"`
            "#]],
        ),
        (
            Rule::Unrecorded,
            SEEDS,
            "1.5 million crowns; half came",
            "1.5 million crowns in 40 months; half came",
            expect![[r#"
                warning[unrecorded]: what paragraph 2 `says` has `40`, and its `figures` don't
                  --> seeds/old-mill.toml:36:10
                   |
                36 | sha256 = "6132e8af8f74d51349a3f75d0f4942fa2114f7f1fd1ee49be4f2840ecddd3a61"
                   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                   |
                   = hint: record it there as the text writes it, if it stands in the text; else leave it out
            "#]],
        ),
        (
            Rule::LostPhrasing,
            ANSWERS,
            "\"closing hour on weekdays\"",
            "\"closing hour on weekdays\", \"How many volumes does the library lend?\"",
            expect![[r#"
                error[shared-phrasing]: `library-books` has nearly this phrasing as well: “How many books does the library lend?”
                  --> answers/library.toml:77:138
                   |
                77 | ...n on Sundays?", "closing hour on weekdays", "How many volumes does the library lend?"]
                   |                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                   |
                   = hint: the other one is at answers/library.toml:37; keep it where it fits, or word both more closely
                warning[lost-phrasing]: asked of the base, this does not find `opening-hours`: `library-books` answers it
                  --> answers/library.toml:77:138
                   |
                77 | ...n on Sundays?", "closing hour on weekdays", "How many volumes does the library lend?"]
                   |                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                   |
                   = hint: name in it what sets its entry apart, give its entry more phrasings of the kind, or move it to the other
            "#]],
        ),
        (
            Rule::FewPhrasings,
            ANSWERS,
            "  \"number of books\",\n",
            "",
            expect![[r#"
                warning[few-phrasings]: `library-books` has 5 phrasings in `en`, fewer than 6
                  --> answers/library.toml:30:14
                   |
                30 | id         = "library-books"
                   |              ^^^^^^^^^^^^^^^
                   |
                   = hint: add some with other verbs and nouns, a keyword form and an indirect question
            "#]],
        ),
        (
            Rule::FewPhrasings,
            ANSWERS,
            "\"晚上几点关门？\", ",
            "",
            expect![[r#"
                warning[few-phrasings]: `opening-hours` has 2 phrasings in `zh`, fewer than 3
                  --> answers/library.toml:76:12
                   |
                76 | id       = "opening-hours"
                   |            ^^^^^^^^^^^^^^^
                   |
                   = hint: add some with other verbs and nouns, a keyword form and an indirect question
            "#]],
        ),
        (
            Rule::LongAnswer,
            ANSWERS,
            "文章没有提到",
            &"很长".repeat(160),
            expect![[r#"
                warning[long-answer]: 329 characters are too long for a chat: at most 300 in `zh`
                  --> answers/library.toml:80:313
                   |
                80 | ... 长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长开门和关门的时间。"
                   |                                                                   ^^
                   |
                   = hint: say less, or make it two facts
            "#]],
        ),
        (
            Rule::Fingerprint,
            SEEDS,
            "caf3a5d9",
            "CAF3a5d9",
            expect![[r#"
                error[fingerprint]: the `sha256` of paragraph 1 is no SHA-256
                  --> seeds/old-mill.toml:25:10
                   |
                25 | sha256 = "CAF3a5d97a48142b9ad5399d60fdb046f89ef91cbaeda3bc7fc9ac372740c133"
                   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                   |
                   = hint: `citebot record --text FILE old-mill` writes the one of the text
            "#]],
        ),
        (
            Rule::Fingerprint,
            SEEDS,
            "figures = [\"1.5 million",
            "text = \"The city paid nothing.\"\nfigures = [\"1.5 million",
            expect![[r#"
                error[fingerprint]: the fingerprint of paragraph 2 is not that of its `text`
                  --> seeds/old-mill.toml:37:10
                   |
                37 | sha256 = "6132e8af8f74d51349a3f75d0f4942fa2114f7f1fd1ee49be4f2840ecddd3a61"
                   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                   |
                   = hint: `citebot record --text FILE old-mill` writes both as the text has them
            "#]],
        ),
    ];
    for (rule, file, from, to, expected) in &cases {
        let report = run(&changed(file, from, to), None);
        expected.assert_eq(&rendered(&report));
        assert!(report.findings.iter().any(|found| found.rule == *rule), "{from} should break {rule:?}");
        assert!(report.findings.iter().all(|found| found.hint.is_some()), "{from}: a finding without a hint");
    }
    let broken: Vec<Rule> = cases.iter().map(|(rule, ..)| *rule).collect();
    let unbroken: Vec<Rule> = Rule::ALL.into_iter().filter(|rule| !broken.contains(rule)).collect();
    // Other tests break these: one needs more facts than this base has, one an article, the last four a file of examples.
    let elsewhere = [
        Rule::LonelyPhrasing,
        Rule::NotInArticle,
        Rule::GoneFromText,
        Rule::ChangedText,
        Rule::Row,
        Rule::LongText,
        Rule::TwoAnswers,
        Rule::Pattern,
    ];
    assert_eq!(unbroken, elsewhere);
}

#[test]
fn a_phrasing_that_another_fact_answers_without_it_is_found() {
    let in_folder = |folder: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
        run(&Files::read(&path).expect("the base is there"), None)
    };
    assert_eq!(rendered(&in_folder("data/cafe")), "");
    let lonely = in_folder("bases/dorm/base").findings.into_iter().filter(|found| found.rule == Rule::LonelyPhrasing);
    let shown: String = lonely.map(|found| finding(&found, Colors::Off)).collect();
    expect![[r#"
        warning[lonely-phrasing]: who asks nearly so is answered with `rent-due`, not with `rent`
          --> answers/living.toml:84:3
           |
        84 |   "How much is the rent?",
           |   ^^^^^^^^^^^^^^^^^^^^^^^
           |
           = hint: add phrasings of other words, tell the two apart by `contrasts` in `words.toml`, or make them one
    "#]]
    .assert_eq(&shown);
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is a table")]
fn a_record_is_held_against_its_article() {
    let cases = [
        (
            Rule::Fingerprint,
            "half of it from",
            "half of that from",
            expect![[r#"
                error[fingerprint]: the text of paragraph 2 (line 8) has changed
                  --> seeds/old-mill.toml:36:10
                   |
                36 | sha256 = "6132e8af8f74d51349a3f75d0f4942fa2114f7f1fd1ee49be4f2840ecddd3a61"
                   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                   |
                   = hint: `citebot record --text article.txt old-mill` writes the new fingerprints, and says what else to mend
                warning[changed-text]: `library-cost` rests on paragraph 2, whose text has changed; its figures and names still stand there
                  --> seeds/old-mill.toml:28:10
                   |
                28 | number = 2
                   |          ^
                   |
                   = hint: read the answers beside the new text
            "#]],
        ),
        (
            Rule::Fingerprint,
            "The city paid 1.5 million crowns for the work, half of it from the Green Fund.",
            "",
            expect![[r#"
                error[fingerprint]: the text has nothing like paragraph 2
                  --> seeds/old-mill.toml:36:10
                   |
                36 | sha256 = "6132e8af8f74d51349a3f75d0f4942fa2114f7f1fd1ee49be4f2840ecddd3a61"
                   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                   |
                   = hint: give the text of the whole article, or take paragraph 2 out of the record
                error[gone-from-text]: `library-cost` rests on paragraph 2, and the text has nothing like that
                  --> answers/library.toml:53:14
                   |
                53 | id         = "library-cost"
                   |              ^^^^^^^^^^^^^^
                   |
                   = hint: cite the paragraph that tells it, or take it out: `citebot remove library-cost`
            "#]],
        ),
        (
            Rule::NotInArticle,
            "12,000",
            "21,000",
            expect![[r#"
                error[fingerprint]: the text of paragraph 1 (line 3) has changed
                  --> seeds/old-mill.toml:25:10
                   |
                25 | sha256 = "caf3a5d97a48142b9ad5399d60fdb046f89ef91cbaeda3bc7fc9ac372740c133"
                   |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                   |
                   = hint: `citebot record --text article.txt old-mill` writes the new fingerprints, and says what else to mend
                error[not-in-article]: `12,000 books` does not stand in paragraph 1 (line 3 of the text)
                  --> seeds/old-mill.toml:24:26
                   |
                24 | figures = ["3 May 2023", "12,000 books"]
                   |                          ^^^^^^^^^^^^^^
                   |
                   = hint: write it as the article does; other forms of a name belong into `also`
                error[not-in-article]: its `says` has `12,000`, which does not stand in paragraph 1 (line 3 of the text)
                  --> seeds/old-mill.toml:17:10
                   |
                17 | number = 1
                   |          ^
                   |
                   = hint: write what the text tells now
                error[gone-from-text]: `library-books` says `12,000`, which no longer stands in paragraph 1
                  --> answers/library.toml:34:33
                   |
                34 | answer.en  = "The library lends 12,000 books."
                   |                                 ^^^^^^
                   |
                   = hint: say what now stands in paragraph 1: `citebot edit library-books --answer "…"`
                error[gone-from-text]: `library-books` says `12000`, which no longer stands in paragraph 1
                  --> answers/library.toml:35:20
                   |
                35 | answer.zh  = "图书馆藏书12000册。"
                   |                         ^^^^^
                   |
                   = hint: say what now stands in paragraph 1: `citebot edit library-books --answer "…"`
                warning[changed-text]: `library-opening` rests on paragraph 1, whose text has changed; its figures and names still stand there
                  --> seeds/old-mill.toml:17:10
                   |
                17 | number = 1
                   |          ^
                   |
                   = hint: read the answers beside the new text
            "#]],
        ),
        (
            Rule::NotInArticle,
            "A library in the mill",
            "A mill for books",
            expect![[r#"
                error[not-in-article]: `A library in the mill` does not stand in the article
                 --> seeds/old-mill.toml:1:12
                  |
                1 | title.en = "A library in the mill"
                  |            ^^^^^^^^^^^^^^^^^^^^^^^
                  |
                  = hint: write it as the article does; other forms of a name belong into `also`
            "#]],
        ),
        (
            Rule::NotInArticle,
            "Ada Stone",
            "Ann Stone",
            expect![[r#"
            error[not-in-article]: `Ada Stone` does not stand in the article
             --> seeds/old-mill.toml:8:19
              |
            8 | names = [{ text = "Ada Stone", also = ["Stone"] }]
              |                   ^^^^^^^^^^^
              |
              = hint: write it as the article does; other forms of a name belong into `also`
        "#]],
        ),
        (
            Rule::Fingerprint,
            "",
            "",
            expect![[r#"
            error[fingerprint]: the text to compare with is empty
             --> seeds/old-mill.toml:1:12
              |
            1 | title.en = "A library in the mill"
              |            ^^^^^^^^^^^^^^^^^^^^^^^
              |
              = hint: give the plain text of the article “A library in the mill”
        "#]],
        ),
    ];
    let base = base();
    for (rule, from, to, expected) in cases {
        let article = if from.is_empty() { String::new() } else { article().replace(from, to) };
        let findings = against_text(&base, &base.sources[0], &Article::new("article.txt", &article));
        assert!(findings.iter().any(|found| found.rule == rule), "{from}");
        expected.assert_eq(&findings.iter().map(|found| finding(found, Colors::Off)).collect::<String>());
    }
}

#[test]
fn another_article_is_one_finding() {
    let report = run(&sound(), Some("The museum of trams opened in 1987.\n\nIt has 20 trams.\n"));
    expect![[r#"
        error[fingerprint]: the text is not the article that `old-mill` records: it has none of its paragraphs
         --> seeds/old-mill.toml:1:12
          |
        1 | title.en = "A library in the mill"
          |            ^^^^^^^^^^^^^^^^^^^^^^^
          |
          = hint: give the plain text of the article “A library in the mill”

        4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: 1 error
    "#]]
    .assert_eq(&text(&report, Extent::All, Colors::Off));
}

#[test]
fn an_article_may_be_laid_out_in_other_ways() {
    let article = article();
    let one_line_each = article.replace("lends\n", "lends").replace("\n\n", "\n");
    for (what, article) in [
        ("a mark of byte order and line ends of Windows", format!("\u{FEFF}{}", article.replace('\n', "\r\n"))),
        ("no empty lines", one_line_each),
        ("blanks around and in between", article.replace(' ', "  ").replace("\n\n", " \n \n\n\t")),
        ("no headings, where the record has its own", article.replace("Money and work", "")),
        ("more than the article", format!("Home | News\n\n{article}\n\nRead more: 12,000 books about mills")),
    ] {
        assert_eq!(rendered(&run(&sound(), Some(&article))), "", "{what}");
    }
}

#[test]
fn all_faults_are_reported_at_once_in_the_order_of_the_files() {
    let mut files = changed(ANSWERS, "12,000 books.\"", "13,000 books.\"");
    let file = |file: &Arc<File>| {
        let text =
            file.text.replace("half of that", "a third of that").replace("\"Are there 12,000 books?\",", "\"hello\",");
        Arc::new(File { name: file.name.clone(), text })
    };
    files.answers = files.answers.iter().map(file).collect();
    let report = run(&files, Some(""));
    let places: Vec<String> = report
        .findings
        .iter()
        .map(|found| format!("{} {}:{}", found.rule.name(), found.place.file.name, found.place.line_column().0))
        .collect();
    expect![[r#"
        unsourced-figure answers/library.toml:34
        bare-phrasing answers/library.toml:41
        unsourced-figure answers/library.toml:57
        shared-phrasing answers/talk.toml:6
        lost-phrasing answers/talk.toml:6
        fingerprint seeds/old-mill.toml:1
        4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: 4 errors, 2 warnings
    "#]]
    .assert_eq(&format!("{}\n{report}\n", places.join("\n")));
}

#[test]
fn a_program_reads_findings_as_json() {
    let report = run(&changed(ANSWERS, "藏书12000册", "藏书13000册"), None);
    let json: serde_json::Value = serde_json::from_str(&json(&report)).expect("JSON");
    expect![[r#"
        {
          "checked": {
            "drafts": 0,
            "facts": 3,
            "files": 4,
            "gaps": 1,
            "phrasings": 40,
            "small_talk": 1
          },
          "findings": [
            {
              "column": 20,
              "file": "answers/library.toml",
              "hint": "say what stands in the text, or record it in `seeds/old-mill.toml` if it stands there",
              "line": 35,
              "message": "`library-books` says `13000`, which does not stand in the record of paragraph 1",
              "rule": "unsourced-figure",
              "severity": "error"
            }
          ],
          "sound": false
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&json).expect("JSON"));
}

#[test]
fn colours_are_for_terminals_only() {
    let report = run(&changed(ANSWERS, "\"library-cost\"]", "\"library-costs\"]"), None);
    assert!(text(&report, Extent::All, Colors::On).contains('\u{1b}'));
    assert!(!text(&report, Extent::All, Colors::Off).contains('\u{1b}'));
}

#[test]
fn a_file_may_stand_in_one_language_if_it_says_so() {
    let english = |top: &str| {
        let files = sound();
        let change = |file: &Arc<File>| {
            let text = if file.name == ANSWERS { &file.text } else { return Arc::clone(file) };
            let (cost, rest) = text.split_once("answer.zh  = \"图书馆藏书12000册。\"\n").unwrap();
            let (before, after) = rest.split_once("ask.zh = [").unwrap();
            let (_, after) = after.split_once("]\n").unwrap();
            let long = before.replace("[\n", "[\n  \"How many books are on loan?\",\n");
            Arc::new(File { name: file.name.clone(), text: format!("{top}{cost}{long}{after}") })
        };
        Files { sources: files.sources.clone(), answers: files.answers.iter().map(change).collect() }
    };
    let missing = run(&english(""), None);
    assert_eq!(missing.findings.iter().map(|found| found.rule).collect::<Vec<_>>(), [Rule::MissingLanguage; 2]);
    assert_eq!(rendered(&run(&english("bilingual = false\n"), None)), "");
    let base = load(&english("bilingual = false\n")).expect("the base is sound");
    let fact = base.fact(base.fact_named("library-books").unwrap());
    assert_eq!((fact.answer.zh.text.as_str(), fact.ask.zh.len()), ("The library lends 12,000 books.", 0));
    let unsourced = english("bilingual = false\n");
    let unsourced = Files {
        answers: unsourced
            .answers
            .iter()
            .map(|file| {
                Arc::new(File { name: file.name.clone(), text: file.text.replace("12,000 books.", "13,000 books.") })
            })
            .collect(),
        ..unsourced
    };
    let found: Vec<Rule> = run(&unsourced, None).findings.iter().map(|found| found.rule).collect();
    assert_eq!(found, [Rule::UnsourcedFigure], "a text that serves in both languages is looked at once");
    let neither =
        changed(ANSWERS, "topic.en = \"The library\"\ntopic.zh = \"图书馆\"", "bilingual = false\ntopic = {}");
    assert!(load(&neither).is_err());
}

#[test]
fn each_rule_says_what_it_does_and_why() {
    for rule in Rule::ALL {
        let explanation = rule.explanation();
        assert_eq!(Rule::from_name(rule.name()), Some(rule));
        assert!(explanation.what.ends_with('.') && explanation.why.ends_with('.'), "{rule:?}");
    }
    assert_eq!(Rule::from_name("no-such-rule"), None);
}

/// Takes some seconds on two cores, most of them for the thousands of phrasings that are asked.
#[test]
fn our_own_answers_are_sound() {
    let report = run(&Files::own().unwrap(), None);
    assert_eq!(rendered(&report), "");
}

#[test]
fn an_emptied_file_is_one_finding() {
    let text = sound().answers.iter().find(|file| file.name == ANSWERS).expect("it is there").text.clone();
    let report = run(&changed(ANSWERS, &text, " \n"), None);
    expect![[r#"
        error[empty]: the file is empty
         --> answers/library.toml:1:1
          |
        1 |  
          | ^
          |
          = hint: delete it, or get back what stood in it
    "#]]
    .assert_eq(&rendered(&report));
}

/// What is broken, and what becomes of the line.
#[test]
fn what_there_is_one_way_to_mend_is_mended() {
    for (name, from, to) in [
        (ANSWERS, "related = [\"library-cost\"]", "relatd = [\"library-cost\"]"),
        (ANSWERS, "related = [\"library-cost\"]", "related = [\"library-cots\"]"),
        (ANSWERS, "\"number of books\",", "“number of books”,"),
        (ANSWERS, "\"number of books\",", "\"number of books\",\n  \"Number of... books?\","),
        (ANSWERS, "\"number of books\",", "\"number of books\", \"Number of... books?\","),
        (ANSWERS, "[\"number\"]", "[\"nunber\"]"),
        (ANSWERS, "about      = [\"work\", \"city\"]", "about      = [\"work\", \"citty\"]"),
        (ANSWERS, "answer.en  = \"The library lends 12,000 books.\"", "answer.en  = “The library lends 12,000 books.”"),
    ] {
        let fixed = check::fix(&changed(name, from, to), WordTable::Used).expect("it can be mended");
        let (mended, whole) = (text_of(&fixed.files, name), text_of(&sound(), name));
        assert_eq!(mended, whole, "{to}");
        assert!(fixed.report.findings.is_empty(), "{to}: {}", rendered(&fixed.report));
    }
    assert!(check::fix(&sound(), WordTable::Used).is_none(), "nothing is to be mended");
    let of_a_person = changed(ANSWERS, "12,000 books.", "13,000 books.");
    assert!(check::fix(&of_a_person, WordTable::Used).is_none(), "what is true is for a person to say");
}

fn text_of(files: &Files, name: &str) -> String {
    files.answers.iter().find(|file| file.name == name).expect("it is there").text.clone()
}

/// A thousand unknown ids take about as long as their number says.
#[test]
fn many_errors_are_counted_and_a_few_are_shown() {
    let ids: Vec<String> = (0..1000).map(|number| format!("\"nowhere-{number}\"")).collect();
    let to = format!("related = [{}]", ids.join(", "));
    let report = run(&changed(ANSWERS, "related = [\"library-cost\"]", &to), None);
    let shown = text(&report, Extent::First, Colors::Off);
    assert_eq!(shown.matches("error[unknown-fact]").count(), 20);
    assert!(shown.contains("and 980 more of `unknown-fact`: `citebot check --all` shows them"), "{shown}");
    assert_eq!(text(&report, Extent::All, Colors::Off).matches("error[unknown-fact]").count(), 1000);
}

/// A folder with the small base in `base`.
fn in_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in sound().sources.iter().chain(&sound().answers) {
        let path = folder.path().join("base").join(&file.name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.text).unwrap();
    }
    folder
}

#[test]
fn a_check_mends_and_tells_what_is_new() {
    let folder = in_folder();
    let state = folder.path().join("state");
    let says = |arguments: &[&str], expected: &Expect| {
        let arguments = [&["--base", "base"], arguments].concat();
        let mut run = Run::new(&arguments).env("XDG_STATE_HOME", state.to_str().unwrap());
        run.command.current_dir(folder.path());
        run.shows(expected);
    };
    let path = folder.path().join("base").join(ANSWERS);
    let edit = |from: &str, to: &str| {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
    };
    says(
        &["check"],
        &expect![[r#"
        4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: no findings
        -- 0
    "#]],
    );
    edit("12,000 books.", "13,000 books.");
    says(
        &["check"],
        &expect![[r#"
        error[unsourced-figure]: `library-books` says `13,000`, which does not stand in the record of paragraph 1
          --> answers/library.toml:34:33
           |
        34 | answer.en  = "The library lends 13,000 books."
           |                                 ^^^^^^
           |
           = hint: say what stands in the text, or record it in `seeds/old-mill.toml` if it stands there

        4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: 1 error
        since the last check: 1 new, 0 gone
          answers/library.toml:34:33: `library-books` says `13,000`, which does not stand in the record of paragraph 1 [unsourced-figure]
        -- 1
    "#]],
    );
    edit("13,000 books.", "12,000 books.");
    edit("\"number of books\",", "“number of books”,\n  \"Number of... books?\",");
    says(
        &["check"],
        &expect![[r#"
        error[toml]: `“` is no sign of TOML
          --> answers/library.toml:40:3
           |
        40 |   “number of books”,
           |   ^
           |
           = hint: write a straight `"` instead of `“`: that sign may stand inside a text alone

        4 files: 1 error
        -- 1
    "#]],
    );
    says(
        &["check", "--fix"],
        &expect![[r#"
        answers/library.toml
          -   “number of books”,
          -   "Number of... books?",
          +   "number of books",
        mended: 2 findings; `citebot undo` takes it back

        4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: no findings
        since the last check: 0 new, 1 gone
        -- 0
    "#]],
    );
    says(
        &["check", "--fix"],
        &expect![[r#"
        nothing here can be mended without a person

        4 files, 3 facts, 1 gap, 1 small talk, 40 phrasings: no findings
        -- 0
    "#]],
    );
    says(
        &["undo"],
        &expect![[r#"
        taken back: mended: 2 findings
        -- 0
    "#]],
    );
    assert!(fs::read_to_string(&path).unwrap().contains("“number of books”"));
}

#[test]
fn a_rule_is_explained_by_its_name() {
    Run::new(&["check", "--explain", "other-hedge"]).shows(&expect![[r#"
        other-hedge (a warning)

        Compares “nearly”, “more than”, “up to” of each figure with what its places say of it.

        Why it is bad: Nearly 350 is not 350, and up to ten is not ten.
        -- 0
    "#]]);
    Run::new(&["check", "--explain", "other-hegde"]).shows(&expect![[r#"
        -- errors
        citebot: no rule is called `other-hegde`: did you mean `other-hedge`?
        -- 2
    "#]]);
    Run::new(&["check", "--fix"]).shows(&expect![[r#"
        -- errors
        citebot: which base? Name its folder with `--base`, or make one with `citebot new DIR`
        -- 2
    "#]]);
}
