//! `archive actors`.

use super::named::NamesArgs;
use crate::config::Config;
use crate::exit::Exit;
use crate::render::safe::SafeLine;
use crate::render::table::{self, Cell, Tabled};
use crate::ui::Problems;
use anyhow::{Context, Result, bail};
use archive::article::ActorType;
use archive::index::{Archive, Facet, UserText, most_frequent_first};
use archive::lexicon::curation::{Decision, Decisions};
use archive::lexicon::words::slug;
use archive::query::{Field, Query};
use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// List the actors of the archive, and say who is who
///
/// Decisions are lines of a plain text file beside the index. They take effect at once, and no page is read again.
///
/// An identity with a question mark, person:?diarra, is a bare name that does not tell whose it is: `show` lists the people who may be
/// meant, and `merge` says who it is.
#[derive(Debug, clap::Args)]
pub(crate) struct ActorsArgs {
    #[command(subcommand)]
    act: ActorsCommand,
}

#[derive(Debug, Subcommand)]
enum ActorsCommand {
    /// The actors, the most frequent first: identity, tab, articles; on a terminal and in tables their names too
    List {
        /// Only those that are called so, in part
        name: Option<String>,
        /// Only actors of this type
        #[arg(long = "type", value_parser = types(), value_name = "TYPE")]
        kind: Option<ActorType>,
        /// At most this many; 0 for all
        #[arg(long, value_name = "N", default_value_t = 0)]
        limit: usize,
        #[command(flatten)]
        tabled: Tabled,
        #[command(flatten)]
        named: NamesArgs,
    },
    /// One actor: its forms, its articles, and who else is thought to be it, with the reason
    Show {
        /// The actor: person:oumar-diarra, or a name that only one has
        id: String,
    },
    /// Say that there is such an actor, with the names it goes by
    Add {
        /// What it is
        #[arg(long = "type", value_parser = types(), value_name = "TYPE", default_value = ActorType::Person.name())]
        kind: ActorType,
        /// Its name, and other names after it
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
    },
    /// Say that the first actor is the second
    Merge { from: String, to: String },
    /// Say that in these articles the first actor is the second, somebody else
    Split {
        from: String,
        to: String,
        #[arg(required = true, value_name = "ARTICLE")]
        articles: Vec<String>,
    },
    /// Show an actor under another name
    Rename { id: String, name: String },
    /// Say that this is no actor
    Ignore { id: String },
    /// Take the last decision back
    Undo,
    /// Add every actor of a list: a name a line with its aliases, or CSV
    Import {
        /// What they are
        #[arg(long = "type", value_parser = types(), value_name = "TYPE", default_value = ActorType::Person.name())]
        kind: ActorType,
        /// The list
        file: PathBuf,
    },
    /// Print the decisions
    Export,
}

/// The types as they are typed.
fn types() -> impl TypedValueParser<Value = ActorType> {
    let names = ActorType::ALL.map(ActorType::name);
    PossibleValuesParser::new(names).try_map(|name| ActorType::named(&name).ok_or("no type"))
}

/// The facet of the actors of a type.
fn counted(kind: ActorType) -> Facet {
    match kind {
        ActorType::Person => Facet::Person,
        ActorType::Org => Facet::Org,
        ActorType::Country => Facet::Country,
        ActorType::Place => Facet::Place,
    }
}

impl ActorsArgs {
    /// Whether it prints what is read, and decides nothing.
    pub(crate) fn is_read(&self) -> bool {
        matches!(
            self.act,
            ActorsCommand::List { .. } | ActorsCommand::Show { .. } | ActorsCommand::Export
        )
    }
}

/// Lists, shows or decides.
pub(crate) fn run(args: &ActorsArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let mut archive = config.open(&config.index()?)?;
    warn_of_misread(&archive, problems)?;
    let own = |text: &String| text.clone();
    let decision = match &args.act {
        ActorsCommand::List {
            name,
            kind,
            limit,
            tabled,
            named,
        } => {
            let rows = ListArgs {
                name: name.as_deref(),
                counted: kind.map_or(Facet::Actor, counted),
                limit: if *limit == 0 { usize::MAX } else { *limit },
            };
            return rows.print(&archive, tabled.format, named, config);
        }
        ActorsCommand::Show { id } => return show(&archive, id, problems),
        ActorsCommand::Export => return export(archive.decisions()),
        ActorsCommand::Undo => return undo(&mut archive, problems),
        ActorsCommand::Import { kind, file } => return import(&mut archive, *kind, file, problems),
        ActorsCommand::Add { kind, names } => {
            Decision::add(*kind, names.clone()).context("an actor needs a name")?
        }
        ActorsCommand::Merge { from, to } => Decision::Merge(own(from), own(to)),
        ActorsCommand::Split { from, to, articles } => Decision::Split(own(from), own(to), articles.clone()),
        ActorsCommand::Rename { id, name } => Decision::Rename(own(id), own(name)),
        ActorsCommand::Ignore { id } => Decision::Ignore(own(id)),
    };
    // What is written must be read again as the same.
    match Decision::parse(&decision.to_string()) {
        Ok(read) if read == decision => {}
        Ok(_) => bail!("this cannot be written on one line"),
        Err(reason) => bail!("{reason}"),
    }
    let mut decisions = archive.decisions().clone();
    decisions.push(decision);
    archive.decide(decisions)?;
    Ok(Exit::Done)
}

