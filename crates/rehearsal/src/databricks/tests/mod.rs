//! Each test starts from a right world and changes one thing.

mod answers;
mod credentials;
mod endpoints;
mod entity;
mod estate;
mod keys;
mod login;
mod metastores;
mod networks;
mod policies;
mod root_objects;
mod storage;
mod workspaces;
mod world;

use estate::Estate;
