//! Disks that fill up and processes that die, at a step of a test's choice. Every step that changes what is on the disk asks here
//! whether it fails; only builds for tests have it.

use super::Act;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// What happens at the chosen step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// This step fails, those behind it do not: an error that passes.
    Once,
    /// From here on the disk is full: nothing is written; names can be changed and files removed.
    DiskFull,
    /// The process is gone: no step takes place any more.
    Killed,
}

#[derive(Debug)]
struct Drill {
    folder: PathBuf,
    fault: Fault,
    /// So many steps succeed before it.
    left: usize,
    begun: bool,
}

static DRILLS: Mutex<Vec<Arc<Mutex<Drill>>>> = Mutex::new(Vec::new());

/// A fault that waits for its step below a folder, until it is dropped.
pub struct Armed(Arc<Mutex<Drill>>);

/// Lets the step after `left` others fail that changes something below a folder.
pub fn arm(folder: &Path, fault: Fault, left: usize) -> Armed {
    let drill = Arc::new(Mutex::new(Drill {
        folder: folder.canonicalize().expect("the folder is there"),
        fault,
        left,
        begun: false,
    }));
    DRILLS.lock().expect("no step panics").push(drill.clone());
    Armed(drill)
}

impl Armed {
    /// Whether the step was reached.
    pub fn has_begun(&self) -> bool {
        self.0.lock().expect("no step panics").begun
    }
}

impl Drop for Armed {
    fn drop(&mut self) {
        let mut drills = DRILLS.lock().expect("no step panics");
        drills.retain(|drill| !Arc::ptr_eq(drill, &self.0));
    }
}

/// Whether a step may take place.
pub fn step(path: &Path, act: Act) -> io::Result<()> {
    let drills = DRILLS.lock().expect("no step panics").clone();
    if drills.is_empty() {
        return Ok(());
    }
    let path = absolute(path);
    for drill in &drills {
        let mut drill = drill.lock().expect("no step panics");
        if path.starts_with(&drill.folder) {
            drill.step(act)?;
        }
    }
    Ok(())
}

/// Whether the process is to be killed at a step below a path: what it has not finished then stays.
pub fn kills(path: &Path) -> bool {
    let drills = DRILLS.lock().expect("no step panics").clone();
    drills.iter().any(|drill| {
        let drill = drill.lock().expect("no step panics");
        drill.fault == Fault::Killed && absolute(path).starts_with(&drill.folder)
    })
}

/// Where a file is, or is to be made: its folder is there.
fn absolute(path: &Path) -> PathBuf {
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    match (folder, path.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path.into(),
    }
}

impl Drill {
    fn step(&mut self, act: Act) -> io::Result<()> {
        if self.begun {
            return match (self.fault, act) {
                (Fault::Killed, _) => Err(io::Error::other("the process was killed")),
                (Fault::DiskFull, Act::Write) => Err(io::ErrorKind::StorageFull.into()),
                _ => Ok(()),
            };
        }
        // A full disk lets no name fail.
        if self.fault == Fault::DiskFull && act == Act::Other {
            return Ok(());
        }
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                self.begun = true;
                Err(io::ErrorKind::StorageFull.into())
            }
        }
    }
}
