//! Spreadsheets: the sheets that have a row which names the columns that are needed.

use std::sync::Arc;

use serde_json::Map;

use super::columns::plain;
use super::table::{are_enough, numbered, read_header, read_row};
use super::{Columns, Row};
use crate::findings::{File, Findings, Place};

/// A sheet as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its rows, each with its number and its cells.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// How many rows may stand above the one that names the columns: a title, the date, a blank.
const MOST_ABOVE: usize = 10;

/// The rows of all sheets that serve; if none does, what is wrong with the first.
pub(super) fn rows(name: &str, sheets: &[Sheet], columns: &Columns, findings: &mut Findings) -> Vec<Row> {
    let filled = || sheets.iter().filter(|sheet| !sheet.rows.is_empty());
    let serving: Vec<(&Sheet, usize)> =
        filled().filter_map(|sheet| Some((sheet, header_of(sheet, columns)?))).collect();
    match filled().next() {
        Some(first) if serving.is_empty() => rows_of(name, first, 0, columns, findings),
        _ => serving.into_iter().flat_map(|(sheet, at)| rows_of(name, sheet, at, columns, findings)).collect(),
    }
}

/// The first row that names the columns that are needed.
fn header_of(sheet: &Sheet, columns: &Columns) -> Option<usize> {
    let serves = |(_, cells): &(usize, Vec<String>)| {
        let written: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
        columns.missing(&written).is_empty() && are_enough(&columns.read_by(&numbered(&written)))
    };
    sheet.rows.iter().take(MOST_ABOVE).position(serves)
}

fn rows_of(name: &str, sheet: &Sheet, at: usize, columns: &Columns, findings: &mut Findings) -> Vec<Row> {
    let (file, starts) = as_text(name, sheet);
    let mut rows = Vec::new();
    let mut header = None;
    for ((line, cells), start) in sheet.rows.iter().zip(starts.windows(2)).skip(at) {
        let place = Place { file: Arc::clone(&file), span: start[0]..start[1].saturating_sub(1).max(start[0]) };
        let row = Row { place, line: *line, fields: Map::new(), name: None, further_answers: 0 };
        let mut cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        match &header {
            None => {
                let names = read_header(&row, &cells, Some(columns), findings);
                if names.is_empty() {
                    return rows;
                }
                header = Some(names);
            }
            Some(names) => {
                // Cells beyond the last column that has a name are notes.
                cells.resize(names.len(), "");
                if cells.iter().any(|cell| !cell.trim().is_empty()) {
                    rows.extend(read_row(row, names, &cells, findings));
                }
            }
        }
    }
    rows
}

/// A text with a line for each row of the sheet, so that a place can be shown; and where the rows begin in it.
fn as_text(name: &str, sheet: &Sheet) -> (Arc<File>, Vec<usize>) {
    let (mut text, mut starts, mut line) = (String::new(), Vec::new(), 1);
    for (number, cells) in &sheet.rows {
        while line < *number {
            text.push('\n');
            line += 1;
        }
        starts.push(text.len());
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace(['\n', '\r'], " ")).collect();
        text.push_str(&cells.join("\t"));
        text.push('\n');
        line += 1;
    }
    starts.push(text.len());
    (Arc::new(File { name: name.to_string(), text }), starts)
}

/// Reads the sheets of a workbook, `.xlsx`, `.xls` or `.ods`; macros and formulas are never run.
///
/// # Errors
/// What is wrong with it, in words.
#[cfg(feature = "spreadsheets")]
pub fn sheets(bytes: Vec<u8>) -> Result<Vec<Sheet>, String> {
    workbook::read(bytes)
}

/// Says that the program was built without them.
///
/// # Errors
/// Always.
#[cfg(not(feature = "spreadsheets"))]
pub fn sheets(_: Vec<u8>) -> Result<Vec<Sheet>, String> {
    Err("this citebot was built without `spreadsheets`: build it with `--features spreadsheets`, or save the sheet as CSV".to_string())
}

#[cfg(feature = "spreadsheets")]
mod workbook {
    use std::io::{Cursor, Read};

    use calamine::{Data, Range, Reader, Sheets, open_workbook_auto_from_rs};
    use zip::ZipArchive;

    use super::Sheet;

    /// The most rows of a sheet.
    const MOST_ROWS: usize = 200_000;
    /// The most bytes that a workbook may unpack to.
    const MOST_UNPACKED: u64 = 512 * 1024 * 1024;
    /// The most cells of a sheet, with the empty ones between: a cell takes some thirty bytes.
    const MOST_CELLS: usize = 20_000_000;

    pub(super) fn read(bytes: Vec<u8>) -> Result<Vec<Sheet>, String> {
        note_bomb(&bytes)?;
        let unreadable = |error: calamine::Error| format!("it can't be read as a spreadsheet: {error}");
        let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(unreadable)?;
        let mut sheets = Vec::new();
        for name in workbook.sheet_names() {
            if let Sheets::Xlsx(xlsx) = &mut workbook {
                note_size(&name, xlsx)?;
            }
            let range = workbook.worksheet_range(&name).map_err(unreadable)?;
            if range.height() > MOST_ROWS {
                return Err(too_many(&name));
            }
            sheets.push(sheet(name, &range));
        }
        Ok(sheets)
    }

    fn too_many(name: &str) -> String {
        format!("its sheet “{name}” has more than {MOST_ROWS} rows: take it in parts, or save it as CSV")
    }

    /// A few kilobytes can unpack to more than there is memory.
    fn note_bomb(bytes: &[u8]) -> Result<(), String> {
        let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
        let mut left = MOST_UNPACKED;
        for at in 0..archive.len() {
            let Ok(entry) = archive.by_index(at) else { continue };
            let unpacked = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).unwrap_or(0);
            left = left.checked_sub(unpacked).ok_or("it unpacks to more than 512 MiB: save the sheet as CSV")?;
        }
        Ok(())
    }

    /// A cell in the last row and one in the last column span a sheet that no memory holds, so cells are counted first.
    fn note_size(name: &str, xlsx: &mut calamine::Xlsx<Cursor<Vec<u8>>>) -> Result<(), String> {
        let Ok(mut cells) = xlsx.worksheet_cells_reader(name) else { return Ok(()) };
        let (mut rows, mut columns) = (0, 0);
        while let Ok(Some(cell)) = cells.next_cell() {
            let (row, column) = cell.get_position();
            (rows, columns) = (rows.max(row as usize + 1), columns.max(column as usize + 1));
            if rows > MOST_ROWS {
                return Err(too_many(name));
            }
            if rows * columns > MOST_CELLS {
                return Err(format!("its sheet “{name}” spans more than {MOST_CELLS} cells: save the questions alone"));
            }
        }
        Ok(())
    }

    fn sheet(name: String, range: &Range<Data>) -> Sheet {
        let first = range.start().map_or(0, |(row, _)| row as usize) + 1;
        let rows = range.rows().enumerate().map(|(at, cells)| (first + at, cells.iter().map(written).collect()));
        let is_filled = |(_, cells): &(usize, Vec<String>)| cells.iter().any(|cell| !cell.trim().is_empty());
        Sheet { name, rows: rows.filter(is_filled).collect() }
    }

    /// What a cell shows, but for the form of dates and figures.
    fn written(cell: &Data) -> String {
        match cell {
            Data::Empty | Data::Error(_) => String::new(),
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
            other => other.to_string(),
        }
    }
}
