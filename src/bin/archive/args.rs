//! What may be typed.

use crate::commands::Command;
use crate::config::Global;
use crate::examples;
use crate::render::safe::Safe;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue};
use clap::{ArgAction, CommandFactory, FromArgMatches, Parser};
use std::ffi::OsString;

/// Search a heap of saved news pages: who did what, where and when.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(crate) struct Args {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

impl Args {
    /// Reads the command line. Where a command takes a query, a word behind a minus is one that must not stand (`-football`), unless it
    /// is made of flags alone (`-q`, `-j2`).
    pub(crate) fn read() -> Args {
        let args = with_negations(std::env::args_os().collect());
        let matches = command().try_get_matches_from(args);
        let read = matches.and_then(|mut matches| Args::from_arg_matches_mut(&mut matches));
        read.unwrap_or_else(|error| harmless(with_field(error)).exit())
    }
}

/// The command line with its examples, as help and manual pages show it.
pub(crate) fn command() -> clap::Command {
    examples::with_examples(Args::command())
}

/// A flag that is unknown, but named as a field of queries is: says how the field is typed, in place of a flag that is spelled alike.
fn with_field(mut error: clap::Error) -> clap::Error {
    let Some(ContextValue::String(flag)) = error.get(ContextKind::InvalidArg) else {
        return error;
    };
    let flag = flag.trim_start_matches('-');
    let name = flag.split_once('=').map_or(flag, |(name, _)| name);
    if let Some(field) = archive::query::names().find(|field| field.eq_ignore_ascii_case(name)) {
        error.remove(ContextKind::SuggestedArg);
        let tip = StyledStr::from(format!("a query takes it as `{field}:VALUE`"));
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip]));
    }
    error
}

/// An error that repeats what was typed, perhaps a name of a file out of a list, without orders to the terminal.
fn harmless(mut error: clap::Error) -> clap::Error {
    let said: Vec<_> = error
        .context()
        .map(|(kind, value)| (kind, value.clone()))
        .collect();
    for (kind, value) in said {
        let safe = match value {
            ContextValue::String(text) => ContextValue::String(Safe(&text).to_string()),
            ContextValue::Strings(texts) => {
                ContextValue::Strings(texts.iter().map(|text| Safe(text).to_string()).collect())
            }
            other => other,
        };
        error.insert(kind, safe);
    }
    error
}

/// The arguments with `NOT` for the minus before a word of a query.
fn with_negations(mut args: Vec<OsString>) -> Vec<OsString> {
    let mut program = Args::command();
    program.build();
    let mut command = &program;
    let mut at = 1;
    while let Some(arg) = args.get(at).and_then(|arg| arg.to_str()) {
        let asks = command
            .get_arguments()
            .any(|arg| (arg.get_id() == "query" || arg.get_id() == "labelling") && arg.is_positional());
        match arg.strip_prefix('-') {
            Some("-") => break,
            Some(_) if takes_next(command, arg) => at += 1,
            Some(word) if asks && !word.is_empty() && !arg.starts_with("--") && !are_flags(command, word) => {
                args[at] = format!("NOT {word}").into();
            }
            Some(_) => {}
            None => command = command.find_subcommand(arg).unwrap_or(command),
        }
        at += 1;
    }
    args
}

/// Whether an argument is an option whose value is the next one.
fn takes_next(command: &clap::Command, arg: &str) -> bool {
    let named = |option: &&clap::Arg| match arg.strip_prefix("--") {
        Some(long) => option.get_long() == Some(long),
        None => option
            .get_short()
            .is_some_and(|short| arg.strip_prefix('-') == Some(&short.to_string())),
    };
    command.get_arguments().find(named).is_some_and(takes_value)
}

fn takes_value(option: &clap::Arg) -> bool {
    matches!(option.get_action(), ArgAction::Set | ArgAction::Append)
}

/// Whether letters are flags of a command, the last perhaps with a number behind it.
fn are_flags(command: &clap::Command, letters: &str) -> bool {
    let mut rest = letters.chars();
    while let Some(letter) = rest.next() {
        let Some(flag) = command
            .get_arguments()
            .find(|option| option.get_short() == Some(letter))
        else {
            return false;
        };
        if takes_value(flag) {
            return rest
                .as_str()
                .trim_start_matches('=')
                .chars()
                .all(|c| c.is_ascii_digit());
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::with_negations;

    #[test]
    fn a_minus_negates_a_word_of_a_query() {
        for (typed, read) in [
            ("search Rwanda -football", "search|Rwanda|NOT football"),
            ("count -has:date", "count|NOT has:date"),
            ("search -qatar", "search|NOT qatar"),
            ("-q search -journal -j 2", "-q|search|NOT journal|-j|2"),
            (
                "search x -j2 -q -vq --format ids",
                "search|x|-j2|-q|-vq|--format|ids",
            ),
            ("search x --outlet -y", "search|x|--outlet|-y"),
            ("facet country -Mali", "facet|country|NOT Mali"),
            ("search -- -x", "search|--|-x"),
            ("show -x", "show|-x"),
            ("ingest -", "ingest|-"),
        ] {
            let args = std::iter::once("archive").chain(typed.split(' ')).map(Into::into);
            let found = with_negations(args.collect());
            let read: Vec<&str> = std::iter::once("archive").chain(read.split('|')).collect();
            assert_eq!(found, read, "{typed}");
        }
    }
}
