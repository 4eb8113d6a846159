use std::io::Write;
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use databricks_fake::{Databricks, Vantage};
use rehearsal::authority::Authority;
use rehearsal::environment::Environment;
use rehearsal::loopback;
use rehearsal::proxy::route::Registry;
use rehearsal::proxy::tally::RefusedHost;
use rehearsal::proxy::{Entrance, Proxy, Settings};
use tempfile::TempDir;

use crate::client::{self, Tls, ask, connect, dial, hangs_up, reach};
use crate::fake_aws::FakeAws;

pub(crate) const HOST: &str = "ec2.eu-west-1.amazonaws.com";
const SIGNED: &str = "Authorization: AWS4-HMAC-SHA256 Credential=LAKEWRIGHT111122223333/20260101/eu-west-1/ec2/aws4_request";

pub(crate) struct Run {
    pub proxy: Proxy,
    folder: TempDir,
}

pub(crate) fn run(moto: u16, registries: Vec<Registry>, environment: &Environment) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let settings = databricks_fake::Settings::default();
    let proxy = Proxy::start(Settings {
        folder: folder.path().to_owned(),
        moto: loopback::port(moto),
        databricks: Arc::new(Mutex::new(Databricks::new(settings))),
        registries,
        environment,
    });
    Run { proxy: proxy.unwrap(), folder }
}

pub(crate) fn before(aws: &FakeAws) -> Run {
    run(aws.port, Vec::new(), &Environment::default())
}

impl Run {
    pub(crate) fn port(&self) -> u16 {
        self.proxy.port(Entrance::Open, Vantage::Outside)
    }

    pub(crate) fn reach(&self, host: &str) -> Tls {
        reach(self.port(), &self.proxy.files().authority, host)
    }
}

#[test]
fn a_request_to_aws_reaches_moto_with_its_host_and_its_account() {
    let aws = FakeAws::start();
    let run = before(&aws);
    let request = format!(
        "POST /a/b?c=%2F&d HTTP/1.1\r\nHost: {HOST}\r\n{SIGNED}\r\nX-Moto-Account-Id: 999999999999\r\n\
         Content-Length: 5\r\n\r\nhello"
    );
    let answer = ask(&mut run.reach(HOST), &request);
    assert_eq!(answer.status, 200);
    assert!(answer.body.starts_with("POST /a/b?c=%2F&d HTTP/1.1\r\n"), "{answer:?}");
    assert!(answer.body.contains(&format!("host: {HOST}\r\n")), "{answer:?}");
    assert!(answer.body.contains("x-moto-account-id: 111122223333\r\n"), "{answer:?}");
    assert!(!answer.body.contains("999999999999"), "{answer:?}");
    assert!(answer.body.ends_with("\r\n\r\nhello"), "{answer:?}");
    assert_eq!(answer.header("keep-alive"), None);
    assert_eq!(run.proxy.tally().requests[HOST], 1);
}

#[test]
fn plain_http_to_aws_is_passed_on_too() {
    let aws = FakeAws::start();
    let run = before(&aws);
    let request = format!("GET http://{HOST}/x?y HTTP/1.1\r\nHost: {HOST}\r\n\r\n");
    let answer = ask(&mut dial(run.port()), &request);
    assert!(answer.body.starts_with("GET /x?y HTTP/1.1\r\n"), "{answer:?}");
}

#[test]
fn connections_are_kept_on_both_sides() {
    let aws = FakeAws::start();
    let run = before(&aws);
    let mut stream = run.reach(HOST);
    for _ in 0..3 {
        let answer = ask(&mut stream, &format!("GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n"));
        assert_eq!(answer.status, 200);
    }
    assert_eq!(aws.connections(), 1);
    assert_eq!(run.proxy.tally().connections, 1);
    assert_eq!(run.proxy.tally().requests[HOST], 3);
}

#[test]
fn a_kept_connection_that_moto_closed_is_replaced() {
    let aws = FakeAws::start();
    let run = before(&aws);
    let mut stream = run.reach(HOST);
    for path in ["/hang-up", "/hang-up", "/"] {
        let request = format!("POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1\r\n\r\nx");
        assert_eq!(ask(&mut stream, &request).status, 200);
    }
    assert_eq!(aws.connections(), 3);
    assert_eq!(run.proxy.tally().faults, Vec::<String>::new());
}

#[test]
fn an_answer_to_head_keeps_its_length_and_has_no_body() {
    let aws = FakeAws::start();
    let run = before(&aws);
    let mut stream = run.reach(HOST);
    let answer = ask(&mut stream, &format!("HEAD /key HTTP/1.1\r\nHost: {HOST}\r\n\r\n"));
    assert_eq!(answer.header("content-length"), Some("1234"));
    let next = ask(&mut stream, &format!("GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n"));
    assert_eq!(next.status, 200);
}

#[test]
fn a_client_that_expects_to_be_told_so_is_told_to_continue() {
    let aws = FakeAws::start();
    let run = before(&aws);
    let mut stream = run.reach(HOST);
    let head = format!(
        "PUT /key HTTP/1.1\r\nHost: {HOST}\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n"
    );
    assert_eq!(ask(&mut stream, &head).status, 100);
    let answer = ask(&mut stream, "body");
    assert!(answer.body.ends_with("\r\n\r\nbody"), "{answer:?}");
    assert!(!answer.body.contains("100-continue"), "{answer:?}");
}

