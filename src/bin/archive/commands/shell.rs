//! `archive completions` and `archive man`: for packagers.

use crate::args::{self, Args};
use crate::exit::Exit;
use anyhow::{Context, Result, bail};
use clap::CommandFactory;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Print the completions of a shell
#[derive(Debug, clap::Args)]
pub(crate) struct CompletionsArgs {
    /// For this shell
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

/// Prints them.
pub(crate) fn completions(args: &CompletionsArgs) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "archive", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(Exit::Done)
}

/// Print a manual page
#[derive(Debug, clap::Args)]
pub(crate) struct ManArgs {
    /// That of this command [default: that of the program]
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
    /// Write all pages into this directory, which is made where it is not there
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    into: Option<PathBuf>,
}

/// What an exit status means.
const STATUSES: [(&str, &str); 6] = [
    ("0", "Done; for a question, something was found."),
    ("1", "Nothing was found."),
    (
        "2",
        "It could not be done: usage, no index, an index that cannot be read, no input.",
    ),
    (
        "3",
        "Done, but some inputs failed, each with one line on standard error.",
    ),
    ("75", "Another process writes to the index: try again."),
    ("130", "Interrupted; what was done is kept."),
];

/// What the environment says.
const ENVIRONMENT: [(&str, &str); 8] = [
    (
        "ARCHIVE_INDEX",
        "The index directory, where --index does not name one.",
    ),
    ("NO_COLOR", "Where it is set and not empty, nothing is coloured."),
    (
        "TERM",
        "On a terminal called dumb nothing is coloured, linked or paged.",
    ),
    (
        "COLUMNS",
        "How wide the terminal is, where it is not what the terminal says.",
    ),
    (
        "PAGER",
        "What shows long output on a terminal, if not less; cat or nothing for no pager.",
    ),
    ("LESS", "The flags of less; where it is not set, FRX."),
    (
        "BROWSER",
        "The browser of archive open, where it is not the one that the system names.",
    ),
    (
        "XDG_CONFIG_HOME",
        "Where the directory of configurations lies, if not in ~/.config.",
    ),
];

/// The files beside and in an index.
const FILES: [(&str, &str); 6] = [
    (
        ".archive",
        "The index: the nearest one here or above, unless another is named.",
    ),
    (
        ".archive.actors",
        "The user's decisions on actors, a line each; see archive-actors(1).",
    ),
    (".archive.queries", "The named queries; see archive-queries(1)."),
    (
        ".archive.printed",
        "What search --new and queries run have printed.",
    ),
    (
        ".archive.labels",
        "The user's labels and notes; see archive-label(1).",
    ),
    (
        "archive/config.toml",
        "In the directory of configurations: index, color, pager, threads.",
    ),
];

/// What may be typed as a query.
const QUERIES: [(&str, &str); 9] = [
    (
        "word",
        "The word in its inflections, in articles of the languages that have them; with a capital, or quoted, as it stands.",
    ),
    (
        "\"some words\"~3",
        "The words in this order, moved by at most three places.",
    ),
    ("a NEAR/10 b", "At most ten words apart, in any order."),
    (
        "word*, wrod~1",
        "Words that begin so; words one letter away, or two.",
    ),
    (
        "a OR b, NOT a, -a, ( ), a^2",
        "Either; without; grouped; counting twice.",
    ),
    ("title: body: comments: furniture:", "Only there."),
    (
        "outlet: domain: author: agency: section: tag: lang: kind: url: path: id: doubt: label: note:",
        "Articles with this value.",
    ),
    (
        "actor: person: org: place: country:",
        "Whom the text names, in any language and spelling.",
    ),
    (
        "date: mentions: added: has:",
        "2022, 2022-05, 2021..2022-05-13, >2022, yesterday, last-month, 7d; has:date, -has:author.",
    ),
];

/// Prints the page of the program or of a command, or writes all pages.
pub(crate) fn man(args: &ManArgs) -> Result<Exit> {
    let mut program = args::command();
    program.build();
    if let Some(folder) = &args.into {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        write_page(folder, "archive", &program_page(&program)?)?;
        for command in program.get_subcommands() {
            write_page(folder, &page_name(command), &page(command)?)?;
        }
        return Ok(Exit::Done);
    }
    let page = match &args.command {
        None => program_page(&program)?,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => page(command)?,
            None => bail!("there is no command {name}; `archive --help` names them"),
        },
    };
    std::io::stdout().lock().write_all(&page)?;
    Ok(Exit::Done)
}

fn page_name(command: &clap::Command) -> String {
    format!("archive-{}", command.get_name())
}

fn write_page(folder: &Path, name: &str, page: &[u8]) -> Result<()> {
    let path = folder.join(format!("{name}.1"));
    std::fs::write(&path, page).with_context(|| format!("cannot write {}", path.display()))
}

fn page(command: &clap::Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.clone())
        .title(page_name(command))
        .render(&mut page)?;
    Ok(page)
}

/// The page of the program, with what holds for all its commands.
fn program_page(program: &clap::Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(program.clone()).render(&mut page)?;
    let mut roff = Roff::new();
    for (title, list) in [
        ("QUERIES", &QUERIES[..]),
        ("EXIT STATUS", &STATUSES),
        ("ENVIRONMENT", &ENVIRONMENT),
        ("FILES", &FILES),
    ] {
        roff.control("SH", [title]);
        for (name, meaning) in list {
            roff.control("TP", []);
            roff.text([bold(*name)]);
            roff.text([roman(*meaning)]);
        }
    }
    roff.to_writer(&mut page)?;
    Ok(page)
}
