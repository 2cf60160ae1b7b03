//! The texts in a source file, for the test that holds all of them to one file.

/// What stands in quotation marks in a source, but for its tests, comments and attributes.
pub(crate) fn literals(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("#[")).collect();
    let code = code.join("\n");
    let mut literals = Vec::new();
    let mut rest = code.chars();
    while let Some(sign) = rest.next() {
        match sign {
            '/' if rest.as_str().starts_with('/') => drop(rest.by_ref().find(|sign| *sign == '\n')),
            // A quotation mark as a character: '"'.
            '\'' if rest.as_str().starts_with("\"'") => drop(rest.nth(1)),
            '"' => literals.push(literal(&mut rest)),
            _ => {}
        }
    }
    literals
}

/// The rest of a literal, up to its closing mark.
fn literal(rest: &mut std::str::Chars<'_>) -> String {
    let mut text = String::new();
    while let Some(sign) = rest.next() {
        match sign {
            '"' => break,
            '\\' => match rest.next() {
                Some('n') => text.push('\n'),
                // A line that goes on leaves out what the next one begins with.
                Some('\n') => {
                    let go_on = rest.as_str().trim_start();
                    *rest = go_on.chars();
                }
                Some(other) => text.push(other),
                None => break,
            },
            other => text.push(other),
        }
    }
    text
}

/// What of a text stays the same whatever is put in: what stands between its braces, if it says anything.
pub(crate) fn pieces(literal: &str) -> Vec<String> {
    // The name of a variable of the build, and of a bot, is no word for people.
    let is_said =
        |piece: &&str| piece.chars().filter(|sign| sign.is_alphabetic()).count() > 1 && !piece.contains("CARGO_");
    let outside = literal.split('{').enumerate().map(|(at, part)| match (at, part.split_once('}')) {
        (0, _) | (_, None) => part,
        (_, Some((_, behind))) => behind,
    });
    outside.map(str::trim).filter(is_said).map(str::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::{literals, pieces};

    #[test]
    fn texts_are_found_in_a_source() {
        let source = "// \"not this\"\n#[expect(reason = \"nor this\")]\nlet mark = '\"';\n\
                      say(\"one \\\"and\\\" \\\n     more\", \"{x} 二{y:.2}三个\\n\");";
        assert_eq!(literals(source), ["one \"and\" more", "{x} 二{y:.2}三个\n"]);
        assert_eq!(pieces("{x} 二二{y:.2}三个\n"), ["二二", "三个"]);
        assert!(pieces("{a}: {b}").is_empty());
    }
}
