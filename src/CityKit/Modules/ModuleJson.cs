using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CityKit.Documents;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace CityKit.Modules;

/// <summary>JSON as CityKit writes it: camel case, Chinese as it is, moments as ISO 8601.</summary>
public static class ModuleJson
{
    /// <summary>How values are written.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One value as UTF-8 bytes.</summary>
    public static byte[] ToUtf8<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions)) write(writer, value);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Options for a module's own source-generated context: <c>new MyJson(ModuleJson.NewOptions())</c>. A null is written, as a value that
    /// a constructor takes must be there to be read.
    /// </summary>
    public static JsonSerializerOptions NewOptions() => new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    }.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);

    /// <summary>A kind of documents that are kept as JSON.</summary>
    /// <param name="name">Its name, starting with the module's and '_'.</param>
    /// <param name="id">A document's id.</param>
    /// <param name="json">How it is written.</param>
    /// <param name="indexes">What it can be asked by.</param>
    public static DocumentKind<T> Documents<T>(
        string name, Func<T, string> id, JsonTypeInfo<T> json, params ReadOnlySpan<DocumentIndex<T>> indexes) where T : class =>
        Documents(name, id, () => json, indexes);

    /// <summary>The same, where making the writer ready takes long and a start should not wait for it.</summary>
    internal static DocumentKind<T> Documents<T>(
        string name, Func<T, string> id, Func<JsonTypeInfo<T>> json, params ReadOnlySpan<DocumentIndex<T>> indexes) where T : class =>
        new(name, id, document => JsonSerializer.SerializeToUtf8Bytes(document, json()), bytes => Read(bytes, json()), indexes);

    /// <summary>State by key that is kept as JSON.</summary>
    /// <param name="name">Its name, starting with the module's and '_'.</param>
    /// <param name="json">How a value is written.</param>
    public static StateKind<T> State<T>(string name, JsonTypeInfo<T> json) where T : class =>
        new(name, state => JsonSerializer.SerializeToUtf8Bytes(state, json), bytes => Read(bytes, json));

    private static T Read<T>(ReadOnlyMemory<byte> bytes, JsonTypeInfo<T> json)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes.Span, json) ?? throw new FormatException("The stored document is null. 存储的数据为空。");
        }
        catch (JsonException wrong)
        {
            throw new FormatException($"The stored document is damaged: {wrong.Message} 存储的数据已损坏。", wrong);
        }
    }
}
