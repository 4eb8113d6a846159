//! What identifies things in a module.

use std::fmt;

use hcl_edit::Ident;
use hcl_edit::expr::{Expression, ObjectKey, TraversalOperator};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Mode {
    Managed,
    Data,
}

/// A resource or a data source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Declared<'a> {
    pub(crate) mode: Mode,
    pub(crate) type_name: &'a str,
    pub(crate) name: &'a str,
}

impl fmt::Display for Declared<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { mode, type_name, name } = self;
        let prefix = if *mode == Mode::Data { "data." } else { "" };
        write!(f, "{prefix}{type_name}.{name}")
    }
}

/// `aws`, or `aws.replica` if it has an alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ProviderName<'a> {
    pub(crate) local_name: &'a str,
    pub(crate) alias: Option<&'a str>,
}

impl<'a> ProviderName<'a> {
    /// Of a resource that does not say which.
    pub(crate) fn of_type(type_name: &'a str) -> Self {
        let local_name = type_name.split_once('_').map_or(type_name, |(first, _)| first);
        Self { local_name, alias: None }
    }

    pub(crate) fn read(expr: &'a Expression) -> Option<Self> {
        match expr {
            Expression::Variable(name) => Some(Self { local_name: name.as_str(), alias: None }),
            Expression::Traversal(traversal) => {
                let local_name = traversal.expr.as_variable().map(Ident::as_str)?;
                let [operator] = &traversal.operators[..] else { return None };
                let TraversalOperator::GetAttr(alias) = operator.value() else { return None };
                Some(Self { local_name, alias: Some(alias.as_str()) })
            }
            _ => None,
        }
    }

    pub(crate) fn read_key(key: &'a ObjectKey) -> Option<Self> {
        match key {
            ObjectKey::Ident(name) => Some(Self { local_name: name.as_str(), alias: None }),
            ObjectKey::Expression(expr) => Self::read(expr),
        }
    }
}

impl fmt::Display for ProviderName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.alias {
            Some(alias) => write!(f, "{}.{alias}", self.local_name),
            None => f.write_str(self.local_name),
        }
    }
}
