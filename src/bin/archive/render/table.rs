//! Tables of counts and places: tabs for pipes, aligned columns for eyes, CSV for spreadsheets, JSON for programs.

use super::json;
use super::safe::SafeLine;
use super::screen::{Screen, fitted};
use crate::config::Config;
use clap::ValueEnum;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::io::{Result, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use textwrap::core::display_width;

/// How a table is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// A line a row, parted by tabs; on a terminal columns with their names
    Text,
    /// Comma-separated values, with the names of the columns
    Csv,
    /// Tab-separated values, with the names of the columns
    Tsv,
    /// One JSON object a line
    Jsonl,
}

/// The flag of every command that prints a table.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Tabled {
    /// How to print the rows
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub format: TableFormat,
}

/// A value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// What may be of any length.
    Text(String),
    /// What is counted.
    Number(u64),
}

/// What stands between two columns on a terminal.
const GAP: &str = "  ";
/// A column is never made narrower than this to fit a terminal.
const NARROWEST: usize = 8;

impl Cell {
    fn shown(&self) -> String {
        match self {
            Cell::Text(text) => SafeLine(text).to_string(),
            Cell::Number(number) => number.to_string(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_string())
    }
}

/// Prints rows under the names of their columns; plain text in a pipe has no names.
pub(crate) fn write(
    out: &mut impl Write,
    format: TableFormat,
    config: &Config,
    columns: &[&str],
    rows: &[Vec<Cell>],
) -> Result<()> {
    let shown = |row: &[Cell]| -> Vec<String> { row.iter().map(Cell::shown).collect() };
    let with_names = || std::iter::once(columns.iter().map(ToString::to_string).collect());
    match (format, config.screen) {
        (TableFormat::Text, Some(screen)) if !rows.is_empty() => {
            aligned(out, &screen, config.color, columns, rows)
        }
        (TableFormat::Text, _) => rows
            .iter()
            .try_for_each(|row| writeln!(out, "{}", shown(row).join("\t"))),
        (TableFormat::Tsv, _) => {
            let lines = with_names().chain(rows.iter().map(|row| shown(row)));
            lines
                .into_iter()
                .try_for_each(|row: Vec<String>| writeln!(out, "{}", row.join("\t")))
        }
        (TableFormat::Csv, _) => {
            let mut lines = with_names().chain(rows.iter().map(|row| shown(row)));
            lines.try_for_each(|row: Vec<String>| out.write_all(&csv_row(&row)?))
        }
        (TableFormat::Jsonl, _) => rows
            .iter()
            .try_for_each(|row| writeln!(out, "{}", json::line(&object(columns, row)))),
    }
}

fn object(columns: &[&str], row: &[Cell]) -> Value {
    let value = |cell: &Cell| match cell {
        Cell::Text(text) => text.as_str().into(),
        Cell::Number(number) => (*number).into(),
    };
    let named = columns.iter().zip(row);
    Value::Object(
        named
            .map(|(name, cell)| (name.to_string(), value(cell)))
            .collect::<Map<_, _>>(),
    )
}

/// Rows as columns that line up: numbers to the right; texts cut where all together are wider than the terminal.
fn aligned(
    out: &mut impl Write,
    screen: &Screen,
    color: bool,
    columns: &[&str],
    rows: &[Vec<Cell>],
) -> Result<()> {
    let widths = widths(screen.width, columns, rows);
    let (faint, plain) = if color {
        ("\u{1b}[2m", "\u{1b}[0m")
    } else {
        ("", "")
    };
    let is_number = |column: usize| matches!(rows[0].get(column), Some(Cell::Number(_)));
    let placed = |column: usize, text: &str| match is_number(column) {
        true => format!("{text:>0$}", widths[column]),
        false => fitted(text, widths[column]),
    };
    let line = |texts: Vec<String>| {
        let cells = texts
            .iter()
            .enumerate()
            .map(|(column, text)| placed(column, text));
        cells.collect::<Vec<_>>().join(GAP).trim_end().to_string()
    };
    let names = line(columns.iter().map(ToString::to_string).collect());
    writeln!(out, "{faint}{names}{plain}")?;
    rows.iter()
        .try_for_each(|row| writeln!(out, "{}", line(row.iter().map(Cell::shown).collect())))
}

/// The widths of the columns: as wide as their values, the widest texts narrower where the terminal has no room for all.
fn widths(room: usize, columns: &[&str], rows: &[Vec<Cell>]) -> Vec<usize> {
    let widest = |column: usize| {
        let values = rows.iter().filter_map(|row| row.get(column));
        let widths = values.map(|cell| display_width(&cell.shown()));
        widths.chain([columns[column].len()]).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..columns.len()).map(widest).collect();
    let gaps = GAP.len() * columns.len().saturating_sub(1);
    let is_text = |column: &usize| matches!(rows[0].get(*column), Some(Cell::Text(_)));
    while widths.iter().sum::<usize>() + gaps > room {
        let texts = (0..widths.len()).filter(is_text);
        match texts.max_by_key(|column| widths[*column]) {
            Some(widest) if widths[widest] > NARROWEST => widths[widest] -= 1,
            _ => break,
        }
    }
    widths
}

/// Whether cells are written as they are, also where a spreadsheet takes them for formulas.
static EXACT: AtomicBool = AtomicBool::new(false);

/// From here on cells of CSV are written as they are.
pub(crate) fn write_exact_cells() {
    EXACT.store(true, Ordering::Relaxed);
}

/// A cell that no spreadsheet takes for a formula, unless the user wants the true value: one that begins as these do gets an apostrophe
/// before it, which spreadsheets do not show.
fn harmless(cell: &[u8]) -> Cow<'_, [u8]> {
    match is_formula(cell) && !EXACT.load(Ordering::Relaxed) {
        true => Cow::Owned([b"'", cell].concat()),
        false => Cow::Borrowed(cell),
    }
}

/// The cell that a table of ours had before it was made harmless.
pub(crate) fn exact(cell: &str) -> &str {
    let behind = cell.strip_prefix('\'').unwrap_or(cell);
    if is_formula(behind.as_bytes()) {
        behind
    } else {
        cell
    }
}

fn is_formula(cell: &[u8]) -> bool {
    matches!(cell.first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r'))
}

/// A row of CSV as RFC 4180 has it, but that it ends with a line feed alone: `cut` and `grep` would keep a carriage return in the last cell,
/// and spreadsheets read either. It is written to memory: a closed pipe must stay known as one.
pub(crate) fn csv_row<T: AsRef<[u8]>>(row: &[T]) -> Result<Vec<u8>> {
    let mut table = csv::WriterBuilder::new()
        .buffer_capacity(ROW)
        .from_writer(Vec::with_capacity(ROW));
    table.write_record(row.iter().map(|cell| harmless(cell.as_ref())))?;
    table.into_inner().map_err(|error| error.into_error())
}

/// The usual size of a row, in bytes.
const ROW: usize = 1 << 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_fit() {
        let screen = Screen {
            width: 40,
            links: false,
        };
        let row = |name: &str, count, sort: &str| vec![name.into(), Cell::Number(count), sort.into()];
        let rows = [
            row("新华社", 1200, "the agency of the state, of which much is quoted"),
            row("Le Relais de Bamako", 3, ""),
        ];
        let mut out = Vec::new();
        aligned(&mut out, &screen, false, &["outlet", "articles", "note"], &rows).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "outlet          articles  note\n\
             新华社              1200  the agency of…\n\
             Le Relais de…          3\n"
        );
    }
}
