//! Randomness comes in here and nowhere else.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::Rng as _;

/// The machine's source of randomness.
#[derive(Debug, Clone, Copy)]
pub struct Random;

impl Random {
    /// 256 random bits.
    #[expect(clippy::disallowed_methods, reason = "this is the one place where randomness is drawn")]
    pub fn bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        bytes
    }

    /// 256 random bits as text for an address.
    pub fn token(self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes())
    }
}