/// Tells the lines of the user's file that are no decisions.
fn warn_of_misread(archive: &Archive, problems: &Problems) -> Result<()> {
    let file = archive.place_of(UserText::Actors);
    for misread in Decisions::parse(&archive.text(UserText::Actors)?).1 {
        problems.warning(format!("{file}:{}: {}", misread.line, misread.reason));
    }
    Ok(())
}

/// Which actors are listed.
struct ListArgs<'a> {
    name: Option<&'a str>,
    counted: Facet,
    limit: usize,
}

impl ListArgs<'_> {
    fn print(
        &self,
        archive: &Archive,
        format: table::TableFormat,
        named: &NamesArgs,
        config: &Config,
    ) -> Result<Exit> {
        let mut actors = most_frequent_first(archive.tally(self.counted, &Query::All)?);
        actors.retain(|(_, count)| *count > 0);
        if let Some(name) = self.name {
            let wanted = slug(name);
            let called = archive.actors_named(name)?;
            actors.retain(|(id, _)| called.contains(id) || id.contains(&wanted));
        }
        let names = named.names(std::slice::from_ref(archive))?;
        let with_names = named.are_shown(format, config);
        let decided = archive.identities()?;
        let mut rows = Vec::new();
        for (id, count) in actors.iter().take(self.limit) {
            let mut row = vec![id.as_str().into(), Cell::Number(*count)];
            match decided.name(id) {
                _ if with_names => row.push(Cell::Text(names.of(id)?)),
                Some(name) => row.push(name.into()),
                None => {}
            }
            rows.push(row);
        }
        let mut out = BufWriter::new(std::io::stdout().lock());
        let columns = ["actor", "articles", "name"];
        let columns = if with_names { &columns[..] } else { &columns[..2] };
        table::write(&mut out, format, config, columns, &rows)?;
        out.flush()?;
        Ok(Exit::found(!actors.is_empty()))
    }
}

/// What the articles say of an actor.
#[derive(Default)]
struct Portrait {
    names: BTreeSet<String>,
    forms: BTreeMap<String, usize>,
    articles: Vec<(String, String)>,
}

/// Shows the one actor that is meant; several are named, for one to be chosen.
fn show(archive: &Archive, typed: &str, problems: &Problems) -> Result<Exit> {
    let meant = archive.actors_named(typed)?;
    let id = match meant.iter().collect::<Vec<_>>()[..] {
        [id] => id.as_str(),
        [] => {
            problems.warning(format_args!("no actor {typed}"));
            return Ok(Exit::NothingFound);
        }
        _ => bail!("{typed} may be {}", Vec::from_iter(meant).join(", ")),
    };
    let mut portrait = Portrait::default();
    archive.for_each_match(&Query::filter(Field::Actor, id), |article| {
        if let Some(actor) = article.actors.iter().find(|actor| actor.id == id) {
            portrait.names.insert(actor.name.clone());
            for mention in &actor.mentions {
                *portrait.forms.entry(mention.text.clone()).or_default() += 1;
            }
            portrait
                .articles
                .push((article.id.to_string(), article.title.clone().unwrap_or_default()));
        }
        Ok::<(), anyhow::Error>(())
    })?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "id\t{}", SafeLine(id))?;
    for name in &portrait.names {
        writeln!(out, "name\t{}", SafeLine(name))?;
    }
    for alias in archive.decisions().aliases(id) {
        writeln!(out, "alias\t{}", SafeLine(alias))?;
    }
    let mut forms: Vec<(&String, &usize)> = portrait.forms.iter().collect();
    forms.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    for (form, count) in forms {
        writeln!(out, "form\t{count}\t{}", SafeLine(form))?;
    }
    let identities = archive.identities()?;
    for source in identities
        .effect()
        .sources(id)
        .iter()
        .filter(|source| *source != id)
    {
        writeln!(out, "decided\t{}", SafeLine(source))?;
    }
    for likeness in identities.joins().likenesses(id) {
        let (standing, other) = (likeness.standing.name(), SafeLine(likeness.other));
        writeln!(out, "{standing}\t{other}\t{}", likeness.reason)?;
    }
    for (article, title) in &portrait.articles {
        writeln!(out, "article\t{}\t{}", SafeLine(article), SafeLine(title))?;
    }
    out.flush()?;
    Ok(Exit::found(!portrait.articles.is_empty()))
}

fn export(decisions: &Decisions) -> Result<Exit> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    write!(out, "{decisions}")?;
    out.flush()?;
    Ok(Exit::found(decisions.all().next().is_some()))
}

fn undo(archive: &mut Archive, problems: &Problems) -> Result<Exit> {
    let mut decisions = archive.decisions().clone();
    let Some(decision) = decisions.undo() else {
        return Ok(Exit::NothingFound);
    };
    archive.decide(decisions)?;
    problems.note(format!("taken back: {decision}"));
    Ok(Exit::Done)
}

fn import(archive: &mut Archive, kind: ActorType, file: &Path, problems: &Problems) -> Result<Exit> {
    let list = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut decisions = archive.decisions().clone();
    let added = decisions.import(&list, kind);
    archive.decide(decisions)?;
    let actors = if added == 1 { "actor" } else { "actors" };
    problems.note(format!("{added} {actors} added"));
    Ok(Exit::found(added > 0))
}
