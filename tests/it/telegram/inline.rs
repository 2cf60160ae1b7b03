//! Inline mode: answers in any chat, for who types the bot's name and a few words.

use serde_json::Value;

use super::bot::Bot;
use super::server::BotApi;
use super::{ADA, BEN, ELSEWHERE, NEAREST, UNCLEAR, cafe_bot};
use crate::hostile::hostile;

/// What is offered for a query.
fn offered(server: &BotApi, person: i64, query: &str, offset: &str) -> Value {
    server.inline_answer(&server.types_inline(person, query, offset))
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["results"].as_array().unwrap().iter().map(|result| result["id"].as_str().unwrap()).collect()
}

#[test]
fn facts_are_offered_as_somebody_types() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "1000"]);
    server.private(ADA, "en");
    for (query, first) in [
        ("f", None),
        ("fou", Some("founder")),
        ("foundr", Some("founder")),
        ("Who founded the Blue Kettle?", Some("founder")),
        ("who fonuded the bleu kettle", Some("founder")),
        ("oatcake", Some("oat-cake")),
        (ELSEWHERE, Some("oat-cake")),
        (NEAREST, Some("founder")),
        (UNCLEAR, Some("address")),
        ("what does a coffee cost", Some("oat-cake")),
        ("创始人", Some("founder")),
        ("咖啡豆来自哪里？", Some("beans")),
        ("xyzzy qwertz", None),
    ] {
        let answer = offered(&server, ADA, query, "");
        let ids = ids(&answer);
        if first.is_some() {
            assert_eq!(ids.first().copied(), first, "{query}");
        }
        assert!(ids.len() <= 7, "{query}");
        // The way to the private chat, for when nothing fits.
        let button = (&answer["button"]["text"], &answer["button"]["start_parameter"]);
        let wanted = match (ids.is_empty(), query.is_ascii()) {
            (true, _) => "Nothing fits: ask the bot itself",
            (false, true) => "Something else? Ask the bot itself",
            (false, false) => "想问别的？去问机器人",
        };
        assert!(button.0 == wanted && button.1 == "inline", "{query}: {button:?}");
        assert_eq!((&answer["cache_time"], &answer["is_personal"]), (&300.into(), &false.into()), "{query}");
    }
    assert!(ids(&offered(&server, ADA, "xyzzy qwertz", "")).is_empty());
}

#[test]
fn a_result_is_the_sourced_answer() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &[]);
    let (ada, li) = (server.private(ADA, "en"), server.private(BEN, "zh"));
    let query = server.types_inline(ADA, "Who founded the Blue Kettle?", "");
    let answer = server.inline_answer(&query);
    let result = &answer["results"][0];
    assert_eq!(result["title"], "Who founded the Blue Kettle?");
    assert_eq!(result["description"], "Ada Moreno founded the Blue Kettle; she had been a ship's cook.");
    let (message, _) = ada.sends_inline(ADA, &query, "founder");
    let said = "<b>Who founded the Blue Kettle?</b>\n\
                Ada Moreno founded the Blue Kettle; she had been a ship's cook.\n\
                <i>— “A kettle on the quay”, paragraph 1</i>";
    assert_eq!(ada.message(message).unwrap().text, said);
    assert_eq!(result["input_message_content"]["link_preview_options"]["is_disabled"], true);
    // In the language of what was typed, or of the person where nothing was.
    for (person, text, title, source) in [
        (ADA, "创始人", "蓝壶咖啡馆是谁创办的？", "<i>— 《码头上的水壶》第1段</i>"),
        (BEN, "founder", "Who founded the Blue Kettle?", "<i>— “A kettle on the quay”, paragraph 1</i>"),
        (BEN, "", "蓝壶咖啡馆什么时候开业？", "<i>— 《码头上的水壶》第1段</i>"),
        (ADA, " ", "When did the Blue Kettle open?", "<i>— “A kettle on the quay”, paragraph 1</i>"),
    ] {
        let answer = offered(&server, person, text, "");
        let result = &answer["results"][0];
        assert_eq!(result["title"], title, "{text:?}");
        assert!(result["input_message_content"]["message_text"].as_str().unwrap().ends_with(source), "{result}");
    }
    li.asks("/start inline");
    assert!(li.next_message().text.starts_with("我回答关于文章"));
}

/// The base about the forum has more facts than a page.
#[test]
fn all_facts_come_page_by_page() {
    let server = BotApi::start();
    let _bot = Bot::start(&server, &["--no-journal", "--per-minute", "1000"], &[]);
    let mut seen: Vec<String> = Vec::new();
    let mut offset = String::new();
    loop {
        let answer = offered(&server, ADA, "", &offset);
        let ids = ids(&answer);
        assert!((1..=50).contains(&ids.len()), "{}", ids.len());
        assert_eq!(answer["is_personal"], true);
        for result in answer["results"].as_array().unwrap() {
            let text = result["input_message_content"]["message_text"].as_str().unwrap();
            assert!(text.rsplit_once('\n').unwrap().1.starts_with("<i>— “"), "{text}");
        }
        seen.extend(ids.iter().map(ToString::to_string));
        offset = answer["next_offset"].as_str().unwrap_or_default().to_string();
        if offset.is_empty() {
            break;
        }
    }
    let mut once = seen.clone();
    once.sort();
    once.dedup();
    let facts = crate::driver::Run::new(&["facts", "--json"]).json_lines();
    let facts = facts[0].as_array().map_or(facts.len(), Vec::len);
    assert_eq!((once.len(), seen.len()), (facts, facts));
    // A place beyond the end, and what is none.
    assert!(ids(&offered(&server, ADA, "", "9999")).is_empty());
    for offset in ["x", "-1", "\u{202E}", "99999999999999999999999"] {
        assert_eq!(ids(&offered(&server, ADA, "", offset)), &seen[..20], "{offset}");
    }
    // Letters that many facts have are paged as well.
    let first = offered(&server, ADA, "film", "");
    let next = offered(&server, ADA, "film", first["next_offset"].as_str().unwrap());
    assert!(!ids(&next).is_empty() && ids(&next).iter().all(|id| !ids(&first).contains(id)));
}

#[test]
fn hostile_text_gets_a_sound_offer() {
    let server = BotApi::start();
    let _bot = cafe_bot(&server, &["--per-minute", "10000"]);
    let texts = hostile().into_iter().filter_map(|bytes| String::from_utf8(bytes).ok());
    // Apps send no more than 256 characters.
    let queries: Vec<String> = texts
        .map(|text| {
            let short: String = text.chars().take(128).collect();
            server.types_inline(ADA, &short, "")
        })
        .collect();
    for query in queries {
        assert!(server.inline_answer(&query)["results"].as_array().unwrap().len() <= 7);
    }
}

/// Of an only source the title stands there; of several, what each is called.
#[test]
fn a_result_of_several_sources_says_whose_it_is() {
    let server = BotApi::start();
    let two = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/two");
    let _bot = Bot::start(&server, &["--no-journal"], &[("CITEBOT_BASE", two.to_str().unwrap())]);
    for (question, source) in [
        ("When are the quiet hours?", "<i>— the house rules, paragraph 1, “Quiet”</i>"),
        ("How long can I keep a book?", "<i>— the library rules, paragraph 2</i>"),
    ] {
        let answer = offered(&server, ADA, question, "");
        let text = answer["results"][0]["input_message_content"]["message_text"].as_str().unwrap();
        assert!(text.ends_with(source), "{text}");
    }
}
