namespace CityKit.Cases;

/// <summary>A way that an item took, and how often (流转次数). <c>default</c> is a way without a name, taken 0 times.</summary>
/// <param name="Command">The command.</param>
/// <param name="From">The state before; null for the opening.</param>
/// <param name="To">The state after.</param>
/// <param name="Count">How often.</param>
public readonly record struct Turn(string Command, string? From, string To, int Count)
{
    /// <summary>Whether it entered another state.</summary>
    public bool Moved => From != To;
}
