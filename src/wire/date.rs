//! Calendar dates without a time zone, for the oldest tokens and for messages.

/// Returns year, month and day of a number of days since 1 January 1970.
///
/// Years are counted from 1 March, so that the leap day is the last day of a year.
pub(crate) fn from_days(days: u64) -> (u64, u64, u64) {
    let z = days + 719_468;
    let (era, day_of_era) = (z / 146_097, z % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

/// Returns the days since 1 January 1970; `None` for a date that does not exist or is earlier.
fn to_days(year: u64, month: u64, day: u64) -> Option<u64> {
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    let length = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u64::from(leap),
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let (march_year, march_month) =
        if month > 2 { (year, month - 3) } else { (year.checked_sub(1)?, month + 9) };
    let (era, year_of_era) = (march_year / 400, march_year % 400);
    let day_of_year = (153 * march_month + 2) / 5 + day - 1;
    let day_of_era = 365 * year_of_era + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era).checked_sub(719_468)
}

/// Returns the Unix seconds of `YYYY-MM-DDTHH:MM:SS-08:00`, with date and time read in UTC+8: despite the suffix, the
/// writers of the oldest tokens used the local time of servers in China.
pub(crate) fn parse_oldest(text: &str) -> Option<u64> {
    const SHAPE: &[u8] = b"dddd-dd-ddTdd:dd:dd-08:00";
    let bytes = text.as_bytes();
    let fits = bytes.len() == SHAPE.len()
        && bytes.iter().zip(SHAPE).all(|(b, s)| if *s == b'd' { b.is_ascii_digit() } else { b == s });
    if !fits {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u64>().ok();
    let days = to_days(number(0, 4)?, number(5, 7)?, number(8, 10)?)?;
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    (days * 86_400 + hour * 3_600 + minute * 60 + second).checked_sub(8 * 3_600)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_five_centuries_and_back() {
        let mut expected = (1970, 1, 1);
        for days in 0..200_000 {
            let date = from_days(days);
            assert_eq!(date, expected);
            assert_eq!(to_days(date.0, date.1, date.2), Some(days));
            let (y, m, d) = date;
            expected = if to_days(y, m, d + 1).is_some() {
                (y, m, d + 1)
            } else if m < 12 {
                (y, m + 1, 1)
            } else {
                (y + 1, 1, 1)
            };
        }
    }

    #[test]
    fn the_oldest_form_is_read_in_utc_plus_8() {
        assert_eq!(parse_oldest("2015-12-03T08:00:00-08:00"), Some(1_449_100_800));
        for bad in [
            "",
            "2015-12-03T08:00:00+08:00",
            "2015-12-03 08:00:00-08:00",
            "2015-13-03T08:00:00-08:00",
            "2015-02-29T08:00:00-08:00",
            "2015-12-03T24:00:00-08:00",
            "1970-01-01T07:59:59-08:00",
            "0000-01-01T00:00:00-08:00",
            "2015-12-03T08:00:00-08:000",
        ] {
            assert_eq!(parse_oldest(bad), None, "{bad}");
        }
    }
}
