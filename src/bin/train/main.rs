//! Trains the models that are compiled into the library, from annotated data, with one command each and a fixed seed:
//! `cargo run --release --features train --bin train -- cleaner --data DIR`.

mod cleaner;
mod facts;
mod folds;
mod kind;
mod rendered;
mod tagger;
mod written;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((model, rest)) if model == "cleaner" => cleaner::run(rest),
        Some((model, rest)) if model == "tagger" => tagger::run(rest),
        Some((model, rest)) if model == "facts" => facts::run(rest),
        Some((model, rest)) if model == "kind" => kind::run(rest),
        _ => anyhow::bail!("say which model to train: cleaner, facts, kind or tagger"),
    }
}
