//! The user's configuration file and the environment: what they set, and what is said where they cannot.

use super::{Folder, NIAMEY};

/// A folder with an index in `press`, which no command finds by itself.
fn with_index() -> Folder {
    let folder = Folder::with(&[("niamey.txt", NIAMEY)]);
    folder.run(&["--index", "press", "ingest", "pages"]).ended_with(0);
    folder
}

#[test]
fn the_configuration_file_names_the_index() {
    let folder = with_index();
    let press = folder.path().join("press");
    let config = format!("index = {press:?} # the newsroom's\n");
    folder.write("config/archive/config.toml", config.as_bytes());
    let count = folder.run(&["count", "Niamey"]).ended_with(0);
    assert_eq!((count.stdout.as_str(), count.stderr.as_str()), ("1\n", ""));
}

#[test]
fn a_configuration_that_cannot_be_used_is_said_and_changes_nothing() {
    let folder = with_index();
    for text in [
        &b"indx = \"/press\"\n"[..],
        b"index = \"press\"\n",
        b"index = \"/\xff\"\n",
    ] {
        folder.write("config/archive/config.toml", text);
        let count = folder.run(&["--index", "press", "count", "Niamey"]).ended_with(0);
        assert_eq!(count.stdout, "1\n");
        assert!(
            count.stderr.starts_with("archive: warning: ")
                && count.stderr.contains("config.toml is not used: "),
            "{}",
            count.stderr
        );
        assert_eq!(count.stderr.lines().count(), 1, "{}", count.stderr);
    }
}

#[test]
fn an_empty_variable_is_an_unset_one() {
    let folder = with_index();
    let run = |value: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_archive"));
        command.args(["count", "Niamey"]).current_dir(folder.path());
        command.env("XDG_CONFIG_HOME", folder.path().join("config"));
        let output = command.env("ARCHIVE_INDEX", value).output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    assert_eq!(run("press"), (Some(0), "1\n".into(), String::new()));
    let (code, _, stderr) = run("");
    assert_eq!(code, Some(2));
    assert!(stderr.contains("archive ingest DIR"), "{stderr}");
}

#[cfg(unix)]
#[test]
fn credentials_that_others_can_read_are_not_used() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let text = "[\"127.0.0.1\"]\nuser = \"awa\"\npassword = \"secret\"\n";
    folder.write("config/archive/credentials.toml", text.as_bytes());
    let path = folder.path().join("config/archive/credentials.toml");
    let said = |mode: u32, index: &str| {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        folder.run(&["--index", index, "count", "x"]).ended_with(2).stderr
    };
    // Port 9 discards, and nobody listens there.
    let [here, elsewhere] = ["http://127.0.0.1:9/news", "http://localhost:9/news"];
    let refused = said(0o640, here);
    assert!(
        refused.contains("chmod 600") && !refused.contains("secret"),
        "{refused}"
    );
    assert!(said(0o600, here).contains("cannot be reached"));
    folder.write(
        "config/archive/credentials.toml",
        b"[\"127.0.0.1\"]\nuser = \"awa\"\n",
    );
    assert!(said(0o600, here).contains("ARCHIVE_PASSWORD"));
    assert!(
        said(0o600, elsewhere).contains("cannot be reached"),
        "it is another host"
    );
}
