namespace CityKit.Core.Text;

/// <summary>
/// Reads JSON (RFC 8259) into values that know their line and column. Trailing commas and repeated names are refused, and comments unless
/// the limits allow them; a byte-order mark is skipped.
/// </summary>
public static class JsonText
{
    /// <summary>Reads a whole text with the limits CityKit ships with.</summary>
    /// <returns>The value, or null with what is wrong and where.</returns>
    public static JsonValue? Parse(ReadOnlySpan<byte> utf8, out ConfigError? error) => Parse(utf8, JsonLimits.Default, out error);

    /// <summary>Reads a whole text.</summary>
    /// <returns>The value, or null with what is wrong and where.</returns>
    public static JsonValue? Parse(ReadOnlySpan<byte> utf8, JsonLimits limits, out ConfigError? error)
    {
        ArgumentNullException.ThrowIfNull(limits);
        error = utf8.Length > limits.Bytes ? TooLong(utf8.Length, limits.Bytes) : null;
        if (error is not null) return null;
        var text = utf8.StartsWith("\ufeff"u8) ? utf8[3..] : utf8;
        var parser = new JsonTreeReader(text, limits);
        var value = parser.ReadAll();
        error = parser.Error;
        return error is null ? value : null;
    }

    /// <summary>What is allowed where an object has a name twice.</summary>
    internal static LocalizedText MemberOnce { get; } = new("每个成员只出现一次", "each member once");

    private static ConfigError TooLong(int bytes, int most) =>
        new(1, 1, "", new($"{bytes} 字节", $"{bytes} bytes"), new($"最多 {most} 字节", $"at most {most} bytes"));
}
