//! Assets: information, processes, and what they rest on (control A.5.9).

mod asset;
mod withdraw;

pub use asset::{Asset, AssetKind, AssetStatus};
pub use withdraw::{ReturnAsset, WithdrawAsset};
