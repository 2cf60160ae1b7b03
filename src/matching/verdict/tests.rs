//! Claims on a small base, with what each comes to: `yes`, `no`, `open` or `-`.

use std::fmt::Write;

use std::sync::Arc;

use super::Verdict;
use crate::facts::{Base, Files, load};
use crate::findings::File;
use crate::matching::{Candidate, Context, Entry, Matcher};
use crate::text::{Language, is_chinese};

const WORDS: &str = r#"
synonyms = [["library", "图书馆"], ["book", "书"], ["machine", "机器"], ["bridge", "桥"], ["print", "打印"]]
scopes = ["lyon", "france"]
[names]
lyon = ["Lyon", "里昂"]
france = ["France", "法国"]
marek = ["Marek Vale", "Marek"]
odile = ["Odile Brand", "Odile"]
"#;

const SEED: &str = r#"
title.en = "A library"
title.zh = "图书馆"
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

/// A fact: its id, its kinds, its answers, and a phrasing in each language.
type Told = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const FACTS: [Told; 8] = [
    (
        "machines",
        r#""number", "share""#,
        "In 2023 the libraries of Lyon had 36 printing machines, more than half of those in France.",
        "2023年里昂的图书馆有36台打印机器，占法国一半以上。",
        "How many printing machines do the libraries of Lyon have?",
        "里昂的图书馆有多少台打印机器？",
    ),
    (
        "loans",
        r#""number""#,
        "Members may borrow at most 10 books.",
        "会员最多可以借10本书。",
        "How many books may members borrow?",
        "会员可以借多少本书？",
    ),
    (
        "age",
        r#""number""#,
        "Night readers must be 18 or over.",
        "夜间读者须年满18岁。",
        "How old must night readers be?",
        "夜间读者必须几岁？",
    ),
    (
        "budget",
        r#""amount""#,
        "The new building cost nearly 350 million euros.",
        "新楼花费将近3.5亿欧元。",
        "How much did the new building cost?",
        "新楼花费多少欧元？",
    ),
    (
        "visitors",
        r#""number""#,
        "The reading rooms had more than 2,400 visitors.",
        "阅览室有2400多名访客。",
        "How many visitors did the reading rooms have?",
        "阅览室有多少名访客？",
    ),
    (
        "founder",
        r#""who""#,
        "Odile Brand built the copper bridge.",
        "Odile Brand建造了铜桥。",
        "Who built the copper bridge?",
        "谁建造了铜桥？",
    ),
    (
        "rules",
        r#""when""#,
        "The quiet rules were issued in November 2024.",
        "安静规则于2024年11月出台。",
        "When were the quiet rules issued?",
        "安静规则什么时候出台的？",
    ),
    (
        "fees",
        r#""amount""#,
        "A yearly card costs £16 for adults, £7 for children.",
        "年卡成人16英镑，儿童7英镑。",
        "How much does a yearly card cost?",
        "年卡多少钱？",
    ),
];

/// Times of day, and what one may and must do.
const RULES: [Told; 6] = [
    (
        "hall",
        r#""when""#,
        "The hall is open from 18:00 to 6:00.",
        "大厅18:00开放，到次日6:00关闭。",
        "When is the hall open?",
        "大厅什么时候开放？",
    ),
    (
        "story",
        r#""when""#,
        "The story hour begins on Saturdays at 19:00.",
        "故事会每周六19:00开始。",
        "When does the story hour begin?",
        "故事会什么时候开始？",
    ),
    (
        "fires",
        r#""when""#,
        "Fires are allowed after 15:00.",
        "15:00以后可以生火。",
        "When are fires allowed?",
        "什么时候可以生火？",
    ),
    (
        "child",
        r#""which""#,
        "Children under 14 must be accompanied by an adult.",
        "未满14岁的孩子须有成年人陪同。",
        "Which children must be accompanied?",
        "哪些孩子须有成年人陪同？",
    ),
    (
        "group",
        r#""which""#,
        "Groups of 10 or more may not enter the tower.",
        "10人以上的团体不得进入塔楼。",
        "Which groups may enter the tower?",
        "哪些团体可以进入塔楼？",
    ),
    (
        "work",
        r#""which""#,
        "Members over 75 are exempt from shared work.",
        "75岁以上的会员免于劳动。",
        "Which members are exempt from shared work?",
        "哪些会员免于劳动？",
    ),
];

