// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Passwords: what is accepted (after NIST SP 800-63B-4: length and a list, no rules about kinds of
//! characters), and hashing with Argon2id in its default parameters (19 MiB, 2 passes, RFC 9106).

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use kernel::{Chance, Email};
use tokio::sync::Semaphore;

/// The fewest characters of a password.
pub(crate) const SHORTEST: usize = 12;
/// The most characters of a password: a bound for the work of hashing, not a rule for people.
pub(crate) const LONGEST: usize = 200;

/// How many passwords are hashed at the same time: each takes 19 MiB and a whole processor.
static HASHING: Semaphore = Semaphore::const_new(2);

/// What to compare with when there is no such account, so that the answer takes as long.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash_now("nobody knows this", &[7; 16]).unwrap_or_default());

/// Long passwords that are tried first, in lower case.
const COMMON: &str = include_str!("common_passwords.txt");

/// Why a password is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// On the list of common ones, or made of few characters or of one sequence.
    Common,
    /// Holds the person's name or address, or the name of the product.
    Own,
}

impl Fault {
    /// The message key.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::TooShort => "directory-password-too-short",
            Self::TooLong => "directory-password-too-long",
            Self::Common => "directory-password-common",
            Self::Own => "directory-password-own",
        }
    }
}

/// Whether a person with this name and address may use this password.
pub(crate) fn check(password: &str, name: &str, email: &Email) -> Result<(), Fault> {
    let letters = password.chars().count();
    if letters < SHORTEST {
        return Err(Fault::TooShort);
    }
    if letters > LONGEST {
        return Err(Fault::TooLong);
    }
    let lower = password.to_lowercase();
    let listed = COMMON
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .any(|line| line == lower);
    if listed || is_monotonous(&lower) {
        return Err(Fault::Common);
    }
    let (local, domain) = email.as_str().split_once('@').unwrap_or_default();
    let domain = domain.split('.').next().unwrap_or_default();
    let own = name
        .split_whitespace()
        .chain(local.split(['.', '-', '_', '+']))
        .chain([local, domain, "deich"])
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() >= 4)
        // What remains without one's own words must still be long enough.
        .fold(lower.clone(), |rest, word| rest.replace(&word, ""));
    if own.chars().count() < letters && own.chars().count() < 8 {
        return Err(Fault::Own);
    }
    Ok(())
}

/// Whether a text repeats few characters or only counts up or down.
fn is_monotonous(text: &str) -> bool {
    let letters: Vec<u32> = text.chars().map(u32::from).collect();
    let mut different = letters.clone();
    different.sort_unstable();
    different.dedup();
    let steps = letters
        .windows(2)
        .filter(|pair| pair[0].abs_diff(pair[1]) <= 1)
        .count();
    different.len() < 5 || steps * 10 >= letters.len().saturating_sub(1) * 9
}

fn hash_now(password: &str, salt: &[u8]) -> Option<String> {
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt)
        .ok()?;
    Some(hash.to_string())
}

/// The Argon2id hash of a password as text, with a new salt.
pub(crate) async fn hash(password: &str, chance: &dyn Chance) -> Result<String, web::Error> {
    let mut salt = [0_u8; 16];
    chance.fill(&mut salt);
    let password = password.to_owned();
    on_own_thread(move || hash_now(&password, &salt))
        .await?
        .ok_or_else(|| web::Error::internal("a password could not be hashed"))
}

/// Whether `password` is the one behind `hash`. Takes as long if there is no hash.
pub(crate) async fn matches(password: &str, hash: Option<&str>) -> Result<bool, web::Error> {
    let known = hash.is_some();
    let hash = hash.map_or_else(|| NOBODY.clone(), str::to_owned);
    // Longer ones cannot have been chosen and are not worth the work.
    let password: String = password.chars().take(LONGEST + 1).collect();
    let same = on_own_thread(move || {
        let verdict = Argon2::default().verify_password(password.as_bytes(), hash.as_str());
        verdict.is_ok()
    })
    .await?;
    Ok(same && known)
}

async fn on_own_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, web::Error> {
    let _permit = HASHING.acquire().await.map_err(web::Error::internal)?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(web::Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::SystemChance;

    fn verdict(password: &str) -> Result<(), Fault> {
        let email = "frauke.petersen@landkreis.example".parse().unwrap();
        check(password, "Frauke Petersen", &email)
    }

    #[test]
    fn long_and_uncommon_passwords_are_accepted_whatever_they_are_made_of() {
        for password in [
            "wattwurm im schlick",
            "Ölzeug, Anker, 3 Möwen",
            "qzvkwmxjhpfd",
            "frauke mag stille wattwege",
        ] {
            assert_eq!(verdict(password), Ok(()), "{password}");
        }
    }

    #[test]
    fn short_common_monotonous_and_own_passwords_are_refused() {
        for (password, fault) in [
            ("kurz", Fault::TooShort),
            ("elf zeichen", Fault::TooShort),
            ("Passwort1234", Fault::Common),
            ("gesundheitsamt", Fault::Common),
            ("aaaaaaaaaaaaaa", Fault::Common),
            ("abcdefghijklmnop", Fault::Common),
            ("123456789012345", Fault::Common),
            ("FraukePetersen1", Fault::Own),
            ("landkreis-xy!", Fault::Own),
        ] {
            assert_eq!(verdict(password), Err(fault), "{password}");
        }
        assert_eq!(verdict(&"xy z1".repeat(41)), Err(Fault::TooLong));
    }

    #[tokio::test]
    async fn a_hash_knows_its_password_and_no_other() {
        let hash = hash("wattwurm im schlick", &SystemChance).await.unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert!(matches("wattwurm im schlick", Some(&hash)).await.unwrap());
        assert!(!matches("wattwurm im Schlick", Some(&hash)).await.unwrap());
        assert!(!matches("nobody knows this", None).await.unwrap());
    }
}
