//! Benchmarks; see `cargo bench`.
