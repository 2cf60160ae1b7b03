//! The program from outside: what comes in, what goes out, and the status it ends with.

use std::io::Write;
use std::process::Stdio;

use expect_test::expect;
use serde_json::Value;

use crate::driver::Run;

#[test]
fn ask_ends_with_0_if_it_answered_1_if_not_and_2_if_it_could_not() {
    for (arguments, input, status) in [
        (&["ask", "Who founded the Blue Kettle?"] as &[&str], "", 0),
        (&["ask", "Who", "founded", "the", "Blue", "Kettle?"], "", 0),
        (&["ask", "蓝壶咖啡馆是谁创办的？"], "", 0),
        // Nothing but an answer to a question is one.
        (&["ask", "hello"], "", 1),
        (&["ask", "Who manages the cafe?"], "", 1),
        (&["ask", "open and roast"], "", 1),
        (&["ask", "Who painted the xylophone?"], "", 1),
        (&["ask", "What does a coffee cost?"], "", 1),
        (&["ask", "Who won the world cup in Brazil?"], "", 1),
        (&["ask", ""], "Who founded the Blue Kettle?", 2),
        (&["ask", " ", "\t"], "", 2),
        (&["ask", "--json", ""], "", 2),
        (&["ask", "-"], "Who founded the Blue Kettle?\n\nWhere is it, the Kettle?\n", 0),
        (&["ask"], "Who founded the Blue Kettle?\nWhat does a coffee cost?\nhello", 1),
        (&["ask"], "", 1),
        (&["ask", "--jsno", "x"], "", 2),
        (&["ask", "--batch"], "", 2),
        (&["ask", "--json", "--batch", "x"], "", 2),
        (&["ask", "--lang", "fr", "x"], "", 2),
        (&["ask", "--base", "nowhere", "x"], "", 2),
        (&["facts"], "", 0),
        (&["facts", "zebra"], "", 1),
        (&["check"], "", 0),
        (&["aks"], "", 2),
        (&["completions", "bash"], "", 0),
        (&["--version"], "", 0),
        (&["--help"], "", 0),
        (&[], "Who won the world cup in Brazil?\n", 0),
    ] {
        let ended = Run::cafe(arguments).input(input).end();
        assert_eq!(ended.status, status, "{arguments:?}: {}{}", ended.out, ended.errors);
    }
}

