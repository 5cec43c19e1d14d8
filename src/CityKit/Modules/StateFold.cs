using CityKit.Storage;
using NodaTime;

namespace CityKit.Modules;

/// <summary>How a command changes one piece of a module's state. It sees nothing else, so that a replay gives the same.</summary>
internal abstract class StateFold(StateKind kind, Type command)
{
    private const int MaxKey = 256;

    internal StateKind Kind => kind;

    internal Type Command => command;

    /// <exception cref="InvalidOperationException">The key is empty or too long.</exception>
    internal CellKey KeyOf(HubCommand asked) => Key(asked) is { Length: > 0 and <= MaxKey } key ? new CellKey(kind.Name, key)
        : throw new InvalidOperationException($"A key of '{kind.Name}' has 1 to {MaxKey} characters.");

    internal abstract object Next(object? state, HubCommand asked, Instant now);

    private protected abstract string Key(HubCommand asked);
}
