//! A rule of proof, a table of answers: those that it doubts, and those that it must not.

use std::sync::Arc;

use super::Proof;
use crate::facts::{Base, Files, load};
use crate::findings::File;
use crate::matching::Matcher;

const SEED: &str = r#"
title.en = "The pool"
title.zh = "泳池"
language = "en"

[[paragraph]]
number = 1
says.en = "The pool in Elm Road opened in March 2019. It has six lanes of 25 metres. Petra Vohl runs the pool; Owen Dace teaches the swimmers. Nearly 350 people swim there each day."
says.zh = "榆树路的泳池2019年3月开放，有六条25米长的泳道。泳池由方志远管理，教练是李文清。每天有近350人来游泳。"
names = [{ text = "Elm Road", also = ["榆树路"] }, { text = "Petra Vohl", also = ["方志远"] }, { text = "Owen Dace", also = ["李文清"] }]
figures = ["March 2019", "six lanes", "25 metres", "350 people"]

[[paragraph]]
number = 2
says.en = "Adults pay 8 pounds, children 3 pounds. Dogs are not allowed in the hall. A locker may be used for up to 4 hours. Towels are lent at the desk. More than half of the guests come from the town. The café serves families from 9:00 to 17:30."
says.zh = "成人8英镑，儿童3英镑。大厅不允许带狗。储物柜最多可用4小时。前台出借毛巾。一半以上的客人来自本镇。咖啡馆9:00至17:30营业。"
names = []
figures = ["8 pounds", "3 pounds", "4 hours", "half", "9:00 to 17:30", "9:00", "17:30"]

[[paragraph]]
number = 3
says.en = "Bus Route 3 goes to the pool from Port Alder in 20 minutes. Ada Brook has driven it since 2011. On Sundays the last bus leaves at 18:15. Not allowed on the bus: wet clothes and open drinks. A day ticket costs 4.50. The office on Level 2 takes calls on 0555 2740. Lost things are kept until 17 May for 8 days."
says.zh = "3路公交从港口到泳池要20分钟，司机是白雪梅。周日末班车18:15开。日票4.5元。5月17日前可领取遗失物品。"
names = [{ text = "Route 3", also = ["3路"] }, { text = "Port Alder" }, { text = "Ada Brook", also = ["白雪梅"] }, { text = "Sundays" }]
figures = ["20 minutes", "since 2011", "18:15", "4.50", "Level 2", "0555 2740", "17 May", "8 days"]

[[paragraph]]
number = 4
says.en = "The sauna has a shower but no lift. The old sauna had a lift. Membership is free and needs no letter. Return old cards without their covers. The floor dries by air instead of heating. There are three lockers: small, middle and large. The guides work on Sundays and Mondays; Ada Brook and Port Alder are named on the wall."
says.zh = "桑拿房里不准用无人机和三脚架。包装完整的可以无理由退货。毛巾有三种：大、中、小。"
names = [{ text = "Ada Brook" }, { text = "Port Alder" }, { text = "Sundays" }, { text = "Mondays" }]
figures = ["three lockers"]
"#;

fn base(paragraph: usize, english: &str, chinese: &str) -> Base {
    base_asked(paragraph, "What of the pool?", english, chinese)
}

fn base_asked(paragraph: usize, asked: &str, english: &str, chinese: &str) -> Base {
    let answers = format!(
        "source = \"pool\"\ntopic.en = \"Pool\"\ntopic.zh = \"泳池\"\n\n[[fact]]\nid = \"own\"\nparagraphs = [{paragraph}]\n\
         answer.en = \"{english}\"\nanswer.zh = \"{chinese}\"\nask.en = [\"{asked}\"]\nask.zh = [\"泳池怎么样？\"]\n\n\
         [[gap]]\nid = \"parking\"\nask.en = [\"Where can I park my car?\"]\nask.zh = [\"哪里可以停车？\"]\n\
         reply.en = \"{english}\"\nreply.zh = \"{chinese}\"\n"
    );
    let file = |name: &str, text: &str| Arc::new(File { name: name.into(), text: text.into() });
    let files =
        Files { sources: vec![file("seeds/pool.toml", SEED)], answers: vec![file("answers/pool.toml", &answers)] };
    load(&files).unwrap_or_else(|findings| panic!("{findings:?}"))
}

