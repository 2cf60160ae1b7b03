//! The steps that bring a file up to date.

use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};

/// The steps by number, name and statements, as `sqlx::migrate!` makes them of a folder. That macro would have the
/// database compiled a second time, for the compiler itself.
pub(crate) fn migrator<const STEPS: usize>(steps: [(i64, &'static str, &'static str); STEPS]) -> Migrator {
    let step = |(number, name, statements): (i64, &'static str, &'static str)| {
        Migration::new(number, name.into(), MigrationType::Simple, statements.into(), false)
    };
    Migrator { migrations: Cow::Owned(steps.map(step).into()), ..Migrator::DEFAULT }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    #[test]
    fn no_step_is_forgotten() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        for (folder, listed) in
            [("journal", include_str!("../journal/open.rs")), ("inbox", include_str!("../inbox/store.rs"))]
        {
            for file in fs::read_dir(root.join(folder).join("migrations")).unwrap() {
                let name = file.unwrap().file_name().into_string().unwrap();
                let number: i64 = name.split('_').next().and_then(|number| number.parse().ok()).expect("a number");
                let step = format!("({number}, ");
                let line = listed.lines().find(|line| line.contains(&format!("migrations/{name}")));
                assert!(line.is_some_and(|line| line.contains(&step)), "{folder}: {name} is not listed as {number}");
            }
        }
    }
}
