//! The nodes of a cluster under control: they are killed, frozen and started again while the program uses them.

use crate::commands::{Ended, Folder};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;
use std::fs::read_to_string;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The variable that names the folder of the nodes, as `tests/cluster/nodes` makes it.
const NODES: &str = "ARCHIVE_TEST_NODES";
/// A cluster is whole again after so long at most.
const WHOLE: Duration = Duration::from_secs(180);

/// Three nodes, numbered from 1.
pub(super) struct Nodes {
    folder: PathBuf,
    base: u16,
    count: u16,
}

impl Nodes {
    /// The nodes that run, once they are whole.
    pub(super) fn whole() -> Nodes {
        let folder: PathBuf = std::env::var_os(NODES).expect("ARCHIVE_TEST_NODES").into();
        let noted = read_to_string(folder.join("cluster")).expect("what the nodes are");
        let line = |number: usize| noted.lines().nth(number).and_then(|line| line.parse().ok());
        let (count, base) = (line(2).expect("a number"), line(3).expect("a port"));
        let nodes = Nodes { folder, base, count };
        nodes.become_whole();
        nodes
    }

    /// The address of a new index, with all nodes as its hosts.
    pub(super) fn index(&self) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock");
        let host = |node: u16| format!("127.0.0.1:{}", self.base + node);
        let hosts: Vec<String> = (1..=self.count).map(host).collect();
        format!("http://{}/drill-{}", hosts.join(","), now.as_nanos())
    }

    /// Asks a node; nothing where it does not answer.
    pub(super) fn ask(&self, node: u16, path: &str) -> Option<Value> {
        let mut answer = ureq::get(format!("http://127.0.0.1:{}/{path}", self.base + node))
            .config()
            .timeout_global(Some(Duration::from_secs(5)))
            .build()
            .call()
            .ok()?;
        serde_json::from_str(&answer.body_mut().read_to_string().ok()?).ok()
    }

    /// Changes the settings of the indices of an archive.
    pub(super) fn set(&self, index: &str, settings: &Value) {
        let name = index.rsplit('/').next().expect("a name");
        let address = format!("http://127.0.0.1:{}/{name}-*/_settings", self.base + 1);
        let put = ureq::put(address)
            .content_type("application/json")
            .send(settings.to_string());
        assert!(put.is_ok_and(|answer| answer.status() == 200));
    }

    /// The node that manages the cluster, and the last of the others.
    pub(super) fn manager_and_other(&self) -> (u16, u16) {
        let state = self.ask(1, "_cluster/state").expect("it answers");
        let id = state["master_node"].as_str().expect("a manager");
        let name = state["nodes"][id]["name"].as_str().expect("its name");
        let number = |name: &str| name.trim_start_matches(|c: char| !c.is_ascii_digit()).parse();
        let manager: u16 = number(name).expect("a number");
        let other = (1..=self.count).rev().find(|node| *node != manager);
        (manager, other.expect("another"))
    }

    /// Sends a signal to a node.
    pub(super) fn signal(&self, node: u16, signal: Signal) {
        let pid = read_to_string(self.folder.join(format!("n{node}.pid"))).expect("its process");
        let pid = pid.trim().parse().expect("a number");
        kill(Pid::from_raw(pid), signal).expect("it lives");
    }

    /// Starts a node again that was killed.
    pub(super) fn start(&self, node: u16) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cluster/nodes");
        let mut command = Command::new(script);
        command.arg("start").arg(&self.folder).arg(node.to_string());
        assert!(command.status().expect("it runs").success());
    }

    /// Waits until all nodes are there, with all copies of all shards.
    pub(super) fn become_whole(&self) {
        let begun = Instant::now();
        let path = format!(
            "_cluster/health?wait_for_nodes={}&wait_for_status=green&timeout=3s",
            self.count
        );
        let is_whole = |node: u16| {
            let health = self.ask(node, &path);
            health.is_some_and(|health| {
                health["timed_out"] == false && health["number_of_nodes"] == u64::from(self.count)
            })
        };
        while !(1..=self.count).all(is_whole) {
            assert!(begun.elapsed() < WHOLE, "the cluster is not whole again");
            std::thread::sleep(Duration::from_millis(500));
        }
    }
}

/// A machine that uses an index: its own folder for what it knows of its files.
pub(super) struct Machine<'f> {
    pub folder: &'f Folder,
    pub index: &'f str,
    pub name: &'f str,
}

impl Machine<'_> {
    /// The program, with an index and words.
    pub(super) fn command(&self, line: &str) -> Command {
        let args: Vec<&str> = ["--index", self.index]
            .into_iter()
            .chain(line.split(' '))
            .collect();
        let mut command = self.folder.command(&args);
        let state = self.folder.path().join("state").join(self.name);
        command.env("XDG_STATE_HOME", state);
        command
    }

    /// Runs it to its end.
    pub(super) fn run(&self, line: &str) -> Ended {
        Ended::of(self.command(line).output().expect("it runs"))
    }

    /// Begins to run it.
    pub(super) fn begin(&self, line: &str) -> Child {
        self.command(line).spawn().expect("it runs")
    }
}

/// What became of a run that was begun.
pub(super) fn end(child: Child) -> Ended {
    Ended::of(child.wait_with_output().expect("it ran"))
}
