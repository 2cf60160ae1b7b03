//! Each change as a table: a phrasing, and what may become of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{VariantKind, Workshop};
use crate::facts::{Base, FactId, Files, load};
use crate::findings::File;
use crate::text::{Language, is_chinese};

const WORDS: &str = r#"
synonyms = [["film", "movie", "电影"], ["music", "音乐"], ["company", "firm", "公司"], ["release", "发布"], ["theme", "主题"]]
contrasts = [["film", "music"], ["mill", "tower"]]
scopes = ["france", "lyon"]
[names]
lyon = ["Lyon", "里昂"]
france = ["France", "法国"]
mill = ["Old Mill", "老磨坊"]
tower = ["Red Tower", "红塔"]
fair = ["Book Fair", "the fair", "里昂书展"]
"#;

const SEED: &str = r#"
title.en = "A fair"
title.zh = "书展"
language = "en"
[credits]
says.en = "By nobody."
says.zh = "无名氏。"
[[paragraph]]
number = 1
sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
says.en = "All of it."
says.zh = "全部。"
"#;

/// A base with one fact, asked for by `phrasing`.
fn base(phrasing: &str) -> Base {
    let dummy = |chinese: bool| if chinese { "其他" } else { "something else" };
    let chinese = phrasing.chars().any(is_chinese);
    let (en, zh) = if chinese { (dummy(false), phrasing) } else { (phrasing, dummy(true)) };
    let answers = format!(
        r#"
topic.en = "Fair"
topic.zh = "书展"
source = "fair"
[[fact]]
id = "fair"
paragraphs = [1]
about = ["mill"]
expects = ["number"]
answer.en = "In 2019 the 15th Book Fair had 36 films beside the Old Mill."
answer.zh = "2019年第十五届里昂书展在老磨坊旁有36部电影。"
ask.en = ["{en}"]
ask.zh = ["{zh}"]
"#
    );
    let file = |name: &str, text: &str| Arc::new(File { name: name.into(), text: text.into() });
    let files = Files {
        sources: vec![file("seeds/fair.toml", SEED)],
        answers: vec![file("answers/fair.toml", &answers), file("answers/words.toml", WORDS)],
    };
    load(&files).unwrap_or_else(|findings| panic!("{phrasing}: {findings:?}"))
}

/// Everything that a phrasing becomes by changes of one kind, over many seeds.
fn all(kind: VariantKind, phrasing: &str) -> BTreeSet<String> {
    const SEEDS: u64 = 80;
    let base = base(phrasing);
    let language = Language::of(phrasing);
    let workshop = Workshop::new(&base);
    let made = (0..SEEDS).flat_map(|seed| workshop.variants(FactId(0), seed, 1));
    made.filter(|variant| (variant.kind, variant.language) == (kind, language)).map(|variant| variant.text).collect()
}

