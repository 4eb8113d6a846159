//! TOML text to an `Architecture`, or precisely why not.
