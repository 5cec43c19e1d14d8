using System.Text.Encodings.Web;
using System.Text.Json;
using CityKit.Components.Registry;

namespace CityKit.Import.Exports;

/// <summary>Components as GeoJSON features: in a FeatureCollection, or one a line. An attribute that is empty is left out.</summary>
internal sealed class GeoJsonComponents : ComponentWriter
{
    private const int BufferBytes = 1 << 16;
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly BufferedStream to;
    private readonly Utf8JsonWriter json;
    private readonly bool isSequence;
    private bool isFirst = true;

    internal GeoJsonComponents(Stream to, bool isSequence)
    {
        (this.to, this.isSequence) = (new BufferedStream(to, BufferBytes), isSequence);
        json = new Utf8JsonWriter(this.to, Plain);
        if (!isSequence) this.to.Write("{\"type\":\"FeatureCollection\",\"features\":[\n"u8);
    }

    internal override async ValueTask WriteAsync(Component component, CancellationToken cancellationToken)
    {
        if (!isFirst) to.Write(isSequence ? "\n"u8 : ",\n"u8);
        isFirst = false;
        WriteFeature(component);
        await json.FlushAsync(cancellationToken).ConfigureAwait(false);
        json.Reset();
    }

    public override async ValueTask DisposeAsync()
    {
        if (!isSequence) to.Write("\n]}\n"u8);
        else if (!isFirst) to.Write("\n"u8);
        await json.DisposeAsync().ConfigureAwait(false);
        await to.FlushAsync().ConfigureAwait(false);
    }

    private void WriteFeature(Component component)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "Feature"u8);
        json.WriteStartObject("geometry"u8);
        json.WriteString("type"u8, "Point"u8);
        json.WriteStartArray("coordinates"u8);
        json.WriteNumberValue(component.Location.Longitude);
        json.WriteNumberValue(component.Location.Latitude);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("properties"u8);
        foreach (var field in ExportedField.All)
            if (field.Of(component) is { Length: > 0 } text) json.WriteString(field.Code, text);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
