//! Zip archives, as chatbots are exported in.

/// A file of an archive: its name and its bytes.
pub type Packed = (String, Vec<u8>);

/// The files of an archive, but for those whose names `is_wanted` doesn't take.
///
/// # Errors
/// What is wrong with it, in words.
#[cfg(feature = "spreadsheets")]
pub fn unpacked(bytes: &[u8], most: u64, is_wanted: &dyn Fn(&str) -> bool) -> Result<Vec<Packed>, String> {
    use std::io::{Cursor, Read};

    let unreadable = |error: zip::result::ZipError| format!("it can't be read as a zip archive: {error}");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut left = most;
    let mut files = Vec::new();
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(unreadable)?;
        let name = entry.name().map_err(unreadable)?.into_owned();
        if entry.is_dir() || !is_wanted(&name) {
            continue;
        }
        let mut bytes = Vec::new();
        entry
            .take(left + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| format!("`{name}` in it can't be read: {error}"))?;
        let too_large = format!("it unpacks to more than {} MiB: take it in parts", most / 1024 / 1024);
        left = left.checked_sub(bytes.len() as u64).ok_or(too_large)?;
        files.push((name, bytes));
    }
    Ok(files)
}

/// Says that the program was built without them.
///
/// # Errors
/// Always.
#[cfg(not(feature = "spreadsheets"))]
pub fn unpacked(_: &[u8], _: u64, _: &dyn Fn(&str) -> bool) -> Result<Vec<Packed>, String> {
    Err("this citebot was built without `spreadsheets`: build it with `--features spreadsheets`, or unpack the archive and name its folder".to_string())
}
