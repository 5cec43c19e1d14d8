using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CityKit.Cases;
using CityKit.Core;

namespace CityKit.Modules;

/// <inheritdoc/>
internal sealed class ModuleCommand<T>(
    string name, string module, JsonTypeInfo<T> json, Access access,
    Func<T, Actor, IFacts, IChanges, Refusal?> decide, PersonalText<T>? text)
    : ModuleCommand(name, module, typeof(T), access, text) where T : HubCommand
{
    internal override JsonNode Schema => CommandSchema.Of(json);

    internal override Refusal? Decide(HubCommand command, Actor actor, Attempt attempt) => decide((T)command, actor, attempt, attempt);

    protected override void WriteBody(Utf8JsonWriter writer, HubCommand command) => JsonSerializer.Serialize(writer, (T)command, json);

    protected override HubCommand? ReadBody(JsonElement body) => body.Deserialize(json);
}
