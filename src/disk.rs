//! How is a file read? Only a regular one, and only as much of it as any such file needs.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

/// The most bytes of a file, and what to do about one that has more.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// The most bytes.
    pub most: u64,
    /// How a larger file is mended.
    pub mend: &'static str,
}

/// Reads a file. The error says what was found, what is read, and how to mend it; the caller names the file.
///
/// # Errors
/// When it can't be read, is no regular file, or is larger than `limit`.
pub fn read(path: &Path, limit: Limit) -> io::Result<Vec<u8>> {
    // To open a pipe waits for who writes it, so it is looked at before; and again, as it may have changed meanwhile.
    ensure_regular(&path.metadata()?)?;
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    ensure_regular(&metadata)?;
    let mut bytes = Vec::new();
    file.take(limit.most + 1).read_to_end(&mut bytes)?;
    let size = metadata.len().max(bytes.len() as u64);
    if size > limit.most {
        let (size, most) = (in_bytes(size), in_bytes(limit.most));
        return Err(invalid(format!("it has {size}, and at most {most} are read: {}", limit.mend)));
    }
    Ok(bytes)
}

/// As [`read`], of a text.
///
/// # Errors
/// As [`read`], and when it is no UTF-8.
pub fn read_text(path: &Path, limit: Limit) -> io::Result<String> {
    String::from_utf8(read(path, limit)?).map_err(|_| invalid("it is no UTF-8: save it as UTF-8".to_string()))
}

fn ensure_regular(metadata: &Metadata) -> io::Result<()> {
    if metadata.is_file() {
        return Ok(());
    }
    let found = if metadata.is_dir() { "a folder" } else { "a pipe, a device or the like" };
    Err(invalid(format!("it is {found}, and only files are read: name a file, or write what it gives into one")))
}

fn invalid(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

/// "17 MiB", "900 KiB", "12 bytes": as exact as somebody needs who is to make it smaller.
fn in_bytes(count: u64) -> String {
    const KIB: u64 = 1024;
    match count {
        0..KIB => format!("{count} bytes"),
        KIB..1_048_576 => format!("{} KiB", count.div_ceil(KIB)),
        _ => format!("{} MiB", count.div_ceil(KIB * KIB)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Limit, in_bytes, read, read_text};
    use std::fs;

    const LIMIT: Limit = Limit { most: 8, mend: "cut it" };

    #[test]
    fn only_files_are_read_and_only_small_ones() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        for (bytes, expected) in [
            (&b""[..], Ok(0)),
            (b"12345678", Ok(8)),
            (b"123456789", Err("it has 9 bytes, and at most 8 bytes are read: cut it")),
        ] {
            fs::write(&file, bytes).unwrap();
            let found = read(&file, LIMIT).map(|bytes| bytes.len()).map_err(|error| error.to_string());
            assert_eq!(found, expected.map_err(str::to_string));
        }
        let error = read(folder.path(), LIMIT).unwrap_err().to_string();
        assert!(error.starts_with("it is a folder, and only files are read"), "{error}");
        fs::write(&file, b"\xFF").unwrap();
        assert!(read_text(&file, LIMIT).unwrap_err().to_string().contains("UTF-8"));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_or_a_device_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        for path in [pipe.as_path(), std::path::Path::new("/dev/zero")] {
            let error = read(path, LIMIT).unwrap_err().to_string();
            assert!(error.starts_with("it is a pipe, a device or the like"), "{error}");
        }
    }

    #[test]
    fn sizes_are_told_in_the_unit_that_fits() {
        for (count, expected) in
            [(1023, "1023 bytes"), (1025, "2 KiB"), (16 << 20, "16 MiB"), ((16 << 20) + 1, "17 MiB")]
        {
            assert_eq!(in_bytes(count), expected);
        }
    }
}