/// The rules that an answer in one language breaks, and what is marked.
fn found(paragraph: usize, answer: &str) -> String {
    let base = if answer.is_ascii() { base(paragraph, answer, "泳池") } else { base(paragraph, "The pool.", answer) };
    found_in(&base)
}

fn found_in(base: &Base) -> String {
    let matcher = Matcher::new(base);
    let findings = Proof::new(base, &matcher).of_fact(&base.facts[0]);
    let own = findings.iter().map(|finding| format!("{} {}", finding.rule.name(), finding.place.marked()));
    own.collect::<Vec<_>>().join("|")
}

fn all(paragraph: usize, cases: &[(&str, &str)]) {
    for (answer, expected) in cases {
        assert_eq!(found(paragraph, answer), *expected, "{answer}");
    }
}

#[test]
fn a_number_keeps_its_unit() {
    all(
        1,
        &[
            ("It has lanes of 25 metres.", ""),
            ("It has lanes of 25 kilometres.", "other-unit 25 kilometres"),
            ("泳道长25米。", ""),
            ("泳道长25公里。", "other-unit 25公里"),
            ("每天有近350户来游泳。", "other-figure 近350"),
            ("每周有近350人来游泳。", "other-unit 每周"),
            ("Nearly 350 people swim there each week.", "other-unit each week"),
        ],
    );
}

#[test]
fn a_figure_keeps_its_hedge() {
    all(
        1,
        &[
            ("Nearly 350 people swim there each day.", ""),
            ("Almost 350 people swim there each day.", ""),
            ("Each day 350 people swim there.", "other-hedge 350"),
            ("More than 350 people swim there each day.", "other-hedge More than 350"),
            ("每天有接近350人来游泳。", ""),
            ("每天有350人来游泳。", "other-hedge 350"),
        ],
    );
    all(
        2,
        &[
            ("A locker may be used for at most 4 hours.", ""),
            ("A locker may be used for at least 4 hours.", "other-hedge at least 4 hours"),
            ("A locker may be used for two hours.", "other-figure two hours"),
            ("储物柜最多可用两小时。", "other-figure 最多可用两小时"),
        ],
    );
}

#[test]
fn a_figure_stands_by_its_own_thing() {
    all(
        2,
        &[
            ("Adults pay 8 pounds and children 3 pounds.", ""),
            ("Adults pay 3 pounds and children 8 pounds.", "other-figure 3 pounds|other-figure 8 pounds"),
            ("成人8英镑，儿童3英镑。", ""),
            ("成人3英镑，儿童8英镑。", "other-figure 3英镑|other-figure 8英镑"),
        ],
    );
    all(1, &[("The pool has six lanes.", ""), ("The pool has six saunas.", "other-figure saunas")]);
    all(1, &[("The pool has five lanes.", "other-figure five")]);
}

#[test]
fn a_figure_can_stand_where_it_does() {
    all(
        1,
        &[
            ("The pool opened on 350 March 2019.", "other-figure 350"),
            ("The pool opened in 350.", "other-figure 350"),
            ("The pool has lanes of 25.", "other-unit 25"),
            ("每天有2019人来游泳。", "other-figure 2019"),
            ("泳池350年底开放。", "other-figure 350"),
        ],
    );
    all(
        2,
        &[
            ("The caf\\u00E9 serves families from 9:00 to 17:30.", ""),
            ("Adults pay \\u00A317:30.", "other-figure 17:30"),
            ("Adults pay 3 pounds, children 3 pounds.", "other-figure 3 pounds|other-figure 3 pounds"),
            ("Families are served 9:00% of the day.", "other-figure 9:00"),
        ],
    );
}

