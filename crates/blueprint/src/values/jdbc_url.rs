//! Where a database is, as Java asks for it.

use std::fmt;
use std::num::NonZero;

use super::{Mistake, text_value};

/// `jdbc:mysql://<host>[:<port>]/<database>`, or `mariadb`, or `postgresql`, with settings behind a `?`. No user and no
/// password: they are secrets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct JdbcUrl(String);

/// `MySQL` is spoken by the driver of `MariaDB`, which the runtime has.
/// Source: docs.databricks.com/aws/en/archive/external-metastores/external-hive-metastore, read 2026-11.
const DRIVERS: [Driver; 3] = [
    Driver { word: "mysql", class: "org.mariadb.jdbc.Driver", port: 3306 },
    Driver { word: "mariadb", class: "org.mariadb.jdbc.Driver", port: 3306 },
    Driver { word: "postgresql", class: "org.postgresql.Driver", port: 5432 },
];

struct Driver {
    word: &'static str,
    class: &'static str,
    /// The database's own, of a URL that names none.
    port: u16,
}

impl JdbcUrl {
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let mistake = |message: String| {
            Err(Mistake::malformed(message)
                .help("`jdbc:mysql://<host>:3306/<database>`; `mariadb` and `postgresql` go too"))
        };
        let Some((_, rest)) = driver(text) else {
            return mistake(format!(
                "`{text}` is no JDBC URL of a database that can be a Hive metastore"
            ));
        };
        let lower = rest.to_ascii_lowercase();
        if rest.contains('@') || ["user=", "password="].iter().any(|word| lower.contains(word)) {
            return Err(Mistake::malformed("a blueprint holds no user and no password")
                .help("put them into the secret scope, as `user` and `password`"));
        }
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._:/?&=,%".contains(c);
        let (host, database) = rest.split_once('/').unwrap_or_default();
        let (name, port) = host.split_once(':').unwrap_or((host, "1"));
        if name.is_empty()
            || port.parse::<NonZero<u16>>().is_err()
            || database.is_empty()
            || !rest.chars().all(allowed)
            || text.len() > 512
        {
            return mistake(
                "host, `/` and database are missing, or a character is none of a URL".to_owned(),
            );
        }
        Ok(Self(text.to_owned()))
    }

    /// Stands in for one that is missing or could not be read.
    pub(crate) fn placeholder() -> Self {
        Self("jdbc:mysql://host/database".to_owned())
    }

    /// Class of the driver.
    pub fn driver(&self) -> &'static str {
        driver(&self.0).expect("parse saw it").0.class
    }

    pub fn port(&self) -> u16 {
        let (driver, rest) = driver(&self.0).expect("parse saw it");
        let host = rest.split('/').next().unwrap_or_default();
        host.split_once(':').map_or(driver.port, |(_, port)| port.parse().expect("parse saw it"))
    }
}

/// The driver, and what follows `//`.
fn driver(text: &str) -> Option<(&'static Driver, &str)> {
    let rest = text.strip_prefix("jdbc:")?;
    DRIVERS
        .iter()
        .find_map(|driver| Some((driver, rest.strip_prefix(driver.word)?.strip_prefix("://")?)))
}

impl fmt::Display for JdbcUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(JdbcUrl, "^jdbc:(mysql|mariadb|postgresql)://[^@]+$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_a_driver_and_no_secret() {
        let url = JdbcUrl::parse("jdbc:mysql://hive.acme.example:3306/metastore?useSSL=true");
        assert_eq!(url.map(|url| url.driver()), Ok("org.mariadb.jdbc.Driver"));
        let port = |text| JdbcUrl::parse(text).map(|url| url.port());
        assert_eq!(port("jdbc:postgresql://10.0.0.1/hive"), Ok(5432));
        assert_eq!(port("jdbc:mysql://10.0.0.1:3307/hive"), Ok(3307));
        for text in [
            "mysql://hive/metastore",
            "jdbc:oracle://hive/metastore",
            "jdbc:mysql://hive",
            "jdbc:mysql://hive:0/metastore",
            "jdbc:mysql://hive:sql/metastore",
            "jdbc:mysql://:3306/metastore",
            "jdbc:mysql://root@hive/metastore",
            "jdbc:mysql://hive/metastore?user=root&password=x",
            "jdbc:mysql://hive/meta store",
        ] {
            assert!(JdbcUrl::parse(text).is_err(), "{text}");
        }
    }
}
