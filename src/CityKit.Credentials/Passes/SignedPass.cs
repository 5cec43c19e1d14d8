using System.Buffers.Text;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Credentials.Keys;

namespace CityKit.Credentials.Passes;

/// <summary>A pass and its issuer's signature (已签发的通行证), as a phone keeps it.</summary>
/// <param name="Content">What the issuer says.</param>
/// <param name="Bytes">Its bytes; the signature is over <c>"citykit-pass 1" 0x00</c> and these.</param>
/// <param name="Signature">64 bytes, ES256.</param>
public sealed record SignedPass(Pass Content, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Signature)
{
    internal const int SignatureBytes = 64;

    /// <summary>Signs a pass.</summary>
    /// <exception cref="ArgumentException">A member of the pass is out of its range, or the signer's algorithm is not ES256.</exception>
    public static SignedPass Issue(Pass pass, ISigner issuer)
    {
        ArgumentNullException.ThrowIfNull(pass);
        ArgumentNullException.ThrowIfNull(issuer);
        if (issuer.Algorithm != Es256Suite.Name)
            throw new ArgumentException($"A pass is signed with {Es256Suite.Name}, not {issuer.Algorithm}.", nameof(issuer));
        var bytes = pass.Encode();
        return new SignedPass(pass, bytes, issuer.Sign(Signed(bytes)));
    }

    /// <summary>The pass as one text in base64url, for handing it to the holder's phone.</summary>
    public override string ToString()
    {
        var writer = new WireWriter(new byte[Bytes.Length + Signature.Length + 16]);
        writer.WriteArrayHeader(2);
        writer.WriteBinary(Bytes.Span);
        writer.WriteBinary(Signature.Span);
        return Base64Url.EncodeToString(writer.Written);
    }

    /// <summary>Reads the text form; checks its form, not the signature.</summary>
    /// <returns>The pass, or null with what is wrong.</returns>
    public static SignedPass? Read(string text, out CredentialProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        problem = text.Length <= 2 * PassCode.MaxBytes && Base64Url.IsValid(text) ? null
            : CredentialProblem.Of("form", "pass", "It is no pass in base64url.", "不是 base64url 编码的通行证。");
        if (problem is not null) return null;
        var reader = new WireReader(Base64Url.DecodeFromChars(text));
        var count = reader.ReadArrayHeader();
        if (count != 2) reader.Reject(0, WireError.Array(count), new("长度为 2 的数组：通行证、签名", "an array of 2: pass, signature"));
        return Read(ref reader, out problem);
    }

    /// <summary>Reads pass and signature where a reader is.</summary>
    internal static SignedPass? Read(ref WireReader reader, out CredentialProblem? problem)
    {
        var (bytes, signature) = (reader.ReadBinary().ToArray(), ReadSignature(ref reader, Issuer));
        var error = reader.Error;
        var pass = error is null ? Pass.Decode(bytes, out error) : null;
        problem = error is null ? null : ProblemOf(error);
        return pass is null ? null : new SignedPass(pass, bytes, signature);
    }

    /// <summary>Whose signature the pass has.</summary>
    internal static LocalizedText Issuer { get; } = new("签发方", "issuer");

    /// <summary>Whose signature what is shown has.</summary>
    internal static LocalizedText Holder { get; } = new("持有人", "holder");

    internal static byte[] ReadSignature(ref WireReader reader, LocalizedText whose)
    {
        var at = reader.Position;
        var bytes = reader.ReadBinary();
        if (bytes.Length != SignatureBytes) reader.Reject(at,
            WireError.Bytes(bytes.Length),
            new($"{SignatureBytes} 字节的{whose.Zh}签名", $"the {whose.En}'s signature of {SignatureBytes}"));
        return reader.Error is null ? bytes.ToArray() : [];
    }

    internal static CredentialProblem ProblemOf(WireError error) => new("form", $"byte {error.Offset}", error.Message);

    /// <summary>Whether this key signed the pass.</summary>
    internal bool IsSignedBy(ISignatureVerifier key) => key.Verify(Signed(Bytes.Span), Signature.Span);

    private static byte[] Signed(ReadOnlySpan<byte> bytes) => [.. "citykit-pass 1\0"u8, .. bytes];
}
