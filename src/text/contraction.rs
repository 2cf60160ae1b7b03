//! What an apostrophe joins: "don't" is "do not".

use compact_str::CompactString;

/// What stands behind an apostrophe, and the word that it stands for.
const ENDINGS: [(&str, &str); 6] =
    [("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am"), ("'d", "would")];
/// Words after which `'s` is "is", and not the mark of an owner.
const BEFORE_IS: [&str; 11] = ["what", "who", "where", "when", "how", "why", "that", "it", "there", "he", "she"];

/// Splits what an apostrophe joins: `don't` is `do not`, `festival's` is `festival`.
pub(super) fn contraction_parts(word: &str) -> Vec<CompactString> {
    match word {
        "won't" => return vec!["will".into(), "not".into()],
        "can't" => return vec!["can".into(), "not".into()],
        "let's" => return vec!["let".into(), "us".into()],
        _ => {}
    }
    for (ending, meaning) in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending) {
            return vec![stem.into(), meaning.into()];
        }
    }
    // "What's" is "what is", but "Bona's" is Bona.
    if let Some(stem) = word.strip_suffix("'s") {
        let is = BEFORE_IS.contains(&stem).then(|| "is".into());
        return [stem.into()].into_iter().chain(is).collect();
    }
    word.split('\'').filter(|part| !part.is_empty()).map(CompactString::from).collect()
}
