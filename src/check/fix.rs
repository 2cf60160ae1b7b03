//! Findings that there is one way to mend, mended.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Report, run};
use crate::facts::Files;
use crate::findings::{File, Finding, Fix, Severity};
use crate::text::WordTable;

/// How often the mended files are looked at again: a file that can't be read hides what else is wrong with it.
const MOST_ROUNDS: usize = 20;

/// A base whose findings were mended.
#[derive(Debug)]
pub struct Fixed {
    /// Its files as they are now.
    pub files: Files,
    /// What was mended.
    pub mended: Vec<Finding>,
    /// What is left.
    pub report: Report,
}

/// Mends all that there is one way to mend, and checks what came of it; none where nothing could be mended, or where
/// more would be wrong than before.
pub fn fix(files: &Files, table: WordTable) -> Option<Fixed> {
    let errors = |report: &Report| report.count(Severity::Error);
    let mut report = run(files, None, table);
    let before = report.is_read().then(|| errors(&report));
    let mut fixed = Files { sources: files.sources.clone(), answers: files.answers.clone() };
    let mut mended = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let round: Vec<Finding> = apart(&report.findings);
        if round.is_empty() {
            break;
        }
        fixed = mend(&fixed, &round);
        mended.extend(round);
        report = run(&fixed, None, table);
    }
    let is_worse = before.is_some_and(|before| errors(&report) > before);
    (!mended.is_empty() && !is_worse).then_some(Fixed { files: fixed, mended, report })
}

/// Findings with a fix, none of which touches the stretch of another.
fn apart(findings: &[Finding]) -> Vec<Finding> {
    let mut taken: BTreeMap<&str, Vec<&Fix>> = BTreeMap::new();
    let mut apart = Vec::new();
    for finding in findings {
        let Some(fix) = &finding.fix else { continue };
        let others = taken.entry(&finding.place.file.name).or_default();
        if others.iter().all(|other| other.span.end <= fix.span.start || fix.span.end <= other.span.start) {
            others.push(fix);
            apart.push(finding.clone());
        }
    }
    apart
}

fn mend(files: &Files, findings: &[Finding]) -> Files {
    let mended = |file: &Arc<File>| {
        let of_file = findings.iter().filter(|finding| finding.place.file.name == file.name);
        let mut changes: Vec<&Fix> = of_file.filter_map(|finding| finding.fix.as_ref()).collect();
        if changes.is_empty() {
            return Arc::clone(file);
        }
        // From the end on, so that the places before stay as they are.
        changes.sort_by_key(|change| std::cmp::Reverse(change.span.start));
        let mut text = file.text.clone();
        for change in changes {
            text.replace_range(change.span.clone(), &change.text);
        }
        Arc::new(File { name: file.name.clone(), text })
    };
    Files { sources: files.sources.iter().map(mended).collect(), answers: files.answers.iter().map(mended).collect() }
}
