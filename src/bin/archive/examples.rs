//! Examples for the help and the manual page of each command: a line to type, and what it does.

/// The examples of a command.
type Examples = &'static [(&'static str, &'static str)];

/// The examples of every command.
const ALL: [(&str, Examples); 30] = [
    (
        "actors",
        &[
            ("archive actors list --limit 20", "whom the articles name most"),
            ("archive actors show Kazura", "how somebody is called, and where"),
            (
                "archive actors merge person:jb-kazura person:jean-bosco-kazura",
                "the two are one",
            ),
        ],
    ),
    (
        "outlets",
        &[
            ("archive outlets list", "who publishes most"),
            (
                "archive outlets merge 'Relais Hebdo' 'Le Relais'",
                "the two are one",
            ),
            ("archive outlets undo", "and are two again"),
        ],
    ),
    (
        "ingest",
        &[
            ("archive ingest pages/", "every page below a directory"),
            (
                "find . -name '*.html' -print0 | archive ingest -0 -",
                "what another program lists",
            ),
            (
                "archive ingest --prune pages/",
                "and take out of search what is gone",
            ),
            ("archive ingest --dry-run crawl.warc.gz", "what would be added"),
        ],
    ),
    (
        "extract",
        &[
            (
                "archive extract --format text page.html",
                "the article of a page, without an index",
            ),
            (
                "archive extract --why page.html",
                "every block with its verdict and the reason",
            ),
            (
                "curl -s https://example.org/a | archive extract -",
                "a page from a pipe",
            ),
        ],
    ),
    (
        "search",
        &[
            (
                "archive search 'Kazura NEAR/10 Bamako'",
                "both, at most ten words apart",
            ),
            (
                "archive search actor:Mali --from 2022-05 --to 2022-06",
                "who is named, and when it was published",
            ),
            (
                "archive search grève --format jsonl | jq .title",
                "for the next program",
            ),
            (
                "archive search --new strikes grève",
                "what was not printed under this name before",
            ),
        ],
    ),
    (
        "count",
        &[("archive count 'actor:Mali lang:en'", "how many articles answer")],
    ),
    (
        "queries",
        &[
            (
                "archive queries add strikes 'grève OR strike'",
                "keep a query under a name",
            ),
            ("archive queries run", "what is new in each, for cron"),
        ],
    ),
    (
        "label",
        &[
            (
                "archive label 6e3c +coded -todo --note 'no minister'",
                "put and take labels, note something",
            ),
            (
                "archive search grève --format ids | xargs archive label +strike",
                "label what is found",
            ),
        ],
    ),
    (
        "code",
        &[
            (
                "archive code sample army --size 200 --seed 7",
                "a sample to code, as a table",
            ),
            ("archive code import sample.csv", "take the codes back"),
        ],
    ),
    (
        "facet",
        &[
            (
                "archive facet person actor:Mali --limit 20",
                "who is named where Mali is",
            ),
            ("archive facet outlet grève", "which outlets write of it"),
            (
                "archive facet person --by mentioned --window sentence Kidal",
                "who is named in one sentence with which day",
            ),
        ],
    ),
    (
        "timeline",
        &[
            ("archive timeline grève --by month", "when it was written of"),
            (
                "archive timeline grève --share",
                "how many of a hundred articles do",
            ),
            (
                "archive timeline Kidal --date mentioned --svg kidal.svg",
                "of which days the texts speak, drawn",
            ),
        ],
    ),
    (
        "kwic",
        &[
            (
                "archive kwic 'armée NEAR/3 malienne' --sort right",
                "every place with its words around it",
            ),
            ("archive kwic coup --one-per-story", "copies of one text once"),
        ],
    ),
    (
        "show",
        &[
            ("archive show 6e3c", "the article"),
            ("archive show --why 6e3c", "why every fact is what it is"),
            (
                "archive show --raw 6e3c > page.html",
                "the page as it was ingested",
            ),
        ],
    ),
    ("open", &[("archive open 6e3c", "the saved page in the browser")]),
    (
        "similar",
        &[("archive similar 6e3c", "articles on the same matter")],
    ),
    (
        "stories",
        &[
            (
                "archive stories --min 3 actor:Mali",
                "texts with three copies or more",
            ),
            (
                "archive stories --outlets --format csv",
                "which outlets share texts, and who has them first",
            ),
        ],
    ),
    (
        "graph",
        &[
            (
                "archive graph --around person:paul-kagame --top 40 --format gexf",
                "the network around somebody, for Gephi",
            ),
            (
                "archive graph --window sentence --min 2 --format dot",
                "who stands in one sentence, for Graphviz",
            ),
        ],
    ),
    (
        "versions",
        &[("archive versions 6e3c", "every text that stood there")],
    ),
    (
        "diff",
        &[("archive diff 8375 85a1", "the words in which two versions differ")],
    ),
    (
        "set",
        &[
            ("archive set 6e3c published=2022-05-13", "correct a fact"),
            ("archive set 6e3c authors=", "nobody wrote it"),
        ],
    ),
    (
        "report",
        &[(
            "archive report actor:Mali --from 2022 --html mali.html",
            "one file to read, print and send",
        )],
    ),
    (
        "export",
        &[
            (
                "archive export --furniture --versions > all.jsonl",
                "everything, to be ingested elsewhere",
            ),
            ("archive export actor:Mali | jq -r .body", "the texts of some"),
        ],
    ),
    (
        "delete",
        &[
            ("archive delete -n --matching path:old", "what would go"),
            ("archive delete 6e3c", "take an article out of search"),
        ],
    ),
    (
        "status",
        &[(
            "archive status",
            "how many articles, from when, in which languages",
        )],
    ),
    (
        "check",
        &[("archive check", "whether every file of the index is whole")],
    ),
    (
        "rebuild",
        &[("archive rebuild", "make the index anew from the pages it keeps")],
    ),
    (
        "compact",
        &[("archive compact", "take deleted pages out of its files")],
    ),
    (
        "settle",
        &[(
            "archive settle",
            "work out stories and who is who, which ingest --no-settle leaves",
        )],
    ),
    (
        "completions",
        &[(
            "archive completions bash > ~/.local/share/bash-completion/completions/archive",
            "for this user",
        )],
    ),
    (
        "man",
        &[
            ("archive man | man -l -", "the manual page"),
            ("archive man search | man -l -", "that of a command"),
            ("archive man --into man1", "all pages, for packagers"),
        ],
    ),
];

