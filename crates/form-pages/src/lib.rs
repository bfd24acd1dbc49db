//! form-pages
