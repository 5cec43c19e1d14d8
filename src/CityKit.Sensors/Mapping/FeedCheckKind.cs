namespace CityKit.Sensors.Mapping;

/// <summary>How a vendor shows that a message is its own.</summary>
public enum FeedCheckKind : byte
{
    /// <summary>HMAC-SHA-256 of the body, in a header (签名).</summary>
    Hmac = 0,

    /// <summary>A secret in a header (密钥).</summary>
    HeaderKey = 1,

    /// <summary>
    /// A secret in the address, for platforms that can be given an address and nothing else. Addresses get into logs of proxies: give such
    /// a feed a secret of its own and change it now and then.
    /// </summary>
    QueryKey = 2,
}
