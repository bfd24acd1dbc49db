// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! The normal distribution and Student's t, named as they are used here.

use std::f64::consts::{FRAC_1_SQRT_2, SQRT_2};

use statrs::function::beta::checked_beta_reg;
use statrs::function::erf::erfc_inv;

/// The normal quantile z = Φ⁻¹(1 − α).
pub(crate) fn upper_quantile(alpha: f64) -> f64 {
    // The rounding of 1 − α is part of what R computes.
    let lower = 1.0 - alpha;
    SQRT_2 * erfc_inv(2.0 * (1.0 - lower))
}

/// 1 − Φ(z).
pub(crate) fn upper_tail(z: f64) -> f64 {
    0.5 * libm::erfc(z * FRAC_1_SQRT_2)
}

/// How probable a value of Student's t is that is at least so far from 0: I(ν/(ν+t²); ν/2, 1/2).
pub(crate) fn student_two_sided(t: f64, freedom: f64) -> f64 {
    if t.is_infinite() {
        return 0.0;
    }
    checked_beta_reg(freedom / 2.0, 0.5, freedom / (freedom + t * t)).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(left: f64, right: f64) {
        assert!(
            (left - right).abs() <= 1e-13 * right.abs(),
            "{left} {right}"
        );
    }

    /// Values of Wichura's AS 241, which R's `qnorm` is, too.
    #[test]
    fn quantiles_are_those_of_tables() {
        close(upper_quantile(0.5) + 1.0, 1.0);
        close(upper_quantile(0.1), 1.281_551_565_544_600_4);
        close(upper_quantile(0.05), 1.644_853_626_951_472_2);
        close(upper_quantile(0.025), 1.959_963_984_540_054);
        close(upper_quantile(0.01), 2.326_347_874_040_840_8);
        close(upper_quantile(0.001), 3.090_232_306_167_813_5);
    }

    #[test]
    fn tails_are_those_of_tables() {
        close(upper_tail(1.959_963_984_540_054), 0.025);
        close(upper_tail(0.0), 0.5);
        close(upper_tail(-40.0), 1.0);
        // 2·pt(−2.228138851986274, 10) and Cauchy: 2·pt(−1, 1).
        assert!((student_two_sided(2.228_138_851_986_274, 10.0) - 0.05).abs() < 1e-12);
        assert!((student_two_sided(-1.0, 1.0) - 0.5).abs() < 1e-12);
        close(student_two_sided(f64::INFINITY, 3.0) + 1.0, 1.0);
        close(student_two_sided(0.0, 3.0), 1.0);
    }
}
