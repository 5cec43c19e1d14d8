using System.Globalization;
using System.Text.Json;

namespace CityKit.Import.Maps;

/// <summary>What a feature says about itself, and where in its bytes the coordinates are.</summary>
internal readonly record struct FeatureParts(string? Code, string? Name, bool IsProvisional, string? GeometryType, Range Coordinates)
{
    /// <summary>The first day as written; null when it is not there.</summary>
    internal string? From { get; init; }

    /// <summary>The first day after, as written; null when it is not there.</summary>
    internal string? Until { get; init; }

    /// <summary>The code of the grid above, as written; null when it is not there.</summary>
    internal string? Parent { get; init; }

    /// <summary>The value that decides whether the feature is meant; null when it is not there.</summary>
    internal string? Filter { get; init; }

    internal static FeatureParts Read(ReadOnlySpan<byte> feature, (string Property, FeatureRoles Role)[] known)
    {
        var parts = default(FeatureParts);
        var reader = new Utf8JsonReader(feature);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("properties")) parts = ReadProperties(ref reader, parts, known);
            else if (reader.ValueTextEquals("geometry")) parts = ReadGeometry(ref reader, parts);
            else SkipValue(ref reader);
        }
        return parts;
    }

    /// <summary>With a value in all its roles.</summary>
    internal FeatureParts With(FeatureRoles roles, string? text, bool isTrue) => this with
    {
        Code = roles.HasFlag(FeatureRoles.Code) ? text : Code,
        Name = roles.HasFlag(FeatureRoles.Name) ? text : Name,
        From = roles.HasFlag(FeatureRoles.From) ? text : From,
        Until = roles.HasFlag(FeatureRoles.Until) ? text : Until,
        Parent = roles.HasFlag(FeatureRoles.Parent) ? text : Parent,
        Filter = roles.HasFlag(FeatureRoles.Filter) ? text : Filter,
        IsProvisional = roles.HasFlag(FeatureRoles.Provisional) ? isTrue : IsProvisional,
    };

    private static FeatureParts ReadProperties(ref Utf8JsonReader reader, FeatureParts parts, (string Property, FeatureRoles Role)[] known)
    {
        if (!TryEnter(ref reader)) return parts;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var roles = RolesOf(reader, known);
            if (roles == FeatureRoles.None) SkipValue(ref reader);
            else parts = parts.With(roles, ReadText(ref reader), reader.TokenType == JsonTokenType.True);
        }
        return parts;
    }

    private static FeatureRoles RolesOf(in Utf8JsonReader name, (string Property, FeatureRoles Role)[] known)
    {
        var roles = FeatureRoles.None;
        foreach (var (property, role) in known)
            if (name.ValueTextEquals(property)) roles |= role;
        return roles;
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
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
            return number.ToString(CultureInfo.InvariantCulture);
        reader.Skip();
        return null;
    }

    private static Range SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }
}
