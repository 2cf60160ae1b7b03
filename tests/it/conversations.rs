//! Whole conversations over the real base: what each turn comes to.

use std::sync::{Arc, LazyLock};

use citebot::conversation::{Memory, Outcome, turn};
use citebot::facts::{FactId, Files, load};
use citebot::findings::File;
use citebot::matching::{Matcher, Prepared, Verdict};
use citebot::text::Language;

static PREPARED: LazyLock<Prepared> =
    LazyLock::new(|| Prepared::new(load(&Files::own().unwrap()).expect("our own base is sound")));

/// A conversation, turn by turn.
#[derive(Default)]
struct Session {
    memory: Memory,
}

impl Session {
    /// Says each text and compares what it came to: fact ids with a sign for what was claimed, the id
    /// of a gap or of small talk, `refused`, or a choice.
    fn goes(turns: &[(&str, &str)]) {
        let mut session = Self::default();
        for (text, expected) in turns {
            assert_eq!(session.says(text), *expected, "{text}");
        }
    }

    fn says(&mut self, text: &str) -> String {
        let turn = turn(&PREPARED, &mut self.memory, text);
        let id = |fact: FactId| PREPARED.base().fact(fact).id.text.as_str();
        match &turn.outcome {
            Outcome::Answer(said) => {
                let sign = |verdict: &Verdict| match verdict {
                    Verdict::Unclaimed | Verdict::NotTold(_) => "",
                    Verdict::Yes => " yes",
                    Verdict::No(_) => " no",
                };
                let facts: Vec<String> =
                    said.iter().map(|said| format!("{}{}", id(said.fact), sign(&said.verdict))).collect();
                let unanswered = if turn.unanswered.is_some() { " + refused" } else { "" };
                facts.join(" + ") + unanswered
            }
            Outcome::Nearest(nearest) => format!("nearest {}", id(nearest.fact)),
            Outcome::Unclear(_) => "unclear".to_string(),
            Outcome::Clarify(facts) => facts.iter().map(|fact| id(*fact)).collect::<Vec<_>>().join(" or "),
            Outcome::Refuse(refusal) => match refusal.gap {
                Some(gap) => format!("gap {}", PREPARED.base().gap(gap).id.text),
                None => "refused".to_string(),
            },
            Outcome::OfText(asked) => format!("{asked:?}"),
            Outcome::SmallTalk(talk) => format!("chat {}", PREPARED.base().talk(*talk).id.text),
        }
    }
}

#[test]
fn slips_numbers_and_scripts_are_read() {
    for (text, expected) in [
        ("how mnay AI unicrons has beijing got", "ai-unicorns"),
        ("howmany film comapnies are in beijng", "film-companies"),
        ("two hundred million yuan more each year for good projects, right?", "february-funding yes"),
        ("每年增加2億元支持優秀項目創作，對嗎？", "february-funding yes"),
        ("北京人工只能独角售有几家", "ai-unicorns"),
        ("Beijing的AI企业有多少家？", "ai-enterprises"),
        ("soooo how many AI unicorns are there in Beijing pleeease", "ai-unicorns"),
        ("hoq many AI enterprises doez beijing hvae", "ai-enterprises"),
        ("How many film projects were registered in Beijing last year, in 2024?", "film-output-2024"),
        ("去年也就是2024年，北京备案立项了多少个电影项目？", "film-output-2024"),
    ] {
        Session::goes(&[(text, expected)]);
    }
}

#[test]
fn another_place_or_year_is_refused() {
    for text in [
        "How many AI unicorns does Shanghai have?",
        "How many AI unicorns did Beijing have in 2023?",
        "How many AI companies does the US have?",
        "How big was Beijing's core artificial intelligence industry in 2023?",
        "Who composed the music of Sanxingdui: Future Apocalypse?",
        "上海有多少家人工智能企业？",
        "广东有多少家影视公司？",
        "清华大学发布了什么成果？",
    ] {
        let outcome = Session::default().says(text);
        assert!(outcome == "refused" || outcome.starts_with("gap "), "{text}: {outcome}");
    }
}