#[test]
fn a_share_keeps_its_hedge() {
    all(
        2,
        &[
            ("More than half of the guests come from the town.", ""),
            ("Half of the guests come from the town.", "other-hedge Half"),
            ("Less than half of the guests come from the town.", "other-hedge Less than half"),
            ("一半以上的客人来自本镇。", ""),
            ("近一半的客人来自本镇。", "other-hedge 近一半"),
        ],
    );
}

#[test]
fn what_is_asked_of_one_is_not_answered_of_another() {
    for (asked, answer, expected) in [
        ("What does Owen Dace do?", "Owen Dace is the teacher.", ""),
        ("What does Owen Dace do?", "Petra Vohl is the teacher.", "other-name Petra Vohl"),
        ("Who is the boss?", "Petra Vohl is the boss.", ""),
    ] {
        assert_eq!(found_in(&base_asked(1, asked, answer, "泳池")), expected, "{asked} {answer}");
    }
}

#[test]
fn a_name_stands_by_its_own_thing() {
    all(
        1,
        &[
            ("Petra Vohl runs the pool.", ""),
            ("The pool in Elm Road opened in March 2019.", ""),
            ("The pool in Owen Dace opened in March 2019.", "other-name Owen Dace"),
            ("方志远管理泳池。", ""),
            ("榆树路的泳池2019年3月开放。", ""),
            ("赵明远管理泳池。", "other-name 赵明远"),
            ("青石路的泳池2019年3月开放。", "other-name 青石路"),
        ],
    );
}

#[test]
fn a_number_stands_by_the_word_that_it_stands_by() {
    all(
        3,
        &[
            ("The bus is Route 3, the office on Level 2.", ""),
            ("The bus is Route 2011.", "other-figure 2011"),
            ("The office is on Level 20.", "other-figure 20"),
            ("The office takes calls on 0555 2740.", ""),
            ("The office takes calls on 0555 8.", "other-figure 0555 8"),
            ("Lost things are kept until 17 May 8.", "other-figure 17 May 8"),
            ("Lost things are kept for 8 days.", ""),
            ("Lost things are kept for 4.50 days.", "other-figure 4.50 days"),
            ("A day ticket costs 4.50.", ""),
            ("A day ticket costs 20.", "other-figure 20"),
            ("The last bus leaves at 17.", "other-figure 17"),
        ],
    );
}

#[test]
fn clauses_that_differ_by_one_figure_or_name_are_found() {
    all(
        3,
        &[
            ("Ada Brook has driven the bus since 2011.", ""),
            ("Ada Brook has driven the bus since 18:15.", "other-figure 18:15"),
            ("On Sundays the last bus leaves at 18:15.", ""),
            ("On Port Alder the last bus leaves at 18:15.", "other-name Port Alder"),
            ("Port Alder has driven the bus since 2011.", "other-name Port Alder"),
            ("周日末班车18:15开。", ""),
            ("周日末班车20分钟开。", "other-figure 20分钟"),
            ("Wet clothes and open drinks are not allowed on the bus.", ""),
        ],
    );
}

#[test]
fn a_chinese_name_that_stands_nowhere_is_seen_between_other_words() {
    all(
        3,
        &[
            ("公交由白雪梅驾驶。", ""),
            ("公交由赵明远驾驶。", "other-name 赵明远"),
            ("公交凭赵明远驾驶。", "other-name 赵明远"),
            ("公交到临江大学要20分钟。", "other-name 临江大学"),
            ("公交从青石路东到泳池要20分钟。", "other-name 青石路"),
            ("公交从港口到泳池要20分钟，可以远程付款。", ""),
        ],
    );
}

#[test]
fn what_is_lacking_isnt_there() {
    all(
        4,
        &[
            ("The sauna has a shower but no lift.", ""),
            ("The sauna has a shower but a lift.", "negation a lift"),
            ("Membership is free and needs no letter.", ""),
            ("Membership is free and needs a letter.", "negation and needs a letter"),
            ("Return old cards without their covers.", ""),
            ("Return old cards with their covers.", "negation Return old cards with their covers"),
            ("The floor dries by air and is not heated.", ""),
            ("There are three lockers: small, middle and large.", ""),
            ("There are not three lockers: small, middle and large.", "negation There are not three lockers"),
            ("桑拿房里不准用三脚架和无人机。", ""),
            ("毛巾没有：大、中、小。", "negation 毛巾没有"),
            ("包装完整的可以无理由退货。", ""),
            ("包装完整的不可以无理由退货。", "negation 包装完整的不可以无理由退货"),
        ],
    );
}

