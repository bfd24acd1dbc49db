//! anonymity-verifier
