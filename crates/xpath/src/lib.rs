//! xpath
