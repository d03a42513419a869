//! Why a page was read as it was: every block with its verdict, every fact with its witnesses.

use super::article;
use super::safe::SafeLine;
use archive::clean::{Judged, Role};
use archive::describe::{Candidate, CandidateVerdict, DecidedFact, Rejection};
use archive::pipeline::Extraction;
use serde_json::{Value, json};
use std::fmt::Display;
use std::io::{Result, Write};

/// How much of a block is shown.
const SHOWN: usize = 120;

/// Prints the article's header, its blocks in page order, and its facts.
pub(crate) fn write(out: &mut impl Write, reading: &Extraction) -> Result<()> {
    article::header(out, &reading.article, None)?;
    write_blocks(out, reading)?;
    writeln!(out, "\nfacts: name, value, weight, verdict, witness")?;
    let facts = &reading.facts;
    write_fact(out, "title", &facts.title, Clone::clone)?;
    write_fact(out, "outlet", &facts.outlet, Clone::clone)?;
    write_fact(out, "url", &facts.url, Clone::clone)?;
    write_fact(out, "published", &facts.published, ToString::to_string)?;
    write_fact(out, "modified", &facts.modified, ToString::to_string)?;
    write_fact(out, "authors", &facts.authors, |names| names.join("; "))?;
    write_fact(out, "agencies", &facts.agencies, |names| names.join("; "))?;
    write_fact(out, "section", &facts.section, Clone::clone)?;
    write_fact(out, "language", &facts.language, Clone::clone)?;
    // What press databases alone state.
    for (name, fact) in [
        ("edition", &facts.edition),
        ("page", &facts.page),
        ("number", &facts.number),
    ] {
        if !fact.claims.is_empty() {
            write_fact(out, name, fact, Clone::clone)?;
        }
    }
    Ok(())
}

fn write_blocks(out: &mut impl Write, reading: &Extraction) -> Result<()> {
    let Some((document, body)) = &reading.blocks else {
        return writeln!(out, "\nthe text of a record is taken as it is");
    };
    writeln!(out, "\nblocks: block or line, verdict, score, who decided, text")?;
    for judged in body.judged(document) {
        let verdict = judged.verdict;
        writeln!(
            out,
            "{:>5}  {:<17} {:.2}  {:<5}  {}",
            number(&judged),
            verdict.role.name(),
            verdict.score,
            verdict.decided.name(),
            SafeLine(&shown(judged.text))
        )?;
    }
    Ok(())
}

/// The number by which the witnesses of facts name a block: of its line, or its own.
fn number(judged: &Judged) -> u32 {
    judged.line.unwrap_or(judged.block + 1)
}

/// Prints what was removed from a page, whole, a block a line: number, verdict, text.
pub(crate) fn write_removed(out: &mut impl Write, reading: &Extraction) -> Result<()> {
    let Some((document, body)) = &reading.blocks else {
        return Ok(());
    };
    for judged in body
        .judged(document)
        .filter(|judged| !matches!(judged.verdict.role, Role::Article(_)))
    {
        let role = judged.verdict.role.name();
        writeln!(out, "{}\t{role}\t{}", number(&judged), SafeLine(judged.text))?;
    }
    Ok(())
}

fn write_fact<T>(
    out: &mut impl Write,
    name: &str,
    found: &DecidedFact<T>,
    print: impl Fn(&T) -> String,
) -> Result<()> {
    if found.claims.is_empty() {
        return writeln!(out, "{name:<10} -");
    }
    let is_decided = found
        .claims
        .iter()
        .any(|claim| claim.verdict == CandidateVerdict::Won);
    for claim in &found.claims {
        let value = shown(&print(&claim.value));
        let line = format!(
            "{value}  {:.2}  {}  {} ({})",
            claim.weight,
            verdict(claim, is_decided),
            claim.place,
            evidence(claim)
        );
        writeln!(out, "{name:<10} {}", SafeLine(&line))?;
    }
    Ok(())
}

fn verdict<T>(claim: &Candidate<T>, is_decided: bool) -> String {
    match claim.verdict {
        CandidateVerdict::Lost(Rejection::Weaker) if !is_decided => {
            "lost: too weak to be believed alone".to_string()
        }
        CandidateVerdict::Won => "won".to_string(),
        CandidateVerdict::Agrees => "agrees".to_string(),
        CandidateVerdict::Lost(loss) => format!("lost: {loss}"),
    }
}

fn evidence<T>(claim: &Candidate<T>) -> impl Display {
    serde_json::to_value(claim.evidence)
        .ok()
        .and_then(|value| value.as_str().map(str::to_string))
        .unwrap_or_default()
}

fn shown(text: &str) -> String {
    let cut: String = text.chars().take(SHOWN).collect();
    if cut.len() < text.len() { cut + "…" } else { cut }
}

/// The blocks with their verdicts, for `--format jsonl --why`.
pub(crate) fn blocks(reading: &Extraction) -> Vec<Value> {
    let judged = reading
        .blocks
        .iter()
        .flat_map(|(document, body)| body.judged(document));
    judged
        .map(|judged| {
            let verdict = judged.verdict;
            json!({"block": judged.block + 1, "line": judged.line, "verdict": verdict.role.name(), "score": verdict.score, "decided": verdict.decided.name(), "text": judged.text})
        })
        .collect()
}
