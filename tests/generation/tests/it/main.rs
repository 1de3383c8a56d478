//! Small specifications, and what the generator makes of them.
//!
//! A case is a folder in `cases/` with a `spec.yaml` and perhaps an `overlay.yaml`. The second line of the
//! specification names the files whose content the case is about; without them it is about diagnostics.

mod arbitrary;
mod cases;
mod compile;
mod determinism;
mod diff;
mod drift;
mod file_names;
mod fragment;
mod hostile;
mod hostile_overlays;
mod hostile_texts;
mod hostile_values;
mod hygiene;
mod items;
mod layering;
mod lists;
mod mutations;
mod overlay;
mod snapshots;
