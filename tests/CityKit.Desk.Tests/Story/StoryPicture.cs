using CityKit.Samples.Compound.Timeline;
using CityKit.Shared.Svg;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Desk.Tests.Story;

/// <summary>
/// The sample's fall as a picture: what the edge saw, what the hub made of it and what people did, one line of the story a row.
/// </summary>
internal static class StoryPicture
{
    private const int Width = 1120, Top = 74, Row = 46, TextLeft = 300, MostLetters = 125;
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");
    private static readonly (string Name, double X, string Fill)[] Lanes =
        [("Pi", 110, "#1565c0"), ("hub", 180, "#b26a00"), ("people", 250, "#2e7d32")];

    internal static string Of(IReadOnlyList<StoryLine> lines)
    {
        var height = Top + (lines.Count * Row) + 14;
        var picture = new SvgWriter(Width, height, "One falling object, from the pin to the closed order");
        picture.Text(20, 28, "One falling object: from the pin on the Pi to the closed order", new SvgTextStyle(17, "#1a1a1a")
            { IsBold = true });
        foreach (var (name, x, fill) in Lanes)
        {
            picture.Text(x, 58, name, new SvgTextStyle(12, fill) { IsBold = true }, "middle");
            picture.Line(x, Top - 8, x, height - 14, fill, 1, "2 4");
        }
        picture.Polyline(lines.Select((line, row) => (LaneOf(line).X, MiddleOf(row))), "#9e9e9e", 1.5);
        for (var row = 0; row < lines.Count; row++) Draw(picture, lines[row], row);
        return picture.ToString();
    }

    private static void Draw(SvgWriter picture, StoryLine line, int row)
    {
        var (middle, lane) = (MiddleOf(row), LaneOf(line));
        picture.Text(20, middle + 4, Clock.Format(line.At.InZone(Zone).TimeOfDay), new SvgTextStyle(12, "#555555"));
        picture.Dot(lane.X, middle, 6, lane.Fill);
        var parts = PartsOf(line.Text);
        for (var part = 0; part < parts.Length; part++)
            picture.Text(TextLeft, middle + 4 + (15 * part) - (7.5 * (parts.Length - 1)), parts[part],
                new SvgTextStyle(12, part == 0 ? "#1a1a1a" : "#555555"));
    }

    /// <summary>The sentence, and beneath it what it is about.</summary>
    private static string[] PartsOf(string text)
    {
        var parts = text.Split(" · ", 2);
        return [.. parts.Select(part => part.Length <= MostLetters ? part : part[..MostLetters] + "…")];
    }

    private static double MiddleOf(int row) => Top + (row * Row) + (Row / 2.0);

    private static (string Name, double X, string Fill) LaneOf(StoryLine line) => line.Kind switch
    {
        StoryKind.Edge or StoryKind.Sent => Lanes[0],
        StoryKind.Person => Lanes[2],
        _ => Lanes[1],
    };
}
