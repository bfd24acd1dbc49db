// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The numbers of a range.

use super::Question;

/// From where to where the numbers of a range go, and in which steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NumberRange {
    /// The number at the beginning; it may be the greater one.
    pub start: f64,
    /// The number at the end.
    pub end: f64,
    /// From one number to the next: 0 or more. With 0 there are no steps.
    pub step: f64,
}

impl NumberRange {
    /// Whether all its numbers are whole.
    pub fn is_whole(self) -> bool {
        [self.start, self.end, self.step]
            .iter()
            .all(|number| number.fract() == 0.0)
    }

    /// The smaller and the greater end.
    pub fn bounds(self) -> (f64, f64) {
        (self.start.min(self.end), self.start.max(self.end))
    }
}

impl Question {
    /// The parameters `start`, `end` and `step` of a range as they are written; what is not given is
    /// 1, 10 and 1.
    pub fn range_parameters(&self) -> [&str; 3] {
        [("start", "1"), ("end", "10"), ("step", "1")].map(|(name, usual)| {
            let given = self.parameters.get(name);
            given.map_or(usual, |text| text.trim())
        })
    }

    /// The same as numbers. What is no number counts as not given.
    pub fn range(&self) -> NumberRange {
        let [start, end, step] = self.range_parameters();
        let number = |text: &str, usual: f64| {
            let number = text.parse::<f64>().ok();
            number.filter(|number| number.is_finite()).unwrap_or(usual)
        };
        NumberRange {
            start: number(start, 1.0),
            end: number(end, 10.0),
            step: number(step, 1.0).abs(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(parameters: &[(&str, &str)]) -> NumberRange {
        let parameters = parameters.iter();
        let parameters = parameters.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let question = Question {
            parameters: parameters.collect(),
            ..Question::default()
        };
        question.range()
    }

    #[test]
    fn what_is_not_given_is_one_to_ten() {
        let usual = range(&[("end", "many"), ("step", "inf")]);
        assert_eq!((usual.start, usual.end, usual.step), (1.0, 10.0, 1.0));
        assert!(usual.is_whole());
    }

    #[test]
    fn ranges_go_up_and_down() {
        let down = range(&[("start", "5"), ("end", " -2.5 "), ("step", "-0.5")]);
        assert_eq!(down.bounds(), (-2.5, 5.0));
        assert!(down.step > 0.49 && !down.is_whole());
    }
}
