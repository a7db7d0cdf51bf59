//! Who is at the other end of a connection, and from which address a request really comes.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::http::HeaderMap;
use x509_cert::der::{Decode, Reader, SliceReader};
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;

use crate::config::Network;

/// The other end of a connection.
#[derive(Debug, Clone)]
pub struct Peer {
    /// Its address.
    pub address: SocketAddr,
    /// Its client certificate, whose signature rustls has verified.
    pub certificate: Option<Arc<Certificate>>,
}

/// The names in a client certificate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Certificate {
    /// The subject, as RFC 4514 writes it.
    pub subject: String,
    /// DNS names.
    pub dns: Vec<String>,
    /// URIs.
    pub uris: Vec<String>,
}

impl Certificate {
    /// Reads the names of a certificate in DER.
    #[must_use]
    pub fn read(der: &[u8]) -> Option<Self> {
        let mut reader = SliceReader::new(der).ok()?;
        let certificate = x509_cert::Certificate::decode(&mut reader).ok()?;
        if !reader.is_finished() {
            return None;
        }
        let certificate = certificate.tbs_certificate();
        let mut names = Self { subject: certificate.subject().to_string(), ..Self::default() };
        if let Some((_, alternatives)) = certificate.get_extension::<SubjectAltName>().ok()? {
            for name in alternatives.0 {
                match name {
                    GeneralName::DnsName(name) => names.dns.push(name.to_string()),
                    GeneralName::UniformResourceIdentifier(uri) => names.uris.push(uri.to_string()),
                    _ => {}
                }
            }
        }
        Some(names)
    }
}

/// Returns the address that a request comes from. `X-Forwarded-For` counts as far as named proxies have written it: from its
/// end up to the first address that is not a proxy's.
#[must_use]
pub fn source(peer: &Peer, headers: &HeaderMap, proxies: &[Network]) -> IpAddr {
    let is_proxy = |address: IpAddr| proxies.iter().any(|network| network.contains(address));
    let mut address = peer.address.ip().to_canonical();
    let named: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .flat_map(|value| value.to_str().unwrap_or_default().split(','))
        .collect();
    for text in named.into_iter().rev() {
        if !is_proxy(address) {
            break;
        }
        let Ok(before) = text.trim().parse::<IpAddr>() else { break };
        address = before.to_canonical();
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(peer: &str, forwarded: &[&str], proxies: &[&str]) -> String {
        let peer = Peer { address: SocketAddr::new(peer.parse().expect("an address"), 1), certificate: None };
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().expect("a value"));
        }
        let proxies: Vec<Network> = proxies.iter().map(|text| text.parse().expect("a network")).collect();
        source(&peer, &headers, &proxies).to_string()
    }

    #[test]
    fn only_a_named_proxy_names_the_address() {
        let proxies = ["10.0.0.0/8"];
        assert_eq!(of("203.0.113.7", &["1.2.3.4"], &proxies), "203.0.113.7");
        assert_eq!(of("203.0.113.7", &["1.2.3.4"], &[]), "203.0.113.7");
        assert_eq!(of("10.0.0.1", &["1.2.3.4"], &proxies), "1.2.3.4");
        // What the caller wrote itself is further left, and does not count.
        assert_eq!(of("10.0.0.1", &["6.6.6.6, 1.2.3.4"], &proxies), "1.2.3.4");
        assert_eq!(of("10.0.0.1", &["6.6.6.6", "1.2.3.4, 10.0.0.2"], &proxies), "1.2.3.4");
        assert_eq!(of("10.0.0.1", &["garbage"], &proxies), "10.0.0.1");
        assert_eq!(of("10.0.0.1", &[], &proxies), "10.0.0.1");
    }
}
