namespace CityKit.Components.Nearest;

/// <summary>The sides of a ring of cells that are worth a visit; the rows' columns run from First to Last.</summary>
internal readonly struct RingSides
{
    internal bool West { get; init; }

    internal bool East { get; init; }

    internal bool South { get; init; }

    internal bool North { get; init; }

    internal int First { get; init; }

    internal int Last { get; init; }

    internal bool Any => West || East || South || North;
}