#[test]
fn a_list_is_of_one_kind() {
    all(
        4,
        &[
            ("The guides work on Sundays and Mondays.", ""),
            ("The guides work on Sundays and Port Alder.", "other-name Port Alder|other-name Sundays"),
            ("Ada Brook and Port Alder are named on the wall.", ""),
        ],
    );
}

#[test]
fn nothing_is_turned_into_its_opposite() {
    all(
        2,
        &[
            ("Dogs are not allowed in the hall.", ""),
            ("No dogs are allowed in the hall.", ""),
            ("Dogs are allowed in the hall.", "negation Dogs are allowed in the hall"),
            ("Towels are not lent at the desk.", "negation Towels are not lent at the desk"),
            ("Dogs are not forbidden in the hall.", "negation Dogs are not forbidden in the hall"),
            ("大厅不能带狗。", ""),
            ("大厅允许带狗。", "negation 大厅允许带狗"),
        ],
    );
}

#[test]
fn a_value_that_is_told_is_not_denied() {
    all(
        1,
        &[
            ("The pool is not run by Petra Vohl.", "negation The pool is not run by Petra Vohl"),
            ("There are not six lanes.", "negation There are not six lanes"),
            ("泳池的管理者不是方志远。", "negation 泳池的管理者不是方志远"),
        ],
    );
    all(2, &[("A locker may be used for no more than 4 hours.", ""), ("The children's price is not told.", "")]);
}

#[test]
fn what_holds_for_one_thing_only_is_compared_with_its_like() {
    all(
        2,
        &[
            ("Only dogs are not allowed in the hall.", ""),
            ("Only towels are not lent at the desk.", "negation Only towels are not lent at the desk"),
            ("Towels are lent at the desk for nothing.", ""),
            ("只有毛巾前台不出借。", "negation 只有毛巾前台不出借"),
        ],
    );
}

#[test]
fn that_the_source_tells_something_is_not_said_without_it() {
    all(
        1,
        &[
            ("The text does not name an architect.", ""),
            ("The text names Petra Vohl as the manager.", ""),
            ("The text names an architect.", "untold The text names an architect"),
            ("文中没有写明票价。", ""),
            ("文中有写明票价。", "untold 文中有写明票价"),
            ("泳池有中文介绍。", ""),
        ],
    );
}

#[test]
fn a_range_and_a_list_are_read_as_they_are_meant() {
    all(1, &[("It has six 25 metre lanes.", "")]);
    all(
        2,
        &[
            ("Families are served from 17:30 to 9:00.", "other-figure 17:30 to 9:00"),
            ("A locker may be used for never more than 4 hours.", ""),
            ("A locker may be used for never less than 4 hours.", "other-hedge less than 4 hours"),
        ],
    );
}

#[test]
fn a_sentence_that_stands_nowhere_is_told_in_answers_and_replies() {
    let invented = "Critics say that the whole scheme was a terrible mistake.";
    let marked = "Critics say that the whole scheme was a terrible mistake";
    all(2, &[(invented, &format!("untold {marked}")), ("The text does not say who lends the towels.", "")]);
    for (reply, expected) in [
        (invented, marked),
        ("Where cars can be parked is left open.", ""),
        ("The pool in Elm Road has six lanes.", ""),
        ("批评者认为整个方案是个错误。", "批评者认为整个方案是个错误"),
    ] {
        let base = if reply.is_ascii() { base(1, reply, "泳池") } else { base(1, "The pool.", reply) };
        let matcher = Matcher::new(&base);
        let findings = Proof::new(&base, &matcher).of_gap(&base.gaps[0]);
        let own: Vec<&str> = findings.iter().map(|finding| finding.place.marked()).collect();
        assert_eq!(own.join("|"), expected, "{reply}");
    }
}
