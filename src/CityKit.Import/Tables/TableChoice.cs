using CityKit.Import.Files;

namespace CityKit.Import.Tables;

/// <summary>Which table of a file is read, and where it begins.</summary>
/// <param name="IsHeader">Whether a row of these texts names columns.</param>
internal sealed record TableChoice(Func<IReadOnlyList<string>, bool> IsHeader)
{
    /// <summary>How many rows may stand above a header: titles, who made the list, when.</summary>
    internal const int MostTitleRows = 20;

    /// <summary>The layer or sheet; null for the only one, or the first sheet with a header.</summary>
    internal string? Layer { get; init; }

    /// <summary>The row that names the columns, from 1; null for the first that <see cref="IsHeader"/>.</summary>
    internal int? HeaderRow { get; init; }

    /// <summary>The most columns.</summary>
    internal int Columns { get; init; } = 256;

    /// <summary>What may be packed.</summary>
    internal PackLimits Pack { get; init; } = PackLimits.Default;
}