/// What costs nothing, days that share a month, and time ahead.
const TERMS: [Told; 3] = [
    (
        "toddlers",
        r#""amount""#,
        "Children under 4 climb free of charge.",
        "4岁以下的孩子免费攀登。",
        "What do children pay to climb?",
        "哪些孩子免费攀登？",
    ),
    (
        "holidays",
        r#""when""#,
        "The wall stays closed on 24, 25 and 31 December.",
        "岩壁12月24日、25日和31日关闭。",
        "When does the wall stay closed?",
        "岩壁什么时候关闭？",
    ),
    (
        "booking",
        r#""when""#,
        "A course can be booked until two days before the start.",
        "课程最晚可在开始前两天预订。",
        "When can a course be booked?",
        "课程什么时候可以预订？",
    ),
];

fn base(facts: &[Told]) -> Base {
    let mut answers = "topic.en = \"Library\"\ntopic.zh = \"图书馆\"\nsource = \"library\"\n".to_string();
    for (id, expects, english, chinese, ask, asks) in facts {
        let _ = write!(
            answers,
            "[[fact]]\nid = \"{id}\"\nparagraphs = [1]\nabout = []\nexpects = [{expects}]\nanswer.en = \"{english}\"\nanswer.zh = \"{chinese}\"\nask.en = [\"{ask}\"]\nask.zh = [\"{asks}\"]\n"
        );
    }
    let file = |name: &str, text: &str| Arc::new(File { name: name.into(), text: text.into() });
    let files = Files {
        sources: vec![file("seeds/library.toml", SEED)],
        answers: vec![file("answers/library.toml", &answers), file("answers/words.toml", WORDS)],
    };
    load(&files).unwrap_or_else(|findings| panic!("{findings:?}"))
}

fn check(cases: &[(&str, &str, &str)]) {
    check_on(&FACTS, cases);
}

