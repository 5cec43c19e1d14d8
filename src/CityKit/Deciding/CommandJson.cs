using System.Text.Json;
using CityKit.BuiltIn;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Modules;
using CityKit.Records;

namespace CityKit.Deciding;

/// <summary>Commands as the journal keeps them: one JSON object with the actor, always the same bytes.</summary>
internal sealed class CommandJson(ModuleCatalogue modules)
{
    /// <summary>A command as the writer takes it.</summary>
    internal HubInput.Command InputOf(HubCommand command, Actor actor, bool isKept = false, PersonalInput? personal = null) => new(
        command, modules.Command(command.GetType()), new Asking(actor, CommandIds.KeyOf(actor, command.CommandId), isKept), personal);

    /// <exception cref="ArgumentException">No module declares such a command.</exception>
    internal byte[] Write(HubCommand command, Actor actor)
    {
        var declared = modules.Command(command.GetType())
            ?? throw new ArgumentException($"{command.GetType().Name} is no command of this hub.", nameof(command));
        return ModuleJson.ToUtf8((declared, command, actor), static (writer, entry) =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", entry.command.CommandId);
            WriteActor(writer, entry.actor);
            writer.WriteString("type", entry.declared.Name);
            entry.declared.Write(writer, entry.command);
            if (entry.command.Lookup is { } lookup) CommandLookupJson.Write(writer, lookup);
            writer.WriteEndObject();
        });
    }

    /// <exception cref="FormatException">It is something else.</exception>
    internal (HubCommand Command, Actor Actor) Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        var json = document.RootElement;
        var (id, name) = (json.GetProperty("id").GetString()!, json.GetProperty("type").GetString()!);
        var command = modules.Command(name)?.Read(json, id) ?? Undeclared(json, id, name);
        return (command with { Lookup = CommandLookupJson.ReadIfAny(json) }, ReadActor(json.GetProperty("actor")));
    }

    private static void WriteActor(Utf8JsonWriter writer, Actor actor)
    {
        writer.WriteStartObject("actor");
        writer.WriteString("id", actor.Id);
        writer.WriteString("body", actor.Body);
        writer.WriteStartArray("roles");
        foreach (var role in actor.Roles.Order()) writer.WriteStringValue(role.ToString());
        writer.WriteEndArray();
        if (!actor.IsEverywhere) WriteScopes(writer, actor);
        writer.WriteEndObject();
    }

    /// <summary>Places and roles in a scope in one array, as only the latter have an '@' before their first '/'.</summary>
    private static void WriteScopes(Utf8JsonWriter writer, Actor actor)
    {
        writer.WriteStartArray("in");
        foreach (var place in actor.Places) writer.WriteStringValue(place.ToString());
        foreach (var grant in actor.Grants) writer.WriteStringValue(grant.ToString());
        writer.WriteEndArray();
    }

    private static Actor ReadActor(JsonElement json)
    {
        var actor = Actor.Of(json.GetProperty("id").GetString()!, json.GetProperty("body").GetString()!,
            [.. json.GetProperty("roles").EnumerateArray().Select(r => Role.Parse(r.GetString()!))]);
        if (!json.TryGetProperty("in", out var scopes)) return actor with { IsEverywhere = true };
        string[] texts = [.. scopes.EnumerateArray().Select(s => s.GetString()!)];
        return actor with
        {
            Places = [.. texts.Where(text => !IsGrant(text)).Select(text => Scope.Parse(text))],
            Grants = [.. texts.Where(IsGrant).Select(text => Grant.Parse(text))],
        };
    }

    private static bool IsGrant(string text) => text.AsSpan().IndexOfAny('@', '/') is var first and >= 0 && text[first] == '@';

    private static UndeclaredCommand Undeclared(JsonElement json, string id, string name) => name.Contains('/', StringComparison.Ordinal)
        ? new UndeclaredCommand(id, name, json.GetProperty("body").GetRawText())
        : throw new FormatException($"The journal holds a command '{name}' that this version does not know. 流水中有未知指令。");
}
