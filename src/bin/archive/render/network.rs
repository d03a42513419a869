//! Graphs of actors in the formats of other programs.

use super::safe::SafeLine;
use super::table::csv_row;
use archive::article::ActorType;
use archive::calendar::Date;
use archive::index::{Edge, Graph};
use chrono::NaiveDate;
use clap::ValueEnum;
use quick_xml::Writer as Xml;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::collections::BTreeMap;
use std::io::{Result, Write};

/// The formats of graphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphFormat {
    /// For Gephi, yEd, igraph, NetworkX
    Graphml,
    /// For Gephi, with the dates of the edges
    Gexf,
    /// One line an edge
    Csv,
    /// For Graphviz
    Dot,
}

/// Prints a graph.
pub(crate) fn write(out: &mut impl Write, graph: &Graph, format: GraphFormat) -> Result<()> {
    match format {
        GraphFormat::Graphml => graphml(out, graph),
        GraphFormat::Gexf => gexf(out, graph),
        GraphFormat::Csv => csv(out, graph),
        GraphFormat::Dot => dot(out, graph),
    }
}

/// What is said of a node or an edge beside its ends: name, what it belongs to, type.
const GRAPHML_KEYS: [(&str, &str, &str); 6] = [
    ("label", "node", "string"),
    ("type", "node", "string"),
    ("articles", "node", "long"),
    ("weight", "edge", "double"),
    ("first", "edge", "string"),
    ("last", "edge", "string"),
];

/// Writes indented XML whose elements are closed and whose texts are escaped.
fn document<W: Write>(
    out: W,
    name: &str,
    attributes: &[(&str, &str)],
    content: impl FnOnce(&mut Xml<W>) -> Result<()>,
) -> Result<()> {
    let mut xml = Xml::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    element(&mut xml, name, attributes, content)?;
    writeln!(xml.into_inner())
}

fn element<W: Write>(
    xml: &mut Xml<W>,
    name: &str,
    attributes: &[(&str, &str)],
    content: impl FnOnce(&mut Xml<W>) -> Result<()>,
) -> Result<()> {
    let started = xml
        .create_element(name)
        .with_attributes(attributes.iter().copied());
    started.write_inner_content(content).map(|_| ())
}

fn empty<W: Write>(xml: &mut Xml<W>, name: &str, attributes: &[(&str, &str)]) -> Result<()> {
    let started = xml
        .create_element(name)
        .with_attributes(attributes.iter().copied());
    started.write_empty().map(|_| ())
}

fn graphml(out: &mut impl Write, graph: &Graph) -> Result<()> {
    let space = [("xmlns", "http://graphml.graphdrawing.org/xmlns")];
    document(out, "graphml", &space, |xml| {
        for (name, of, kind) in GRAPHML_KEYS {
            let key = [
                ("id", name),
                ("for", of),
                ("attr.name", name),
                ("attr.type", kind),
            ];
            empty(xml, "key", &key)?;
        }
        element(xml, "graph", &[("edgedefault", "undirected")], |xml| {
            for (id, node) in &graph.nodes {
                element(xml, "node", &[("id", id)], |xml| {
                    data(xml, "label", &SafeLine(&node.name).to_string())?;
                    data(xml, "type", kind(node.kind))?;
                    data(xml, "articles", &node.articles.to_string())
                })?;
            }
            for ((left, right), edge) in &graph.edges {
                element(xml, "edge", &[("source", left), ("target", right)], |xml| {
                    data(xml, "weight", &edge.articles.to_string())?;
                    dates(edge).try_for_each(|(name, date)| data(xml, name, date))
                })?;
            }
            Ok(())
        })
    })
}

fn data<W: Write>(xml: &mut Xml<W>, key: &str, value: &str) -> Result<()> {
    let started = xml.create_element("data").with_attribute(("key", key));
    started.write_text_content(BytesText::new(value)).map(|_| ())
}

fn gexf(out: &mut impl Write, graph: &Graph) -> Result<()> {
    let space = [("xmlns", "http://gexf.net/1.3"), ("version", "1.3")];
    let spans = spans(graph);
    document(out, "gexf", &space, |xml| {
        let timed = [
            ("defaultedgetype", "undirected"),
            ("mode", "dynamic"),
            ("timeformat", "date"),
            ("timerepresentation", "interval"),
        ];
        element(xml, "graph", &timed, |xml| {
            attributes(xml, "node", &[("0", "type", "string"), ("1", "articles", "long")])?;
            attributes(xml, "edge", &[("2", "first", "string"), ("3", "last", "string")])?;
            element(xml, "nodes", &[], |xml| {
                for (id, node) in &graph.nodes {
                    let label = SafeLine(&node.name).to_string();
                    let articles = node.articles.to_string();
                    let values = [("0", kind(node.kind)), ("1", &articles)];
                    let mut own = vec![("id", id.as_str()), ("label", &label)];
                    let span = spans.get(id);
                    own.extend(
                        span.iter()
                            .flat_map(|(first, last)| [("start", &**first), ("end", &**last)]),
                    );
                    element(xml, "node", &own, |xml| attribute_values(xml, values))?;
                }
                Ok(())
            })?;
            element(xml, "edges", &[], |xml| {
                for (number, ((left, right), edge)) in graph.edges.iter().enumerate() {
                    let (number, weight) = (number.to_string(), edge.articles.to_string());
                    let mut ends = vec![
                        ("id", number.as_str()),
                        ("source", left),
                        ("target", right),
                        ("weight", &weight),
                    ];
                    let span = days(edge);
                    ends.extend(
                        span.iter()
                            .flat_map(|(first, last)| [("start", &**first), ("end", &**last)]),
                    );
                    let values =
                        dates(edge).map(|(name, date)| (if name == "first" { "2" } else { "3" }, date));
                    element(xml, "edge", &ends, |xml| attribute_values(xml, values))?;
                }
                Ok(())
            })
        })
    })
}

