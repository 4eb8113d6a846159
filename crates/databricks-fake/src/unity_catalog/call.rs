//! A request to Unity Catalog, and from where it came.

use http::Request;

use crate::unity_catalog::place::Place;
use crate::world::Surroundings;

pub(crate) struct Call<'a> {
    pub(crate) place: &'a Place,
    pub(crate) request: &'a Request<Vec<u8>>,
    pub(crate) around: Surroundings<'a>,
}