/// Checks that each phrasing becomes what is expected, among others; nothing at all where that is empty.
fn check(kind: VariantKind, cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (phrasing, expected) in cases {
        let made = all(kind, phrasing);
        if (expected.is_empty() && !made.is_empty()) || (!expected.is_empty() && !made.contains(*expected)) {
            wrong.push(format!("{}: `{phrasing}` should become `{expected}`, became {made:?}", kind.name()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn near_misses_name_something_else() {
    check(
        VariantKind::OtherPlace,
        &[
            ("How many films did Lyon show?", "How many films did Shanghai show?"),
            ("里昂有多少部电影？", "上海有多少部电影？"),
            ("How many films were shown?", ""),
        ],
    );
    check(
        VariantKind::OtherYear,
        &[
            ("How many films were shown in 2019?", "How many films were shown in 2021?"),
            ("2019年有多少部电影？", "2017年有多少部电影？"),
            ("How many films were shown from 2018 to 2019?", ""),
        ],
    );
    check(
        VariantKind::OtherOrdinal,
        &[
            ("How many films did the 15th Book Fair show?", "How many films did the 12th Book Fair show?"),
            ("How many films did the fair show?", ""),
            ("里昂书展有多少部电影？", "第十二届里昂书展有多少部电影？"),
            ("这是第几届里昂书展？", ""),
            ("Is it the 15th Book Fair?", ""),
        ],
    );
    check(
        VariantKind::OtherName,
        &[
            ("How many films does the Old Mill show?", "How many films does the Red Tower show?"),
            ("老磨坊有多少部电影？", "红塔有多少部电影？"),
            ("Does the Old Mill show 36 films?", ""),
            ("What do the Old Mill and the Red Tower share?", ""),
        ],
    );
    check(
        VariantKind::OtherBranch,
        &[
            ("How many film firms are there?", "How many music firms are there?"),
            ("有多少家电影公司？", "有多少家音乐公司？"),
            ("How many film and music firms are there?", ""),
        ],
    );
    check(
        VariantKind::OtherWhole,
        &[
            ("How many films did Lyon show?", "How many films did France show?"),
            ("法国有多少部电影？", "里昂有多少部电影？"),
            ("Which films did Lyon show?", ""),
        ],
    );
}

#[test]
fn near_misses_ask_something_else() {
    check(
        VariantKind::OtherProperty,
        &[
            ("How many films did Lyon show?", "How many employees did Lyon show?"),
            ("What is the theme of the fair?", "What is the budget of the fair?"),
            ("Which company released a film?", "Which director released a film?"),
            ("里昂有多少部电影？", "里昂有多少名员工？"),
            ("书展的主题是什么？", "书展的票价是什么？"),
            ("哪家公司发布了电影？", "哪家银行发布了电影？"),
            ("Are there films?", ""),
        ],
    );
    check(
        VariantKind::OtherTime,
        &[
            ("How many films did Lyon show?", "How many films will Lyon show next year?"),
            ("How many firms does Lyon have?", "How many firms did Lyon have in the 1990s?"),
            ("里昂有多少家公司？", "里昂明年会有多少家公司？"),
            ("How many films did Lyon show in 2019?", ""),
            ("What does the article say?", ""),
        ],
    );
    check(
        VariantKind::Negated,
        &[
            ("Which films are there?", ""),
            ("Which films were released?", "Which films were not released?"),
            ("What did Lyon release?", "What did Lyon not release?"),
            ("What did Lyon and France release?", ""),
            ("谁发布了电影？", "谁没有发布电影？"),
            ("Were films released?", ""),
        ],
    );
}

#[test]
fn slips_of_the_fingers_are_read_and_are_no_words() {
    let phrasing = "Which elephants came?";
    for (kind, expected) in [
        (VariantKind::WrongKey, "Which elephanrs came?"),
        (VariantKind::LostLetter, "Which elepants came?"),
        (VariantKind::DoubledLetter, "Which eleephants came?"),
        (VariantKind::SwappedLetters, "Which elehpants came?"),
        (VariantKind::MissingBlank, "Which elephantscame?"),
    ] {
        check(kind, &[(phrasing, expected)]);
        // Short words and figures are left alone.
        check(kind, &[("Is it 11,000?", "")]);
        assert!(all(kind, phrasing).iter().all(|text| text.starts_with("Which")));
    }
}

#[test]
fn wordings_change_and_the_question_stays() {
    check(
        VariantKind::LostFunctionWords,
        &[
            ("How many films did the Old Mill show?", "How many films Old Mill show?"),
            ("Which of the five films is it?", "Which of five films it?"),
            ("Did the Old Mill show all the films?", ""),
        ],
    );
    check(
        VariantKind::MovedClause,
        &[
            ("How many films did Lyon show in 2019?", "In 2019, how many films did Lyon show?"),
            ("2019年里昂有多少部电影？", "里昂2019年有多少部电影？"),
            ("How many films did Lyon show?", ""),
        ],
    );
    check(VariantKind::KeywordOrder, &[("How many films did Lyon show in 2019?", "films lyon show 2019 how many")]);
    check(
        VariantKind::OtherFigures,
        &[
            ("Were there 36 films?", "Were there thirty-six films?"),
            ("Were there one hundred million films?", "Were there 100 million films?"),
            ("the fifteenth fair", "the 15th fair"),
            ("共有3500亿部吗？", "共有三千五百亿部吗？"),
            ("是三十六部电影吗？", "是36部电影吗？"),
            ("Was it in 2019?", ""),
        ],
    );
    check(VariantKind::LowerCase, &[("Is it Lyon?", "is it lyon?"), ("里昂", "")]);
    check(VariantKind::UpperCase, &[("Is it Lyon?", "IS IT LYON?")]);
    check(VariantKind::NoMark, &[("Is it Lyon?", "Is it Lyon"), ("lyon films", "")]);
    check(
        VariantKind::Frame,
        &[
            ("Is it Lyon?", "hey, is it Lyon, please?"),
            ("里昂有多少部电影？", "请问里昂有多少部电影？"),
            ("I need the films.", ""),
        ],
    );
}

#[test]
fn chinese_is_written_by_sound_by_tradition_and_in_a_hurry() {
    let sounds = all(VariantKind::Homophone, "公司发布了电影？");
    assert!(!sounds.is_empty() && sounds.iter().all(|text| text.chars().count() == 8), "{sounds:?}");
    check(VariantKind::Homophone, &[("Which films?", "")]);
    check(VariantKind::Traditional, &[("里昂书展有多少电影？", "里昂書展有多少電影？"), ("里昂？", "")]);
    check(
        VariantKind::LostParticles,
        &[("发布的是什么？", "发布是什么？"), ("目的是什么？", ""), ("发布了吗？", "发布？")],
    );
    check(VariantKind::FullWidth, &[("有AI电影36部？", "有ＡＩ电影３６部？"), ("有电影？", ""), ("AI", "")]);
}
