using System.Text.Json;
using CityKit.Cases;
using CityKit.Core;

namespace CityKit.Modules;

/// <summary>A command that a module declared.</summary>
internal abstract class ModuleCommand(string name, string module, Type type, Access access)
{
    internal string Name => name;

    internal string Module => module;

    internal Type Type => type;

    internal Access Access => access;

    internal abstract void Write(Utf8JsonWriter writer, HubCommand command);

    internal abstract HubCommand? Read(JsonElement body);

    /// <summary>Reads what a caller sent.</summary>
    internal (HubCommand? Command, Refusal? Refusal) Parse(ReadOnlySpan<byte> utf8Json)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8Json);
            using var document = JsonDocument.ParseValue(ref reader);
            return Read(document.RootElement) is { } command ? (command, null) : (null, Bad("null"));
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or ArgumentException)
        {
            return (null, Bad(wrong.Message));
        }
    }

    private Refusal Bad(string what) => Refusal.Of("bad-request", $"That is no '{name}': {what}", $"内容不是“{name}”指令：{what}");

    internal abstract Refusal? Decide(HubCommand command, Actor actor, Attempt attempt);
}
