//! HCL to HCL that means the same and looks worse; the same way for the same seed.
//!
//! Knows tokens by its own, coarser reading, so that it can't be wrong together with what it tests.
//! Strings and heredocs stay as they are.

mod pieces;

use pieces::{Kind, Piece, pieces};

pub fn mangle(text: &str, seed: u64) -> String {
    let mut dice = Dice(seed);
    let habits = Habits::roll(&mut dice);
    let after_mark = text.trim_start_matches('\u{feff}');
    let mut out = text[..text.len() - after_mark.len()].to_owned();
    let mut before = Kind::Newline;
    let mut rest = pieces(after_mark).into_iter().peekable();
    while let Some(piece) = rest.next() {
        let after = rest.peek().map_or(Kind::Newline, |next| next.kind);
        habits.write(piece, before, after, &mut dice, &mut out);
        before = piece.kind;
    }
    if dice.one_in(8) { with_carriage_returns(&out) } else { out }
}

fn with_carriage_returns(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

/// How often each thing happens: once in so many times, never if zero.
struct Habits {
    other_indentation: u64,
    other_blanks: u64,
    no_blanks: u64,
    more_blanks: u64,
    blanks_at_end: u64,
    blank_lines: u64,
    other_comments: u64,
    more_comments: u64,
}

impl Habits {
    fn roll(dice: &mut Dice) -> Self {
        let mut odds = || dice.pick(&[0, 1, 2, 5]);
        Habits {
            other_indentation: odds(),
            other_blanks: odds(),
            no_blanks: odds(),
            more_blanks: odds(),
            blanks_at_end: odds(),
            blank_lines: 4 * odds(),
            other_comments: odds(),
            more_comments: 4 * odds(),
        }
    }

    fn write(&self, piece: Piece, before: Kind, after: Kind, dice: &mut Dice, out: &mut String) {
        if before == Kind::Newline && piece.kind != Kind::Newline {
            return self.write_first(piece, dice, out);
        }
        match piece.kind {
            Kind::Blank => out.push_str(self.blank(piece, before, after, dice)),
            Kind::Separator => self.write_separator(piece, dice, out),
            Kind::LineComment => out.push_str(&self.comment(piece, dice)),
            Kind::Newline => self.write_newline(piece, before, dice, out),
            Kind::Word | Kind::Operator | Kind::BlockComment | Kind::String | Kind::Heredoc => {
                out.push_str(piece.text);
            }
        }
    }

    fn write_first(&self, piece: Piece, dice: &mut Dice, out: &mut String) {
        if dice.one_in(self.other_indentation) {
            out.push_str(dice.pick(&["", " ", "  ", "\t", "     ", " \t", "        "]));
        } else if piece.kind == Kind::Blank {
            out.push_str(piece.text);
        }
        if piece.kind != Kind::Blank {
            out.push_str(piece.text);
        }
    }

    fn blank<'a>(&self, piece: Piece<'a>, before: Kind, after: Kind, dice: &mut Dice) -> &'a str {
        let needless = before == Kind::Separator || after == Kind::Separator;
        if needless && dice.one_in(self.no_blanks) {
            return "";
        }
        if dice.one_in(self.other_blanks) { dice.blank() } else { piece.text }
    }

    fn write_separator(&self, piece: Piece, dice: &mut Dice, out: &mut String) {
        if dice.one_in(self.more_blanks) {
            out.push_str(dice.blank());
        }
        out.push_str(piece.text);
        if dice.one_in(self.more_blanks) {
            out.push_str(dice.blank());
        }
        if matches!(piece.text, "=" | ",") && dice.one_in(self.more_comments) {
            out.push_str("/* more */");
        }
    }

    fn comment(&self, piece: Piece, dice: &mut Dice) -> String {
        if !dice.one_in(self.other_comments) {
            return piece.text.to_owned();
        }
        match piece.text.strip_prefix('#') {
            Some(comment) => format!("//{comment}"),
            None => format!("#{}", &piece.text["//".len()..]),
        }
    }

    fn write_newline(&self, piece: Piece, before: Kind, dice: &mut Dice, out: &mut String) {
        let may_comment = !matches!(before, Kind::Heredoc | Kind::LineComment);
        if may_comment && dice.one_in(self.more_comments) {
            out.push_str(dice.pick(&["# more", " // more", "   /* more */"]));
        }
        if dice.one_in(self.blanks_at_end) {
            out.push_str(dice.blank());
        }
        out.push_str(piece.text);
        if dice.one_in(self.blank_lines) {
            out.push_str(dice.pick(&["\n", "\n\n\n", "  \n", "\t\n\n"]));
        }
    }
}

/// Sebastiano Vigna's `SplitMix64`: enough chance for tests, in three lines.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn one_in(&mut self, times: u64) -> bool {
        times != 0 && self.roll().is_multiple_of(times)
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        let count = u64::try_from(choices.len()).expect("a slice's length fits");
        choices[usize::try_from(self.roll() % count).expect("less than the length")]
    }

    fn blank(&mut self) -> &'static str {
        self.pick(&[" ", "  ", "\t", "     ", " \t "])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_mangles_the_same_way() {
        let text = "a = [1, 2] # one\nb = 2\n";
        assert_eq!(mangle(text, 7), mangle(text, 7));
        assert!((0..10).any(|seed| mangle(text, seed) != text));
    }

    #[test]
    fn strings_and_heredocs_survive() {
        let text = "a = \"x = ${f(\"}\", [ 1,2 ])} # y\"\nb = <<-X\n  c = [ 1,2 ]\n  X\n";
        for seed in 0..50 {
            let mangled = mangle(text, seed).replace("\r\n", "\n");
            assert!(mangled.contains("\"x = ${f(\"}\", [ 1,2 ])} # y\""), "{mangled}");
            assert!(mangled.contains("<<-X\n  c = [ 1,2 ]\n  X"), "{mangled}");
        }
    }
}
