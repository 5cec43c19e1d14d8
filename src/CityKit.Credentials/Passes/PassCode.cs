using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CityKit.Core.Wire;
using CityKit.Credentials.Keys;
using NodaTime;

namespace CityKit.Credentials.Passes;

/// <summary>
/// What a holder shows at a gate (通行码): the pass, the gate, the 30 s in which it is shown, and the holder's signature over the three. Its
/// text fits one QR code of version 20 with correction M (970 characters of the alphanumeric mode).
/// </summary>
/// <param name="Pass">The pass.</param>
/// <param name="Gate">The gate's name: 1 to 32 bytes of printable ASCII.</param>
/// <param name="Step">The number of the 30 s since 1970.</param>
/// <param name="Signature">The holder's signature, 64 bytes, ES256.</param>
public sealed record PassCode(SignedPass Pass, string Gate, long Step, ReadOnlyMemory<byte> Signature)
{
    /// <summary>What the text begins with.</summary>
    public const string Prefix = "CKP1:";

    /// <summary>The most bytes of a code before it becomes text; what a QR code 20-M holds.</summary>
    public const int MaxBytes = 640;

    /// <summary>The most characters of the text.</summary>
    public const int MaxCharacters = 965;

    /// <summary>The longest name of a gate.</summary>
    public const int MaxGate = 32;

    /// <summary>How long one code is shown.</summary>
    public static readonly Duration StepLength = Duration.FromSeconds(30);

    /// <summary>The step of a moment.</summary>
    public static long StepOf(Instant at) => Math.DivRem(at.ToUnixTimeSeconds(), 30).Quotient;

    /// <summary>The code of a pass for a gate, now.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="holder">The holder's key.</param>
    /// <param name="gate">The gate's name, as its poster or screen states it.</param>
    /// <param name="now">The phone's time.</param>
    /// <exception cref="ArgumentException">The key is not that of the pass, or the gate's name is out of its range.</exception>
    public static PassCode Show(SignedPass pass, ISigner holder, string gate, Instant now)
    {
        ArgumentNullException.ThrowIfNull(pass);
        ArgumentNullException.ThrowIfNull(holder);
        CheckShown(pass, holder, gate);
        var step = StepOf(now);
        return new PassCode(pass, gate, step, holder.Sign(Signed(pass, gate, step)));
    }

    /// <summary>The text of the QR code.</summary>
    public override string ToString()
    {
        var writer = new WireWriter(new byte[MaxBytes]);
        writer.WriteArrayHeader(5);
        writer.WriteBinary(Pass.Bytes.Span);
        writer.WriteBinary(Pass.Signature.Span);
        writer.WriteString(Gate);
        writer.WriteInt64(Step);
        writer.WriteBinary(Signature.Span);
        return Prefix + Base45.Encode(writer.Written);
    }

    /// <summary>Reads the text of a QR code; checks its form, no signature.</summary>
    /// <returns>The code, or null with what is wrong.</returns>
    public static PassCode? Read(string text, out CredentialProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = text.StartsWith(Prefix, StringComparison.Ordinal) && text.Length <= MaxCharacters
            ? Base45.Decode(text.AsSpan(Prefix.Length))
            : null;
        problem = bytes is null ? CredentialProblem.Of("form", "code",
            $"It is no pass: a pass begins with {Prefix} and has at most {MaxCharacters} characters.",
            $"不是通行码：通行码以 {Prefix} 开头，最多 {MaxCharacters} 个字符。") : null;
        return bytes is null ? null : Decode(bytes, out problem);
    }

    /// <summary>Whether the pass's holder signed this gate and step.</summary>
    internal bool IsSignedBy(ISignatureVerifier holder) => holder.Verify(Signed(Pass, Gate, Step), Signature.Span);

    /// <summary>The same for every showing of one pass in one step at one gate.</summary>
    internal string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(Signed(Pass, Gate, Step)).AsSpan(0, 16));

    private static PassCode? Decode(byte[] bytes, out CredentialProblem? problem)
    {
        var reader = new WireReader(bytes);
        var count = reader.ReadArrayHeader();
        if (count != 5) reader.Reject(0,
            WireError.Array(count),
            new("长度为 5 的数组：通行证、签名、闸机、步骤、签名", "an array of 5: pass, signature, gate, step, signature"));
        var pass = SignedPass.Read(ref reader, out problem);
        var (gate, step, signature) = (ReadGate(ref reader), reader.ReadInt64(), SignedPass.ReadSignature(ref reader, SignedPass.Holder));
        if (!reader.AtEnd) reader.RejectRest(new("通行码", "code"));
        if (reader.Error is { } error) problem ??= SignedPass.ProblemOf(error);
        return problem is null ? new PassCode(pass!, gate, step, signature) : null;
    }

    /// <exception cref="ArgumentException">The key is not that of the pass, or the gate's name is out of its range.</exception>
    internal static void CheckShown(SignedPass pass, ISigner holder, string gate)
    {
        if (!IsGate(gate)) throw new ArgumentException($"A gate's name has 1 to {MaxGate} printable ASCII characters.", nameof(gate));
        if (!holder.PublicKey.Equals(pass.Content.HolderKey))
            throw new ArgumentException("The key is not the one that the pass names.", nameof(holder));
    }

    internal static string ReadGate(ref WireReader reader)
    {
        var at = reader.Position;
        var gate = reader.ReadString(MaxGate);
        if (reader.Error is null && !IsGate(gate)) reader.Reject(at,
            new("闸机", "a gate"), new($"1 至 {MaxGate} 字节可打印 ASCII", $"1 to {MaxGate} bytes of printable ASCII"));
        return gate;
    }

    internal static bool IsGate(string? gate) => gate?.Length is > 0 and <= MaxGate && gate.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;

    private static byte[] Signed(SignedPass pass, string gate, long step)
    {
        var number = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, step);
        return [.. "citykit-pass-show 1\0"u8, .. SHA256.HashData(pass.Bytes.Span), .. number, .. Encoding.ASCII.GetBytes(gate)];
    }
}
