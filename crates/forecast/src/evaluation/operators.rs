//! Arithmetic, comparison and logic.

use std::cmp::Ordering;

use hcl_edit::expr::{BinaryOp, BinaryOperator, UnaryOp, UnaryOperator};

use crate::value::term::call;
use crate::value::{Evaluated, Number, Value, fault};

use super::expression::truth;
use super::scope::Scope;
use super::state::Evaluation;

impl<'a> Evaluation<'a> {
    pub(super) fn unary(&mut self, scope: &mut Scope<'a>, operation: &'a UnaryOp) -> Evaluated {
        let value = self.value(scope, &operation.expr)?;
        match (operation.operator.value(), truth(&value), number(&value)) {
            (UnaryOperator::Not, Some(it), _) => Ok(Value::Bool(!it)),
            (UnaryOperator::Neg, _, Some(number)) => Ok(Value::Number(Number(-number.0))),
            _ if value.is_plain() => fault("an operand has the wrong type"),
            (operator, ..) => Ok(call(operator.as_str(), &[value])),
        }
    }

    pub(super) fn binary(&mut self, scope: &mut Scope<'a>, operation: &'a BinaryOp) -> Evaluated {
        let left = self.value(scope, &operation.lhs_expr)?;
        let right = self.value(scope, &operation.rhs_expr)?;
        let operator = *operation.operator.value();
        match operator {
            BinaryOperator::And | BinaryOperator::Or => Ok(logic(operator, left, right)),
            BinaryOperator::Eq | BinaryOperator::NotEq => Ok(equality(operator, left, right)),
            _ => arithmetic(operator, left, right),
        }
    }
}

fn logic(operator: BinaryOperator, left: Value, right: Value) -> Value {
    let decisive = operator == BinaryOperator::Or;
    match (truth(&left), truth(&right)) {
        (Some(it), _) | (_, Some(it)) if it == decisive => Value::Bool(decisive),
        (Some(_), Some(_)) => Value::Bool(!decisive),
        _ => call(operator.as_str(), &[left, right]),
    }
}

fn equality(operator: BinaryOperator, left: Value, right: Value) -> Value {
    let is_decided = left.is_plain() && right.is_plain() || !left.has_unknown() && left == right;
    if !is_decided {
        return call(operator.as_str(), &[left, right]);
    }
    let same = match (number(&left), number(&right)) {
        (Some(left), Some(right)) => left == right,
        _ => left == right,
    };
    Value::Bool(same == (operator == BinaryOperator::Eq))
}

fn arithmetic(operator: BinaryOperator, left: Value, right: Value) -> Evaluated {
    let (Some(Number(a)), Some(Number(b))) = (number(&left), number(&right)) else {
        return if left.is_plain() && right.is_plain() {
            fault("an operand has the wrong type")
        } else {
            Ok(call(operator.as_str(), &[left, right]))
        };
    };
    let is_zero = b.as_f64() == Some(0.0);
    let order = Number(a).cmp(&Number(b));
    Ok(match operator {
        BinaryOperator::Less => Value::Bool(order == Ordering::Less),
        BinaryOperator::LessEq => Value::Bool(order != Ordering::Greater),
        BinaryOperator::Greater => Value::Bool(order == Ordering::Greater),
        BinaryOperator::GreaterEq => Value::Bool(order != Ordering::Less),
        BinaryOperator::Div | BinaryOperator::Mod if is_zero => return fault("a division by zero"),
        // Of numbers whose result might be none that HCL has, only the expression is kept.
        _ if [a, b].iter().any(|it| it.as_f64().is_none_or(|it| it.abs() > 1e15)) => {
            call(operator.as_str(), &[left, right])
        }
        BinaryOperator::Plus => Value::Number(Number(a + b)),
        BinaryOperator::Minus => Value::Number(Number(a - b)),
        BinaryOperator::Mul => Value::Number(Number(a * b)),
        BinaryOperator::Div => Value::Number(Number(a / b)),
        BinaryOperator::Mod => Value::Number(Number(a % b)),
        _ => call(operator.as_str(), &[left, right]),
    })
}

fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(*number),
        Value::String(text) => Number::parse(text),
        _ => None,
    }
}
