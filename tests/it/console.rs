//! A conversation at the console, as a transcript.

use std::sync::Arc;

use citebot::console::{Ready, Session, run};
use citebot::facts::{Files, load};
use citebot::matching::Prepared;
use citebot::text::Language;
use expect_test::{Expect, expect};

use crate::driver::{cafe, without_scores};
use crate::hostile::hostile;

fn prepared() -> Prepared {
    Prepared::new(load(&Files::read(&cafe()).unwrap()).unwrap())
}

/// What is shown for `lines`, with the lines themselves after a `>`; styles are left out.
fn check(language: Option<Language>, lines: &str, expected: &Expect) {
    check_with(prepared(), language, lines, expected);
}

fn check_with(prepared: Prepared, language: Option<Language>, lines: &str, expected: &Expect) {
    let mut session = Session::new(Arc::new(Ready::new(prepared)), language, || Some(72));
    let mut shown = anstream::StripStream::new(Vec::new());
    session.welcome(&mut shown).unwrap();
    for line in lines.lines() {
        use std::io::Write;
        writeln!(shown, "> {line}").unwrap();
        run(&mut session, line.as_bytes(), &mut shown).unwrap();
    }
    expected.assert_eq(&without_scores(&String::from_utf8(shown.into_inner()).unwrap()));
}

