//! A base that changes while the bot runs.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::bot::Bot;
use super::server::BotApi;
use super::{ADA, printed};

/// Copies a base.
fn copy(from: &Path, to: &Path) {
    for part in ["answers", "seeds"] {
        fs::create_dir_all(to.join(part)).unwrap();
        for entry in fs::read_dir(from.join(part)).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, to.join(part).join(path.file_name().unwrap())).unwrap();
        }
    }
}

#[test]
fn a_saved_change_is_answered_from_and_an_unsound_one_leaves_the_base_at_work() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let base = folder.path().join("cafe");
    copy(&crate::driver::cafe(), &base);
    let server = BotApi::start();
    let _bot =
        Bot::start_in(Arc::clone(&folder), &server, &["--no-journal"], &[("CITEBOT_BASE", base.to_str().unwrap())]);
    let ada = server.private(ADA, "en");
    let says = |expected: &str| {
        ada.asks("Who founded the Blue Kettle?");
        let answer = ada.next_message();
        assert!(answer.text.contains(expected), "{}", answer.text);
        answer
    };
    let before = says("Ada Moreno founded the Blue Kettle; she had been a ship's cook.");
    let path = fs::read_dir(base.join("answers"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| fs::read_to_string(path).unwrap().contains("she had been a ship's cook"));
    let path = path.expect("the founder stands in a file");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("she had been a ship's cook", "a ship's cook once")).unwrap();
    printed(&server, "the base has changed");
    says("a ship's cook once");
    // A button of an answer from before still does what it says.
    ada.presses(ADA, before.id, "Source");
    assert!(ada.next_message().html.contains("<blockquote expandable>"));
    fs::write(&path, "[[fact").unwrap();
    printed(&server, "the one before goes on");
    says("a ship's cook once");
}
