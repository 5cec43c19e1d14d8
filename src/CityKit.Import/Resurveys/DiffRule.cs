using CityKit.Components;

namespace CityKit.Import.Resurveys;

/// <summary>One word of a review (审核规则): what to do with the lines it fits. Of several that fit, the last one holds.</summary>
/// <param name="Decision">Accept or refuse.</param>
/// <param name="Kind">Only differences of this kind; null for all.</param>
/// <param name="Class">Only components of this class; <c>default</c> for all.</param>
/// <param name="FirstLine">Only from this line of the diff on.</param>
/// <param name="LastLine">Only up to this line.</param>
public sealed record DiffRule(DiffDecision Decision, DiffKind? Kind = null, ClassKey Class = default, long FirstLine = 1,
    long LastLine = long.MaxValue)
{
    /// <summary>Whether it fits a line.</summary>
    public bool Fits(DiffLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return (Kind is null || Kind == line.Kind) && (Class == default || Class == line.Class) && line.Line >= FirstLine
            && line.Line <= LastLine;
    }
}
