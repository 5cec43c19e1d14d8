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
        error = utf8.Length > limits.Bytes ? new ConfigError(1, 1, "", $"{utf8.Length} bytes", $"at most {limits.Bytes} bytes") : null;
        if (error is not null) return null;
        var text = utf8.StartsWith("\ufeff"u8) ? utf8[3..] : utf8;
        var parser = new JsonTreeReader(text, limits);
        var value = parser.ReadAll();
        error = parser.Error;
        return error is null ? value : null;
    }
}
