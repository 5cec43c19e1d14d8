namespace CityKit.Import.Surveys;

/// <summary>What is accepted of a survey's file.</summary>
public sealed record SurveyLimits
{
    /// <summary>The limits CityKit ships with.</summary>
    public static SurveyLimits Default { get; } = new();

    /// <summary>The longest row, in bytes of UTF-8; 64 KiB. Also what the reader holds in memory, a few times.</summary>
    public int RowBytes { get; init; } = 64 << 10;

    /// <summary>The most columns; 256.</summary>
    public int Columns { get; init; } = 256;

    /// <summary>The most rows; 100,000,000. What lies beyond is not read.</summary>
    public long Rows { get; init; } = 100_000_000;
}
