using System.Text.Encodings.Web;
using System.Text.Json;
using CityKit.Core;
using CityKit.Import.Systems;

namespace CityKit.Import.Surveys;

/// <summary>Writes <see cref="SurveyMapping"/>, the same mapping always the same.</summary>
internal static class MappingWriter
{
    internal static byte[] Write(SurveyMapping mapping, bool isIndented)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes,
            new JsonWriterOptions { Indented = isIndented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(json, mapping);
        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, SurveyMapping mapping)
    {
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        Text(json, "format", MappingReader.Formats.FirstOrDefault(known => known.Value == mapping.Format).Word);
        Text(json, "encoding", mapping.Encoding);
        Text(json, "separator", mapping.Separator?.ToString());
        if (mapping.HeaderRow is { } row) json.WriteNumber("headerRow", row);
        Text(json, "sheet", mapping.Sheet);
        Text(json, "layer", mapping.Layer);
        System(json, mapping.System);
        Text(json, "axes", MappingReader.Orders.FirstOrDefault(known => known.Value == mapping.Axes).Word);
        if (mapping.Within is { } box) Within(json, box);
        Text(json, "scheme", mapping.Scheme == default ? null : mapping.Scheme.ToString());
        json.WriteStartObject("fields");
        foreach (var (field, source) in mapping.Fields) Source(json, SurveyColumns.CodeOf(field), source);
        json.WriteEndObject();
        Map(json, "bodies", mapping.Bodies.Select(body => KeyValuePair.Create(body.Key, body.Value.ToString())));
        json.WriteEndObject();
    }

    private static void System(Utf8JsonWriter json, CoordinateSystem? system)
    {
        Text(json, "system", system?.Text);
        if (system?.Plane is { } plane) Plane(json, plane);
        else if (system?.Datum is { } datum) Datum(json, datum);
    }

    private static void Datum(Utf8JsonWriter json, DatumShift shift)
    {
        json.WriteStartObject("transform");
        json.WriteNumber("x", shift.X);
        json.WriteNumber("y", shift.Y);
        json.WriteNumber("z", shift.Z);
        json.WriteNumber("rotationX", shift.RotationX);
        json.WriteNumber("rotationY", shift.RotationY);
        json.WriteNumber("rotationZ", shift.RotationZ);
        json.WriteNumber("ppm", shift.PartsPerMillion);
        json.WriteEndObject();
    }

    private static void Plane(Utf8JsonWriter json, PlaneShift shift)
    {
        json.WriteStartObject("transform");
        json.WriteString("to", shift.To.Text);
        json.WriteNumber("north", shift.North);
        json.WriteNumber("east", shift.East);
        json.WriteNumber("rotation", shift.RotationSeconds);
        json.WriteNumber("ppm", shift.PartsPerMillion);
        json.WriteEndObject();
    }

    private static void Within(Utf8JsonWriter json, GeoBox box)
    {
        json.WriteStartObject("within");
        json.WriteNumber("west", box.West);
        json.WriteNumber("south", box.South);
        json.WriteNumber("east", box.East);
        json.WriteNumber("north", box.North);
        json.WriteEndObject();
    }

    private static void Source(Utf8JsonWriter json, string field, FieldSource source)
    {
        json.WriteStartObject(field);
        Text(json, "column", source.Column);
        Text(json, "constant", source.Constant);
        Map(json, "values", source.Values);
        Text(json, "otherwise", source.Otherwise);
        json.WriteEndObject();
    }

    private static void Map(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> values)
    {
        if (!values.Any()) return;
        json.WriteStartObject(name);
        foreach (var (key, value) in values) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }
}
