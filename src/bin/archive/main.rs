//! The `archive` program: what was typed, what is done, with which status it ends.

mod args;
mod cluster;
mod commands;
mod config;
mod examples;
mod exit;
mod faults;
mod overrides;
mod pager;
mod render;
mod report;
mod saved;
mod ui;

use args::Args;
use config::Config;
use exit::Exit;
use render::table;
use std::process::ExitCode;
use ui::Problems;

#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let args = Args::read();
    exit::on_interrupt();
    let problems = Problems::new(args.global.quiet, args.global.verbose);
    let config = Config::new(&args.global, &problems);
    if args.global.exact_cells {
        table::write_exact_cells();
    }
    pager::begin(&args.command, &config);
    let exit = match faults::caught(&config, || commands::run(args.command, &config, &problems)) {
        Ok(exit) => exit,
        Err(error) if exit::is_broken_pipe(&error) => Exit::Done,
        Err(error) => {
            problems.fatal(&error);
            Exit::of(&error)
        }
    };
    pager::end();
    exit.into()
}
