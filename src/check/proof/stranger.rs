//! Chinese names that the ground has nowhere: shaped as names are, and no words of the language. English ones are known by
//! their capitals.

use std::ops::Range;

use super::beside::{Beside, Doubt, DoubtKind};
use crate::text::{is_chinese, is_common};

/// What stands at the end of names, as a word of its own or as the last character of a word.
const KINDS: [&str; 24] = [
    "集团",
    "公司",
    "大学",
    "学院",
    "路",
    "街",
    "市",
    "省",
    "县",
    "区",
    "医院",
    "银行",
    "中学",
    "小学",
    "基金会",
    "协会",
    "大厦",
    "广场",
    "镇",
    "村",
    "站",
    "湖",
    "山",
    "岛",
];
const KINDS_IN_A_WORD: &str = "路街市省县区镇村站湖山岛";
/// The commonest surnames.
const SURNAMES: &str = "王李张刘陈杨黄赵吴徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔\
                        钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤";

/// How many characters a person's name has, mostly, and a place's with its kind.
const NAME: usize = 3;
/// Characters that are words by themselves, and in hardly a name.
const FUNCTION: &str = "的了在是有和与及从到为将可也不只没能就都把被由于等中上下内外前后里日月年时则即并或但而以该此这那每各另又再还已未\
                        须需应让使给对向按凭经因若如者所之第个位次家人元分点会要得过来去起做用付款额自";

impl Beside<'_> {
    /// Names that the ground has nowhere.
    pub(super) fn strangers(&self) -> Vec<Doubt> {
        let found = self.strange_runs().into_iter().flat_map(|run| {
            let places = self.places(&run);
            if places.is_empty() { self.people(&self.letters(self.answer.span_of(&run))) } else { places }
        });
        found.map(|span| Doubt { kind: DoubtKind::Stranger, span, instead: String::new() }).collect()
    }

    /// Words that touch each other, are Chinese and none of the language, or one character: what no dictionary has is
    /// read as 住赵明|远.
    fn strange_runs(&self) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for at in (0..self.answer.words.len()).filter(|at| self.may_be_part(*at)) {
            match runs.last_mut().filter(|run| run.end == at && self.answer.touches(at - 1)) {
                Some(run) => run.end += 1,
                None => runs.push(at..at + 1),
            }
        }
        runs
    }

    fn may_be_part(&self, at: usize) -> bool {
        let word = &self.answer.words[at];
        let is_word = word.text.chars().count() > 1 && is_common(&word.text);
        word.number.is_none() && word.text.chars().all(is_chinese) && !is_word && !self.answer.is_in_figure(at)
    }

    /// Where each character of a part of the answer stands.
    fn letters(&self, span: Range<usize>) -> Vec<Range<usize>> {
        let letters = self.answer.text[span.clone()].char_indices();
        letters.map(|(at, letter)| span.start + at..span.start + at + letter.len_utf8()).collect()
    }

    /// People's names: 赵明远.
    fn people(&self, letters: &[Range<usize>]) -> Vec<Range<usize>> {
        let is_person = |at: &usize| {
            let name = &letters[*at..*at + NAME];
            SURNAMES.contains(self.text(&name[..1]))
                && self.is_strange(name)
                // 远程设备: the first character belongs to the word before.
                && (*at == 0 || !is_common(self.text(&letters[at - 1..=*at])))
        };
        let found = (0..(letters.len() + 1).saturating_sub(NAME)).filter(is_person);
        found.map(|at| letters[at].start..letters[at + NAME - 1].end).collect()
    }

    /// Places and bodies, with their kind as a character or a word: 青石路, 临江|大学.
    fn places(&self, words: &Range<usize>) -> Vec<Range<usize>> {
        let (texts, answer) = (&self.answer.text, self.answer);
        let place = |at: usize| {
            let letters = self.letters(self.answer.span_of(&(at..at + 1)));
            let kind = answer.words.get(at + 1).filter(|_| answer.touches(at));
            let kind = kind.filter(|word| KINDS.contains(&word.text.as_str()));
            let (name, end) = match (kind, &letters[..]) {
                (Some(kind), [.., first, last]) => (first.start..last.end, kind.span.end),
                (None, [first, _, third, ..]) if KINDS_IN_A_WORD.contains(&texts[third.clone()]) => {
                    (first.start..third.end, third.end)
                }
                (None, [first, _, _, last]) if KINDS_IN_A_WORD.contains(&texts[last.clone()]) => {
                    (first.start..last.end, last.end)
                }
                _ => return None,
            };
            self.is_strange(&self.letters(name.clone())).then_some(name.start..end)
        };
        words.clone().filter_map(place).collect()
    }

    /// Whether neither characters nor two of them in a row are told or a word.
    fn is_strange(&self, letters: &[Range<usize>]) -> bool {
        let is_function = |letter: &Range<usize>| FUNCTION.contains(&self.answer.text[letter.clone()]);
        let is_known = |letters: &[Range<usize>]| is_common(self.text(letters)) || self.is_told(self.text(letters));
        !letters.iter().any(is_function) && !is_known(letters) && !letters.windows(2).any(is_known)
    }

    fn text(&self, letters: &[Range<usize>]) -> &str {
        &self.answer.text[letters[0].start..letters[letters.len() - 1].end]
    }

    fn is_told(&self, text: &str) -> bool {
        self.recorded.holds(text) || self.has_text(text)
    }
}
