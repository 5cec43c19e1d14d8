using CityKit.Import.Files;

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

    /// <summary>The most bytes of a packed file (<c>.gz</c>, <c>.zip</c>, <c>.xlsx</c>), unpacked; 8 GiB.</summary>
    public long UnpackedBytes { get; init; } = 8L << 30;

    /// <summary>How many times longer than packed a part of more than 16 MiB of a <c>.zip</c> or <c>.xlsx</c> may be; 250.</summary>
    public int UnpackedRatio { get; init; } = 250;

    internal PackLimits Pack => new(UnpackedBytes, UnpackedRatio);

    /// <summary>The most rows; 100,000,000. What is beyond is not read.</summary>
    public long Rows { get; init; } = 100_000_000;
}
