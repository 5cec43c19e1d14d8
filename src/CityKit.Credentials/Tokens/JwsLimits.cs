namespace CityKit.Credentials.Tokens;

/// <summary>How large a token may be. What is larger is refused before anything of it is read.</summary>
public sealed record JwsLimits
{
    /// <summary>The limits CityKit ships with.</summary>
    public static JwsLimits Default { get; } = new();

    /// <summary>The whole token, in characters; 128 Ki. A status list of a million entries needs more.</summary>
    public int Characters { get; init; } = 128 << 10;

    /// <summary>The header as it is written, in characters; 16 Ki, enough for a chain of certificates.</summary>
    public int HeaderCharacters { get; init; } = 16 << 10;

    /// <summary>How deep objects and arrays may nest in header and payload; 16.</summary>
    public int Depth { get; init; } = 16;
}
