using System.Security.Cryptography;
using System.Text;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;

namespace CityKit.Credentials.OpenId;

/// <summary>The five parts of an encrypted response in its compact form (JWE, 加密应答; RFC 7516, 7.1), decoded.</summary>
internal sealed record CompactJwe(byte[] AssociatedData, byte[] Header, byte[] Vector, byte[] Ciphertext, byte[] Tag)
{
    private const string Part = "response";
    private const int Parts = 5;
    private const int VectorBytes = 12;
    private const int TagBytes = 16;

    internal static CompactJwe? Read(string text, int maxCharacters, int maxHeader, out CredentialProblem? problem)
    {
        problem = text.Length > maxCharacters ? TokenProblem.Size(Part, text.Length, maxCharacters) : null;
        if (problem is not null) return null;
        var parts = text.Split('.', Parts + 1);
        problem = parts.Length != Parts
            ? TokenProblem.Form(Part, new("以点分隔的段数不符", "another number of parts between dots"), new("五段的加密令牌", "five: an encrypted token"))
            : parts[0].Length > maxHeader ? TokenProblem.Size($"{Part} header", parts[0].Length, maxHeader)
            : parts[1].Length > 0 ? VpProblem.Encryption(new("加密密钥", "an encrypted key"),
                new("不附加密密钥的 ECDH-ES", "ECDH-ES without one")) : null;
        return problem is null ? Read(parts, out problem) : null;
    }

    internal byte[]? Decrypt(byte[] key)
    {
        var content = new byte[Ciphertext.Length];
        using var cipher = new AesGcm(key, TagBytes);
        try
        {
            cipher.Decrypt(Vector, Ciphertext, Tag, content, AssociatedData);
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static CompactJwe? Read(string[] parts, out CredentialProblem? problem)
    {
        var decoded = parts.Select(part => StrictBase64Url.Decode(Encoding.UTF8.GetBytes(part))).ToArray();
        problem = Array.IndexOf(decoded, null) is >= 0 and var bad ? TokenProblem.Encoding($"{Part} part {bad + 1}")
            : decoded[2]!.Length != VectorBytes || decoded[4]!.Length != TagBytes ? VpProblem.NotDecrypted() : null;
        return problem is null
            ? new CompactJwe(Encoding.ASCII.GetBytes(parts[0]), decoded[0]!, decoded[2]!, decoded[3]!, decoded[4]!) : null;
    }
}