/// Near misses for which nothing proves that the source is silent: no answer, and no denial either.
#[test]
fn near_misses_are_neither_answered_nor_denied() {
    for text in [
        "Which city has 500 AI unicorns?",
        "What did Tencent release at the forum?",
        "How many film projects did investors cancel in 2024?",
        "2024年以前北京有多少家人工智能企业？",
        "How many AI unicorns does Beijing not have?",
        "How many film projects were registered in Beijing last year?",
        "How much creative support did Beijing pay per year before February 2024?",
    ] {
        let outcome = Session::default().says(text);
        assert!(outcome == "unclear" || outcome.starts_with("nearest "), "{text}: {outcome}");
    }
}

#[test]
fn where_nothing_is_asked_nothing_is_answered() {
    for text in ["how", "我", "g", "is it", "?", "36", "the correct number is 50", "Beijing", "asdf qwer"] {
        let turn = turn(&PREPARED, &mut Memory::default(), text);
        let says = matches!(turn.outcome, Outcome::Answer(_) | Outcome::SmallTalk(_) | Outcome::OfText(_));
        assert!(!says, "{text}: {:?}", turn.outcome);
    }
    for text in ["hi there!", "thanks a lot", "你好", "who are you?"] {
        let turn = turn(&PREPARED, &mut Memory::default(), text);
        assert!(matches!(turn.outcome, Outcome::SmallTalk(_) | Outcome::OfText(_)), "{text}: {:?}", turn.outcome);
    }
}

/// A question inside a message, and what is typed beside it.
#[test]
fn a_question_is_found_in_a_message() {
    for (text, expected) in [
        ("so how many unicorns", "ai-unicorns"),
        ("how 🦄 many unicorns", "ai-unicorns"),
        ("北 京 有 多 少 家 独 角 兽", "ai-unicorns"),
        ("北京,有多少家,独角兽", "ai-unicorns"),
        ("what was issued in nov '24", "november-measures"),
        ("1. How many AI unicorns does Beijing have? https://example.org/a/24", "ai-unicorns"),
        (
            "Hi, my son needs it for school, we have been looking all evening. Which company made Mureka O1? Regards, Ravi",
            "kunlun-mureka",
        ),
        ("老师布置的作业，我查了半天没查到，请问Mureka O1是哪家公司发布的？谢谢！", "kunlun-mureka"),
    ] {
        Session::goes(&[(text, expected)]);
    }
}

#[test]
fn where_an_answer_stands_can_be_asked() {
    for source in ["source?", "Where does it say so?", "which paragraph is that?", "出处呢？"] {
        Session::goes(&[("Who made Mureka O1?", "kunlun-mureka"), (source, "kunlun-mureka")]);
    }
}

/// What is told beside a refusal, and what is offered.
fn told(text: &str, memory: &mut Memory) -> (Option<&'static str>, usize) {
    let turn = turn(&PREPARED, memory, text);
    let Outcome::Refuse(refusal) = &turn.outcome else { panic!("{text}: {:?}", turn.outcome) };
    assert!(refusal.told.is_none_or(|fact| refusal.options.last() == Some(&fact)), "{text}: told comes last");
    (refusal.told.map(|fact| PREPARED.base().fact(fact).id.text.as_str()), refusal.options.len())
}

#[test]
fn a_refusal_tells_the_fact_for_another_place_or_year() {
    for (text, expected) in [
        ("How many film companies are there in Guangdong?", Some("film-companies")),
        ("How big was Beijing's core artificial intelligence industry in 2023?", Some("ai-industry-scale")),
        ("广东有多少家影视公司？", Some("film-companies")),
        // The gap says it.
        ("Who directed Sanxingdui: Future Apocalypse?", None),
    ] {
        assert_eq!(told(text, &mut Memory::default()).0, expected, "{text}");
    }
}

#[test]
fn what_was_just_said_is_not_told_again() {
    let mut memory = Memory::default();
    assert_eq!(told("How many film companies are there in Guangdong?", &mut memory).0, Some("film-companies"));
    assert_eq!(told("how many film companies are there in Guangdong?", &mut memory).0, None);
}