/// Declares what is said of nodes or edges: number, name, type.
fn attributes<W: Write>(xml: &mut Xml<W>, of: &str, declared: &[(&str, &str, &str)]) -> Result<()> {
    element(xml, "attributes", &[("class", of)], |xml| {
        declared.iter().try_for_each(|(number, name, kind)| {
            empty(
                xml,
                "attribute",
                &[("id", number), ("title", name), ("type", kind)],
            )
        })
    })
}

fn attribute_values<'a, W: Write>(
    xml: &mut Xml<W>,
    values: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<()> {
    element(xml, "attvalues", &[], |xml| {
        values
            .into_iter()
            .try_for_each(|(number, value)| empty(xml, "attvalue", &[("for", number), ("value", value)]))
    })
}

fn csv(out: &mut impl Write, graph: &Graph) -> Result<()> {
    let header = [
        "source",
        "target",
        "weight",
        "first",
        "last",
        "source_name",
        "target_name",
    ];
    out.write_all(&csv_row(&header)?)?;
    for ((left, right), edge) in &graph.edges {
        let name = |id: &String| graph.nodes.get(id).map_or("", |node| node.name.as_str());
        let weight = edge.articles.to_string();
        let row = [
            left,
            right,
            weight.as_str(),
            edge.first.as_deref().unwrap_or_default(),
            edge.last.as_deref().unwrap_or_default(),
            name(left),
            name(right),
        ];
        out.write_all(&csv_row(&row)?)?;
    }
    Ok(())
}

fn dot(out: &mut impl Write, graph: &Graph) -> Result<()> {
    writeln!(
        out,
        "graph archive {{\n  layout=neato; overlap=prism; splines=true; outputorder=edgesfirst;\n  \
         node [shape=box, style=\"rounded,filled\", color=\"#555555\", fontname=\"Helvetica\"];\n  \
         edge [color=\"#88888899\", fontname=\"Helvetica\", fontsize=9, fontcolor=\"#555555\"];"
    )?;
    let most = graph
        .nodes
        .values()
        .map(|node| node.articles)
        .max()
        .unwrap_or(1)
        .max(1) as f64;
    let heaviest = graph
        .edges
        .values()
        .map(|edge| edge.articles)
        .max()
        .unwrap_or(1)
        .max(1) as f64;
    let numbers: BTreeMap<&String, usize> = graph.nodes.keys().zip(0..).collect();
    for (id, node) in &graph.nodes {
        let label = SafeLine(&node.name)
            .to_string()
            .replace('\\', "\\\\")
            .replace('"', "\\\"");
        writeln!(
            out,
            "  n{} [label=\"{label}\", tooltip=\"{}\", fillcolor=\"{}\", fontsize={:.0}];",
            numbers[id],
            id.replace('"', ""),
            color(node.kind),
            10.0 + 10.0 * (node.articles as f64 / most).sqrt(),
        )?;
    }
    for ((left, right), edge) in &graph.edges {
        let (left, right, weight) = (numbers[left], numbers[right], edge.articles);
        writeln!(
            out,
            "  n{left} -- n{right} [weight={weight}, label=\"{weight}\", penwidth={:.1}];",
            0.5 + 5.5 * (weight as f64 / heaviest)
        )?;
    }
    writeln!(out, "}}")
}

/// The first and the last day of an edge, as timelines want them: of a month or a year its first and its last.
fn days(edge: &Edge) -> Option<(String, String)> {
    let day = |date: &Option<String>, end: fn(Date) -> Option<NaiveDate>| {
        date.as_deref().and_then(Date::parse).and_then(end)
    };
    let (first, last) = (day(&edge.first, Date::first)?, day(&edge.last, Date::last)?);
    Some((first.to_string(), last.max(first).to_string()))
}

/// From when to when each actor is in an edge.
fn spans(graph: &Graph) -> BTreeMap<&String, (String, String)> {
    let mut spans: BTreeMap<&String, (String, String)> = BTreeMap::new();
    for ((left, right), edge) in &graph.edges {
        let Some((first, last)) = days(edge) else {
            continue;
        };
        for actor in [left, right] {
            let span = spans
                .entry(actor)
                .or_insert_with(|| (first.clone(), last.clone()));
            *span = (
                span.0.clone().min(first.clone()),
                span.1.clone().max(last.clone()),
            );
        }
    }
    spans
}

fn dates(edge: &Edge) -> impl Iterator<Item = (&'static str, &str)> {
    let dates = [("first", edge.first.as_deref()), ("last", edge.last.as_deref())];
    dates.into_iter().filter_map(|(name, date)| Some((name, date?)))
}

/// A light colour for each kind, told apart in grey and by those who do not see red or green.
fn color(kind: ActorType) -> &'static str {
    match kind {
        ActorType::Person => "#fff3c4",
        ActorType::Org => "#cfe3f7",
        ActorType::Country => "#dddddd",
        ActorType::Place => "#f4f4f4",
    }
}

fn kind(kind: ActorType) -> &'static str {
    match kind {
        ActorType::Person => "person",
        ActorType::Org => "org",
        ActorType::Country => "country",
        ActorType::Place => "place",
    }
}
