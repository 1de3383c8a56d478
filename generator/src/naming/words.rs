//! Words that have a capital inside, which is no beginning of another word.

/// What is one word although its letters say otherwise: its first letter is as in the name, the others are small.
const WORDS: &[&str] = &[
    "EBook",
    "ECommerce",
    "EMail",
    "ETag",
    "GHz",
    "GiB",
    "GraphQL",
    "IOps",
    "IPv4",
    "IPv6",
    "IaaS",
    "IoT",
    "KHz",
    "KiB",
    "MBps",
    "MHz",
    "MiB",
    "OAuth",
    "OData",
    "PaaS",
    "QoS",
    "SaaS",
    "TiB",
    "UPnP",
    "VCPU",
    "VCenter",
    "VCpu",
    "VLan",
    "VMware",
    "VNet",
    "VSphere",
    "VoIP",
    "XPath",
    "eBay",
    "eBook",
    "eCommerce",
    "eMail",
    "eTag",
    "iBook",
    "iCloud",
    "iOS",
    "iPad",
    "iPhone",
    "iPod",
    "iPv4",
    "iPv6",
    "iTunes",
    "kHz",
    "kWh",
    "mRNA",
    "oAuth",
    "oData",
    "vCPU",
    "vCenter",
    "vCpu",
    "vLan",
    "vNet",
    "vSphere",
];

/// A name whose words begin where its capitals say: `OAuth` is one word, and so are `IPv4` and `IDs`.
pub(super) fn joined(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    if !name.chars().any(char::is_uppercase) {
        text.push_str(name);
        return text;
    }
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        if let Some(word) = word(&text, first, rest) {
            text.push(first);
            text.push_str(&word[1..].to_ascii_lowercase());
            rest = &rest[word.len()..];
            continue;
        }
        let after = &rest[first.len_utf8()..];
        let many = first == 's' && is_short(&text) && !after.starts_with(char::is_lowercase);
        text.push(if many { 'S' } else { first });
        rest = after;
    }
    text
}

/// The word that begins here, behind `before`, and ends as a word does.
fn word(before: &str, first: char, rest: &str) -> Option<&'static str> {
    let begins = if first.is_uppercase() {
        !before.ends_with(char::is_uppercase)
    } else {
        !before.ends_with(char::is_alphabetic)
    };
    let ends = |word: &str| {
        let after = &rest[word.len()..];
        let after = after.strip_prefix('s').unwrap_or(after);
        word.ends_with(|it: char| it.is_ascii_digit()) || !after.starts_with(char::is_lowercase)
    };
    if !begins {
        return None;
    }
    let mut words = WORDS.iter().copied();
    words.find(|it| rest.starts_with(it) && ends(it))
}

/// Whether a name ends in an abbreviation.
fn is_short(name: &str) -> bool {
    let capitals = name.chars().rev().take_while(|it| it.is_uppercase());
    capitals.count() >= 2
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_word_has_one_capital() {
        for (name, expected) in [
            ("OAuth2", "Oauth2"),
            ("getETag", "getEtag"),
            ("PROAuth", "PROAuth"),
            ("siteIDs", "siteIDS"),
            ("URLsOfAll", "URLSOfAll"),
            ("IDsize", "IDsize"),
            ("As", "As"),
            ("ETags", "Etags"),
            ("eTag", "etag"),
            ("fooAuth", "fooAuth"),
            ("ODataset", "ODataset"),
            ("IPv4Address", "Ipv4Address"),
            ("enableIPv6", "enableIpv6"),
            ("IPv4only", "Ipv4only"),
            ("assignIPv4s", "assignIpv4s"),
            ("BlkioDeviceReadIOps", "BlkioDeviceReadIops"),
            ("MemoryGiBPerVCpu", "MemoryGibPerVcpu"),
            ("2412MHz", "2412Mhz"),
            ("IoTJob", "IotJob"),
            ("iOSVersion", "iosVersion"),
            ("IOStats", "IOStats"),
            ("plain_text", "plain_text"),
        ] {
            assert_eq!(super::joined(name), expected);
        }
    }

    #[test]
    fn capitals_inside_make_no_words_of_one_letter() {
        for (wire, value) in [
            ("IPv4Address", "ipv4_address"),
            ("EnableIPv6", "enable_ipv6"),
            ("BlkioDeviceReadIOps", "blkio_device_read_iops"),
            ("networkIPv4CIDR", "network_ipv4_cidr"),
            ("AzureIaaSVMJob", "azure_iaas_vm_job"),
            ("MemoryGiBPerVCpu", "memory_gib_per_vcpu"),
            ("macOSVersion", "mac_os_version"),
            ("scheduleAByEmployer", "schedule_a_by_employer"),
            ("xAxis", "x_axis"),
        ] {
            assert_eq!(crate::naming::snake(wire), value, "{wire}");
        }
    }
}
