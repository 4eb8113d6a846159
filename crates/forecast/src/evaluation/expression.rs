//! Expressions.

use std::collections::BTreeMap;
use std::sync::Arc;

use hcl_edit::expr::{Conditional, Expression, Object, ObjectKey};

use super::scope::Scope;
use super::state::Evaluation;
use crate::value::term::call;
use crate::value::{Evaluated, Fault, Number, Value, fault};

impl<'a> Evaluation<'a> {
    pub(super) fn value(&mut self, scope: &mut Scope<'a>, expr: &'a Expression) -> Evaluated {
        self.deeper(|this| this.expression(scope, expr))
    }

    fn expression(&mut self, scope: &mut Scope<'a>, expr: &'a Expression) -> Evaluated {
        match expr {
            Expression::Null(_) => Ok(Value::Null),
            Expression::Bool(it) => Ok(Value::Bool(*it.value())),
            Expression::Number(number) => Ok(Value::Number(Number(*number.value()))),
            Expression::String(text) => Ok(Value::string(text.as_str())),
            Expression::Array(items) => {
                let items = items.iter().map(|item| self.value(scope, item));
                Value::list(items.collect::<Result<_, _>>()?)
            }
            Expression::Object(object) => self.object(scope, object),
            Expression::StringTemplate(template) => self.template(scope, template),
            Expression::HeredocTemplate(heredoc) => self.template(scope, &heredoc.template),
            Expression::Parenthesis(inner) => self.value(scope, inner.inner()),
            Expression::Variable(name) => match scope.name(name.as_str()) {
                Some(value) => Ok(value.clone()),
                None => fault(format!("nothing is called `{}` there", name.as_str())),
            },
            Expression::Conditional(conditional) => self.conditional(scope, conditional),
            Expression::FuncCall(call) => self.function(scope, call),
            Expression::Traversal(traversal) => self.traversal(scope, traversal),
            Expression::UnaryOp(operation) => self.unary(scope, operation),
            Expression::BinaryOp(operation) => self.binary(scope, operation),
            Expression::ForExpr(expr) => self.for_expression(scope, expr),
        }
    }

    pub(super) fn values(
        &mut self,
        scope: &mut Scope<'a>,
        exprs: impl Iterator<Item = &'a Expression>,
    ) -> Result<Vec<Value>, Fault> {
        exprs.map(|expr| self.value(scope, expr)).collect()
    }

    fn object(&mut self, scope: &mut Scope<'a>, object: &'a Object) -> Evaluated {
        let mut entries: BTreeMap<Arc<str>, Value> = BTreeMap::new();
        let mut opaque = Vec::new();
        for (key, value) in object {
            let key = match key {
                ObjectKey::Ident(name) => Value::string(name.as_str()),
                ObjectKey::Expression(expr) => self.value(scope, expr)?,
            };
            let value = self.value(scope, value.expr())?;
            match key.text() {
                Some(key) => drop(entries.insert(key, value)),
                None if key.is_null() => return fault("a key is null"),
                None => opaque.extend([key, value]),
            }
        }
        let known = Value::map(entries)?;
        if opaque.is_empty() {
            return Ok(known);
        }
        opaque.push(known);
        Ok(call("object", &opaque))
    }

    fn conditional(
        &mut self,
        scope: &mut Scope<'a>,
        Conditional { cond_expr, true_expr, false_expr, .. }: &'a Conditional,
    ) -> Evaluated {
        let condition = self.value(scope, cond_expr)?;
        match truth(&condition) {
            Some(true) => self.value(scope, true_expr),
            Some(false) => self.value(scope, false_expr),
            None if condition.is_null() => fault("a condition is null"),
            None => {
                let either =
                    [condition, self.value(scope, true_expr)?, self.value(scope, false_expr)?];
                Ok(if either[1] == either[2] { either[1].clone() } else { call("if", &either) })
            }
        }
    }
}

/// As Terraform takes a value for a condition.
pub(super) fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(it) => Some(*it),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}