#[test]
fn claims_are_confirmed_or_put_right() {
    for (text, expected) in [
        ("Is it true that Beijing has 36 AI unicorns?", "ai-unicorns yes"),
        ("Beijing has 63 AI unicorns.", "ai-unicorns no"),
        ("The November 2024 measures focus on seven areas, don't they?", "november-areas yes"),
        ("The November 2024 measures focus on nine areas, don't they?", "november-areas no"),
        ("Are there more than 20 AI unicorns in Beijing?", "ai-unicorns yes"),
        ("Are there fewer than 20 AI unicorns in Beijing?", "ai-unicorns no"),
        ("Was the scale of Beijing's core AI industry exactly 350 billion yuan?", "ai-industry-scale no"),
        ("Did Bona release Mureka O1?", "kunlun-mureka no"),
        ("Were the new cultural forms measures issued in March?", "november-measures no"),
        ("北京有超过20家人工智能独角兽企业吗？", "ai-unicorns yes"),
        ("北京有不到20家人工智能独角兽企业吗？", "ai-unicorns no"),
        ("昆仑万维发布了Mureka O1，对吗？", "kunlun-mureka yes"),
    ] {
        Session::goes(&[(text, expected)]);
    }
}

#[test]
fn a_correction_says_what_is_told_instead() {
    for (text, expected) in [
        ("Is it true that Beijing has 36 AI unicorns?", "Yes: For 2024"),
        ("Beijing has 63 AI unicorns.", "No, 36: For 2024"),
        ("Did Bona release Mureka O1?", "No: Kunlun Wanwei did. Kunlun Wanwei has"),
        ("Were the new cultural forms measures issued in March?", "No: in November. "),
        ("北京有63家人工智能独角兽企业吗？", "不是，是36："),
        ("北京有36家人工智能独角兽企业吗？", "是的：按文章"),
    ] {
        let turn = turn(&PREPARED, &mut Memory::default(), text);
        let reply = citebot::reply::reply(PREPARED.base(), &turn);
        assert!(reply.text.starts_with(expected), "{text}: {}", reply.text);
    }
}

#[test]
fn a_claim_that_the_fact_does_not_decide_gets_neither_yes_nor_no() {
    for text in [
        "Are there 36 AI unicorns in the whole of China?",
        "Did Beijing have 36 AI unicorns in 2023?",
        "Does Beijing have 36 museums?",
    ] {
        let outcome = Session::default().says(text);
        assert!(!outcome.ends_with(" yes") && !outcome.ends_with(" no"), "{text}: {outcome}");
    }
}

#[test]
fn follow_ups_lean_on_what_was_said() {
    Session::goes(&[
        ("How many AI companies are there in Beijing?", "ai-enterprises"),
        ("what share of the country is that?", "ai-enterprises"),
        ("and unicorns?", "ai-unicorns"),
        ("and in Shanghai?", "gap other-cities"),
        ("thanks!", "chat thanks"),
    ]);
    Session::goes(&[
        ("Mureka O1是什么？", "kunlun-mureka"),
        ("是谁发布的？", "kunlun-mureka"),
        ("它要多少钱？", "gap product-price"),
    ]);
}

#[test]
fn one_message_may_hold_several_questions() {
    Session::goes(&[(
        "how many AI companies are in Beijing, and how many film companies?",
        "ai-enterprises + film-companies",
    )]);
    Session::goes(&[("Who made Mureka O1, and who directed the Bona drama?", "kunlun-mureka + refused")]);
    Session::goes(&[("Hello! I am a student. How many AI unicorns does Beijing have? Thanks a lot!", "ai-unicorns")]);
}

#[test]
fn a_number_picks_what_was_offered() {
    let mut session = Session::default();
    assert_eq!(session.says("How many AI companies does the US have?"), "refused");
    let picked = session.says("1");
    assert!(PREPARED.base().fact_named(&picked).is_some(), "{picked}");
    assert_eq!(session.says("1"), "unclear", "an offer is good for one turn");
    assert_eq!(session.says("How many AI companies does the US have?"), "refused");
    assert_eq!(session.says("the first one please"), picked, "a choice in words");
}

#[test]
fn a_base_may_say_which_words_are_no_slips() {
    let cafe = Files::read(&crate::driver::cafe()).expect("the base is there");
    let typed = |files: &Files| {
        let matcher = Matcher::new(&load(files).expect("a sound base"));
        matcher.read("roest", Language::English).words[0].typed.clone()
    };
    assert_eq!(typed(&cafe).as_deref(), Some("roest"));
    let real = |file: &Arc<File>| {
        let more = if file.name.ends_with("words.toml") { "common = [\"Roest\"]\n" } else { "" };
        Arc::new(File { name: file.name.clone(), text: format!("{more}{}", file.text) })
    };
    let told = Files { sources: cafe.sources.clone(), answers: cafe.answers.iter().map(real).collect() };
    assert_eq!(typed(&told), None);
}
