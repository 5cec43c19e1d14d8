using CityKit.Documents;

namespace CityKit.Modules;

/// <summary>A module's state by key: see <see cref="StateKind{T}"/>.</summary>
public abstract class StateKind
{
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">The name is not one.</exception>
    private protected StateKind(string name)
    {
        if (!DocumentIndex.IsName(name))
            throw new ArgumentException($"'{name}' is no name: 1 to 32 of a-z, 0-9, '_', starting with a letter.", nameof(name));
        Name = name;
    }

    /// <summary>Its name, unique in a hub.</summary>
    public string Name { get; }

    internal abstract ReadOnlyMemory<byte> Write(object state);

    internal abstract object Read(ReadOnlyMemory<byte> bytes);
}
