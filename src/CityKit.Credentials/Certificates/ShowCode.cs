using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using CityKit.Core;
using CityKit.Core.Codes;

namespace CityKit.Credentials.Certificates;

/// <summary>
/// The code that a holder shows at a counter (亮码): 128 random bits as 25 characters of 0-9 and A-Z and a check character, for a QR code
/// or to be read aloud. Anyone who has it can redeem it once, so its text form is hidden, and a hub is given its digest alone until then.
/// <c>default</c> shows nothing.
/// </summary>
public readonly record struct ShowCode
{
    /// <summary>How many random bytes it is made of.</summary>
    public const int ByteLength = 16;

    private const int Length = 26;
    private readonly UInt128 bits;
    private readonly bool isCode;

    private ShowCode(UInt128 bits) => (this.bits, isCode) = (bits, true);

    /// <summary>The characters; empty for <c>default</c>.</summary>
    public string Value => isCode ? Write(bits) : "";

    /// <summary>SHA-256 of the characters, 64 lower-case hexadecimal digits; empty for <c>default</c>.</summary>
    public string Digest => isCode ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Value))) : "";

    /// <summary>Makes a code.</summary>
    /// <param name="random">16 bytes of a cryptographic random source.</param>
    /// <exception cref="ArgumentException">They are not 16.</exception>
    public static ShowCode Of(ReadOnlySpan<byte> random) => random.Length == ByteLength
        ? new ShowCode(BinaryPrimitives.ReadUInt128BigEndian(random))
        : throw new ArgumentException($"A code is made of {ByteLength} random bytes, not {random.Length}.",
            nameof(random));

    /// <summary>What is wrong with a text as a code: <c>length</c>, <c>character</c> or <c>check</c>; null when it is one. No message has
    /// it.</summary>
    public static CodeProblem? Check(string? text)
    {
        if (text is not { Length: Length })
            return Problem("length", 0, text?.Length ?? 0, $"A code has {Length} characters, not {text?.Length ?? 0}.",
                $"亮码为 {Length} 位，而非 {text?.Length ?? 0} 位。");
        if (text.AsSpan().IndexOfAnyExcept(CheckCharacter.Alphabet) is var at and >= 0)
            return Problem("character", at, 1, $"Character {at + 1} is not 0-9 or A-Z.", $"第 {at + 1} 个字符不是 0-9 或 A-Z。");
        return text[^1] == CheckCharacter.Of(text.AsSpan(..^1)) && TryRead(text, out _) ? null
            : Problem("check", Length - 1, 1, "The code was misread: scan it again.", "亮码读取有误，请重新扫描。");
    }

    /// <summary>Reads a code.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ShowCode code)
    {
        var valid = Check(text) is null;
        code = valid && TryRead(text!, out var bits) ? new ShowCode(bits) : default;
        return valid;
    }

    /// <summary>Hidden.</summary>
    public override string ToString() => isCode ? "********" : "";

    private static string Write(UInt128 bits)
    {
        Span<char> text = stackalloc char[Length];
        for (var i = Length - 2; i >= 0; i--, bits /= 36) text[i] = CheckCharacter.Alphabet[(int)(bits % 36)];
        text[^1] = CheckCharacter.Of(text[..^1]);
        return new string(text);
    }

    /// <summary>25 characters can say a little more than 128 bits.</summary>
    private static bool TryRead(string text, out UInt128 bits)
    {
        bits = 0;
        foreach (var character in text.AsSpan(..^1))
        {
            var digit = (UInt128)CheckCharacter.Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (bits > (UInt128.MaxValue - digit) / 36) return false;
            bits = bits * 36 + digit;
        }
        return true;
    }

    private static CodeProblem Problem(string code, int position, int length, string en, string zh) =>
        new(code, position, length, new LocalizedText(zh, en));
}
