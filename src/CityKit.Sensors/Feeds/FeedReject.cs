using CityKit.Core;

namespace CityKit.Sensors.Feeds;

/// <summary>A line that could not be read, and why. The other lines are read all the same.</summary>
/// <param name="Row">Its line in the file, from 1.</param>
/// <param name="Field">The column; empty when the line as a whole is wrong.</param>
/// <param name="Value">What was there, cut short when long.</param>
/// <param name="Reason">What is wrong and what is allowed.</param>
public sealed record FeedReject(long Row, string Field, string Value, LocalizedText Reason) : FeedRow(Row)
{
    private const int ShownCharacters = 60;

    internal static FeedReject Of(long row, string field, string value, string en, string zh) =>
        new(row, field, value.Length <= ShownCharacters ? value : $"{value[..ShownCharacters]}…", new LocalizedText(zh, en));
}
