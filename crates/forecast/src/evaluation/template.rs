//! Quoted templates and heredocs.

use hcl_edit::template::{Directive, Element, ForDirective, IfDirective, Template};

use crate::value::{Evaluated, Fault, Value, fault};

use super::expression::truth;
use super::for_expression::elements;
use super::scope::Scope;
use super::state::Evaluation;

/// Longer texts stand in no stack.
const LONGEST: usize = 1 << 20;

/// What has been put together so far.
#[derive(Default)]
struct Text {
    known: String,
    /// The same as an expression.
    term: String,
    is_opaque: bool,
    is_deferred: bool,
    is_unknown: bool,
}

impl<'a> Evaluation<'a> {
    pub(super) fn template(&mut self, scope: &mut Scope<'a>, template: &'a Template) -> Evaluated {
        if let Some(Element::Interpolation(only)) = template.as_single_element() {
            return self.value(scope, &only.expr);
        }
        let mut text = Text::default();
        self.append(scope, template, &mut text)?;
        Ok(match text {
            Text { is_unknown: true, .. } => Value::Unknown,
            Text { is_deferred: true, term, .. } => Value::opaque(format!("\"{term}\"")).deferred(),
            Text { is_opaque: true, term, .. } => Value::opaque(format!("\"{term}\"")),
            Text { known, .. } => Value::string(known),
        })
    }

    fn append(
        &mut self,
        scope: &mut Scope<'a>,
        template: &'a Template,
        text: &mut Text,
    ) -> Result<(), Fault> {
        for element in template {
            match element {
                Element::Literal(literal) => text.push_known(literal.as_str()),
                Element::Interpolation(part) => text.push(&self.value(scope, &part.expr)?)?,
                Element::Directive(directive) => match &**directive {
                    Directive::If(it) => self.if_directive(scope, it, text)?,
                    Directive::For(it) => self.for_directive(scope, it, text)?,
                },
            }
            if text.known.len() > LONGEST || text.term.len() > LONGEST {
                return fault("a text is longer than 1 MiB");
            }
        }
        Ok(())
    }

    fn if_directive(
        &mut self,
        scope: &mut Scope<'a>,
        directive: &'a IfDirective,
        text: &mut Text,
    ) -> Result<(), Fault> {
        let condition = self.value(scope, &directive.if_expr.cond_expr)?;
        let otherwise = directive.else_expr.as_ref().map(|it| &it.template);
        match truth(&condition) {
            Some(true) => self.append(scope, &directive.if_expr.template, text),
            Some(false) => otherwise.map_or(Ok(()), |it| self.append(scope, it, text)),
            None => {
                text.push(&condition)?;
                self.append(scope, &directive.if_expr.template, text)?;
                otherwise.map_or(Ok(()), |it| self.append(scope, it, text))
            }
        }
    }

    fn for_directive(
        &mut self,
        scope: &mut Scope<'a>,
        directive: &'a ForDirective,
        text: &mut Text,
    ) -> Result<(), Fault> {
        let intro = &directive.for_expr;
        let collection = self.value(scope, &intro.collection_expr)?;
        let Some(elements) = elements(&collection) else { return text.push(&collection) };
        for (key, value) in elements {
            scope.push(intro.key_var.as_ref().map_or("", |it| it.as_str()), key);
            scope.push(intro.value_var.as_str(), value);
            let appended = self.append(scope, &intro.template, text);
            scope.pop();
            scope.pop();
            appended?;
        }
        Ok(())
    }
}

impl Text {
    fn push_known(&mut self, text: &str) {
        self.known.push_str(text);
        self.term.push_str(text);
    }

    fn push(&mut self, value: &Value) -> Result<(), Fault> {
        match value {
            Value::Unknown => self.is_unknown = true,
            Value::Opaque(term) | Value::Deferred(term) => {
                self.is_opaque = true;
                self.is_deferred |= matches!(value, Value::Deferred(_));
                // A template inside a template is one template.
                match term.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
                    Some(inner) => self.term.push_str(inner),
                    None => self.term.extend(["${", &**term, "}"]),
                }
            }
            value => match value.text() {
                Some(text) => self.push_known(&text),
                None => return fault("a template contains what is no text"),
            },
        }
        Ok(())
    }
}
