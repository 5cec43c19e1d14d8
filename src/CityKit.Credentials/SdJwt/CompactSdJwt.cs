namespace CityKit.Credentials.SdJwt;

/// <summary>The parts of a compact SD-JWT between its tildes, still encoded (RFC 9901, 4).</summary>
internal readonly ref struct CompactSdJwt
{
    private readonly ReadOnlySpan<byte> token;
    private readonly int first;
    private readonly int last;

    private CompactSdJwt(ReadOnlySpan<byte> token)
    {
        this.token = token;
        first = token.IndexOf((byte)'~');
        last = token.LastIndexOf((byte)'~');
    }

    internal static CompactSdJwt Of(ReadOnlySpan<byte> token) => new(token);

    /// <summary>A plain signed token has no tilde and is no SD-JWT; then the rest may not be asked for.</summary>
    internal bool HasTilde => first >= 0;

    /// <summary>The token that the issuer signed.</summary>
    internal ReadOnlySpan<byte> IssuerToken => token[..first];

    /// <summary>The disclosures, a tilde after each; empty when there are none.</summary>
    internal ReadOnlySpan<byte> Disclosures => token[(first + 1)..(last + 1)];

    /// <summary>What the holder's signature binds: all up to the last tilde (RFC 9901, 4.3.1).</summary>
    internal ReadOnlySpan<byte> Bound => token[..(last + 1)];

    /// <summary>The token that the holder signed; empty when there is none.</summary>
    internal ReadOnlySpan<byte> KeyBinding => token[(last + 1)..];
}
