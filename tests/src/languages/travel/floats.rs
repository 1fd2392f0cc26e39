//! The floats that Rust writes, which all other languages write in the same way.

use tdproto_wire::to_string;

#[test]
fn floats_are_written_as_ecmascript_prints_them() {
    for (value, expected) in [
        (0.0, "0"),
        (-0.0, "-0"),
        (1.0, "1"),
        (-12.5, "-12.5"),
        (120.0, "120"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e-6, "0.000001"),
        (-1.5e-7, "-1.5e-7"),
        (123_456_789_012_345_680_000.0, "123456789012345680000"),
        (1e21, "1e+21"),
        (5e-324, "5e-324"),
        (f64::MAX, "1.7976931348623157e+308"),
        // Between two.
        (-2_156_998_042_077_317.0 - 0.25, "-2156998042077317.2"),
        (-2_156_998_042_077_317.0 - 0.75, "-2156998042077317.8"),
        (9_007_199_254_740_992.0, "9007199254740992"),
        (2_f64.powi(-44), "5.684341886080802e-14"),
    ] {
        assert_eq!(to_string(&value), expected);
    }
    for (value, expected) in [
        (1e-6, "0.000001"),
        (0.1, "0.1"),
        (-495_059.0 - 0.625, "-495059.62"),
        (1.0 / 4096.0, "0.00024414062"),
        (16_777_216.0, "16777216"),
        (f32::MAX, "3.4028235e+38"),
        (f32::from_bits(1), "1e-45"),
    ] {
        assert_eq!(to_string(&value), expected);
    }
}

#[test]
fn texts_are_read_as_the_same_floats() {
    let mut bits = 1_u64;
    for _ in 0..100_000 {
        bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let (value, single) = (f64::from_bits(bits), f32::from_bits((bits >> 32) as u32));
        if value.is_finite() {
            assert_eq!(to_string(&value).parse(), Ok(value));
        }
        if single.is_finite() {
            assert_eq!(to_string(&single).parse(), Ok(single));
        }
    }
}
