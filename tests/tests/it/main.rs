//! What holds for all examples, and for every blueprint; what takes minutes is in `rehearsals`.

mod addresses;
mod change_suite;
mod changes;
mod combinations;
mod contract;
mod cross_account_role;
mod data_access;
mod diagrams;
mod docs;
mod flip;
mod forecast;
mod golden;
mod grants;
mod hostile;
mod layout;
mod least_privilege;
mod left_out;
mod names;
mod power;
mod properties;
mod rehearsals;
mod terraform;
