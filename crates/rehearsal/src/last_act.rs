//! What is done when this process ends, however it ends: a shell waits for our end of a pipe to close.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

/// Given up when it is dropped.
pub struct LastAct(Option<Child>);

impl LastAct {
    /// `group`: a process group that ends as a whole, with all that its processes started.
    pub(crate) fn end_group(group: i32) -> Self {
        Self::after("kill -KILL 0", OsStr::new(""), group)
    }

    /// Once what writes there has ended, too.
    pub fn remove_folder(folder: impl AsRef<OsStr>) -> Self {
        Self::after("sleep 1; rm -rf -- \"$0\"", folder.as_ref(), 0)
    }

    /// Without a shell there is none: all else goes well without it.
    fn after(act: &str, argument: &OsStr, group: i32) -> Self {
        let shell = Command::new("/bin/sh")
            .args(["-c", &format!("read -r _; {act}")])
            .arg(argument)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(group)
            .spawn();
        Self(shell.ok())
    }
}

impl Drop for LastAct {
    fn drop(&mut self) {
        if let Some(shell) = &mut self.0 {
            // It may have been killed with its group.
            shell.kill().ok();
            shell.wait().ok();
        }
    }
}
