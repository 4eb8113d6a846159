//! The entrance at which destroy waits for the second plan.

use std::io::Write;

use databricks_fake::Vantage;
use rehearsal::proxy::Entrance;

use crate::client::{ask, dial, read_head};
use crate::fake_aws::FakeAws;
use crate::proxy::{HOST, before};

#[test]
fn a_gated_connection_waits_until_the_gate_opens() {
    let aws = FakeAws::start();
    let run = before(&aws);
    let mut early = dial(run.proxy.port(Entrance::Gated, Vantage::Outside));
    write!(early, "GET http://{HOST}/early HTTP/1.1\r\nHost: {HOST}\r\n\r\n").unwrap();
    let open = format!("GET http://{HOST}/open HTTP/1.1\r\nHost: {HOST}\r\n\r\n");
    assert_eq!(ask(&mut dial(run.port()), &open).status, 200);
    assert_eq!(run.proxy.tally().requests[HOST], 1, "only the one that waits for nothing");
    run.proxy.open_gate();
    assert_eq!(read_head(&mut early).status, 200);
    let late = open.replace("/open", "/late");
    assert_eq!(
        ask(&mut dial(run.proxy.port(Entrance::Gated, Vantage::Outside)), &late).status,
        200
    );
    assert_eq!(run.proxy.tally().requests[HOST], 3);
}
