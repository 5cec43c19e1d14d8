using System.Buffers;
using System.Buffers.Text;

namespace CityKit.Credentials.Keys;

/// <summary>
/// Base64url as RFC 7515 has it: no padding, no white space, no spare bits. So a text has one meaning and a meaning one text.
/// </summary>
internal static class StrictBase64Url
{
    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);

    /// <summary>How many bytes a text of so many characters holds.</summary>
    internal static int LengthOf(int characters) => characters * 3 / 4;

    /// <summary>Decodes a whole text into the beginning of a buffer of at least <see cref="LengthOf"/> bytes.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> text, Span<byte> bytes, out int written)
    {
        written = 0;
        return text.Length % 4 != 1 && !text.ContainsAnyExcept(Alphabet) && HasNoSpareBits(text)
            && Base64Url.TryDecodeFromUtf8(text, bytes, out written);
    }

    /// <summary>The bytes of a text; null when it is not base64url.</summary>
    internal static byte[]? Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[LengthOf(text.Length)];
        return TryDecode(text, bytes, out _) ? bytes : null;
    }

    private static bool HasNoSpareBits(ReadOnlySpan<byte> text) => (text.Length % 4) switch
    {
        2 => (ValueOf(text[^1]) & 0b1111) == 0,
        3 => (ValueOf(text[^1]) & 0b11) == 0,
        _ => true,
    };

    private static int ValueOf(byte character) => character switch
    {
        >= (byte)'a' => character - 'a' + 26,
        (byte)'_' => 63,
        >= (byte)'A' => character - 'A',
        >= (byte)'0' => character - '0' + 52,
        _ => 62,
    };
}
