using System.Text.Json;
using CityKit.Core;

namespace CityKit.Import.Surveys;

/// <summary>Reads single point features into a row.</summary>
internal sealed class GeoJsonFeature(SurveyRow row, SurveyOptions options)
{
    private readonly HashSet<string> unseen = new(options.Columns.OwnOf(hasShape: true), StringComparer.OrdinalIgnoreCase);
    private readonly List<string> names = []; // of the first feature
    private byte[] scratch = new byte[4_096];

    /// <summary>What the properties of the first feature are called.</summary>
    internal IReadOnlyList<string> Names => names;

    /// <summary>What is wrong with the feature read last; null when nothing is.</summary>
    internal SurveyReject? Problem { get; private set; }

    // A property may be absent from some features; from all of a commit's it is not there.
    internal Refusal? Mismatch() => unseen.Count == 0
        ? null
        : options.Columns.Lacking([.. names, .. options.Columns.Own.Where(own => !unseen.Contains(own))], hasShape: true);

    /// <summary>Reads the next feature, from its first to its last byte.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    internal void Read(ReadOnlySpan<byte> feature, long number)
    {
        row.Begin(number);
        Problem = null;
        if (feature.Length > options.Limits.RowBytes)
            Problem = SurveyReject.Of(row.Number, "", $"{feature.Length}", $"a feature has at most {options.Limits.RowBytes} bytes",
            $"一个要素最多 {options.Limits.RowBytes} 字节");
        var reader = new Utf8JsonReader(feature);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isProperties, isGeometry) = (reader.ValueTextEquals("properties"u8), reader.ValueTextEquals("geometry"u8));
            reader.Read();
            if (isProperties && reader.TokenType == JsonTokenType.StartObject) ReadProperties(ref reader);
            else if (isGeometry && reader.TokenType == JsonTokenType.StartObject) ReadGeometry(ref reader);
            else reader.Skip();
        }
    }

    private void ReadProperties(ref Utf8JsonReader reader)
    {
        for (var count = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; count++)
        {
            if (count == options.Limits.Columns)
                Problem = SurveyReject.Of(row.Number, "", "", $"a feature has at most {options.Limits.Columns} properties",
                $"一个要素最多 {options.Limits.Columns} 个属性");
            var name = reader.GetString()!;
            if (row.Number == 0) names.Add(name);
            if (unseen.Count > 0) unseen.Remove(name.Trim());
            var field = options.Columns.Find(name);
            reader.Read();
            if (field is { } known and not (SurveyField.Longitude or SurveyField.Latitude)) Set(known, ref reader);
            reader.Skip();
        }
    }

    private void ReadGeometry(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isType, isCoordinates) = (reader.ValueTextEquals("type"u8), reader.ValueTextEquals("coordinates"u8));
            reader.Read();
            if (isType && !(reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("Point"u8)))
                Problem ??= SurveyReject.NoPoint(row.Number, "");
            if (isCoordinates && reader.TokenType == JsonTokenType.StartArray) ReadPoint(ref reader);
            else reader.Skip();
        }
    }

    private void ReadPoint(ref Utf8JsonReader reader)
    {
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i < 2 && reader.TokenType == JsonTokenType.Number)
                row.Set(i == 0 ? SurveyField.Longitude : SurveyField.Latitude, reader.ValueSpan);
            reader.Skip();
        }
    }

    private void Set(SurveyField field, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return;
        if (reader.TokenType == JsonTokenType.Number) row.Set(field, reader.ValueSpan);
        else if (reader.TokenType != JsonTokenType.String)
            Problem ??= SurveyReject.Of(row.Number, SurveyColumns.CodeOf(field), "", "a text, a number or null", "须为文本、数字或 null");
        else
        {
            if (scratch.Length < reader.ValueSpan.Length) scratch = new byte[reader.ValueSpan.Length * 2];
            row.Set(field, scratch.AsSpan(0, reader.CopyString(scratch)));
        }
    }
}
