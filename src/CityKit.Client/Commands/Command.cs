using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace CityKit.Client.Commands;

/// <summary>A command by its name, one that a module declares for example.</summary>
/// <param name="Name">The name, such as <c>items/step</c> or <c>parking/book</c>.</param>
/// <param name="Body">Its members, <c>commandId</c> among them.</param>
public sealed record Command(string Name, JsonNode Body)
{
    /// <summary>A command of a record of yours.</summary>
    /// <param name="name">The name.</param>
    /// <param name="members">The record.</param>
    /// <param name="json">How it is written.</param>
    public static Command Of<T>(string name, T members, JsonTypeInfo<T> json) =>
        new(name, JsonSerializer.SerializeToNode(members, json) ?? throw new ArgumentNullException(nameof(members)));
}
