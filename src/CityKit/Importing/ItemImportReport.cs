namespace CityKit.Importing;

/// <summary>What became of a file of cases (导入结果).</summary>
/// <param name="Lines">How many lines there were, empty ones aside.</param>
/// <param name="Imported">How many cases are new here.</param>
/// <param name="Known">How many were here already.</param>
/// <param name="Refused">How many lines were not taken.</param>
/// <param name="Errors">Why not, the first <see cref="MaxErrors"/>.</param>
public sealed record ItemImportReport(long Lines, long Imported, long Known, long Refused, IReadOnlyList<ItemLineError> Errors)
{
    /// <summary>The most lines whose errors are kept; all are counted.</summary>
    public const int MaxErrors = 100;
}
