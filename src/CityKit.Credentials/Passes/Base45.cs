namespace CityKit.Credentials.Passes;

/// <summary>Base45 (RFC 9285): bytes in the alphabet of a QR code's alphanumeric mode, two bytes in three characters.</summary>
internal static class Base45
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private const int Base = 45;

    /// <summary>How many characters stand for so many bytes.</summary>
    internal static int Length(int bytes) => bytes / 2 * 3 + bytes % 2 * 2;

    internal static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[Length(bytes.Length)];
        var at = 0;
        for (var i = 0; i < bytes.Length; i += 2)
        {
            var pair = i + 1 < bytes.Length;
            var number = pair ? bytes[i] * 256 + bytes[i + 1] : bytes[i];
            for (var digit = pair ? 3 : 2; digit > 0; digit--, number /= Base) text[at++] = Alphabet[number % Base];
        }
        return new string(text);
    }

    /// <returns>The bytes; null when a character or a group is not of this form.</returns>
    internal static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.Length % 3 == 1) return null;
        var bytes = new byte[text.Length / 3 * 2 + text.Length % 3 / 2];
        var at = 0;
        for (var rest = text; rest.Length > 0; rest = rest[Math.Min(3, rest.Length)..])
            if (!TryDecodeGroup(rest[..Math.Min(3, rest.Length)], bytes, ref at)) return null;
        return bytes;
    }

    private static bool TryDecodeGroup(ReadOnlySpan<char> group, byte[] bytes, ref int at)
    {
        var number = 0;
        for (var i = group.Length - 1; i >= 0; i--)
        {
            var digit = Alphabet.IndexOf(group[i], StringComparison.Ordinal);
            if (digit < 0) return false;
            number = number * Base + digit;
        }
        if (number > (group.Length == 3 ? ushort.MaxValue : byte.MaxValue)) return false;
        if (group.Length == 3) bytes[at++] = (byte)(number >> 8);
        bytes[at++] = (byte)number;
        return true;
    }
}
