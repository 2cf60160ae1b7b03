//! A base with two sources: every reply says whose paragraph it is.

use std::fmt::Write;

use expect_test::expect;

use super::ADA;
use super::bot::Bot;
use super::server::BotApi;

#[test]
fn a_conversation_over_two_sources() {
    let server = BotApi::start();
    let two = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/two");
    let arguments = ["--no-journal", "--per-minute", "1000"];
    let _bot = Bot::start(&server, &arguments, &[("CITEBOT_BASE", two.to_str().unwrap())]);
    let ada = server.private(ADA, "en");
    let mut transcript = String::new();
    for text in [
        "How long can I keep a book?",
        "when does it have to be quiet",
        "and the washing machines?",
        "where does it say so?",
        "/source library 3",
        "/source 2",
        "/source garden 1",
        "Which library are the rules for?",
        "who is the caretaker?",
    ] {
        ada.asks(text);
        writeln!(transcript, "> {text}\n{}\n", ada.next_message().html).unwrap();
    }
    expect![[r#"
        > How long can I keep a book?
        A book may be kept for three weeks.
        <i>— the library rules, paragraph 2</i>
        <blockquote expandable>“A book may be kept for three weeks.”</blockquote>

        > when does it have to be quiet
        Quiet hours are from 10 p.m. to 7 a.m.
        <i>— the house rules, paragraph 1, “Quiet”</i>
        <blockquote expandable>“Please keep quiet from 10 p.m. to 7 a.m.”</blockquote>

        > and the washing machines?
        The washing machines run until 9 p.m., and the drying room is locked on Sundays.
        <i>— the house rules, paragraphs 2, 3, “Laundry”</i>
        <blockquote expandable>“The washing machines in the cellar run until 9 p.m. A wash costs two crowns.”</blockquote>
        <blockquote expandable>“The drying room is locked on Sundays.”</blockquote>

        > where does it say so?
        The washing machines run until 9 p.m., and the drying room is locked on Sundays.
        <i>— the house rules, paragraphs 2, 3, “Laundry”</i>
        <blockquote expandable>“The washing machines in the cellar run until 9 p.m. A wash costs two crowns.”</blockquote>
        <blockquote expandable>“The drying room is locked on Sundays.”</blockquote>

        > /source library 3
        <b>The library rules, paragraph 3, “Fines”</b>
        <blockquote expandable>“A book that comes back late costs one crown a week.”</blockquote>

        > /source 2
        <b>The house rules, paragraph 2, “Laundry”</b>
        <blockquote expandable>“The washing machines in the cellar run until 9 p.m. A wash costs two crowns.”</blockquote>

        > /source garden 1
        No source is called so. The sources are house (the house rules), library (the library rules).

        > Which library are the rules for?
        They are the rules of the Elm Court library.
        <i>— the title and headings of the library rules</i>

        > who is the caretaker?
        I'm not sure about “caretaker”; this is the closest I have: They are the rules of the Elm Court library.
        <i>— the title and headings of the library rules</i>

    "#]].assert_eq(&transcript);
}
