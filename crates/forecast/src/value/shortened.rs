//! Normalised expressions, none of which is long.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// What is longer is cut, with a digest in place of the rest: a policy document is long, and expressions
/// contain one another.
const LONGEST: usize = 240;

pub(super) fn shortened(mut expression: String) -> String {
    if expression.len() > LONGEST {
        let digest = Sha256::digest(expression.as_bytes());
        let cut = (0..=LONGEST / 2).rev().find(|at| expression.is_char_boundary(*at)).unwrap_or(0);
        expression.truncate(cut);
        expression.push('#');
        for byte in digest {
            write!(expression, "{byte:02x}").expect("a string takes all");
        }
    }
    expression
}
