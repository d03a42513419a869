//! The Persian calendar, by the sun: a day of it as a day of ours.

use chrono::NaiveDate;

/// The first day of the year 1400.
const NOWRUZ_1400: (i32, u32, u32) = (2021, 3, 21);

/// The day of the Persian calendar as a Gregorian day, by the 33-year cycle of leap years, which is exact from 1178 to 1633.
pub(crate) fn gregorian(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let fits = (1178..=1633).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    if !fits || (month > 6 && day > 30) {
        return None;
    }
    let (y, m, d) = NOWRUZ_1400;
    let start = NaiveDate::from_ymd_opt(y, m, d)?;
    let passed = days(year, month as i32, day as i32) - days(1400, 1, 1);
    start.checked_add_signed(chrono::Duration::days(i64::from(passed)))
}

/// Days from an arbitrary start: 365 a year, eight leap days in 33 years, six months of 31 days before those of 30.
fn days(year: i32, month: i32, day: i32) -> i32 {
    let shifted = year + 1595;
    let leap = shifted / 33 * 8 + (shifted % 33 + 3) / 4;
    let before = if month < 7 {
        (month - 1) * 31
    } else {
        (month - 7) * 30 + 186
    };
    365 * shifted + leap + before + day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persian_days_are_ours() {
        for (persian, ours) in [
            ((1400, 1, 1), "2021-03-21"),
            ((1399, 12, 30), "2021-03-20"),
            ((1401, 2, 23), "2022-05-13"),
            ((1403, 10, 11), "2024-12-31"),
            ((1357, 11, 22), "1979-02-11"),
        ] {
            let (y, m, d) = persian;
            assert_eq!(gregorian(y, m, d).unwrap().to_string(), ours);
        }
        assert_eq!(gregorian(1400, 13, 1), None);
        assert_eq!(gregorian(1400, 7, 31), None);
    }
}
