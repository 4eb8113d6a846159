//! The Python that is loaded into moto's process, carried in this executable.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use include_dir::{Dir, DirEntry, include_dir};

const LAUNCHER: &str = include_str!("../../moto/launch.py");
static LAYER: Dir = include_dir!("$CARGO_MANIFEST_DIR/moto/layer");

/// Writes it to `folder`, which is made; the path of the file to run.
pub(super) fn write(folder: &Path) -> Result<PathBuf> {
    let launcher = folder.join("launch.py");
    write_all(&LAYER, &folder.join("layer"))
        .and_then(|()| std::fs::write(&launcher, LAUNCHER))
        .with_context(|| format!("can't write to {}", folder.display()))?;
    Ok(launcher)
}

fn write_all(dir: &Dir, folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for entry in dir.entries() {
        let path = folder.join(entry.path().file_name().unwrap_or_default());
        match entry {
            DirEntry::Dir(compiled) if compiled.path().ends_with("__pycache__") => {}
            DirEntry::Dir(inner) => write_all(inner, &path)?,
            DirEntry::File(file) => std::fs::write(path, file.contents())?,
        }
    }
    Ok(())
}
