using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CityKit.Cli.Files;

/// <summary>Writes one JSON value as one line; Chinese stays readable.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void WriteLine(TextWriter output, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes, Plain)) write(json);
        output.WriteLine(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }
}
