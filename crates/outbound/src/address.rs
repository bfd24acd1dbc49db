// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use ipnet::IpNet;
use reqwest::Url;

use crate::Reach;

/// The longest address in bytes.
const LONGEST: usize = 2_000;

/// Why an address is not called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// It is no address of the web, or longer than 2,000 bytes.
    #[error("no address of the web")]
    Unreadable,
    /// It does not begin with `https://`.
    #[error("not by HTTPS")]
    NotHttps,
    /// It carries a name or password, which would be stored and shown.
    #[error("with a name or password")]
    Credentials,
    /// It names an address that is not public.
    #[error("not a public address")]
    NotPublic,
}

/// An address that may be called, as far as that can be told without asking what its name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target(Url);

impl Target {
    /// Reads what somebody typed.
    pub fn parse(text: &str, reach: &Reach) -> Result<Self, AddressFault> {
        let text = text.trim();
        if text.len() > LONGEST {
            return Err(AddressFault::Unreadable);
        }
        let mut url = Url::parse(text).map_err(|_| AddressFault::Unreadable)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressFault::Credentials);
        }
        let host = url.host_str().ok_or(AddressFault::Unreadable)?;
        let address: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
        let is_here = match address {
            Some(address) => is_loopback(address),
            None => host == "localhost",
        };
        match url.scheme() {
            "https" => {}
            "http" if reach.this_machine && is_here => {}
            "http" => return Err(AddressFault::NotHttps),
            _ => return Err(AddressFault::Unreadable),
        }
        if let Some(address) = address
            && !reach.allows(address)
        {
            return Err(AddressFault::NotPublic);
        }
        // Nothing of it is sent, and it would only seem to mean something.
        url.set_fragment(None);
        Ok(Self(url))
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The name of the server, for lists.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    pub(crate) fn url(&self) -> Url {
        self.0.clone()
    }
}

impl Reach {
    /// Whether a connection to this address may be opened.
    pub(crate) fn allows(&self, address: IpAddr) -> bool {
        let inside = || {
            self.networks
                .iter()
                .any(|network| network.contains(address))
        };
        is_public(address) || (self.this_machine && is_loopback(address)) || inside()
    }
}

/// A network of the operator's own whose programs may be called: `10.20.0.0/16`, `fd12:3456::/32`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network(IpNet);

/// A text that names no network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no network such as 10.20.0.0/16")]
pub struct NoNetwork(String);

