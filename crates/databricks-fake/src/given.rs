//! What a Databricks account holds before the first request.

use blueprint::values::Partition;
use serde_json::{Value, json};

use super::Databricks;
use super::account::Object;
use super::api;
use super::endpoint_services;
use super::entities::{metastores, network_connectivity_configs, network_policies, vpc_endpoints};
use super::identity;
use super::unity_catalog::{catalogs, schemas};

/// Something that is there, and is no leftover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Of Databricks.
    pub account: String,
    pub partition: Partition,
    pub region: String,
    /// As the service calls it: a UUID, the name of a network policy or group, the address of a user, the application
    /// id of a service principal.
    pub id: String,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    NetworkConnectivityConfig,
    NetworkPolicy,
    /// By the name that it has; new workspaces of its region are assigned to it.
    Metastore(String),
    /// A catalog by its name, with schemas, in a metastore that is there. Those that Databricks keeps itself
    /// need not be given.
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

impl Databricks {
    /// Makes it be there. What is given twice is there once.
    pub fn give(&mut self, given: &Given) {
        let Given { account, partition, region, id, kind } = given;
        let place = self.accounts.entry(account.clone());
        let place = place.or_insert_with(|| api::new(account, partition));
        let (collection, id, object) = match kind {
            Kind::Catalog { metastore, schemas: names } => {
                let catalog = catalogs::given(&format!("given-{id}"), id, metastore);
                for name in names {
                    let schema = format!("given-{id}-{name}");
                    let object = schemas::given(&schema, name, &catalog);
                    place.give(schemas::KIND.collection, &schema, fields(object));
                }
                (catalogs::KIND.collection, format!("given-{id}"), catalog)
            }
            Kind::Group => identity::given_group(account, id),
            Kind::User => identity::given_user(account, id),
            Kind::ServicePrincipal => identity::given_service_principal(account, id),
            Kind::NetworkConnectivityConfig => (
                network_connectivity_configs::KIND.collection,
                id.clone(),
                network_connectivity_configs::given(account, id, region),
            ),
            Kind::Metastore(name) => {
                (metastores::KIND.collection, id.clone(), metastores::given(id, name, region))
            }
            Kind::NetworkPolicy => (
                network_policies::KIND.collection,
                id.clone(),
                network_policies::given(account, id),
            ),
            Kind::VpcEndpoint { aws_id, aws_account, service } => (
                vpc_endpoints::KIND.collection,
                id.clone(),
                json!({
                    "account_id": account,
                    "vpc_endpoint_id": id,
                    "vpc_endpoint_name": format!("given-{id}"),
                    "aws_vpc_endpoint_id": aws_id,
                    "aws_account_id": aws_account,
                    "region": region,
                    "use_case": service.use_case(),
                    "state": "available",
                }),
            ),
        };
        place.give(collection, &id, fields(object));
    }
}

fn fields(object: Value) -> Object {
    match object {
        Value::Object(fields) => fields,
        _ => Object::new(),
    }
}