#[test]
fn an_answer_comes_with_its_place_and_a_refusal_with_what_is_near() {
    Run::cafe(&["ask", "who", "foundd", "the", "blue", "ketle?"]).shows(&expect![[r#"
        Ada Moreno founded the Blue Kettle; she had been a ship's cook.
        — paragraph 1
          “The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021. Ada Moreno, a former ship's cook, founded it in the old harbour office.”
        -- 0
    "#]]);
    Run::cafe(&["ask", "燕麥蛋糕佔點單的多少？"]).shows(&expect![[r#"
        点得最多的是燕麦蛋糕，占全部点单的30%。
        — 第3段「咖啡与蛋糕」
        -- 0
    "#]]);
    Run::cafe(&["ask", "--lang", "zh", "How many staff are employed there?"]).shows(&expect![[r#"
        店里有9名员工。
        — 第2段「咖啡与蛋糕」
        -- 0
    "#]]);
    Run::cafe(&["ask", "How many employees does the Blue Kettle have in Tokyo?"]).shows(&expect![[r#"
        There is nothing on “Tokyo” in the article. What comes nearest: 9 people work at the cafe. [paragraph 2]
          1. Where is the Blue Kettle?
          2. When did the Blue Kettle open?
        -- 1
    "#]]);
    Run::cafe(&["ask"]).input("what do the prices look like?\nthanks\n").shows(&expect![[r#"
        The article gives no prices.
          1. What share of the orders is oat cake?

        You're welcome.
        -- 1
    "#]]);
}

#[test]
fn why_tells_how_an_answer_came_about() {
    Run::cafe(&["ask", "--why", "who foundd the blue ketle?"]).shows(&expect![[r#"
        Ada Moreno founded the Blue Kettle; she had been a ship's cook.
        — paragraph 1
          “The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021. Ada Moreno, a former ship's cook, founded it in the old harbour office.”

        matched: found, blue kettle
        repaired: foundd → found, blue ketle → blue kettle
        fillers: who, the
        asked for: who
        candidates:
          1. `founder` #: relative to the best # (words #, meaning #), explains 100 %
          2. `address` #: relative to the best # (words #, meaning #), explains 100 %; doesn't tell who
          3. `opening-date` #: relative to the best # (words #, meaning #), explains 100 %; doesn't tell who
        for and against `founder`:
          …
        decided: answer with `founder`: # likely, # is enough
        runner-up: `address`, # against #
        -- 0
    "#]]);
    Run::cafe(&["ask", "--why", "蓝壶2033年有多少员工？"]).shows(&expect![[r#"
        “2033”这一点我没有把握，最接近的内容是：店里有9名员工。
        — 第2段「咖啡与蛋糕」
          1. 蓝壶咖啡馆什么时候开业？
          2. 蓝壶咖啡馆每周烘焙多少咖啡？

        对上的词：蓝壶、有、员工
        不计的词：多少
        对不上的词：2033（数字）、年（库里的词）
        问的是：具体数量（数的是：员工）
        候选：
          1. `staff` #：与最接近者相比#（用词#，词义#），解释了49%；不涉及“2033”
          2. `prices` #：与最接近者相比#（用词-#，词义#），解释了0%
          3. `opening-date` #：与最接近者相比#（用词#，词义#），解释了18%；不涉及“2033”
        对`staff`的权衡：
          …
        结论：把`staff`当作最接近的内容说出：可能性#，需要#
        第二名：`prices`，#对#
        -- 1
    "#]]);
    Run::cafe(&["ask", "--why", "what does a coffee cost"]).shows(&expect![[r#"
        The article gives no prices.
          1. What share of the orders is oat cake?

        matched: coffee, cost
        fillers: what, does, a
        candidates:
          1. `prices` #: relative to the best # (words #, meaning #), explains 100 %, asked in the words of a phrasing
          2. `beans` #: relative to the best # (words #, meaning #), explains 19 %; leaves too much unexplained
          3. `roasting` #: relative to the best # (words #, meaning #), explains 19 %; leaves too much unexplained
        decided: refuse: the base knows that this is not told in the article, as the gap `prices`; asked in the words of a phrasing
        runner-up: `beans`, # against #
        -- 1
    "#]]);
    Run::cafe(&["ask", "--why", "hello"]).shows(&expect![[r#"
        Hello! Ask me about the cafe.

        fillers: hello
        candidates:
          1. `greeting` #: relative to the best # (words #, meaning #), explains 100 %, asked in the words of a phrasing
          2. `thanks` #: relative to the best # (words -#, meaning #), explains 0 %
          3. `opening-date` #: relative to the best # (words -#, meaning #), explains 0 %; leaves too much unexplained
        decided: small talk `greeting`
        runner-up: `thanks`, # against #
        -- 1
    "#]]);
    Run::cafe(&["ask", "--why", "xylophone"]).shows(&expect![[r#"
        I did not understand that: I don't know the word “xylophone”. I answer questions about “A kettle on the quay”.

        unexplained: xylophone (an unknown word)
        candidates:
          1. `opening-date` #: relative to the best # (words #, meaning #), explains 0 %; knows nothing of “xylophone”
          2. `staff` #: relative to the best # (words #, meaning #), explains 0 %; knows nothing of “xylophone”
          3. `address` #: relative to the best # (words #, meaning #), explains 0 %; knows nothing of “xylophone”
        for and against `opening-date`:
          …
        decided: not understood: the nearest fact, `opening-date`, is # likely, # is needed
        runner-up: `staff`, # against #
        -- 1
    "#]]);
}

#[test]
fn json_has_the_agreed_form() {
    Run::cafe(&["ask", "--json", "Where is the Blue Kettle?"]).shows(&expect![[r#"
        {"id":null,"outcome":"answer","confidence":#,"text":"The Blue Kettle is on Quay Street in Millbrook.","lang":"en","answers":[{"fact":"address","text":"The Blue Kettle is on Quay Street in Millbrook.","sources":[{"source":"blue-kettle","paragraph":1,"section":null,"quotation":"The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021. Ada Moreno, a former ship's cook, founded it in the old harbour office."}]}],"options":[],"candidates":[{"fact":"address","score":#},{"fact":"founder","score":#},{"fact":"opening-date","score":#},{"fact":"staff","score":#},{"fact":"beans","score":#}]}
        -- 0
    "#]]);
    let explained = Run::cafe(&["ask", "--json", "--why", "Where is it, the Kettle?"]).json_lines();
    assert!(explained[0]["why"].as_array().unwrap().len() > 1);
}

#[test]
fn a_long_question_is_cut_and_the_reply_says_so() {
    let ended = Run::cafe(&["ask"]).input("who ".repeat(1000)).end();
    assert!(ended.out.contains("I read its first 500 characters"), "{}", ended.out);
}

#[test]
fn facts_are_listed_by_topic() {
    Run::cafe(&["facts"]).shows(&expect![[r#"
        The cafe
          opening-date  When did the Blue Kettle open?
          founder       Who founded the Blue Kettle?
          address       Where is the Blue Kettle?
        Coffee and cake
          staff         How many employees does the Blue Kettle have?
          roasting      How much coffee does the Blue Kettle roast a week?
          beans         Where do the beans come from?
          oat-cake      What share of the orders is oat cake?
        -- 0
    "#]]);
    Run::cafe(&["facts", "--lang", "zh", "cake"]).shows(&expect![[r#"
        咖啡与蛋糕
          oat-cake  燕麦蛋糕占点单的多少？
        -- 0
    "#]]);
    Run::cafe(&["facts", "--json", "addr"]).shows(&expect![[r#"
        {"fact":"address","topic":"The cafe","label":"Where is the Blue Kettle?","text":"The Blue Kettle is on Quay Street in Millbrook.","lang":"en","sources":[{"source":"blue-kettle","paragraph":1,"section":null,"quotation":"The Blue Kettle opened on Quay Street in Millbrook on 3 May 2021. Ada Moreno, a former ship's cook, founded it in the old harbour office."}]}
        -- 0
    "#]]);
}

#[test]
fn a_question_without_its_command_is_told_how_to_be_asked() {
    Run::cafe(&["How many staff?"]).shows(&expect![[r#"
        -- errors
        error: unrecognized subcommand 'How many staff?'

          tip: to ask a question: citebot ask "…"

        Usage: citebot [OPTIONS] [COMMAND]

        For more information, try '--help'.
        -- 2
    "#]]);
}

#[test]
fn help_leads_with_examples() {
    Run::cafe(&["--help"]).shows(&expect![[r#"
        Answers questions about a text, and names the paragraph that tells it

        Examples:
          citebot                                  start the console
          citebot ask "Who wrote the article?"
          citebot ask --why 这篇文章是谁写的？        answer, and tell how it came about
          citebot ask - < questions.txt            one question a line
          citebot facts wrote                      list what a few letters pick
          citebot check                            find what is wrong with the base
          citebot new my-base --text rules.md      make a base of a text
          citebot --base my-base add               add a fact to it
          citebot record --text article.txt        record a text that may not be published
          citebot import faq.xlsx --into my-base   make a base of questions and answers
          citebot telegram                         answer in Telegram (TELOXIDE_TOKEN)
          citebot review                           list what was asked in vain

        Usage: citebot [OPTIONS] [COMMAND]

        Commands:
          ask          Answer a question; `-` or a pipe: one a line, each on its own
          facts        List the facts that can be asked for, by topic
          check        Find everything that is wrong with the base
          eval         Score the base on labelled questions
          fit          Fit the judgement, which decides what is answered, on bases with labelled questions
          new          Make a base to start from: of a text, or an example
          add          Add a fact or gap to the base; at a terminal without flags it asks for what it needs
          edit         Change a fact, gap or small talk
          remove       Take a fact, gap or small talk out of the base
          source       Add, remove or rename a text that answers rest on
          record       Make the record of a text that may not be published, or bring it up to date with the
                       text
          undo         Take back what `add`, `edit`, `remove`, `source` or `record` did last
          import       Make a base of questions that you have: a table, an export of a chatbot, a page
          suggest      Suggest what to write next, or write what of it is accepted
          export       Write the facts of the base as rows, which `import` reads again
          review       List what the bot was asked in vain, and which facts were judged bad
          telegram     Answer in Telegram, until told to stop
          completions  Write the completions for a shell
          help         Print this message or the help of the given subcommand(s)

        Options:
              --base <DIR>     Read the base in this folder (`answers/` and `seeds/`) [default: the current
                               folder where `answers/base.toml` is in it, else the program's own]
              --lang <LANG>    Reply in this language; `auto` takes the question's own [possible values: en,
                               zh, auto]
              --no-word-table  Compare words and letters only, not what words mean
              --color <WHEN>   When to color; `auto` heeds `NO_COLOR` and `TERM=dumb` [default: auto]
                               [possible values: auto, always, never]
              --no-history     Console: keep no history of what was typed
          -h, --help           Print help
          -V, --version        Print version

        Exit status: 0 answered (or sound, or listed), 1 not answered (or findings, or none), 2 error.
        Settings come from flags, then variables that begin with CITEBOT_ or TELOXIDE_, then `.env` in the
        current folder. `.env.example` explains each.
        -- 0
    "#]]);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut run = Run::cafe(&["ask", "-"]);
    let mut child = run.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let _ = stdin.write_all("Where is the Blue Kettle?\n".repeat(1000).as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"" as &[u8]));
}

#[test]
fn the_base_that_is_compiled_in_answers_without_any_setting() {
    let ended = Run::new(&["facts", "--json"]).end();
    let first: Value = serde_json::from_str(ended.out.lines().next().unwrap()).unwrap();
    let ended = Run::new(&["ask", "--json", first["label"].as_str().unwrap()]).end();
    let reply: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!((ended.status, &reply["answers"][0]["fact"]), (0, &first["fact"]));
}
