//! Graphs of actors in the formats of other programs.

use super::safe::SafeLine;
use archive::describe::actors::ActorType;
use archive::index::{Edge, Graph};
use clap::ValueEnum;
use std::collections::BTreeMap;
use std::io::{Result, Write};

/// The formats of graphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
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
pub fn write(out: &mut impl Write, graph: &Graph, format: Format) -> Result<()> {
    match format {
        Format::Graphml => graphml(out, graph),
        Format::Gexf => gexf(out, graph),
        Format::Csv => csv(out, graph),
        Format::Dot => dot(out, graph),
    }
}

fn graphml(out: &mut impl Write, graph: &Graph) -> Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    let keys = [
        ("label", "node", "string"),
        ("type", "node", "string"),
        ("articles", "node", "long"),
        ("weight", "edge", "double"),
        ("first", "edge", "string"),
        ("last", "edge", "string"),
    ];
    for (name, of, kind) in keys {
        writeln!(
            out,
            "  <key id=\"{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
        )?;
    }
    writeln!(out, "  <graph edgedefault=\"undirected\">")?;
    for (id, node) in &graph.nodes {
        writeln!(out, "    <node id=\"{}\">", xml(id))?;
        writeln!(out, "      <data key=\"label\">{}</data>", xml(&node.name))?;
        writeln!(out, "      <data key=\"type\">{}</data>", kind(node.kind))?;
        writeln!(out, "      <data key=\"articles\">{}</data>", node.articles)?;
        writeln!(out, "    </node>")?;
    }
    for ((left, right), edge) in &graph.edges {
        writeln!(
            out,
            "    <edge source=\"{}\" target=\"{}\">",
            xml(left),
            xml(right)
        )?;
        writeln!(out, "      <data key=\"weight\">{}</data>", edge.articles)?;
        for (name, date) in dates(edge) {
            writeln!(out, "      <data key=\"{name}\">{date}</data>")?;
        }
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn gexf(out: &mut impl Write, graph: &Graph) -> Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">")?;
    writeln!(out, "  <graph defaultedgetype=\"undirected\">")?;
    writeln!(out, "    <attributes class=\"node\">")?;
    writeln!(out, "      <attribute id=\"0\" title=\"type\" type=\"string\"/>")?;
    writeln!(
        out,
        "      <attribute id=\"1\" title=\"articles\" type=\"long\"/>"
    )?;
    writeln!(out, "    </attributes>\n    <attributes class=\"edge\">")?;
    writeln!(out, "      <attribute id=\"2\" title=\"first\" type=\"string\"/>")?;
    writeln!(out, "      <attribute id=\"3\" title=\"last\" type=\"string\"/>")?;
    writeln!(out, "    </attributes>\n    <nodes>")?;
    for (id, node) in &graph.nodes {
        writeln!(
            out,
            "      <node id=\"{}\" label=\"{}\">",
            xml(id),
            xml(&node.name)
        )?;
        writeln!(
            out,
            "        <attvalues><attvalue for=\"0\" value=\"{}\"/>",
            kind(node.kind)
        )?;
        writeln!(
            out,
            "        <attvalue for=\"1\" value=\"{}\"/></attvalues>",
            node.articles
        )?;
        writeln!(out, "      </node>")?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for (number, ((left, right), edge)) in graph.edges.iter().enumerate() {
        let (left, right) = (xml(left), xml(right));
        write!(
            out,
            "      <edge id=\"{number}\" source=\"{left}\" target=\"{right}\" weight=\"{}\">",
            edge.articles
        )?;
        write!(out, "<attvalues>")?;
        for (name, date) in dates(edge) {
            let key = if name == "first" { 2 } else { 3 };
            write!(out, "<attvalue for=\"{key}\" value=\"{date}\"/>")?;
        }
        writeln!(out, "</attvalues></edge>")?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}

fn csv(out: &mut impl Write, graph: &Graph) -> Result<()> {
    write!(out, "source,target,weight,first,last,source_name,target_name\r\n")?;
    for ((left, right), edge) in &graph.edges {
        let (first, last) = (
            edge.first.as_deref().unwrap_or(""),
            edge.last.as_deref().unwrap_or(""),
        );
        let name = |id: &String| graph.nodes.get(id).map_or("", |node| node.name.as_str());
        let weight = edge.articles.to_string();
        let cells = [
            left.as_str(),
            right.as_str(),
            &weight,
            first,
            last,
            name(left),
            name(right),
        ];
        let cells = cells.map(super::hits::csv_cell);
        write!(out, "{}\r\n", cells.join(","))?;
    }
    Ok(())
}

fn dot(out: &mut impl Write, graph: &Graph) -> Result<()> {
    writeln!(
        out,
        "graph archive {{\n  node [shape=box, fontname=\"Helvetica\"];"
    )?;
    let numbers: BTreeMap<&String, usize> = graph.nodes.keys().zip(0..).collect();
    for (id, node) in &graph.nodes {
        let label = SafeLine(&node.name)
            .to_string()
            .replace('\\', "\\\\")
            .replace('"', "\\\"");
        writeln!(
            out,
            "  n{} [label=\"{label}\", tooltip=\"{}\"];",
            numbers[id],
            id.replace('"', "")
        )?;
    }
    for ((left, right), edge) in &graph.edges {
        let (left, right, weight) = (numbers[left], numbers[right], edge.articles);
        writeln!(
            out,
            "  n{left} -- n{right} [weight={weight}, label=\"{weight}\"];"
        )?;
    }
    writeln!(out, "}}")
}

fn dates(edge: &Edge) -> impl Iterator<Item = (&'static str, &str)> {
    let dates = [("first", edge.first.as_deref()), ("last", edge.last.as_deref())];
    dates.into_iter().filter_map(|(name, date)| Some((name, date?)))
}

fn kind(kind: ActorType) -> &'static str {
    match kind {
        ActorType::Person => "person",
        ActorType::Org => "org",
        ActorType::Country => "country",
        ActorType::Place => "place",
    }
}

/// Text as XML has it.
pub fn xml(text: &str) -> String {
    let safe = SafeLine(text).to_string();
    safe.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
