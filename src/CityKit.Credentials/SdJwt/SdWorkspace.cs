using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;

namespace CityKit.Credentials.SdJwt;

/// <summary>The room in which one presentation is verified; one a thread, so that verifying allocates little more than its result.</summary>
internal sealed class SdWorkspace
{
    [ThreadStatic]
    private static SdWorkspace? kept;

    private readonly ArrayBufferWriter<byte> decoded = new(4096);
    private byte[] text = new byte[4096];
    private int length;

    /// <summary>The token in ASCII.</summary>
    internal ReadOnlyMemory<byte> Text => text.AsMemory(0, length);

    /// <summary>The token's parts.</summary>
    internal CompactSdJwt Parts => CompactSdJwt.Of(Text.Span);

    /// <summary>The SHA-256 of what the holder's signature binds.</summary>
    internal Sha256Digest BoundDigest { get; private set; }

    /// <summary>The disclosures, a tilde after each.</summary>
    internal ReadOnlyMemory<byte> DisclosuresText
    {
        get
        {
            var start = Text.Span.IndexOf((byte)'~') + 1;
            return text.AsMemory(start, Parts.Disclosures.Length);
        }
    }

    internal ClaimsExpander Expander { get; } = new();

    /// <summary>Names of an object while it is read.</summary>
    internal TextStack Names { get; } = new();

    internal static SdWorkspace Rent()
    {
        var room = kept ?? new SdWorkspace();
        kept = null; // a key source that verifies another token meanwhile gets a room of its own
        return room;
    }

    internal void Return() => kept = this;

    /// <summary>Takes a token.</summary>
    /// <returns>What is wrong with its size, characters or form; null when its parts can be asked for.</returns>
    internal CredentialProblem? Load(string token, SdJwtLimits limits)
    {
        if (token.Length > limits.Token.Characters) return TokenProblem.Size("token", token.Length, limits.Token.Characters);
        if (text.Length < token.Length) text = new byte[Math.Min(limits.Token.Characters, token.Length * 2)];
        decoded.ResetWrittenCount();
        if (Ascii.FromUtf16(token, text, out length) != OperationStatus.Done) return TokenProblem.Encoding("token");
        var parts = Parts;
        if (!parts.HasTilde) return SdProblem.NoTilde();
        BoundDigest = Sha256Digest.Of(parts.Bound);
        return null;
    }

    /// <summary>Whether a text is the digest of what the holder's signature binds.</summary>
    internal bool IsBound(string digest, HashAlgorithmName hash) =>
        hash == HashAlgorithmName.SHA256 ? BoundDigest.Is(digest) : digest == SdHash.Text(hash, Parts.Bound);

    /// <summary>Decodes a part of a token; what it returns is good until the next token is loaded.</summary>
    internal ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> encoded, string part, ref CredentialProblem? problem)
    {
        var room = decoded.GetSpan(StrictBase64Url.LengthOf(encoded.Length) + 1);
        if (!StrictBase64Url.TryDecode(encoded, room, out var written)) problem ??= TokenProblem.Encoding(part);
        decoded.Advance(written);
        return room[..written];
    }
}
