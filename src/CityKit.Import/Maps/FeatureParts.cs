using System.Text.Json;

namespace CityKit.Import.Maps;

/// <summary>What a feature says about itself, and where in its bytes the coordinates stand.</summary>
internal readonly record struct FeatureParts(string? Code, string? Name, bool IsProvisional, string? GeometryType, Range Coordinates)
{
    /// <summary>The first day as written; null when it is not there.</summary>
    internal string? From { get; init; }

    /// <summary>The first day after, as written; null when it is not there.</summary>
    internal string? Until { get; init; }

    internal static FeatureParts Read(ReadOnlySpan<byte> feature, GeoJsonGridOptions options)
    {
        var parts = new FeatureParts(null, null, false, null, 0..0);
        var reader = new Utf8JsonReader(feature);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("properties")) parts = ReadProperties(ref reader, parts, options);
            else if (reader.ValueTextEquals("geometry")) parts = ReadGeometry(ref reader, parts);
            else SkipValue(ref reader);
        }
        return parts;
    }

    private static FeatureParts ReadProperties(ref Utf8JsonReader reader, FeatureParts parts, GeoJsonGridOptions options)
    {
        if (!TryEnter(ref reader)) return parts;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(options.CodeProperty)) parts = parts with { Code = ReadText(ref reader) };
            else if (reader.ValueTextEquals(options.NameProperty)) parts = parts with { Name = ReadText(ref reader) };
            else if (reader.ValueTextEquals(options.FromProperty)) parts = parts with { From = ReadText(ref reader) };
            else if (reader.ValueTextEquals(options.UntilProperty)) parts = parts with { Until = ReadText(ref reader) };
            else if (reader.ValueTextEquals(options.ProvisionalProperty)) parts = parts with { IsProvisional = ReadIsTrue(ref reader) };
            else SkipValue(ref reader);
        }
        return parts;
    }

    private static FeatureParts ReadGeometry(ref Utf8JsonReader reader, FeatureParts parts)
    {
        if (!TryEnter(ref reader)) return parts;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type")) parts = parts with { GeometryType = ReadText(ref reader) };
            else if (reader.ValueTextEquals("coordinates")) parts = parts with { Coordinates = SkipValue(ref reader) };
            else SkipValue(ref reader);
        }
        return parts;
    }

    private static bool TryEnter(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject) return true;
        reader.Skip();
        return false;
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)) return number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        reader.Skip();
        return null;
    }

    private static bool ReadIsTrue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
        return reader.TokenType == JsonTokenType.True;
    }

    private static Range SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }
}
