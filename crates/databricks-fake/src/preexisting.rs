//! What a Databricks account holds before the first request.

use std::collections::BTreeMap;

use blueprint::values::Partition;
use serde_json::{Value, json};

use crate::account::Account;
use crate::endpoint_services;
use crate::entities::{
    catalogs, metastores, network_connectivity_configs, network_policies, schemas, vpc_endpoints,
};
use crate::identity::{applier, identities};
use crate::object::Object;

/// Something that is there, and is no leftover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preexisting {
    /// Of Databricks.
    pub account: String,
    pub partition: Partition,
    pub region: String,
    /// As the service calls it: a UUID, the name of a network policy or group, the address of a user, the application
    /// id of a service principal.
    pub id: String,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    NetworkConnectivityConfig,
    NetworkPolicy,
    /// By the name that it has; new workspaces of its region are assigned to it.
    Metastore(String),
    /// A catalog by its name, with schemas, in a metastore that is there. Those that Databricks keeps itself
    /// need not be named.
    Catalog {
        metastore: String,
        schemas: Vec<String>,
    },
    Group,
    User,
    ServicePrincipal,
    /// An endpoint of AWS, by its id there, that is registered.
    VpcEndpoint {
        aws_id: String,
        aws_account: String,
        service: Service,
    },
}

/// Of the control plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    RestApi,
    Relay,
    Direct,
}

impl Service {
    fn use_case(self) -> &'static str {
        match self {
            Self::RestApi => "WORKSPACE_ACCESS",
            Self::Relay => "DATAPLANE_RELAY_ACCESS",
            Self::Direct => "SERVICE_DIRECT",
        }
    }

    /// Full name of the endpoint service in a region that has it.
    pub fn name(self, partition: &Partition, region: &str) -> Option<String> {
        let id = endpoint_services::of_use(partition, region, self.use_case())?;
        Some(format!("com.amazonaws.vpce.{region}.{id}"))
    }
}

/// An account with what every account has.
pub(crate) fn account(id: &str, partition: &Partition) -> Account {
    let mut account = Account::new(id, partition.clone());
    network_policies::put_default(&mut account);
    applier::put(&mut account);
    account
}

/// Makes it be there. What is put twice is there once.
pub(crate) fn put(accounts: &mut BTreeMap<String, Account>, it: &Preexisting) {
    let Preexisting { account, partition, region, id, what } = it;
    let place = accounts.entry(account.clone());
    let place = place.or_insert_with(|| self::account(account, partition));
    let (collection, id, object) = match what {
        What::Catalog { metastore, schemas: names } => {
            let catalog = catalogs::preexisting(&format!("preexisting-{id}"), id, metastore);
            for name in names {
                let schema = format!("preexisting-{id}-{name}");
                let object = schemas::preexisting(&schema, name, &catalog);
                place.put_preexisting(schemas::ENTITY.collection, &schema, fields(object));
            }
            (catalogs::ENTITY.collection, format!("preexisting-{id}"), catalog)
        }
        What::Group => identities::preexisting_group(account, id),
        What::User => identities::preexisting_user(account, id),
        What::ServicePrincipal => identities::preexisting_service_principal(account, id),
        What::NetworkConnectivityConfig => (
            network_connectivity_configs::ENTITY.collection,
            id.clone(),
            network_connectivity_configs::preexisting(account, id, region),
        ),
        What::Metastore(name) => {
            (metastores::ENTITY.collection, id.clone(), metastores::preexisting(id, name, region))
        }
        What::NetworkPolicy => (
            network_policies::ENTITY.collection,
            id.clone(),
            network_policies::preexisting(account, id),
        ),
        What::VpcEndpoint { aws_id, aws_account, service } => (
            vpc_endpoints::ENTITY.collection,
            id.clone(),
            json!({
                "account_id": account,
                "vpc_endpoint_id": id,
                "vpc_endpoint_name": format!("preexisting-{id}"),
                "aws_vpc_endpoint_id": aws_id,
                "aws_account_id": aws_account,
                "region": region,
                "use_case": service.use_case(),
                "state": "available",
            }),
        ),
    };
    place.put_preexisting(collection, &id, fields(object));
}

fn fields(object: Value) -> Object {
    match object {
        Value::Object(fields) => fields,
        _ => Object::new(),
    }
}

#[cfg(test)]
mod tests;
