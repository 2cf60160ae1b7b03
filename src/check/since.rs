//! What is new among the findings of a check, and what has gone since the last one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::findings::Finding;

/// The findings of a check, as they are remembered: without their lines, which move with every edit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// How many there are of each.
    findings: BTreeMap<String, usize>,
}

/// How the findings of a check differ from those of the last one.
#[derive(Debug, PartialEq, Eq)]
pub struct Since<'a> {
    /// Those that the last check didn't have.
    pub new: Vec<&'a Finding>,
    /// How many of the last check are no more.
    pub gone: usize,
}

impl Remembered {
    /// What is to be remembered of these.
    pub fn of(findings: &[Finding]) -> Self {
        let mut remembered = Self::default();
        for finding in findings {
            *remembered.findings.entry(key(finding)).or_default() += 1;
        }
        remembered
    }

    /// What these findings have that is not among the remembered, and the other way round.
    pub fn since<'a>(&self, findings: &'a [Finding]) -> Since<'a> {
        let mut rest = self.findings.clone();
        let mut is_new = |finding: &&Finding| match rest.get_mut(&key(finding)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        };
        let new = findings.iter().filter(&mut is_new).collect();
        Since { new, gone: rest.values().sum() }
    }
}

fn key(finding: &Finding) -> String {
    format!("{} {} {}", finding.rule.name(), finding.place.file.name, finding.message)
}
