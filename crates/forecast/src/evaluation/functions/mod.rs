//! Functions: those that decide which resources there are, and what our templates call besides. Of any other,
//! and where an argument is not known here, the call itself stands for its result.

mod collections;
mod texts;

use hcl_edit::expr::FuncCall;

use super::scope::Scope;
use super::state::Evaluation;
use crate::value::term::call;
use crate::value::{Evaluated, Fault, Value, fault};

/// What a function makes of its arguments; none if it cannot tell.
type Function = fn(&[Value]) -> Result<Option<Value>, Fault>;

/// Which look at collections, and can do so where elements are not known.
const OF_COLLECTIONS: &[(&str, Function)] = &[
    ("alltrue", collections::alltrue),
    ("anytrue", collections::anytrue),
    ("coalesce", collections::coalesce),
    ("compact", collections::compact),
    ("concat", collections::concat),
    ("contains", collections::contains),
    ("distinct", collections::distinct),
    ("element", collections::element),
    ("flatten", collections::flatten),
    ("keys", collections::keys),
    ("length", collections::length),
    ("lookup", collections::lookup),
    ("merge", collections::merge),
    ("one", collections::one),
    ("reverse", collections::reverse),
    ("setsubtract", collections::setsubtract),
    ("setunion", collections::setunion),
    ("tolist", collections::tolist),
    ("toset", collections::toset),
    ("values", collections::values),
    ("zipmap", collections::zipmap),
];

/// Which need all of their arguments.
const OF_TEXTS: &[(&str, Function)] = &[
    ("endswith", texts::endswith),
    ("join", texts::join),
    ("jsonencode", texts::jsonencode),
    ("lower", texts::lower),
    ("replace", texts::replace),
    ("sha256", texts::sha256),
    ("sort", texts::sort),
    ("split", texts::split),
    ("startswith", texts::startswith),
    ("substr", texts::substr),
    ("tobool", texts::tobool),
    ("tonumber", texts::tonumber),
    ("tostring", texts::tostring),
    ("trimprefix", texts::trimprefix),
    ("trimspace", texts::trimspace),
    ("trimsuffix", texts::trimsuffix),
    ("upper", texts::upper),
];

/// Another result at each plan.
const NEW_EACH_TIME: [&str; 3] = ["bcrypt", "timestamp", "uuid"];

impl<'a> Evaluation<'a> {
    pub(super) fn function(&mut self, scope: &mut Scope<'a>, called: &'a FuncCall) -> Evaluated {
        let name = called.name.name.as_str();
        if called.name.is_namespaced() {
            let arguments = self.values(scope, called.args.iter())?;
            return Ok(call(&format!("provider::{name}"), &arguments));
        }
        match name {
            "try" => return self.attempt(scope, called),
            "nonsensitive" | "sensitive" | "tomap" => {
                let [argument] = called.args.iter().collect::<Vec<_>>()[..] else {
                    return fault(format!("`{name}` takes one argument"));
                };
                return self.value(scope, argument);
            }
            "can" => {
                let attempt = self.values(scope, called.args.iter());
                return Ok(Value::Bool(attempt.is_ok()));
            }
            _ => {}
        }
        let mut arguments = self.values(scope, called.args.iter())?;
        if called.args.expand_final() {
            match arguments.pop() {
                Some(Value::List(items) | Value::Set(items)) => {
                    arguments.extend_from_slice(items.values());
                }
                Some(last) => {
                    arguments.push(last);
                    return Ok(call(&format!("{name}..."), &arguments));
                }
                None => return fault("`...` follows nothing"),
            }
        }
        if NEW_EACH_TIME.contains(&name) {
            let is_planned = self.prior.is_some();
            return Ok(if is_planned {
                Value::Unknown
            } else {
                Value::opaque(format!("{name}()"))
            });
        }
        result(name, &arguments)
    }

    fn attempt(&mut self, scope: &mut Scope<'a>, called: &'a FuncCall) -> Evaluated {
        for argument in &called.args {
            if let Ok(value) = self.value(scope, argument) {
                return Ok(value);
            }
        }
        fault("`try` has no argument that can be evaluated")
    }
}

fn result(name: &str, arguments: &[Value]) -> Evaluated {
    let find = |table: &[(&str, Function)]| {
        table.iter().find(|(known, _)| *known == name).map(|(_, function)| *function)
    };
    let function = find(OF_COLLECTIONS)
        .or_else(|| find(OF_TEXTS).filter(|_| arguments.iter().all(Value::is_plain)));
    let result = function.map_or(Ok(None), |function| function(arguments))?;
    Ok(result.unwrap_or_else(|| call(name, arguments)))
}
