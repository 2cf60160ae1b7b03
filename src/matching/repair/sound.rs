//! What Chinese characters sound like.

use pinyin::ToPinyin;

/// The syllable of a character without its tone.
pub(super) fn syllable(character: char) -> Option<&'static str> {
    Some(character.to_pinyin()?.plain())
}

/// Whether two characters sound alike but for a letter, as 是 and 四 do in many mouths.
pub(super) fn sound_near(one: char, other: char) -> bool {
    syllable(one).zip(syllable(other)).is_some_and(|(one, other)| one_slip_apart(one.as_bytes(), other.as_bytes()))
}

/// Whether one letter more, less, or another, or two that changed places, is all the difference.
fn one_slip_apart(one: &[u8], other: &[u8]) -> bool {
    let same = |(one, other): &(&u8, &u8)| one == other;
    let start = one.iter().zip(other).take_while(same).count();
    let (one, other) = (&one[start..], &other[start..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(same).count();
    match (&one[..one.len() - end], &other[..other.len() - end]) {
        ([first, second], [other_first, other_second]) => first == other_second && second == other_first,
        (one, other) => one.len() <= 1 && other.len() <= 1,
    }
}

#[cfg(test)]
mod tests {
    use super::one_slip_apart;
    use strsim::osa_distance;

    #[test]
    fn one_slip_is_what_the_distance_of_words_says() {
        let syllables =
            ["", "a", "shi", "si", "hsi", "shii", "shu", "xi", "zhuang", "zhaung", "huang", "ab", "ba", "aab"];
        for one in syllables {
            for other in syllables {
                let expected = osa_distance(one, other) <= 1;
                assert_eq!(one_slip_apart(one.as_bytes(), other.as_bytes()), expected, "{one} {other}");
            }
        }
    }
}
