using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CityKit.Cases;
using CityKit.Core;
using NodaTime;

namespace CityKit.Modules;

/// <inheritdoc/>
internal sealed class ModuleCommand<T>(
    string name, string module, JsonTypeInfo<T> json, Access access,
    Func<T, Actor, IFacts, IChanges, Refusal?> decide, PersonalText<T>? text)
    : ModuleCommand(name, module, typeof(T), access, text) where T : HubCommand
{
    internal override JsonNode Schema => CommandSchema.Of(json);

    /// <summary>Completes it before it is journalled; null for a command that is complete.</summary>
    internal Func<T, Actor, Instant, CancellationToken, ValueTask<(T? Command, Refusal? Refusal)>>? Prepare { get; set; }

    /// <summary>Whether a command as given is one that was journalled.</summary>
    internal Func<T, T, bool>? IsSame { get; set; }

    internal override bool IsRepeat(HubCommand given, HubCommand journalled) =>
        journalled is T done && IsSame?.Invoke((T)given, done) == true;

    internal override bool IsPrepared => Prepare is not null;

    internal override async ValueTask<(HubCommand? Command, Refusal? Refusal)> PrepareAsync(
        HubCommand command, Actor actor, Instant now, CancellationToken cancellationToken) =>
        await Prepare!((T)command, actor, now, cancellationToken).ConfigureAwait(false);

    internal override Refusal? Decide(HubCommand command, Actor actor, Attempt attempt) => decide((T)command, actor, attempt, attempt);

    protected override void WriteBody(Utf8JsonWriter writer, HubCommand command) => JsonSerializer.Serialize(writer, (T)command, json);

    protected override HubCommand? ReadBody(JsonElement body) => body.Deserialize(json);
}