#[test]
fn a_conversation() {
    check(
        None,
        "2\n:why\n:source\nand who founded it?\nprices\n:source\n7\n1\n:why\nthanks\n员工呢？\n:why\n:lang en\n多少员工？",
        &expect![[r#"
            Ask about the article “A kettle on the quay”, in English or Chinese.
            Every answer names its paragraph.
            For instance:
              1. When did the Blue Kettle open?
              2. Who founded the Blue Kettle?
              3. How many employees does the Blue Kettle have?
            Type a question or a number. :help shows what else there is, Ctrl-D
            leaves.
            也可以用中文提问。

            > 2
            Ada Moreno founded the Blue Kettle; she had been a ship's cook.
            — paragraph 1
              “The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021. Ada
              Moreno, a former ship's cook, founded it in the old harbour office.”

            > :why
            matched: founded, blue kettle
            fillers: who, the
            asked for: who
            candidates:
              1. `founder` #: relative to the best # (words #, meaning #),
                explains 100 %, asked in the words of a phrasing
              2. `address` #: relative to the best # (words #, meaning #),
                explains 23 %; doesn't tell who
              3. `opening-date` #: relative to the best # (words #, meaning
                #), explains 23 %; doesn't tell who
            decided: answer with `founder`: asked in the words of a phrasing
            runner-up: `address`, # against #

            > :source
            Paragraph 1
              The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021; Ada
              Moreno, once a ship's cook, founded it in the former harbour office.
              “The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021. Ada
              Moreno, a former ship's cook, founded it in the old harbour office.”

            > and who founded it?
            Ada Moreno founded the Blue Kettle; she had been a ship's cook.
            — paragraph 1
              “The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021. Ada
              Moreno, a former ship's cook, founded it in the old harbour office.”

            > prices
            The article gives no prices.
              1. What share of the orders is oat cake?

            > :source
            Paragraph 1
              The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021; Ada
              Moreno, once a ship's cook, founded it in the former harbour office.
              “The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021. Ada
              Moreno, a former ship's cook, founded it in the old harbour office.”

            > 7
            The list has one entry: type 1, or another question.

            > 1
            The oat cake is what guests order most: 30 % of all orders.
            — paragraph 3, “Coffee and cake”

            > :why
            You picked `oat-cake` from what was offered, so there was nothing to
                weigh: I told what it says.

            > thanks
            You're welcome.

            > 员工呢？
            店里有9名员工。
            — 第2段「咖啡与蛋糕」

            > :why
            对上的词：员工
            不计的词：呢
            候选：
              1. `staff` #：与最接近者相比#（用词#，词义#），解释了100%
              2. `founder` #：与最接近者相比#（用词-#，词义#），解释了0%；
                说的是它，但没有所问的内容
              3. `opening-date` #：与最接近者相比#（用词-#，词义#），解释
                了0%；说的是它，但没有所问的内容
            对`staff`的权衡：
              每个有意义的词都对得上 +#
              不计规则时比平常更贴合 +#
              其他事实比平常差得远 +#
              其他常见的信号没有出现或很弱 +#
              不如平常像寒暄 +#
              事实的总分比平常高 +#
              提问的形式：长短、类型等 −#
              缺口比平常差得远 +#
            结论：用`staff`作答：可能性#，达到#即可
            第二名：`founder`，#对#

            > :lang en
            Replies are in English. `:lang auto` goes back to the language of each
            question.

            > 多少员工？
            9 people work at the cafe.
            — paragraph 2, “Coffee and cake”

        "#]],
    );
}

#[test]
fn the_nearest_fact_is_confirmed_or_denied() {
    check(
        None,
        "Who manages the cafe?\ny\nwho manages the cafe\nN\n3\n2\nWhere do the cups come from?\nNo.\n谁负责咖啡馆？\n不是\n1\n谁负责咖啡馆？\n对",
        &expect![[r#"
            Ask about the article “A kettle on the quay”, in English or Chinese.
            Every answer names its paragraph.
            For instance:
              1. When did the Blue Kettle open?
              2. Who founded the Blue Kettle?
              3. How many employees does the Blue Kettle have?
            Type a question or a number. :help shows what else there is, Ctrl-D
            leaves.
            也可以用中文提问。

            > Who manages the cafe?
            I'm not sure about “manages”; this is the closest I have: Ada Moreno
            founded the Blue Kettle; she had been a ship's cook.
            — paragraph 1
              “The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021. Ada
              Moreno, a former ship's cook, founded it in the old harbour office.”
              1. How many employees does the Blue Kettle have?
              2. Where is the Blue Kettle?
            Is that it? y or n.

            > y
            Thank you.

            > who manages the cafe
            I'm not sure about “manages”; this is the closest I have: Ada Moreno
            founded the Blue Kettle; she had been a ship's cook.
            — paragraph 1
              “The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021. Ada
              Moreno, a former ship's cook, founded it in the old harbour office.”
              1. How many employees does the Blue Kettle have?
              2. Where is the Blue Kettle?
            Is that it? y or n.

            > N
            Noted as not found. Perhaps you mean one of these:
              1. How many employees does the Blue Kettle have?
              2. Where is the Blue Kettle?

            > 3
            The list goes from 1 to 2: type one of these, or another question.

            > 2
            The Blue Kettle is on Quay Street in Millbrook.
            — paragraph 1
              “The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021. Ada
              Moreno, a former ship's cook, founded it in the old harbour office.”

            > Where do the cups come from?
            I'm not sure about “cups”; this is the closest I have: The beans come
            from Peru and Ethiopia.
            — paragraph 2, “Coffee and cake”
            Is that it? y or n.

            > No.
            Noted as not found. Put it in other words, or see with `:facts` what can
            be asked for.

            > 谁负责咖啡馆？
            “负责”这一点我没有把握，最接近的内容是：蓝壶咖啡馆由Ada Moreno创办，她曾
            是船上的厨师。
            — 第1段
              “The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021. Ada
              Moreno, a former ship's cook, founded it in the old harbour office.”
              1. 蓝壶咖啡馆有多少员工？
              2. 蓝壶咖啡馆在哪里？
            是这个吗？请输入“是”或“不是”。

            > 不是
            记作没有找到。您要问的是不是：
              1. 蓝壶咖啡馆有多少员工？
              2. 蓝壶咖啡馆在哪里？

            > 1
            店里有9名员工。
            — 第2段「咖啡与蛋糕」

            > 谁负责咖啡馆？
            “负责”这一点我没有把握，最接近的内容是：蓝壶咖啡馆由Ada Moreno创办，她曾
            是船上的厨师。
            — 第1段
              “The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021. Ada
              Moreno, a former ship's cook, founded it in the old harbour office.”
              1. 蓝壶咖啡馆有多少员工？
              2. 蓝壶咖啡馆在哪里？
            是这个吗？请输入“是”或“不是”。

            > 对
            谢谢。

        "#]],
    );
}

#[test]
fn commands() {
    check(
        None,
        ":help\n:why\n:source\n:source 1\n:source credits\n:source 9\n:source title\n:source blue-kettle 3\n:source kettle 3\n:facts bean\n:facts zebra\n:lang\n:lang zh\n:lang auto\n:lang fr\n:wyh\n:nonsense",
        &expect![[r#"
            Ask about the article “A kettle on the quay”, in English or Chinese.
            Every answer names its paragraph.
            For instance:
              1. When did the Blue Kettle open?
              2. Who founded the Blue Kettle?
              3. How many employees does the Blue Kettle have?
            Type a question or a number. :help shows what else there is, Ctrl-D
            leaves.
            也可以用中文提问。

            > :help
            Ask in your own words. Where a list comes back, its number picks; of the
            nearest fact, y or n says whether it is meant.
              :why              how the last answer came about
              :source [N]       what the last answer rests on, or paragraph N
              :facts [LETTERS]  what can be asked for
              :lang en|zh|auto  the language of the replies
              :help             this
              :quit             leave, as Ctrl-D does
            Tab completes questions and commands, Ctrl-R searches what you typed,
            Ctrl-C clears the line.

            > :why
            Nothing has been asked yet: ask something, then `:why` tells how the
            answer came about.

            > :source
            A kettle on the quay
              paragraph 1
              paragraphs 2, 3: “Coffee and cake”
            `:source 1` shows paragraph 1, `:source credits` who wrote it.

            > :source 1
            Paragraph 1
              The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021; Ada
              Moreno, once a ship's cook, founded it in the former harbour office.
              “The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021. Ada
              Moreno, a former ship's cook, founded it in the old harbour office.”

            > :source credits
            The credits of the article
              Written by Tom Reed.

            > :source 9
            There is no paragraph 9: they are numbered from 1 to 3.

            > :source title
            A kettle on the quay
              paragraph 1
              paragraphs 2, 3: “Coffee and cake”

            > :source blue-kettle 3
            Paragraph 3, “Coffee and cake”
              It is open Tuesday to Sunday, 8 am to 6 pm. The oat cake is ordered
              most: 30 % of all orders.

            > :source kettle 3
            There is no source “kettle”. The only one is called blue-kettle.

            > :facts bean
            Coffee and cake
              beans  Where do the beans come from?

            > :facts zebra
            No fact goes with “zebra”. `:facts` alone lists all.

            > :lang
            Replies are in the language of each question (`auto`).

            > :lang zh
            用中文回答。输入 :lang auto 可恢复为提问的语言。

            > :lang auto
            Replies are in the language of each question (`auto`).

            > :lang fr
            `:lang` takes `en`, `zh` or `auto`, not “fr”.

            > :wyh
            There is no `:wyh`. Did you mean `:why`?

            > :nonsense
            There is no `:nonsense`. `:help` shows what there is.

        "#]],
    );
}

#[test]
fn commands_in_chinese() {
    check(
        Some(Language::Chinese),
        "：help\n:why\n:source\n:source 9\n:facts zebra\n:lang\n:lang fr\n:wyh\n蓝壶在哪里？\n:source\n价格\n5",
        &expect![[r#"
            请就文章《码头上的水壶》提问，中英文都可以。每个答案都注明出自哪一段。
            比如：
              1. 蓝壶咖啡馆什么时候开业？
              2. 蓝壶咖啡馆是谁创办的？
              3. 蓝壶咖啡馆有多少员工？
            输入问题或编号。:help 查看其他用法，Ctrl-D 退出。

            > ：help
            用自己的话提问。出现列表时，输入编号即可选择；给出最接近的内容时，
            用“是”或“不是”回答。
              :why              上一个答案是怎么来的
              :source [N]       上一个答案的依据，或第N段的内容
              :facts [LETTERS]  可以问哪些内容
              :lang en|zh|auto  回答所用的语言
              :help             本说明
              :quit             退出，同 Ctrl-D
            Tab 补全问题和命令，Ctrl-R 搜索输入过的内容，Ctrl-C 清空当前行。

            > :why
            还没有提过问题。先问一句，再用 :why 看答案是怎么来的。

            > :source
            码头上的水壶
              第1段
              第2、3段：「咖啡与蛋糕」
            :source 1 显示第1段，:source credits 显示作者。

            > :source 9
            没有第9段，编号是从1到3。

            > :facts zebra
            没有与“zebra”相符的内容。只输入 :facts 可列出全部。

            > :lang
            用中文回答。输入 :lang auto 可恢复为提问的语言。

            > :lang fr
            :lang 后面应为en、zh 或 auto，不是“fr”。

            > :wyh
            没有 :wyh 这个命令，是不是 :why？

            > 蓝壶在哪里？
            蓝壶咖啡馆在Millbrook的Quay街。
            — 第1段
              “The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021. Ada
              Moreno, a former ship's cook, founded it in the old harbour office.”

            > :source
            第1段
              蓝壶咖啡馆于2021年5月3日在Millbrook的Quay街开业，由曾当船上厨师的Ada
              Moreno在旧港务办公室创办。
              原文（英文）：“The Blue Kettle opened on Quay Street in Millbrook on 3
              May 2021. Ada Moreno, a former ship's cook, founded it in the old
              harbour office.”

            > 价格
            文章没有写价格。
              1. 燕麦蛋糕占点单的多少？

            > 5
            列表只有一项：请输入1，或另提问题。

        "#]],
    );
}

#[test]
fn leaving_ends_the_run() {
    let ready = Arc::new(Ready::new(prepared()));
    for (input, replies) in [("hello\n:quit\nhello\n", 1), ("hello\n\n  \nhello", 2), ("", 0)] {
        let mut session = Session::new(Arc::clone(&ready), None, || None);
        let mut shown = Vec::new();
        run(&mut session, input.as_bytes(), &mut shown).unwrap();
        assert_eq!(String::from_utf8(shown).unwrap().matches("Hello!").count(), replies, "{input:?}");
    }
}

#[test]
fn any_line_is_taken_kindly() {
    let ready = Arc::new(Ready::new(prepared()));
    for width in [|| None, || Some(21)] {
        let mut session = Session::new(Arc::clone(&ready), None, width);
        for line in hostile() {
            for prefix in ["", ":", ":facts ", ":source ", ":lang ", "：why "] {
                let line = [prefix.as_bytes(), &line].concat();
                let mut shown = anstream::StripStream::new(Vec::new());
                run(&mut session, line.as_slice(), &mut shown).unwrap();
                let shown = String::from_utf8(shown.into_inner()).unwrap();
                assert!(shown.len() < 10_000, "{shown}");
            }
        }
    }
}

fn two_sources() -> Prepared {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/two");
    Prepared::new(load(&Files::read(&folder).unwrap()).unwrap())
}

/// Both sources have a second paragraph, so each reply says whose it is.
#[test]
fn a_conversation_over_two_sources() {
    check_with(
        two_sources(),
        None,
        "How long can I keep a book?\n:source\nwhen does it have to be quiet\nand the washing machines?\nwhere does it say so?\n\
         :source 2\n:source library 3\n:source garden 1\nWhich library are the rules for?\nwhat is a wash?\nwho is the caretaker?\n:topics",
        &expect![[r#"
            Ask about the house rules and the library rules, in English. Every
            answer names its paragraph.
            For instance:
              1. When are the quiet hours?
              2. When can I do the laundry?
              3. How long can I keep a book?
            Type a question or a number. :help shows what else there is, Ctrl-D
            leaves.

            > How long can I keep a book?
            A book may be kept for three weeks.
            — the library rules, paragraph 2
              “A book may be kept for three weeks.”

            > :source
            The library rules, paragraph 2
              “A book may be kept for three weeks.”

            > when does it have to be quiet
            Quiet hours are from 10 p.m. to 7 a.m.
            — the house rules, paragraph 1, “Quiet”
              “Please keep quiet from 10 p.m. to 7 a.m.”

            > and the washing machines?
            The washing machines run until 9 p.m., and the drying room is locked on
            Sundays.
            — the house rules, paragraphs 2, 3, “Laundry”
              “The washing machines in the cellar run until 9 p.m. A wash costs two
              crowns.”
              “The drying room is locked on Sundays.”

            > where does it say so?
            The washing machines run until 9 p.m., and the drying room is locked on
            Sundays.
            — the house rules, paragraphs 2, 3, “Laundry”
              “The washing machines in the cellar run until 9 p.m. A wash costs two
              crowns.”
              “The drying room is locked on Sundays.”

            > :source 2
            The house rules, paragraph 2, “Laundry”
              “The washing machines in the cellar run until 9 p.m. A wash costs two
              crowns.”

            > :source library 3
            The library rules, paragraph 3, “Fines”
              “A book that comes back late costs one crown a week.”

            > :source garden 1
            There is no source “garden”. The sources are called house, library.

            > Which library are the rules for?
            They are the rules of the Elm Court library.
            — the title and headings of the library rules

            > what is a wash?
            The washing machines run until 9 p.m., and the drying room is locked on
            Sundays.
            — the house rules, paragraphs 2, 3, “Laundry”
              “The washing machines in the cellar run until 9 p.m. A wash costs two
              crowns.”
              “The drying room is locked on Sundays.”

            > who is the caretaker?
            I did not understand that. I answer questions about “House rules of Elm
            Court”, “Rules of the Elm Court library”.

            > :topics
            There is no `:topics`. `:help` shows what there is.

        "#]],
    );
}

#[test]
fn the_greeting_names_the_sources_and_the_language() {
    let ready = Arc::new(Ready::new(two_sources()));
    for (language, expected) in [
        (
            Language::English,
            "Ask about the house rules and the library rules, in English. Every answer names its paragraph.",
        ),
        (Language::Chinese, "请用英文就住户守则和馆规提问。每个答案都注明出自哪一段。"),
    ] {
        let mut shown = anstream::StripStream::new(Vec::new());
        Session::new(Arc::clone(&ready), Some(language), || None).welcome(&mut shown).unwrap();
        let shown = String::from_utf8(shown.into_inner()).unwrap();
        assert_eq!(shown.lines().next(), Some(expected));
        assert!(!shown.contains("用中文提问"), "{shown}");
    }
}
