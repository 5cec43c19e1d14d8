namespace CityKit.Sensors.Feeds;

/// <summary>What is accepted of a feed's file.</summary>
public sealed record FeedLimits
{
    /// <summary>The limits CityKit ships with.</summary>
    public static FeedLimits Default { get; } = new();

    /// <summary>The largest file, in bytes of UTF-8; 64 MiB. What is beyond is not read.</summary>
    public long Bytes { get; init; } = 64L << 20;

    /// <summary>The most lines after the header; 1,000,000. What is beyond is not read.</summary>
    public long Rows { get; init; } = 1_000_000;

    /// <summary>The longest field, in characters; 256.</summary>
    public int FieldCharacters { get; init; } = 256;

    /// <summary>The longest line, in characters; 4,096.</summary>
    public int LineCharacters { get; init; } = 4_096;
}
