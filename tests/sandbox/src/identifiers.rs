//! Identifiers as the service makes them: 32 hexadecimal digits.

/// A source of identifiers, the same ones in every run.
#[derive(Debug, Default)]
pub(crate) struct Identifiers {
    count: u64,
}

impl Identifiers {
    pub(crate) fn next(&mut self) -> String {
        self.count += 1;
        let [high, low] = [2 * self.count, 2 * self.count + 1].map(scrambled);
        format!("{high:016x}{low:016x}")
    }

    /// 16 digits and a place, as in `cf-ray`.
    pub(crate) fn ray(&mut self) -> String {
        self.count += 1;
        format!("{:016x}-SBX", scrambled(!self.count))
    }
}

/// The finalizer of `SplitMix64`: different numbers stay different, and look it.
fn scrambled(number: u64) -> u64 {
    let number = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
