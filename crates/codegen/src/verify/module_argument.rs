//! A call that does not give a module what its variables want.

use super::link::{Links, Node};
use super::literal::{Misfit, misfits};
use super::module::{Call, Module, Place, Variable};
use super::report::Report;
use super::schema::Schemas;
use super::suggestion::did_you_mean;

pub(super) fn check(node: &Node, links: &Links, _: &Schemas, report: &mut Report) {
    for (name, &callee) in &node.callees {
        let call = &node.module.calls[name];
        let module = links.nodes[callee].module;
        missing(name, call, module, report);
        unknown_or_unfit(name, call, module, report);
    }
}

fn missing(name: &str, call: &Call, module: &Module, report: &mut Report) {
    let required = module.variables.iter().filter(|(_, it)| !it.body.has_attribute("default"));
    for (variable, _) in required {
        if !call.arguments.iter().any(|argument| argument.has_key(variable)) {
            report.at(call.place, format!("module `{name}` needs `{variable}`"));
        }
    }
}

fn unknown_or_unfit(name: &str, call: &Call, module: &Module, report: &mut Report) {
    for argument in &call.arguments {
        let key = argument.key.as_str();
        let Some(variable) = module.variables.get(key) else {
            let suggestion = did_you_mean(key, module.variables.keys().copied());
            let message = format!("module `{name}` has no variable `{key}`{suggestion}");
            report.at(call.place.of(*argument), message);
            continue;
        };
        let ty = Variable::known_type(variable);
        let unfit = ty.map_or(Vec::new(), |ty| misfits(&argument.value, ty, key));
        for Misfit { offset, message } in unfit {
            report.at(Place { file: call.place.file, offset }, message);
        }
    }
}
