//! Stands where moto stands, and says in its answer what it was asked.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

pub(crate) struct FakeAws {
    pub port: u16,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    connections: AtomicUsize,
    facts: AtomicUsize,
    objects: Mutex<Vec<String>>,
}

/// A bucket into which nothing can be written.
pub(crate) const FULL: &str = "full";

impl FakeAws {
    pub(crate) fn start() -> Self {
        Self::holding("{}".to_owned())
    }

    /// `facts` are what it tells of itself.
    pub(crate) fn holding(facts: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (seen, facts) = (Arc::new(Seen::default()), Arc::new(facts));
        let witness = seen.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                witness.connections.fetch_add(1, Ordering::SeqCst);
                let (witness, facts) = (witness.clone(), facts.clone());
                thread::spawn(move || serve(stream, &witness, &facts));
            }
        });
        Self { port, seen }
    }

    /// That were made so far.
    pub(crate) fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// How often it was asked for facts.
    pub(crate) fn facts(&self) -> usize {
        self.seen.facts.load(Ordering::SeqCst)
    }

    /// What it was told to write, as it was told.
    pub(crate) fn objects(&self) -> Vec<String> {
        self.seen.objects.lock().unwrap().clone()
    }
}

/// `/hang-up` is answered, and the connection closed without a word about it.
fn serve(stream: TcpStream, seen: &Seen, facts: &str) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut writer = stream;
    loop {
        let request = read_request(&mut reader)?;
        let is_head = request.starts_with("HEAD");
        let (status, body) = answer(&request, seen, facts);
        let length = if is_head { 1234 } else { body.len() };
        let body = if is_head { "" } else { body };
        let head =
            format!("HTTP/1.1 {status} x\r\nContent-Length: {length}\r\nKeep-Alive: x\r\n\r\n");
        writer.write_all((head + body).as_bytes()).ok()?;
        if request.contains(" /hang-up ") {
            return None;
        }
    }
}

fn answer<'a>(request: &'a str, seen: &Seen, facts: &'a str) -> (u16, &'a str) {
    if request.contains(" /lakewright/facts ") {
        seen.facts.fetch_add(1, Ordering::SeqCst);
        return (200, facts);
    }
    if let Some((_, object)) =
        request.split_once("\r\n\r\n").filter(|_| request.contains(" /lakewright/objects "))
    {
        seen.objects.lock().unwrap().push(object.to_owned());
        let is_refused = object.contains(&format!("\"{FULL}\""));
        return if is_refused { (400, "no room") } else { (200, "") };
    }
    (200, request)
}

fn read_request(reader: &mut impl BufRead) -> Option<String> {
    let mut request = String::new();
    while !request.ends_with("\r\n\r\n") {
        if reader.read_line(&mut request).ok()? == 0 {
            return None;
        }
    }
    let lower = request.to_lowercase();
    let length = lower.split_once("content-length: ").and_then(|(_, rest)| rest.lines().next());
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut body).ok()?;
    Some(request + &String::from_utf8(body).ok()?)
}