#[test]
fn a_body_in_chunks_gets_a_length() {
    let aws = FakeAws::start();
    let run = before(&aws);
    let request = format!(
        "PUT /key HTTP/1.1\r\nHost: {HOST}\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    );
    let answer = ask(&mut run.reach(HOST), &request);
    assert!(answer.body.contains("content-length: 5\r\n"), "{answer:?}");
    assert!(answer.body.ends_with("\r\n\r\nabcde"), "{answer:?}");
}

#[test]
fn databricks_is_answered_by_what_aws_holds() {
    let aws = FakeAws::start();
    let run = before(&aws);
    let host = "accounts.cloud.databricks.com";
    ask(&mut run.reach(host), &format!("GET /nothing HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    assert_eq!(aws.facts(), 1);
    assert_eq!(run.proxy.tally().requests[host], 1);
}

#[test]
fn any_other_host_is_refused_with_a_reason_and_remembered() {
    let aws = FakeAws::start();
    let run = before(&aws);
    for _ in 0..2 {
        let (answer, _) = connect(run.port(), "checkpoint-api.hashicorp.com:443");
        assert_eq!(answer.status, 403);
        let reason = "403 checkpoint-api.hashicorp.com is no part of a rehearsal\r\n";
        assert!(answer.head.contains(reason), "{answer:?}");
    }
    let plain = "GET http://example.org/ HTTP/1.1\r\nHost: example.org\r\n\r\n";
    assert_eq!(ask(&mut dial(run.port()), plain).status, 403);
    let host = |host: &str, port, count| RefusedHost { host: host.to_owned(), port, count };
    let expected = [host("checkpoint-api.hashicorp.com", 443, 2), host("example.org", 80, 1)];
    assert_eq!(run.proxy.tally().refused, expected);
    assert_eq!(aws.connections(), 0);
}

#[test]
fn a_request_that_is_not_for_a_proxy_is_told_so() {
    let aws = FakeAws::start();
    let run = before(&aws);
    let answer = ask(&mut dial(run.port()), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("this is a proxy"), "{answer:?}");
}

#[test]
fn a_fake_that_does_not_answer_is_an_error_that_nobody_retries() {
    let run = run(1, Vec::new(), &Environment::default());
    for host in [HOST, "accounts.cloud.databricks.com"] {
        let answer = ask(&mut run.reach(host), &format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        assert_eq!(answer.status, 400);
        assert!(answer.body.contains("the fake of AWS does not answer"), "{answer:?}");
    }
    assert_eq!(run.proxy.tally().faults.len(), 1);
}

#[test]
fn a_client_that_does_not_trust_the_authority_is_a_fault() {
    let aws = FakeAws::start();
    let run = before(&aws);
    let folder = tempfile::tempdir().unwrap();
    let other = Authority::new().unwrap().write(folder.path(), &Environment::default()).unwrap();
    let mut stream = reach(run.port(), &other.authority, HOST);
    stream.flush().unwrap_err();
    assert!(hangs_up(&mut stream.sock));
    connect(run.port(), "next.example.org:443"); // is answered after the fault was noted
    let faults = run.proxy.tally().faults;
    assert!(faults[0].starts_with("a client of ec2.eu-west-1.amazonaws.com"), "{faults:?}");
}

#[test]
fn clients_that_talk_nonsense_end_nothing_but_themselves() {
    let aws = FakeAws::start();
    let run = before(&aws);
    let port = run.port();
    for nonsense in
        ["\0\0\0\0\r\n\r\n", "CONNECT HTTP/1.1\r\n\r\n", "CONNECT [::::]:x HTTP/1.1\r\n\r\n"]
    {
        let mut stream = dial(port);
        stream.write_all(nonsense.as_bytes()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        assert!(hangs_up(&mut stream));
    }
    let (_, mut no_tls) = connect(port, &format!("{HOST}:443"));
    no_tls.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
    assert!(hangs_up(&mut no_tls));
    let mut huge = dial(port);
    let _ = write!(huge, "GET / HTTP/1.1\r\nX: {}", "x".repeat(2_000_000));
    assert!(hangs_up(&mut huge));
    let (_, half_open) = connect(port, &format!("{HOST}:443"));
    let mut vanishing = run.reach(HOST);
    write!(vanishing, "POST / HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 10\r\n\r\nabc").unwrap();
    drop(vanishing);
    let answer = ask(&mut run.reach(HOST), &format!("GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n"));
    assert_eq!(answer.status, 200);
    let faults = run.proxy.tally().faults; // of the one that spoke, but not TLS
    assert_eq!(faults.len(), 1, "{faults:?}");
    drop(half_open);
}

#[test]
fn nothing_is_left_when_it_stops() {
    let aws = FakeAws::start();
    let Run { proxy, folder } = before(&aws);
    let port = proxy.port(Entrance::Open, Vantage::Outside);
    let mut silent = dial(port);
    let (_, mut half_open) = connect(port, &format!("{HOST}:443"));
    let mut gated = dial(proxy.port(Entrance::Gated, Vantage::Outside));
    let mut idle = reach(port, &proxy.files().authority, HOST);
    ask(&mut idle, &format!("GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n"));
    let stopping = Instant::now();
    drop(proxy);
    assert!(stopping.elapsed() < Duration::from_secs(5));
    assert!(hangs_up(&mut silent) && hangs_up(&mut half_open));
    assert!(hangs_up(&mut gated) && hangs_up(&mut idle));
    TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap_err();
    drop(folder);
}

#[test]
fn what_a_process_is_given_does_not_let_it_go_around() {
    let aws = FakeAws::start();
    let run = before(&aws);
    let set = run.proxy.environment(Entrance::Open, Vantage::Outside);
    for name in ["NO_PROXY", "no_proxy"] {
        assert!(set.contains(&(name, String::new())), "{name}");
    }
    let address = format!("http://127.0.0.1:{}", run.port());
    assert!(set.contains(&("HTTPS_PROXY", address)));
    let bundle = set.iter().find(|(name, _)| *name == "AWS_CA_BUNDLE").unwrap();
    client::trusting(bundle.1.as_ref());
}