/// The program with the examples of each command in its help.
pub(crate) fn with_examples(program: clap::Command) -> clap::Command {
    ALL.iter().fold(program, |program, (name, examples)| {
        program.mut_subcommand(name, |command| command.after_help(shown(examples)))
    })
}

/// The examples, a line to type under what it does.
fn shown(examples: Examples) -> String {
    let mut text = String::from("Examples:");
    for (line, does) in examples {
        text.push_str(&format!("\n  # {does}\n  $ {line}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::ALL;
    use crate::args::Args;
    use clap::{CommandFactory, Parser};

    #[test]
    fn every_command_has_examples_that_can_be_typed() {
        let program = Args::command();
        let named = |name: &str| ALL.iter().any(|(own, _)| *own == name);
        for command in program.get_subcommands().filter(|command| !command.is_hide_set()) {
            assert!(named(command.get_name()), "{} has no example", command.get_name());
        }
        for (line, _) in ALL.iter().flat_map(|(_, examples)| *examples) {
            let own = line
                .split('|')
                .find(|part| part.trim().starts_with("archive "))
                .expect(line);
            let own = own.split('>').next().unwrap_or_default();
            let words = own.split('\'').enumerate().flat_map(|(at, part)| -> Vec<String> {
                match at % 2 {
                    0 => part.split_whitespace().map(str::to_string).collect(),
                    _ => vec![part.to_string()],
                }
            });
            // A minus before a word of a query is read before the command line is.
            let words = words.map(|word| if word == "-todo" { "NOT todo".into() } else { word });
            if let Err(error) = Args::try_parse_from(words) {
                panic!("{line}: {error}");
            }
        }
    }
}
