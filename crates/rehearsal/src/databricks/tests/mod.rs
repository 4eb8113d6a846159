//! Each test starts from a right world and changes one thing.

mod answers;
mod connectivity;
mod credentials;
mod endpoint_reach;
mod endpoints;
mod entity;
mod estate;
mod front_door;
mod given;
mod ip_access_lists;
mod keys;
mod login;
mod metastores;
mod network_policies;
mod networks;
mod policies;
mod root_objects;
mod settings;
mod storage;
mod ways_out;
mod workspaces;
mod world;

use estate::Estate;
