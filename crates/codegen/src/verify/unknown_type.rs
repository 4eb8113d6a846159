//! A resource, data source or provider that no provider we know has.

use super::module::{Mode, Module};
use super::report::Report;
use super::schema::Schemas;
use super::suggestion::did_you_mean;
use crate::schemas;

pub(super) fn check(module: &Module, schemas: &Schemas, report: &mut Report) {
    for (address, resource) in &module.resources {
        if schemas.resource(address.mode, address.type_name).is_some() {
            continue;
        }
        let name = address.type_name;
        let provider = resource.provider.local_name;
        if !known(provider) {
            report
                .at(resource.place, format!("the schemas of provider `{provider}` are not known"));
            continue;
        }
        let (what, suggestion) = match address.mode {
            Mode::Managed => ("resource", did_you_mean(name, schemas::resource_types())),
            Mode::Data => ("data source", did_you_mean(name, schemas::data_source_types())),
        };
        let message = format!("no provider has a {what} `{name}`{suggestion}");
        report.at(resource.place, message);
    }
    for (configuration, provider) in &module.providers {
        if schemas.provider(configuration.local_name).is_none() {
            let name = configuration.local_name;
            report.at(provider.place, format!("the schemas of provider `{name}` are not known"));
        }
    }
}

/// Terraform itself is known, and nobody requires it.
fn known(provider: &str) -> bool {
    provider == "terraform" || schemas::provider_source(provider).is_some()
}
