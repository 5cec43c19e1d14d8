using System.Text.Json;
using System.Text.Json.Serialization;

namespace CityKit.Records;

/// <summary>Values that are written as text.</summary>
internal sealed class TextConverter<T> : JsonConverter<T> where T : IParsable<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.TryParse(reader.GetString(), null, out var value) ? value : throw new JsonException($"This is no {typeof(T).Name}. 内容有误。");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
