//! The day on which acceptances are judged.

use std::time::{SystemTime, UNIX_EPOCH};

use toml::value::Date;

/// Today in UTC; none if the clock stands before 1970.
pub(crate) fn today() -> Option<Date> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    civil_from_days(since.as_secs() / 86_400)
}

/// The date a number of days after 1970-01-01, in the Gregorian calendar.
///
/// Howard Hinnant's `civil_from_days` (<https://howardhinnant.github.io/date_algorithms.html>): years
/// start in March, so that the leap day is a year's last, and repeat every 400 years.
fn civil_from_days(days: u64) -> Option<Date> {
    const DAYS_OF_ERA: u64 = 146_097;
    let shifted = days + 719_468;
    let (era, day) = (shifted / DAYS_OF_ERA, shifted % DAYS_OF_ERA);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    Some(Date {
        year: u16::try_from(400 * era + year + later).ok()?,
        month: u8::try_from(month).ok()?,
        day: u8::try_from(day).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::civil_from_days;

    #[track_caller]
    fn check(days: u64, expected: &str) {
        assert_eq!(civil_from_days(days).unwrap().to_string(), expected);
    }

    #[test]
    fn days_become_dates() {
        check(0, "1970-01-01");
        check(58, "1970-02-28");
        check(59, "1970-03-01");
        check(11_016, "2000-02-29");
        check(11_322, "2000-12-31");
        check(20_780, "2026-11-23");
        check(47_540, "2100-02-28");
        check(47_541, "2100-03-01");
    }

    #[test]
    fn a_clock_gone_wild_has_no_date() {
        assert_eq!(civil_from_days(u64::MAX / 86_400), None);
    }
}