fn check_on(facts: &[Told], cases: &[(&str, &str, &str)]) {
    let base = base(facts);
    let matcher = Matcher::new(&base);
    let mut wrong = Vec::new();
    for (id, text, expected) in cases {
        let language = if text.chars().any(is_chinese) { Language::Chinese } else { Language::English };
        let question = matcher.read(text, language);
        let fact = Entry::Fact(base.fact_named(id).expect("a fact"));
        let candidates = matcher.rank(&question, language, &Context::none());
        let candidate: &Candidate = candidates.iter().find(|one| one.entry == fact).expect("looked at");
        let verdict = matcher.verdict(&question, candidate, language);
        let found = match &verdict {
            Verdict::Unclaimed => "-".to_string(),
            Verdict::Yes => "yes".to_string(),
            Verdict::No(None) => "no".to_string(),
            Verdict::No(Some(instead)) => format!("no: {}", instead.text),
            Verdict::NotTold(_) => "open".to_string(),
        };
        if found != *expected && !(expected == &"no" && found.starts_with("no")) {
            wrong.push(format!("{text}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_figure_is_held_against_that_of_the_same_thing() {
    check(&[
        ("machines", "Do the libraries of Lyon have 36 printing machines?", "yes"),
        ("machines", "Isn't it true that the libraries of Lyon have 36 printing machines?", "yes"),
        ("machines", "The libraries of Lyon have 63 printing machines.", "no: 36"),
        ("machines", "Are there 36 printing machines in the libraries of France?", "open"),
        ("machines", "Are there 36 windows in the libraries of Lyon?", "open"),
        ("machines", "Did the libraries of Lyon have 36 printing machines in 2019?", "open"),
        ("machines", "How many printing machines do the libraries of Lyon have?", "-"),
        ("machines", "里昂的图书馆有36台打印机器吗？", "yes"),
        ("machines", "里昂的图书馆有63台打印机器吗？", "no: 36"),
        ("machines", "法国的图书馆有36台打印机器吗？", "open"),
        ("fees", "Does a yearly card for children cost £7?", "yes"),
        ("fees", "Does a yearly card for adults cost £7?", "no: £16"),
        ("fees", "Does a yearly card for adults cost $16?", "open"),
        ("fees", "Does a yearly card cost £7?", "open"),
        ("fees", "Does a yearly card cost £20?", "no"),
    ]);
}

#[test]
fn comparisons_are_weighed() {
    check(&[
        ("machines", "Do the libraries of Lyon have more than 30 printing machines?", "yes"),
        ("machines", "Do the libraries of Lyon have more than 40 printing machines?", "no: 36"),
        ("machines", "Do the libraries of Lyon have fewer than 40 printing machines?", "yes"),
        ("machines", "Do the libraries of Lyon have at least 36 printing machines?", "yes"),
        ("machines", "Do the libraries of Lyon have at most 35 printing machines?", "no: 36"),
        ("machines", "里昂的图书馆有超过30台打印机器吗？", "yes"),
        ("machines", "里昂的图书馆不到30台打印机器吗？", "no: 36"),
        ("machines", "里昂的图书馆有至少36台打印机器吗？", "yes"),
        ("budget", "Did the new building cost exactly 350 million euros?", "no: nearly 350 million euros"),
        ("budget", "Did the new building cost 350 million euros?", "yes"),
        ("budget", "Did the new building cost 0.35 billion euros?", "yes"),
        ("budget", "Did the new building cost more than 300 million euros?", "yes"),
        ("budget", "Did the new building cost more than 350 million euros?", "no"),
        ("budget", "新楼花费正好3.5亿欧元吗？", "no"),
        ("visitors", "Did the reading rooms have fewer than 2,000 visitors?", "no: more than 2,400"),
        ("visitors", "Did the reading rooms have 5,000 visitors?", "open"),
    ]);
}

#[test]
fn limits_are_kept() {
    check(&[
        ("loans", "Can I borrow 5 books?", "yes"),
        ("loans", "Can I borrow 12 books?", "no: at most 10"),
        ("loans", "Can I borrow 5 items?", "yes"),
        ("loans", "Is the limit 10 books?", "yes"),
        ("loans", "Is the limit 5 books?", "no: at most 10"),
        ("loans", "可以借5本书吗？", "yes"),
        ("loans", "可以借12本书吗？", "no"),
        ("age", "May a 17 year old be a night reader?", "no"),
        ("age", "May a 20 year old be a night reader?", "yes"),
        ("age", "Must night readers be 21?", "no"),
    ]);
}

#[test]
fn times_of_day_go_over_midnight_and_moments_have_no_end() {
    check_on(
        &RULES,
        &[
            ("hall", "Is the hall open at 3:00?", "yes"),
            ("hall", "Is the hall open at 23:00?", "yes"),
            ("hall", "Is the hall open at 15:00?", "no"),
            ("hall", "大厅3:00开放吗？", "yes"),
            ("hall", "大厅15:00开放吗？", "no"),
            ("story", "Is there a story hour at 20:00?", "open"),
            ("story", "Does the story hour begin at 20:00?", "no: 19:00"),
            ("story", "故事会20:00还有吗？", "open"),
            ("fires", "Are fires allowed at 16:00?", "yes"),
            ("fires", "Are fires allowed at 14:00?", "no: after 15:00"),
            ("fires", "16:00可以生火吗？", "yes"),
        ],
    );
}

#[test]
fn a_duty_is_no_leave_and_a_leave_no_duty() {
    check_on(
        &RULES,
        &[
            ("child", "13岁的孩子可以有成年人陪同吗？", "-"),
            ("child", "16岁的孩子可以有成年人陪同吗？", "-"),
            ("group", "May a group of 12 enter the tower?", "no"),
            ("work", "70岁的会员必须劳动吗？", "-"),
        ],
    );
}

#[test]
fn makers_and_times_are_exchanged() {
    check(&[
        ("founder", "Did Marek Vale build the copper bridge?", "no: Odile Brand"),
        ("founder", "Was the copper bridge built by Marek?", "no: Odile Brand"),
        ("founder", "Did Odile build the copper bridge?", "yes"),
        ("founder", "Did Odile build the copper bridge in Lyon?", "-"),
        ("rules", "Were the quiet rules issued in February?", "no: November"),
        ("rules", "Were the quiet rules issued in November 2024?", "yes"),
        ("rules", "Were the quiet rules issued in 2023?", "no: 2024"),
        ("rules", "安静规则是2月出台的吗？", "no"),
        ("rules", "When were the quiet rules issued?", "-"),
    ]);
}

#[test]
fn what_is_free_is_not_paid_for_and_what_is_ahead_of_a_limit_is_not_denied() {
    check_on(
        &TERMS,
        &[
            ("toddlers", "Do children under 4 have to pay?", "no"),
            ("toddlers", "Do children of 3 pay?", "no"),
            ("toddlers", "Do children under 4 climb free of charge?", "yes"),
            ("holidays", "Is the wall closed on 31 December?", "yes"),
            ("holidays", "Is the wall closed on 24 December?", "-"),
            ("holidays", "Is the wall closed on 26 December?", "-"),
            ("booking", "Can a course be booked three days before the start?", "-"),
        ],
    );
}
