namespace CityKit.Import.Resurveys;

/// <summary>How much differs (差异统计): the last line of a diff, without which it is cut short. <c>default</c> is 0 of everything.</summary>
/// <param name="New">Components the registry does not have.</param>
/// <param name="Moved">Components that were moved.</param>
/// <param name="Changed">Components with other attributes.</param>
/// <param name="Missing">Components that were not found.</param>
/// <param name="Same">Components found as they are known.</param>
/// <param name="Rejected">Rows that could not be read.</param>
public readonly record struct DiffCounts(long New, long Moved, long Changed, long Missing, long Same, long Rejected)
{
    /// <summary>How many lines the diff has.</summary>
    public long Lines => New + Moved + Changed + Missing;

    internal DiffCounts With(DiffKind kind) => kind switch
    {
        DiffKind.New => this with { New = New + 1 },
        DiffKind.Moved => this with { Moved = Moved + 1 },
        DiffKind.Changed => this with { Changed = Changed + 1 },
        _ => this with { Missing = Missing + 1 },
    };
}
