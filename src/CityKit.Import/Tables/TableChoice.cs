using CityKit.Core;
using CityKit.Import.Files;

namespace CityKit.Import.Tables;

/// <summary>Which table of a file is read, and where it begins.</summary>
/// <param name="IsHeader">Whether a row of these texts names columns.</param>
internal sealed record TableChoice(Func<IReadOnlyList<string>, bool> IsHeader)
{
    /// <summary>How many rows may be above a header: titles, who made the list, when.</summary>
    internal const int MostTitleRows = 20;

    /// <summary>The layer or sheet; null for the only one, or the first sheet with a header.</summary>
    internal string? Layer { get; init; }

    /// <summary>What separates the fields of CSV; null to recognise it by the header.</summary>
    internal char? Separator { get; init; }

    /// <summary>The row that names the columns, from 1; null for the first that <see cref="IsHeader"/>.</summary>
    internal int? HeaderRow { get; init; }

    /// <summary>What names a table needs, for people.</summary>
    internal LocalizedText Needed { get; init; } = new("普查列名（如 GLBJBSM 或 BJDM、LON、LAT）",
        "the columns of a survey, such as GLBJBSM (or BJDM), LON, LAT");

    /// <summary>The most columns.</summary>
    internal int Columns { get; init; } = 256;

    /// <summary>What may be packed.</summary>
    internal PackLimits Pack { get; init; } = PackLimits.Default;
}
