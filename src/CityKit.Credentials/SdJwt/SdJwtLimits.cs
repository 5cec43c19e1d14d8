using CityKit.Credentials.Tokens;

namespace CityKit.Credentials.SdJwt;

/// <summary>How large a presentation may be. What is larger is refused with the limit; the first before anything of it is read.</summary>
public sealed record SdJwtLimits
{
    /// <summary>The limits CityKit ships with.</summary>
    public static SdJwtLimits Default { get; } = new();

    /// <summary>The whole presentation and its headers, and how deep claims may nest through disclosures (16).</summary>
    public JwsLimits Token { get; init; } = JwsLimits.Default;

    /// <summary>The disclosures of one presentation; 256.</summary>
    public int Disclosures { get; init; } = 256;

    /// <summary>The digests, with and without a disclosure; 1,024.</summary>
    public int Digests { get; init; } = 1024;

    /// <summary>The members of one object; 256.</summary>
    public int Members { get; init; } = 256;
}
