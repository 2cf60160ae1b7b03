//! Who may give the bot orders: Telegram's ids of people.

use anyhow::{Result, bail};

/// The greatest id that Telegram gives: it has at most 52 significant bits.
const GREATEST_ID: u64 = (1 << 52) - 1;
/// Each admin gets a menu at the start, with a call or two for each language.
const MOST_ADMINS: usize = 50;

/// Reads ids with commas between them, as they stand in the setting `from`. One that comes twice counts once.
pub(super) fn admins(text: &str, from: &str) -> Result<Vec<u64>> {
    let mut admins = Vec::new();
    for part in text.split(',').map(str::trim) {
        let Some(id) = part.parse().ok().filter(|id| (1..=GREATEST_ID).contains(id)) else {
            bail!(
                "{from} holds {}, and takes Telegram's ids of people, with commas between them, such as \
                 `123456789,987654321`",
                shown(part)
            );
        };
        if !admins.contains(&id) {
            admins.push(id);
        }
    }
    if admins.len() > MOST_ADMINS {
        bail!("{from} holds {} ids, and takes {MOST_ADMINS} at most", admins.len());
    }
    Ok(admins)
}

/// What stands where an id should. A token has an id before a colon: who pasted one here must not find it in a log.
fn shown(part: &str) -> String {
    match part {
        "" => "an empty place".to_string(),
        part if part.contains(':') => "what may be a token, and is not shown".to_string(),
        part if part.starts_with('@') => format!("`{part}`, which is a name"),
        part if part.starts_with('-') => format!("`{part}`, which may be a group"),
        part => format!("`{part}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::admins;

    #[test]
    fn ids_are_read_and_anything_else_is_named() {
        let takes = "and takes Telegram's ids of people, with commas between them, such as `123456789,987654321`";
        for (text, expected) in [
            ("11", Ok(vec![11])),
            (" 11 , 4503599627370495,11 ", Ok(vec![11, 4_503_599_627_370_495])),
            ("ada", Err("`ada`")),
            ("11,@ada", Err("`@ada`, which is a name")),
            ("11,-100500", Err("`-100500`, which may be a group")),
            ("11,,12", Err("an empty place")),
            ("11,", Err("an empty place")),
            ("11 12", Err("`11 12`")),
            ("11;12", Err("`11;12`")),
            ("0", Err("`0`")),
            ("4503599627370496", Err("`4503599627370496`")),
            ("1.5", Err("`1.5`")),
            ("11,12:AAF7-g0g", Err("what may be a token, and is not shown")),
        ] {
            let read = admins(text, "`--admins`").map_err(|error| error.to_string());
            let expected = expected.map_err(|found| format!("`--admins` holds {found}, {takes}"));
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn there_are_not_admins_without_end() {
        let ids = |count: u64| (1..=count).map(|id| id.to_string()).collect::<Vec<_>>().join(",");
        assert_eq!(admins(&ids(50), "A").unwrap().len(), 50);
        assert_eq!(admins(&ids(51), "A").unwrap_err().to_string(), "A holds 51 ids, and takes 50 at most");
    }
}
