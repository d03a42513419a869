//! `archive facet`.

use super::graph::Near;
use super::named::{DisplayNames, NamesArgs};
use super::query_args::Filters;
use super::several::Archives;
use crate::config::Config;
use crate::exit::Exit;
use crate::render::table::{self, Cell, Tabled};
use crate::ui::Problems;
use anyhow::{Result, bail};
use archive::index::{Facet, most_frequent_first};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use std::cmp::Reverse;
use std::io::{BufWriter, Write};

/// Count the values of a field among the articles that answer a query
///
/// With --by, the values of two fields that articles have together: `facet person --by mentioned --window sentence` tells who is
/// named in one sentence with which day.
#[derive(Debug, clap::Args)]
pub(crate) struct FacetArgs {
    /// What to count
    #[arg(value_parser = counted(), value_name = "FIELD")]
    field: Facet,
    /// Among these articles [default: all]
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    /// Count it together with the values of this field
    #[arg(long, value_parser = counted(), value_name = "FIELD")]
    by: Option<Facet>,
    /// With --by: how near each other two values stand in the text
    #[arg(
        long,
        value_enum,
        value_name = "WINDOW",
        default_value = "document",
        requires = "by"
    )]
    window: Near,
    #[command(flatten)]
    tabled: Tabled,
    #[command(flatten)]
    named: NamesArgs,
    /// At most this many values; 0 for all
    #[arg(long, value_name = "N", default_value_t = 0)]
    limit: usize,
}

fn counted() -> impl TypedValueParser<Value = Facet> {
    let names = Facet::names().map(|name| match name {
        "mentions" => PossibleValue::new(name).alias("mentioned"),
        _ => PossibleValue::new(name),
    });
    PossibleValuesParser::new(names).try_map(|name| {
        let name = if name == "mentioned" { "mentions" } else { &name };
        Facet::named(name).ok_or("not counted")
    })
}

/// Prints `value TAB count`, or `value TAB other value TAB count`, the most frequent first; where names are shown, the names behind.
pub(crate) fn run(args: &FacetArgs, config: &Config, problems: &Problems) -> Result<Exit> {
    let archives = Archives::open(config, problems)?;
    let query = args.filters.query_of(&args.query, &archives, problems)?;
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    let counts: Vec<(Vec<String>, u64)> = match args.by {
        None => {
            let counts = most_frequent_first(archives.tally(args.field, &query)?);
            counts
                .into_iter()
                .map(|(value, count)| (vec![value], count))
                .collect()
        }
        Some(by) => {
            args.check_window(by)?;
            let fields = (args.field, by);
            let window = args.window.window();
            let table = archives.summed(|archive| Ok(archive.cross_table(&query, fields, window)?))?;
            let mut counts: Vec<_> = table
                .into_iter()
                .map(|((one, other), count)| (vec![one, other], count))
                .collect();
            counts.sort_by(|(values, count), (other, its_count)| {
                (Reverse(count), values).cmp(&(Reverse(its_count), other))
            });
            counts
        }
    };
    let names = match args.shows_names(config) {
        true => Some(args.named.names(&archives)?),
        false => None,
    };
    let shown = counts.iter().take(limit);
    let rows = shown.map(|(values, count)| args.row(values, *count, names.as_ref()));
    let rows = rows.collect::<Result<Vec<_>>>()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    table::write(
        &mut out,
        args.tabled.format,
        config,
        &args.columns(names.is_some()),
        &rows,
    )?;
    out.flush()?;
    Ok(Exit::found(!counts.is_empty()))
}

impl FacetArgs {
    fn fields(&self) -> impl Iterator<Item = Facet> {
        [self.field].into_iter().chain(self.by)
    }

    /// Whether the names of actors stand beside their identities.
    fn shows_names(&self, config: &Config) -> bool {
        self.fields().any(Facet::is_of_actors) && self.named.are_shown(self.tabled.format, config)
    }

    /// A window can only hold what stands in the text.
    fn check_window(&self, by: Facet) -> Result<()> {
        let stray = [self.field, by].into_iter().find(|field| !field.stands_in_text());
        match stray {
            Some(field) if self.window != Near::Document => bail!(
                "--window {} counts actors and mentioned dates; {} is a fact of the whole article",
                self.window.name(),
                field.name()
            ),
            _ => Ok(()),
        }
    }

    fn columns(&self, with_names: bool) -> Vec<&'static str> {
        let mut columns = vec!["value"];
        columns.extend(self.by.map(|_| "other"));
        columns.push("articles");
        if with_names {
            let of_actors = self.fields().zip(["name", "other_name"]);
            columns.extend(
                of_actors
                    .filter(|(field, _)| field.is_of_actors())
                    .map(|(_, name)| name),
            );
        }
        columns
    }

    fn row(&self, values: &[String], count: u64, names: Option<&DisplayNames>) -> Result<Vec<Cell>> {
        let mut row: Vec<Cell> = values.iter().map(|value| value.as_str().into()).collect();
        row.push(Cell::Number(count));
        if let Some(names) = names {
            for (value, _) in values
                .iter()
                .zip(self.fields())
                .filter(|(_, field)| field.is_of_actors())
            {
                row.push(Cell::Text(names.of(value)?));
            }
        }
        Ok(row)
    }
}
