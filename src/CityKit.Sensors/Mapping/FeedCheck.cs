using NodaTime;

namespace CityKit.Sensors.Mapping;

/// <summary>How messages of a feed are known to be the vendor's (验签). The secret itself is in no mapping file.</summary>
/// <param name="Kind">How.</param>
/// <param name="Name">The header, or the parameter of the address; 1 to 64 of a-z, A-Z, 0-9, '-', '_'.</param>
public sealed record FeedCheck(FeedCheckKind Kind, string Name)
{
    /// <summary>How far a signed time may be from the hub's when the mapping says nothing; 5 minutes.</summary>
    public static Duration DefaultTolerance { get; } = Duration.FromMinutes(5);

    /// <summary>Whether the signature is in base64; else in hexadecimal digits.</summary>
    public bool IsBase64 { get; init; }

    /// <summary>What is before the key or signature in the header, such as <c>sha256=</c>; empty for nothing.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>
    /// The header that says when it was signed, in seconds or milliseconds since 1970; then what is signed is that text, a full stop, and
    /// the body. Null when the body alone is signed.
    /// </summary>
    public string? TimeHeader { get; init; }

    /// <summary>How far that time may be from the hub's.</summary>
    public Duration Tolerance { get; init; } = DefaultTolerance;
}
