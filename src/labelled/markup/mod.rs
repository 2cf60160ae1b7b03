//! What a text with markup says: HTML, Markdown and escaped line ends become plain text with its paragraphs.

mod escapes;
mod html;
mod markdown;
mod page;

use std::borrow::Cow;

/// The most bytes of a text whose markup is read: a longer one is no answer, and markup can be written so that reading
/// it takes long.
const LONGEST: usize = 32 * 1024;

/// The plain text of a value; what has no markup comes through unchanged.
pub fn plain(text: &str) -> Cow<'_, str> {
    if text.len() > LONGEST {
        return Cow::Borrowed(text);
    }
    let text = escapes::unescaped(text);
    let text = through(text, html::plain);
    through(text, |text| markdown::plain(text, markdown::Lines::Kept))
}

/// The plain text of a part of a Markdown page, in which lines are wrapped.
pub(super) fn plain_of_page(text: &str) -> String {
    if text.len() > LONGEST {
        return text.trim().to_string();
    }
    let text = through(Cow::Borrowed(text), html::plain);
    markdown::plain_part(&text, markdown::Lines::Joined)
}

/// The plain text of a part of an HTML page.
pub(super) fn plain_html(text: &str) -> String {
    if text.len() > LONGEST { text.trim().to_string() } else { html::plain_part(text) }
}

fn through(text: Cow<'_, str>, read: impl FnOnce(&str) -> Option<String>) -> Cow<'_, str> {
    match read(&text) {
        Some(plain) => Cow::Owned(plain),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::plain;

    #[test]
    fn a_text_without_markup_is_unchanged() {
        for text in [
            "",
            "2 * 3 * 4",
            "2**3**4 = 2 ** 3 ** 4",
            "a < b",
            "a < b and c > d, x<y",
            "if a<b>c",
            "un<b>closed",
            "snake_case_name",
            "call __init__ of the class, or _private",
            "C:\\new",
            "the folder C:\\new\\notes, D:\\nights, or \\\\server\\new",
            "folder\\name",
            "R&D costs, AT&T; Q&A",
            "Use <name> or List<String> here",
            "Price* includes tax. *Terms apply",
            "[1] and (2)",
            "#1 in the list, C# and F#",
            "It costs ~5 euros ~ more",
            "- one\n- two",
            "Monday: 9-5\n\nTuesday: 9-5",
            "    far in",
            "> 5 euros",
            "see https://a.example/?a=1&b=2",
            "什么是<目标>？《书》",
            "1. one\n2. two",
            "a | b",
            "{name}, ${x}",
        ] {
            assert!(matches!(plain(text), Cow::Borrowed(same) if same == text), "{text:?}: {:?}", plain(text));
        }
    }

    #[test]
    fn html_becomes_plain_text() {
        for (text, expected) in [
            ("<p>One <b>and</b> two.</p>\n<p>Three.</p>", "One and two.\n\nThree."),
            ("5 &lt; 6 &amp;&nbsp;7 &#8364; &#x20AC;", "5 < 6 & 7 € €"),
            ("a<br>b<br/>c<br /><br>d", "a\nb\nc\n\nd"),
            ("See <a href=\"https://a.example/x\">the page</a>.", "See the page (https://a.example/x)."),
            ("See <a href=https://a.example/>a.example</a>.", "See a.example."),
            ("<a href=\"mailto:ann@a.example\">Ann</a>", "Ann (ann@a.example)"),
            ("<a href=\"#top\">up</a> <a href='javascript:go()'>go</a>", "up go"),
            ("<ul><li>one</li><li>two<ol><li>a<li>b</ol></li></ul>end", "- one\n- two\n  1. a\n  2. b\nend"),
            ("<ol start=\"3\"><li><p>three</p></li></ol>", "3. three"),
            ("<script>alert('x')</script>Hi<style>p { }</style>", "Hi"),
            ("Write a <script> tag", "Write a <script> tag"),
            ("<img src=x alt=\"A map\"> here<img src=y>", "A map here"),
            ("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", "a | b\n1 | 2"),
            ("<pre>a\n  b</pre>", "a\n  b"),
            ("Keep <your-name> in <i>mind</i>", "Keep <your-name> in mind"),
            ("one\ntwo &amp; three", "one\ntwo & three"),
            ("<div>one</div><div>two</div><!-- no -->", "one\ntwo"),
            ("<h2>Title</h2>text", "Title\n\ntext"),
            ("un<b>closed<br>", "unclosed"),
            ("Ich m&ouml;chte", "Ich möchte"),
        ] {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }

    #[test]
    fn markdown_becomes_plain_text() {
        for (text, expected) in [
            ("It is **very** good", "It is very good"),
            ("请**点击**这里", "请点击这里"),
            ("*Note*: ~~no~~ yes", "Note: no yes"),
            ("_really good_ and snake_case", "really good and snake_case"),
            ("## Title\ntext\n\nmore", "Title\n\ntext\n\nmore"),
            ("See [the page](https://a.example/x \"T\").", "See the page (https://a.example/x)."),
            ("[https://a.example](https://a.example/)", "https://a.example"),
            ("![A map](https://a.example/m.png) here", "A map here"),
            ("Run `ls -l` now", "Run ls -l now"),
            ("Run:\n```sh\nls\n  cd\n```\nthen **stop**", "Run:\n\nls\n  cd\n\nthen stop"),
            ("First:\n* one\n* **two**\n\nThen", "First:\n- one\n- two\n\nThen"),
            ("3. **c**\n4. d", "3. c\n4. d"),
            ("**Monday**: 9-5\n**Tuesday**: 9-6", "Monday: 9-5\nTuesday: 9-6"),
            ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2"),
            ("2 * 3 * 4 is **24**", "2 * 3 * 4 is 24"),
            ("**Now** call __init__ of C:\\new", "Now call __init__ of C:\\new"),
            ("**Bold** and <b>more</b>", "Bold and more"),
            ("> quoted **well**", "quoted well"),
            ("See <https://a.example/x>", "See https://a.example/x"),
            ("**Q**<br>a", "Q\na"),
        ] {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }

    #[test]
    fn escaped_line_ends_are_line_ends() {
        for (text, expected) in [
            ("One.\\nTwo.", "One.\nTwo."),
            ("One\\n\\ntwo\\nthree", "One\n\ntwo\nthree"),
            ("One\\r\\nTwo", "One\nTwo"),
            ("Open C:\\new.\\n\\nThen stop", "Open C:\\new.\n\nThen stop"),
            ("**Steps**\\n* one\\n* two", "Steps\n- one\n- two"),
        ] {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }
}
