//! What holds for every document.
