using System.Text;
using System.Text.Json;
using CityKit.Core;

namespace CityKit.Import.Surveys;

/// <summary>
/// The point features of a GeoJSON FeatureCollection, read one by one; each begins anew, so that a later run can go on between any two.
/// </summary>
internal sealed class GeoJsonRows(SurveyInput input, SurveyOptions options) : SurveyRows
{
    private const int HeadBytes = 1 << 20;

    private readonly HashSet<string> unseen = new(options.Columns.Own, StringComparer.OrdinalIgnoreCase);
    private readonly List<string> names = []; // of the first feature
    private byte[] scratch = new byte[4_096];
    private long features;
    private string? system;

    internal override IReadOnlyList<string> Names => names;

    internal override string? System => system;

    internal override Refusal? Begin()
    {
        input.PassMark();
        try
        {
            while (!TryFindFeatures())
                if (input.Window.Length > HeadBytes || !input.Fill()) return NoFeatures();
            return null;
        }
        catch (JsonException)
        {
            return NoFeatures();
        }
    }

    internal override void GoOnAt(long before) => features += before;

    // A property may be absent from some features; from all of a commit's it is not there.
    internal override Refusal? Mismatch() => features == 0 || unseen.Count == 0 ? null : options.Columns.Lacking([.. names, .. options.Columns.Own.Where(own => !unseen.Contains(own))]);

    internal override bool Next()
    {
        if (Broken is not null || !TryReach()) return false;
        do
        {
            if (TryTake()) features++;
            else if (Broken is null && input.Window.Length <= options.Limits.RowBytes * 2 && input.Fill()) continue;
            else Break("is longer than twice the limit, or cut short", "过长或不完整");
            return Broken is null;
        }
        while (true);
    }

    private bool TryFindFeatures()
    {
        var reader = new Utf8JsonReader(input.Window, input.AtEnd, default);
        var (isNamed, isSystem, isSystemName) = (false, false, false);
        while (reader.Read())
        {
            if (isSystemName && reader.TokenType == JsonTokenType.String) system = reader.GetString();
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 }) isSystem = reader.ValueTextEquals("crs"u8);
            isSystemName = isSystem && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(reader.CurrentDepth == 1 ? "crs"u8 : "name"u8);
            if (isNamed && reader.TokenType == JsonTokenType.StartArray)
            {
                input.Pass((int)reader.BytesConsumed);
                return true;
            }
            isNamed = reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("features"u8);
        }
        return false;
    }

    /// <summary>Over white space and the comma to the next feature; false at the end.</summary>
    private bool TryReach()
    {
        while (true)
        {
            var rest = input.Window.TrimStart(" \t\r\n,"u8);
            input.Pass(input.Window.Length - rest.Length);
            if (rest.IsEmpty && !input.Fill()) return Break("is missing: the file ends before its array of features does", "缺失：文件在要素数组结束之前中断");
            if (!rest.IsEmpty) return rest[0] == '{' || rest[0] != ']' && Break("is no object", "不是对象");
        }
    }

    private bool TryTake()
    {
        try
        {
            Row.Begin(features);
            Problem = null;
            var reader = new Utf8JsonReader(input.Window, input.AtEnd, default);
            if (!reader.Read() || !reader.TrySkip()) return false;
            var length = (int)reader.BytesConsumed;
            Read(input.Window[..length]);
            input.Pass(length);
            return true;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return Break("is broken JSON", "的 JSON 有误");
        }
    }

    private void Read(ReadOnlySpan<byte> feature)
    {
        if (feature.Length > options.Limits.RowBytes) Problem = SurveyReject.Of(features, "", $"{feature.Length}", $"a feature has at most {options.Limits.RowBytes} bytes", $"一个要素最多 {options.Limits.RowBytes} 字节");
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
            if (count == options.Limits.Columns) Problem = SurveyReject.Of(features, "", "", $"a feature has at most {options.Limits.Columns} properties", $"一个要素最多 {options.Limits.Columns} 个属性");
            var name = reader.GetString()!;
            if (features == 0) names.Add(name);
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
                Problem ??= SurveyReject.Of(features, "LON", "", "the geometry of a component is a Point", "部件的几何类型须为 Point");
            if (isCoordinates && reader.TokenType == JsonTokenType.StartArray) ReadPoint(ref reader);
            else reader.Skip();
        }
    }

    private void ReadPoint(ref Utf8JsonReader reader)
    {
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i < 2 && reader.TokenType == JsonTokenType.Number) Row.Set(i == 0 ? SurveyField.Longitude : SurveyField.Latitude, reader.ValueSpan);
            reader.Skip();
        }
    }

    private void Set(SurveyField field, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return;
        if (reader.TokenType == JsonTokenType.Number) Row.Set(field, reader.ValueSpan);
        else if (reader.TokenType != JsonTokenType.String)
            Problem ??= SurveyReject.Of(features, SurveyColumns.CodeOf(field), "", "a text, a number or null", "须为文本、数字或 null");
        else
        {
            if (scratch.Length < reader.ValueSpan.Length) scratch = new byte[reader.ValueSpan.Length * 2];
            Row.Set(field, scratch.AsSpan(0, reader.CopyString(scratch)));
        }
    }

    /// <summary>Nothing after this can be read; put right, the file goes on from here.</summary>
    private bool Break(string en, string zh)
    {
        Broken = Wrong($"Feature {features} {en}; it and what follows was not read.", $"第 {features} 个要素{zh}，自此未读取。");
        return false;
    }

    private static Refusal NoFeatures() => Wrong("The file is no FeatureCollection: it has no array 'features'.", "文件不是 FeatureCollection：没有“features”数组。");
}
