//! Whatever the text is and wherever findings lie, they can be shown.

use blueprint::{Diagnostic, Diagnostics, Label, PreviousRun, Source, Span, parse, resolve};
use cli::show;
use proptest::prelude::*;

fn render(source: &Source, diags: &Diagnostics) {
    for is_coloured in [false, true] {
        show::human(source, diags, is_coloured);
    }
    let annotations = show::github(source, diags);
    assert_eq!(annotations.lines().count(), diags.iter().count(), "{annotations}");
    serde_json::to_string(&show::json(source, diags)).unwrap();
}

fn text() -> impl Strategy<Value = String> {
    let odd =
        ["é", "日本", "😀", "\u{202e}", "e\u{301}", "\t", "\r\n", "\n", "\r", "\u{0}", "\u{1b}[1m"];
    let plain = ["name", " = ", "\"", "[network]", "10.0.0.0/16", "#"];
    let pieces: Vec<_> = odd.into_iter().chain(plain).collect();
    let pieces = prop::collection::vec(prop::sample::select(pieces), 0..40);
    prop_oneof![pieces.prop_map(|pieces| pieces.concat()), any::<String>()]
}

fn spans() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0_usize..80, 0_usize..12), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn findings_of_any_blueprint_can_be_shown(text in text()) {
        let source = Source { path: "a,b:%\n.toml".to_owned(), text };
        let mut diags = Diagnostics::default();
        let blueprint = parse(&source, &mut diags);
        let _ = resolve(blueprint, &PreviousRun::default(), None, &mut diags);
        render(&source, &diags);
    }

    #[test]
    fn findings_anywhere_can_be_shown(text in text(), spans in spans(), said in any::<String>()) {
        let clamp = |byte: usize| text.floor_char_boundary(byte.min(text.len()));
        let labels = spans.iter().map(|(start, length)| {
            let span = Span { start: clamp(*start), end: clamp(start + length) };
            Label::new(span, said.clone())
        });
        let mut labels: Vec<_> = labels.collect();
        let primary = labels.remove(0);
        let diagnostic = Diagnostic::error("rule", said.clone(), primary).help(said.clone());
        let mut diags = Diagnostics::default();
        diags.report(labels.into_iter().fold(diagnostic, Diagnostic::context));
        let source = Source { path: "x.toml".to_owned(), text };
        render(&source, &diags);
    }
}
