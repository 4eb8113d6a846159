//! Addresses as a state has them: with instance keys.

use std::fmt;
use std::sync::Arc;

use hcl_edit::expr::{Expression, TraversalOperator};

/// Which instance of a resource or of a module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum InstanceKey {
    /// There is only one.
    None,
    Index(usize),
    Key(Arc<str>),
    /// Each of those that only Terraform knows.
    Every,
}

/// A module call that leads to a resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ModuleStep {
    pub(crate) name: Arc<str>,
    pub(crate) key: InstanceKey,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct StateAddress {
    pub(crate) modules: Arc<[ModuleStep]>,
    pub(crate) type_name: Arc<str>,
    pub(crate) name: Arc<str>,
    pub(crate) key: InstanceKey,
}

impl StateAddress {
    /// As the configuration declares it: neither it nor the modules around it have an instance.
    pub(crate) fn without_keys(&self) -> Self {
        let step = |step: &ModuleStep| ModuleStep { key: InstanceKey::None, ..step.clone() };
        let modules = self.modules.iter().map(step).collect();
        Self { modules, key: InstanceKey::None, ..self.clone() }
    }

    /// Whether both are instances of one resource.
    pub(crate) fn is_of(&self, other: &Self) -> bool {
        self.modules == other.modules
            && self.type_name == other.type_name
            && self.name == other.name
    }
}

/// What a `moved` or a `removed` block speaks of, seen from the module in which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Module(Vec<ModuleStep>),
    Resource(StateAddress),
}

impl Place {
    pub(super) fn read(expr: &Expression) -> Option<Self> {
        let Expression::Traversal(traversal) = expr else { return None };
        let mut words: Vec<(Arc<str>, InstanceKey)> =
            vec![(traversal.expr.as_variable()?.as_str().into(), InstanceKey::None)];
        for operator in &traversal.operators {
            let key = match operator.value() {
                TraversalOperator::GetAttr(name) => {
                    words.push((name.as_str().into(), InstanceKey::None));
                    continue;
                }
                TraversalOperator::Index(Expression::String(key)) => {
                    InstanceKey::Key(key.as_str().into())
                }
                TraversalOperator::Index(Expression::Number(number)) => {
                    InstanceKey::Index(usize::try_from(number.value().as_u64()?).ok()?)
                }
                _ => return None,
            };
            words.last_mut()?.1 = key;
        }
        let mut modules = Vec::new();
        let mut rest = &words[..];
        while let [(word, InstanceKey::None), (name, key), after @ ..] = rest {
            if &**word != "module" {
                break;
            }
            modules.push(ModuleStep { name: name.clone(), key: key.clone() });
            rest = after;
        }
        match rest {
            [] => Some(Self::Module(modules)),
            [(type_name, InstanceKey::None), (name, key)] => Some(Self::Resource(StateAddress {
                modules: modules.into(),
                type_name: type_name.clone(),
                name: name.clone(),
                key: key.clone(),
            })),
            _ => None,
        }
    }
}

/// What follows a name: nothing, `[0]` or `["key"]`.
pub(crate) fn key_suffix(key: &InstanceKey) -> String {
    match key {
        InstanceKey::None => String::new(),
        InstanceKey::Index(index) => format!("[{index}]"),
        InstanceKey::Key(key) => {
            let escaped = key.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            format!("[\"{}\"]", escaped.replace("${", "$${").replace("%{", "%%{"))
        }
        InstanceKey::Every => "[*]".to_owned(),
    }
}

impl fmt::Display for StateAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ModuleStep { name, key } in &*self.modules {
            write!(f, "module.{name}{}.", key_suffix(key))?;
        }
        write!(f, "{}.{}", self.type_name, self.name)?;
        f.write_str(&key_suffix(&self.key))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Resource(address) => address.fmt(f),
            Self::Module(steps) => {
                for (index, ModuleStep { name, key }) in steps.iter().enumerate() {
                    let dot = if index == 0 { "" } else { "." };
                    write!(f, "{dot}module.{name}{}", key_suffix(key))?;
                }
                Ok(())
            }
        }
    }
}
