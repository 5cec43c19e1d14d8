using CityKit.Core;

namespace CityKit.Credentials.Tokens;

/// <summary>The three parts of a compact token, still encoded. Only a token of three parts has any.</summary>
internal readonly ref struct JwsParts
{
    private readonly ReadOnlySpan<byte> token;
    private readonly int first;
    private readonly int second;

    private JwsParts(ReadOnlySpan<byte> token)
    {
        this.token = token;
        first = token.IndexOf((byte)'.');
        second = token.LastIndexOf((byte)'.');
    }

    internal ReadOnlySpan<byte> Header => token[..first];

    internal ReadOnlySpan<byte> Payload => token[(first + 1)..second];

    internal ReadOnlySpan<byte> Signature => token[(second + 1)..];

    /// <summary>What is signed: header and payload as they are written.</summary>
    internal ReadOnlySpan<byte> SigningInput => token[..second];

    internal static JwsParts Of(ReadOnlySpan<byte> token) => new(token);

    internal CredentialProblem? Problem(string part, JwsLimits limits)
    {
        if (first < 0 || first == second || token[(first + 1)..second].Contains((byte)'.'))
            return TokenProblem.Form(part, Parts(token.Count((byte)'.') + 1),
                new("三段：头部、载荷和签名", "three: header, payload and signature"));
        return first > limits.HeaderCharacters ? TokenProblem.Size($"{part} header", first, limits.HeaderCharacters) : null;
    }

    private static LocalizedText Parts(int count) => new($"以点分隔的 {count} 段", $"{count} parts between dots");
}
