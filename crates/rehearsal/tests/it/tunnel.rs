//! The way out, for registries.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;

use rehearsal::environment::Environment;
use rehearsal::proxy::route::Registry;

use crate::client::connect;
use crate::proxy::run;

/// Sends back what it gets, once `first` has had its way with the connection.
fn echo(first: impl Fn(&mut TcpStream) + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            first(&mut stream);
            let mut back = stream.try_clone().unwrap();
            let _ = std::io::copy(&mut stream, &mut back);
        }
    });
    port
}

fn registry(host: &str, port: u16) -> Vec<Registry> {
    vec![Registry { host: host.to_owned(), port }]
}

fn assert_echoes(stream: &mut TcpStream) {
    stream.write_all(b"\x16\x03\x01 untouched").unwrap();
    let mut back = [0; 13];
    stream.read_exact(&mut back).unwrap();
    assert_eq!(&back, b"\x16\x03\x01 untouched");
}

#[test]
fn a_registry_is_let_through_untouched_while_the_door_is_open() {
    let port = echo(|_| {});
    let run = run(1, registry("127.0.0.1", port), &Environment::default());
    let target = format!("127.0.0.1:{port}");
    let (shut, _) = connect(run.port(), &target);
    assert_eq!(shut.status, 403);
    assert!(shut.head.contains("127.0.0.1 is let through during init only"), "{shut:?}");
    let door = run.proxy.allow_registries();
    let (open, mut stream) = connect(run.port(), &target);
    assert_eq!(open.status, 200);
    assert_echoes(&mut stream);
    drop(door);
    assert_eq!(connect(run.port(), &target).0.status, 403);
    assert_eq!(run.proxy.tally().tunnels["127.0.0.1"], 1);
}

#[test]
fn a_registry_is_so_at_its_port_only() {
    let port = echo(|_| {});
    let run = run(1, registry("127.0.0.1", port), &Environment::default());
    let _open = run.proxy.allow_registries();
    assert_eq!(connect(run.port(), "127.0.0.1:22").0.status, 403);
}

#[test]
fn the_way_out_leads_through_the_users_own_proxy() {
    let (tell, told) = mpsc::channel();
    let theirs = echo(move |stream| {
        tell.send(request(stream)).unwrap();
        stream.write_all(b"HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n").unwrap();
    });
    let environment = [("HTTPS_PROXY", format!("http://me:secret@127.0.0.1:{theirs}"))];
    let run = run(1, registry("registry.invalid", 443), &environment.into_iter().collect());
    let _open = run.proxy.allow_registries();
    let (answer, mut stream) = connect(run.port(), "registry.invalid:443");
    assert_eq!(answer.status, 200);
    let asked = told.recv().unwrap();
    assert!(asked.starts_with("CONNECT registry.invalid:443 HTTP/1.1\r\n"), "{asked}");
    assert!(asked.contains("Proxy-Authorization: Basic bWU6c2VjcmV0\r\n"), "{asked}");
    assert_echoes(&mut stream);
}

fn request(stream: &mut TcpStream) -> String {
    let mut asked = Vec::new();
    while !asked.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        asked.push(byte[0]);
    }
    String::from_utf8(asked).unwrap()
}

#[test]
fn a_way_out_that_is_closed_is_a_fault_with_its_reason() {
    let theirs = echo(|stream| {
        request(stream);
        stream.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n").unwrap();
    });
    let environment = [("https_proxy", format!("127.0.0.1:{theirs}"))];
    let run = run(1, registry("registry.invalid", 443), &environment.into_iter().collect());
    let _open = run.proxy.allow_registries();
    let (answer, _) = connect(run.port(), "registry.invalid:443");
    assert_eq!(answer.status, 502);
    assert!(run.proxy.tally().faults[0].contains("407 Proxy Authentication"), "{answer:?}");
}
