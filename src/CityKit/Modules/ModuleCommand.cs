using System.Text.Json;
using System.Text.Json.Nodes;
using CityKit.Cases;
using CityKit.Core;
using NodaTime;

namespace CityKit.Modules;

/// <summary>A command that a module from outside declared: one JSON object under <c>body</c>.</summary>
internal abstract class ModuleCommand(string name, string module, Type type, Access access, PersonalText? text)
    : DeclaredCommand(name, module, type, access, text)
{
    internal override void Write(Utf8JsonWriter writer, HubCommand command)
    {
        writer.WritePropertyName("body");
        WriteBody(writer, command);
    }

    internal override HubCommand Read(JsonElement entry, string id) => ReadBody(entry.GetProperty("body"))
        ?? throw new FormatException($"The journal holds an empty command '{Name}'. 流水中的指令为空。");

    /// <summary>Reads what a caller sent.</summary>
    internal (HubCommand? Command, Refusal? Refusal) Parse(ReadOnlySpan<byte> utf8Json)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8Json);
            using var document = JsonDocument.ParseValue(ref reader);
            return ReadBody(document.RootElement) is { } command ? (command, null) : (null, Bad("null"));
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or ArgumentException)
        {
            return (null, Bad(wrong.Message));
        }
    }

    /// <summary>The JSON Schema of its members.</summary>
    internal abstract JsonNode Schema { get; }

    /// <summary>Whether it is completed before it is journalled.</summary>
    internal abstract bool IsPrepared { get; }

    /// <summary>Completes a command before it is journalled, or says why it is refused.</summary>
    internal abstract ValueTask<(HubCommand? Command, Refusal? Refusal)> PrepareAsync(
        HubCommand command, Actor actor, Instant now, CancellationToken cancellationToken);

    /// <summary>Whether a command as a caller gave it is one that was completed and journalled.</summary>
    internal abstract bool IsRepeat(HubCommand given, HubCommand journalled);

    internal abstract Refusal? Decide(HubCommand command, Actor actor, Attempt attempt);

    protected abstract void WriteBody(Utf8JsonWriter writer, HubCommand command);

    protected abstract HubCommand? ReadBody(JsonElement body);

    private Refusal Bad(string what) => Refusal.Of("bad-request", $"That is no '{Name}': {what}", $"内容不是“{Name}”指令：{what}");
}
