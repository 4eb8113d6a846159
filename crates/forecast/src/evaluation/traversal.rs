//! Names, and what is taken from what they stand for.

use hcl_edit::expr::{Traversal, TraversalOperator};
use hcl_edit::{Decorated, Ident};

use super::scope::Scope;
use super::state::{Evaluation, Named};
use crate::hcl::{Declared, Mode};
use crate::value::term::call;
use crate::value::{Evaluated, Number, Value, fault};

/// An operator with its expression evaluated.
enum Step<'a> {
    Attribute(&'a str),
    Index(Value),
    Splat,
}

impl<'a> Evaluation<'a> {
    pub(super) fn traversal(
        &mut self,
        scope: &mut Scope<'a>,
        traversal: &'a Traversal,
    ) -> Evaluated {
        let operators: Vec<_> = traversal.operators.iter().map(Decorated::value).collect();
        let (value, rest) = match traversal.expr.as_variable().map(Ident::as_str) {
            Some(root) => self.root(scope, root, &operators)?,
            None => (self.value(scope, &traversal.expr)?, &operators[..]),
        };
        let mut steps = Vec::new();
        for operator in rest {
            steps.push(match operator {
                TraversalOperator::GetAttr(name) => Step::Attribute(name.as_str()),
                TraversalOperator::Index(expr) => Step::Index(self.value(scope, expr)?),
                TraversalOperator::LegacyIndex(index) => {
                    Step::Index(Value::Number(Number::from(*index.value())))
                }
                TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => Step::Splat,
            });
        }
        walk(value, &steps)
    }

    /// What the first names stand for, and the operators after them.
    fn root<'o>(
        &mut self,
        scope: &mut Scope<'a>,
        root: &'a str,
        operators: &'o [&'a TraversalOperator],
    ) -> Result<(Value, &'o [&'a TraversalOperator]), crate::value::Fault> {
        if let Some(value) = scope.name(root) {
            return Ok((value.clone(), operators));
        }
        let names: Vec<&str> = operators
            .iter()
            .map_while(|operator| match operator {
                TraversalOperator::GetAttr(name) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        let module = scope.module;
        match (root, &names[..]) {
            ("var", [name, ..]) => {
                Ok((self.named(module, Named::Variable(name))?, &operators[1..]))
            }
            ("local", [name, ..]) => Ok((self.named(module, Named::Local(name))?, &operators[1..])),
            ("module", [name, ..]) => self.module_root(scope, name, &operators[1..]),
            ("path" | "terraform", [name, ..]) => {
                Ok((Value::opaque(format!("{root}.{name}")), &operators[1..]))
            }
            ("data", [type_name, name, ..]) => {
                let declared = Declared { mode: Mode::Data, type_name, name };
                Ok((self.resource(module, declared)?.value, &operators[2..]))
            }
            (type_name, [name, ..]) => {
                let declared = Declared { mode: Mode::Managed, type_name, name };
                Ok((self.resource(module, declared)?.value, &operators[1..]))
            }
            _ => fault(format!("nothing is called `{root}` there")),
        }
    }

    /// An output of a module, or of each of its instances.
    fn module_root<'o>(
        &mut self,
        scope: &mut Scope<'a>,
        name: &'a str,
        operators: &'o [&'a TraversalOperator],
    ) -> Result<(Value, &'o [&'a TraversalOperator]), crate::value::Fault> {
        if let [TraversalOperator::GetAttr(output), rest @ ..] = operators
            && let Some(value) = self.output_of_one(scope.module, name, output.as_str())?
        {
            return Ok((value, rest));
        }
        Ok((self.outputs(scope.module, name)?, operators))
    }
}

fn walk(value: Value, steps: &[Step]) -> Evaluated {
    let Some((step, rest)) = steps.split_first() else { return Ok(value) };
    match step {
        Step::Attribute(name) => walk(attribute(value, name)?, rest),
        Step::Index(index) => walk(element(value, index)?, rest),
        Step::Splat => match value {
            Value::Null => Value::list(Vec::new()),
            Value::Unknown => Ok(Value::Unknown),
            Value::Opaque(term) => walk(Value::opaque(format!("{term}[*]")), rest),
            Value::Deferred(term) => walk(Value::opaque(format!("{term}[*]")).deferred(), rest),
            value => match value.items() {
                Some(items) => {
                    let items = items.iter().map(|item| walk(item.clone(), rest));
                    Value::list(items.collect::<Result<_, _>>()?)
                }
                None => Value::list(vec![walk(value, rest)?]),
            },
        },
    }
}

pub(super) fn attribute(value: Value, name: &str) -> Evaluated {
    match value {
        Value::Instance(instance) => instance.attribute(name),
        Value::Map(entries) => match entries.get(name) {
            Some(value) => Ok(value.clone()),
            None => fault(format!("an object has no `{name}`")),
        },
        Value::Unknown => Ok(Value::Unknown),
        Value::Opaque(term) => Ok(Value::opaque(format!("{term}.{name}"))),
        Value::Deferred(term) => Ok(Value::opaque(format!("{term}.{name}")).deferred()),
        _ => fault(format!("`.{name}` is taken from what is no object")),
    }
}

pub(super) fn element(value: Value, index: &Value) -> Evaluated {
    if matches!(value, Value::Unknown) || matches!(index, Value::Unknown) {
        return Ok(Value::Unknown);
    }
    if matches!(value, Value::Deferred(_)) || matches!(index, Value::Deferred(_)) {
        let read = element(value.as_read_before(), &index.as_read_before());
        return read.map(Value::deferred);
    }
    match (&value, index) {
        (Value::Map(_) | Value::Instance(_), index) if index.text().is_some() => {
            let name = index.text().unwrap_or_default();
            attribute(value, &name)
        }
        (Value::List(items), index) if index.is_plain() => {
            let number = match index {
                Value::Number(number) => Some(*number),
                Value::String(text) => Number::parse(text),
                _ => None,
            };
            let found = number.and_then(Number::index).and_then(|it| items.values().get(it));
            found.cloned().map_or_else(|| fault("a list has no such element"), Ok)
        }
        (Value::Opaque(term), Value::String(key)) => Ok(Value::opaque(format!("{term}.{key}"))),
        (Value::Opaque(term), index) => Ok(Value::opaque(format!("{term}[{}]", index.term()))),
        (_, Value::Opaque(_)) => Ok(call("index", &[value, index.clone()])),
        _ => fault("an element is taken from what has none"),
    }
}