impl FromStr for Network {
    type Err = NoNetwork;
    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let text = text.trim();
        let network: IpNet = text.parse().map_err(|_| NoNetwork(text.to_owned()))?;
        Ok(Self(network.trunc()))
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Network {
    /// Whether an address lies in it. This machine and link-local addresses, where the metadata services of
    /// clouds are, never do, however large somebody makes the network.
    fn contains(self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        let never = match address {
            IpAddr::V4(v4) => {
                v4.is_loopback() || v4.is_link_local() || v4.is_multicast() || v4.octets()[0] == 0
            }
            IpAddr::V6(v6) => {
                let first = v6.segments()[0];
                v6.is_loopback() || v6.is_unspecified() || v6.is_multicast() || first & 0xffc0 == 0xfe80
                    // The metadata service of a cloud in its own unique local network.
                    || v6.segments()[..2] == [0xfd00, 0x0ec2]
            }
        };
        !never && self.0.contains(&address)
    }
}

fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

/// Whether an address belongs to a server of the public internet. All that the registries of IANA for
/// special purposes name is not: this machine, private and shared networks, link-local addresses with the
/// metadata services of clouds, documentation, benchmarks, multicast, reserved.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    )
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let embedded = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        // What stands for an address of version 4 is as public as that (RFC 4291, RFC 6052).
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            embedded(high, low)
        }
        // Teredo, benchmarks, identifiers (RFC 2928), documentation, and 6to4, which nobody needs any more.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const AWAY: &Reach = &Reach {
        this_machine: false,
        networks: Vec::new(),
    };
    const HERE: &Reach = &Reach {
        this_machine: true,
        networks: Vec::new(),
    };

    #[test]
    fn only_addresses_of_the_public_internet_are_public() {
        for private in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.168.178.1",
            "198.18.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "ff02::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in [
            "1.1.1.1",
            "100.128.0.1",
            "172.32.0.1",
            "193.0.0.1",
            "::ffff:1.1.1.1",
            "64:ff9b::101:101",
            "2001:4860:4860::8888",
            "2a00:1450::1",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn an_address_is_public_and_by_https() {
        let fault = |text: &str| Target::parse(text, AWAY).err();
        assert_eq!(fault("https://fachverfahren.example/deich?x=1"), None);
        assert_eq!(fault(" https://fachverfahren.example:8443 "), None);
        assert_eq!(
            fault("http://fachverfahren.example"),
            Some(AddressFault::NotHttps)
        );
        assert_eq!(fault("http://127.0.0.1"), Some(AddressFault::NotHttps));
        assert_eq!(fault("ftp://a.example"), Some(AddressFault::Unreadable));
        assert_eq!(fault("file:///etc/passwd"), Some(AddressFault::Unreadable));
        assert_eq!(fault("a.example"), Some(AddressFault::Unreadable));
        assert_eq!(
            fault("https://u:p@a.example"),
            Some(AddressFault::Credentials)
        );
        let long = format!("https://a.example/{}", "x".repeat(2_000));
        assert_eq!(fault(&long), Some(AddressFault::Unreadable));
        for disguised in [
            "https://127.0.0.1",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://0177.0.0.1/",
            "https://169.254.169.254/latest/meta-data",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[fd00::1]:8443/",
        ] {
            assert_eq!(
                fault(disguised),
                Some(AddressFault::NotPublic),
                "{disguised}"
            );
        }
    }

    #[test]
    fn a_demo_may_call_its_own_machine_and_nothing_else_of_the_network() {
        for here in [
            "http://127.0.0.1:1",
            "http://localhost:1/x",
            "http://[::1]:1",
        ] {
            assert!(Target::parse(here, HERE).is_ok(), "{here}");
        }
        let fault = |text: &str| Target::parse(text, HERE).err();
        assert_eq!(fault("http://10.0.0.1"), Some(AddressFault::NotHttps));
        assert_eq!(fault("https://10.0.0.1"), Some(AddressFault::NotPublic));
        assert_eq!(fault("http://a.example"), Some(AddressFault::NotHttps));
    }

    #[test]
    fn a_network_that_the_operator_allows_may_be_called_by_https_and_no_other() {
        let networks = ["10.20.0.7/16", " fd12:3456::/32 "];
        let reach = Reach {
            this_machine: false,
            networks: networks.map(|text| text.parse().unwrap()).to_vec(),
        };
        assert_eq!(reach.networks[0].to_string(), "10.20.0.0/16");
        let fault = |text: &str| Target::parse(text, &reach).err();
        for inside in [
            "https://10.20.0.1",
            "https://10.20.255.255:8443/x",
            "https://[::ffff:10.20.3.4]/",
            "https://[fd12:3456::1]/",
        ] {
            assert_eq!(fault(inside), None, "{inside}");
        }
        for outside in [
            "https://10.21.0.1",
            "https://192.168.0.1",
            "https://127.0.0.1",
            "https://[fd12:3457::1]/",
        ] {
            assert_eq!(fault(outside), Some(AddressFault::NotPublic), "{outside}");
        }
        assert_eq!(fault("http://10.20.0.1"), Some(AddressFault::NotHttps));
    }

    #[test]
    fn no_network_is_large_enough_for_this_machine_and_for_metadata() {
        let reach = Reach {
            this_machine: false,
            networks: ["0.0.0.0/0", "::/0"]
                .map(|text| text.parse().unwrap())
                .to_vec(),
        };
        for never in [
            "127.0.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "224.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fd00:ec2::254",
            "::ffff:169.254.169.254",
        ] {
            assert!(!reach.allows(never.parse().unwrap()), "{never}");
        }
        assert!(reach.allows("10.0.0.1".parse().unwrap()));
    }

    #[test]
    fn what_is_no_network_is_named() {
        for text in ["", "10.0.0.1", "10.0.0.0/33", "intranet"] {
            let fault = text.parse::<Network>().unwrap_err();
            assert!(fault.to_string().contains(text), "{fault}");
        }
    }

    #[test]
    fn a_fragment_is_dropped() {
        let target = Target::parse("https://a.example/x#y", AWAY).unwrap();
        assert_eq!(target.as_str(), "https://a.example/x");
        assert_eq!(target.host(), "a.example");
    }

    proptest! {
        /// What the standard library knows to be special is never taken for public.
        #[test]
        fn nothing_that_is_known_to_be_private_is_public(bits: u32) {
            let address = Ipv4Addr::from_bits(bits);
            let special = address.is_private() || address.is_loopback() || address.is_link_local()
                || address.is_multicast() || address.is_broadcast() || address.is_documentation()
                || address.is_unspecified();
            prop_assert!(!(special && is_public(address.into())));
            prop_assert_eq!(is_public(address.to_ipv6_mapped().into()), is_public(address.into()));
        }
    }
}
