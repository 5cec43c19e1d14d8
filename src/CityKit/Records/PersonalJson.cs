using System.Text.Json;
using System.Text.Json.Serialization;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Privacy;

namespace CityKit.Records;

/// <summary>Personal data, and what is known of it, as JSON.</summary>
[JsonSerializable(typeof(PersonalContent))]
[JsonSerializable(typeof(RecordInfo))]
[JsonSerializable(typeof(PersonalRead))]
[JsonSerializable(typeof(Erasure))]
internal sealed partial class PersonalJson : JsonSerializerContext
{
    private static readonly Lazy<PersonalJson> Lazily = new(() => new PersonalJson(NewOptions()));

    internal static PersonalJson Shared => Lazily.Value;

    internal static byte[] Write(PersonalData data) => JsonSerializer.SerializeToUtf8Bytes(new PersonalContent(
        data.Text, data.Position?.Longitude, data.Position?.Latitude, data.Contact, data.Reference), Shared.PersonalContent);

    /// <exception cref="JsonException">It is something else.</exception>
    internal static PersonalData Read(ReadOnlySpan<byte> utf8)
    {
        var content = JsonSerializer.Deserialize(utf8, Shared.PersonalContent)!;
        return new PersonalData
        {
            Text = content.Text,
            Position = content is { Longitude: { } longitude, Latitude: { } latitude } ? GeoPoint.FromDegrees(longitude, latitude) : null,
            Contact = content.Contact,
            Reference = content.Reference,
        };
    }

    private static JsonSerializerOptions NewOptions()
    {
        var options = ModuleJson.NewOptions();
        options.Converters.Add(new TextConverter<SubjectId>());
        options.Converters.Add(new TextConverter<WorkItemId>());
        options.Converters.Add(new JsonStringEnumConverter<RecordKind>(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new RoleConverter());
        return options;
    }

    private sealed class RoleConverter : JsonConverter<Role>
    {
        public override Role Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Cases.Role.TryParse(reader.GetString(), out var role) ? role : throw new JsonException("This is no role. 角色名有误。");

        public override void Write(Utf8JsonWriter writer, Role value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
    }
}
