//! Words by which a clause denies, or says that its source tells something.

/// Words that deny what stands behind them, or before them.
pub(super) const DENIES: [&str; 18] = [
    "not",
    "no",
    "never",
    "nobody",
    "none",
    "nothing",
    "cannot",
    "forbidden",
    "prohibited",
    "banned",
    "excluded",
    "refused",
    "nowhere",
    "t",
    "unable",
    "impossible",
    "n't",
    "ban",
];
pub(super) const DENIES_IN_CHINESE: [char; 9] = ['不', '没', '无', '未', '非', '勿', '禁', '拒', '别'];
/// Words with such a character that deny nothing.
pub(super) const AFFIRMS: [&str; 34] = [
    "不断",
    "不同",
    "非常",
    "无论",
    "不仅",
    "不但",
    "未来",
    "无人机",
    "非遗",
    "不过",
    "不管",
    "不限",
    "无线",
    "不锈钢",
    "不久",
    "不少",
    "特别",
    "区别",
    "性别",
    "级别",
    "类别",
    "分别",
    "个别",
    "识别",
    "别墅",
    "别的",
    "别人",
    "不粘",
    "无理由",
    "无障碍",
    "无糖",
    "不满",
    "门禁",
    "宵禁",
];
/// Of the words that deny, those that are no verbs.
pub(super) const NOT: [&str; 6] = ["not", "no", "never", "cannot", "t", "n't"];
pub(super) const NOT_IN_CHINESE: [char; 3] = ['不', '没', '未'];
/// Words that say that something holds in part: clauses of which one has such words and the other has others may both be
/// true.
pub(super) const IN_PART: [&str; 45] = [
    "but",
    "instead",
    "rather",
    "otherwise",
    "last",
    "until",
    "wait",
    "closed",
    "closes",
    "other",
    "without",
    "neither",
    "nor",
    "except",
    "unless",
    "除",
    "才",
    "休息",
    "闭馆",
    "停运",
    "避免",
    "关闭",
    "除外",
    "无需",
    "fail",
    "fails",
    "failure",
    "lack",
    "lacks",
    "misses",
    "absence",
    "refusal",
    "inability",
    "refuse",
    "declined",
    "rejected",
    "turned",
    "stop",
    "stops",
    "shut",
    "left",
    "停止",
    "自备",
    "自带",
    "exempt",
];
/// Words that limit what holds to one thing; all say the same.
pub(super) const ONLY: [&str; 9] = ["only", "alone", "只", "仅", "只有", "只能", "只许", "仅限", "只限"];
/// Words that say that nothing is paid; all say the same.
pub(super) const FREE: [&str; 7] = ["free", "nil", "zero", "免费", "免", "零", "不要钱"];
/// Words behind which "nothing" is a price.
pub(super) const PAYS: [&str; 7] = ["pay", "pays", "paid", "cost", "costs", "charge", "for"];
/// What has none of these is free.
pub(super) const CHARGES: [&str; 7] = ["charge", "charges", "fee", "fees", "cost", "费", "钱"];
/// Words before a part of a clause that may be denied by itself: "is chosen at the start and cannot be changed".
pub(super) const JOINS: [&str; 8] = ["and", "or", "when", "if", "who", "which", "that", "because"];
/// Words with which a condition begins.
pub(super) const CONDITIONS: [&str; 7] = ["if", "when", "once", "until", "after", "while", "as"];
/// Verbs that say something of what stands before them, which is then no item of a list.
pub(super) const AUXILIARIES: [&str; 22] = [
    "is", "are", "was", "were", "can", "may", "must", "will", "has", "have", "do", "does", "need", "needs", "是", "能",
    "可", "可以", "要", "会", "须", "必须",
];
/// What a text gives of a thing, or leaves out.
pub(super) const GIVEN: [&str; 16] = [
    "name", "named", "names", "date", "dated", "year", "figure", "number", "details", "给出", "注明", "写明", "列出",
    "说明", "点名", "提到",
];
/// Verbs of what a text does.
pub(super) const TELLS: [&str; 30] = [
    "name",
    "names",
    "give",
    "gives",
    "tell",
    "tells",
    "explain",
    "explains",
    "describe",
    "describes",
    "define",
    "defines",
    "state",
    "states",
    "specify",
    "specifies",
    "list",
    "lists",
    "mention",
    "mentions",
    "put",
    "puts",
    "说明",
    "给出",
    "写明",
    "注明",
    "列出",
    "介绍",
    "解释",
    "点名",
];
